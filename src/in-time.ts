/** What a start waits for so as to draw once, but no longer than this, ms: then it goes on without. */
const PATIENCE_MS = 500;

/** What `work` resolves with; undefined if it fails, or takes too long. */
export const inTime = <T>(work: Promise<T>): Promise<T | undefined> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(undefined), PATIENCE_MS);
    work.then(resolve, () => resolve(undefined));
  });
