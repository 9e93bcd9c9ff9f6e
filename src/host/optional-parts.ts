import { ownScript } from "./own-script.ts";

/** A page that is never idle is asked no more than this of its patience, ms. */
const IDLE_AT_LATEST_MS = 15_000;
/** Where the browser doesn't tell when it is idle, ms after the worker is there. */
const PROBABLY_IDLE_MS = 3_000;

/**
 * Has the worker keep the optional parts of the app for offline use, once this page has nothing else to do and there is a network. Not
 * where the student saves data: then each is kept when it is used.
 */
export const keepOptionalParts = async (): Promise<void> => {
  const script = ownScript();
  if (!("serviceWorker" in navigator) || script === undefined || savesData()) return;
  const { active } = await navigator.serviceWorker.ready;
  await idle();
  const tell = (): void => active?.postMessage({ type: "KEEP_OPTIONAL", script });
  if (navigator.onLine) tell();
  else addEventListener("online", tell, { once: true });
};

/** Chromium's alone, and not in TypeScript's library. */
const savesData = (): boolean =>
  (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;

const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if ("requestIdleCallback" in globalThis)
      requestIdleCallback(() => resolve(), { timeout: IDLE_AT_LATEST_MS });
    else setTimeout(resolve, PROBABLY_IDLE_MS);
  });
