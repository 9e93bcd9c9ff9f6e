/** When the first screen is there, so that what can wait does. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";

/** What no screen comes for is not held back for longer than that, ms. */
const AT_LATEST_MS = 4_000;

let shown = false;
const drawn = signal(false);
let reading = 0;
let resolve = (): void => {};
let resolveDrawn = (): void => {};

/** Resolves when a screen was shown and the page has drawn it and read what it shows, or some seconds after the start. */
export const firstScreen = new Promise<void>((settle) => {
  setTimeout(settle, AT_LATEST_MS);
  resolve = settle;
});

/** Resolves when the page has drawn the first screen as it came, whatever it reads after that, or some seconds after the start. */
export const firstDrawn = new Promise<void>((settle) => {
  setTimeout(settle, AT_LATEST_MS);
  resolveDrawn = settle;
});

/** Whether that is so: what a screen can do without for a moment comes then. */
export const isFirstDrawn: ReadonlySignal<boolean> = drawn;

void firstDrawn.then(() => {
  drawn.value = true;
});

/** Calls back at once where the first screen has been drawn, else then. Returns what ends the waiting. */
export const afterFirstDrawn = (act: () => void): (() => void) => {
  let ended = false;
  if (drawn.peek()) act();
  else void firstDrawn.then(() => ended || act());
  return () => {
    ended = true;
  };
};

const look = (): void => {
  if (shown && reading === 0) whenIdle(() => reading === 0 && resolve());
};

/** A screen is there. Later ones change nothing. */
export const tellScreenShown = (): void => {
  if (!shown) afterFrame(resolveDrawn);
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

/** A page that is not seen draws nothing. */
const afterFrame = (act: () => void): void => {
  if (document.visibilityState === "hidden") setTimeout(act);
  else requestAnimationFrame(() => setTimeout(act));
};

const whenIdle = (act: () => void): void => {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(act);
  else setTimeout(act, 200);
};
