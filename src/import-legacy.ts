/** Whether the older Athro left anything on this device, and what then takes it in; loaded only if it did. */
import type { Store } from "./store/store.ts";

const LEGACY_KEY =
  /^(athro_(chat_session|dashboard|workspace)_|calendar_events_|athroCalendarEvents$)/i;

/** Begins the import of what is this store's. Returns a function that ends what follows it. */
export const startImport = (store: Store): (() => void) => {
  let ended = false;
  let stop: (() => void) | null = null;
  if (hasLegacy())
    void import("./import-run.ts")
      .then(({ runImport }) => {
        if (!ended) stop = runImport(store, () => ended);
      })
      // What could not be loaded or done is done at the next start: nothing of it has been removed.
      .catch((error: unknown) => {
        if (!ended) console.error("import: put off", error);
      });
  return () => {
    ended = true;
    stop?.();
    stop = null;
  };
};

/** A browser that keeps nothing for this page throws at the mere look. */
const hasLegacy = (): boolean => {
  try {
    return Object.keys(localStorage).some((key) => LEGACY_KEY.test(key));
  } catch {
    return false;
  }
};
