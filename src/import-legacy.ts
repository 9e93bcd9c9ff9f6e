/** Whether the older Athro left anything on this device, and what then takes it in; loaded only if it did. */
import type { Store } from "./store/store.ts";

const LEGACY_KEY =
  /^(athro_(chat_session|dashboard|workspace)_|calendar_events_|athroCalendarEvents$)/i;

/** Begins the import of what is this store's. Returns a function that ends what follows it. */
export const startImport = (store: Store): (() => void) => {
  let stop: (() => void) | null = () => {};
  if (hasLegacy())
    void import("./import-run.ts")
      .then(({ runImport }) => {
        if (stop) stop = runImport(store, () => stop === null);
      })
      // What could not be loaded or done is done at the next start: nothing of it has been removed.
      .catch((error: unknown) => {
        if (stop) console.error("import: put off", error);
      });
  return () => {
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
