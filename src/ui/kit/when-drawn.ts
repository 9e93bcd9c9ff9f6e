/** A page that is not seen draws nothing. */
const DRAWN_MS_MAX = 50;

/** Calls back once what was changed just now is on the screen, and soon in any case. */
export const whenDrawn = (callback: () => void): void => {
  let frame = 0;
  const timer = setTimeout(() => {
    cancelAnimationFrame(frame);
    callback();
  }, DRAWN_MS_MAX);
  // A frame's callbacks come before it is drawn.
  frame = requestAnimationFrame(() => {
    clearTimeout(timer);
    setTimeout(callback);
  });
};
