/** A page that is never idle is asked no more than this of its patience, ms. */
const AT_LATEST_MS = 15_000;
/** Where the browser doesn't tell when it is idle, ms. */
const PROBABLY_MS = 3_000;

/** Resolves when the page has nothing else to do. */
export const idleMoment = (): Promise<void> =>
  new Promise((resolve) => {
    if ("requestIdleCallback" in globalThis)
      requestIdleCallback(() => resolve(), { timeout: AT_LATEST_MS });
    else setTimeout(resolve, PROBABLY_MS);
  });
