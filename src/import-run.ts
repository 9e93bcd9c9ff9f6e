/** The import as this page runs it: over its localStorage, and until the server holds what was imported. */
import { type ImportPorts, importLegacy } from "./store/import-legacy.ts";
import { importsWaiting, settleImports } from "./store/import-settle.ts";
import { watch } from "./store/live.ts";
import type { Store } from "./store/store.ts";

const PORTS: ImportPorts = {
  storage: {
    keys: () => Object.keys(localStorage),
    get: (key) => localStorage.getItem(key),
    remove: (key) => localStorage.removeItem(key),
  },
  // An older Firefox can't tell.
  databases: async () =>
    "databases" in indexedDB ? (await indexedDB.databases()).flatMap(({ name }) => name ?? []) : [],
};

/** Imports what can be now, and no more than that. */
export const importNow = (store: Store): Promise<void> => importLegacy(store, PORTS);

/** Returns a function that ends it; `ended` tells whether that was called, and a failure is then no news. */
export const runImport = (store: Store, ended: () => boolean): (() => void) => {
  const failed = (error: unknown): void => {
    if (!ended()) console.error("import: not finished", error);
  };
  importNow(store).catch(failed);
  if (store.user === null) return () => {};
  let turn = Promise.resolve();
  return watch(
    () => importsWaiting(store.db),
    ({ waiting, due, synced }) => {
      if (waiting > 0 && due === 0 && synced)
        turn = turn.then(() => settleImports(store.db, PORTS.storage)).catch(failed);
    },
    failed,
  );
};
