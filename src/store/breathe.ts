/** Work at a stretch, ms: less than a frame, so that input is never kept waiting. */
const STRETCH_MS = 12;

/** A pause for whoever works long in a page: each call lets others go first once its turn has been long enough. */
export const createBreath = (): (() => Promise<void> | null) => {
  let since = performance.now();
  return () => {
    if (performance.now() - since < STRETCH_MS) return null;
    return new Promise((resolve) =>
      setTimeout(() => {
        since = performance.now();
        resolve();
      }),
    );
  };
};
