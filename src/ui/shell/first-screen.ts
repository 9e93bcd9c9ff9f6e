/** When the first screen is there, so that what can wait does. */
import { useLayoutEffect } from "preact/hooks";

/** What no screen comes for is not held back for longer than that, ms. */
const AT_LATEST_MS = 4_000;

let shown = false;
let reading = 0;
let resolve = (): void => {};

/** Resolves when a screen was shown and the page has drawn it and read what it shows, or some seconds after the start. */
export const firstScreen = new Promise<void>((settle) => {
  setTimeout(settle, AT_LATEST_MS);
  resolve = settle;
});

const look = (): void => {
  if (shown && reading === 0) whenIdle(() => reading === 0 && resolve());
};

/** A screen is there. Later ones change nothing. */
export const tellScreenShown = (): void => {
  shown = true;
  look();
};

/** Part of a screen: it is not there as a whole until this has been `ready` once. */
export const useFirstScreen = (ready: boolean): void =>
  useLayoutEffect(() => {
    if (ready) return;
    reading += 1;
    return () => {
      reading -= 1;
      look();
    };
  }, [ready]);

const whenIdle = (act: () => void): void => {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(act);
  else setTimeout(act, 200);
};
