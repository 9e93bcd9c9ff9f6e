import type { AthroDatabase } from "../../../src/store/database.ts";
import { type ImportPorts, importLegacy } from "../../../src/store/import-legacy.ts";
import { freshStorage } from "../../support/indexed-db.ts";
import { FakeStorage } from "../../support/legacy-storage.ts";
import { openTestStore, type TestStore } from "../../support/store.ts";
import { armDatabase, type KillSwitch } from "./kill-switch.ts";

export type OldValues = Readonly<Record<string, unknown>>;

export interface OldDevice {
  storage: FakeStorage;
  ports: ImportPorts;
  /** Opens a student's (or, with null, the guest's) database on this device, as a tab of its own. */
  open(given?: { user?: string | null; origin?: string }): Promise<TestStore>;
  /** The same, and imports what is theirs. */
  openImported(given?: { user?: string | null; origin?: string }): Promise<TestStore>;
}

/** A device on which the old app was used. */
export const oldDevice = (values: OldValues): OldDevice => {
  const indexedDb = freshStorage();
  const storage = new FakeStorage(values);
  const ports: ImportPorts = {
    storage,
    databases: async () =>
      (await indexedDb.indexedDB.databases()).flatMap(({ name }) => name ?? []),
    options: indexedDb,
  };
  const open = (given = {}) => openTestStore({ ...given, storage: indexedDb });
  return {
    storage,
    ports,
    open,
    openImported: async (given) => {
      const store = await open(given);
      await importLegacy(store, ports);
      return store;
    },
  };
};

/** All that a database holds, but for what is drawn anew each time. */
export const contentOf = async (db: AthroDatabase): Promise<Record<string, unknown[]>> => {
  const found: Record<string, unknown[]> = {};
  for (const table of db.tables) {
    if (table.name === "meta") continue;
    const rows = await table.toArray();
    found[table.name] = rows
      .map(({ mid: _mid, n: _n, queuedAt: _queuedAt, ...rest }) => JSON.stringify(rest))
      .sort();
  }
  return found;
};

/** Puts the switch before every request to the database and every look at localStorage. */
export const arm = async (
  store: TestStore,
  ports: ImportPorts,
  kill: KillSwitch,
): Promise<ImportPorts> => {
  await armDatabase(store.db, kill);
  const { storage } = ports;
  return {
    ...ports,
    storage: {
      keys: () => {
        kill.step();
        return storage.keys();
      },
      get: (key) => {
        kill.step();
        return storage.get(key);
      },
      remove: (key) => {
        kill.step();
        storage.remove(key);
      },
    },
  };
};
