/**
 * Runs an update of the page as a view transition where the browser has them and motion is allowed; else at once. `update` resolves
 * when the page shows what is new.
 */
export const transition = (update: () => Promise<void>): void => {
  if (
    !("startViewTransition" in document) ||
    matchMedia("(prefers-reduced-motion: reduce)").matches
  ) {
    void update();
    return;
  }
  const running = document.startViewTransition(update);
  // A transition that is skipped, for a hidden page or a quicker one, is no error: the update has run all the same.
  for (const step of [running.ready, running.finished, running.updateCallbackDone])
    step.catch(() => {});
};
