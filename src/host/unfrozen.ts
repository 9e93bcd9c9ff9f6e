const nothing = () => {};
let underWay = 0;

/**
 * Has the browser end this page, rather than freeze it for the way back, if it is left before `work` is done. Frozen while it makes a
 * database, a page holds up everyone who opens that database after it, and Chromium lets it: the next page would stay blank.
 */
export const unfrozen = async <T>(work: Promise<T>): Promise<T> => {
  // A page with such a listener is not frozen.
  if (underWay === 0) addEventListener("unload", nothing);
  underWay += 1;
  try {
    return await work;
  } finally {
    underWay -= 1;
    if (underWay === 0) removeEventListener("unload", nothing);
  }
};
