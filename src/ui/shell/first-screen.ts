/** When the first screen is there, so that what can wait does. */

/** What no screen comes for is not held back for longer than that, ms. */
const AT_LATEST_MS = 4_000;

let shown = (): void => {};

/** Resolves when a screen was shown and the page has drawn it and read what it shows, or some seconds after the start. */
export const firstScreen = new Promise<void>((resolve) => {
  setTimeout(resolve, AT_LATEST_MS);
  shown = () => whenIdle(resolve);
});

/** A screen is there. Later ones change nothing. */
export const tellScreenShown = (): void => shown();

const whenIdle = (act: () => void): void => {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(act);
  else setTimeout(act, 200);
};
