import { idleMoment } from "./idle-moment.ts";
import { ownScript } from "./own-script.ts";

/**
 * Has the worker keep the optional parts of the app for offline use, once this page has nothing else to do and there is a network. Not
 * where the student saves data: then each is kept when it is used.
 */
export const keepOptionalParts = async (): Promise<void> => {
  const script = ownScript();
  if (!("serviceWorker" in navigator) || script === undefined || savesData()) return;
  const { active } = await navigator.serviceWorker.ready;
  await idleMoment();
  const tell = (): void => active?.postMessage({ type: "KEEP_OPTIONAL", script });
  if (navigator.onLine) tell();
  else addEventListener("online", tell, { once: true });
};

/** Chromium's alone, and not in TypeScript's library. */
const savesData = (): boolean =>
  (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
