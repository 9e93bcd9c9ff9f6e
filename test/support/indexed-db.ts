import type { DexieOptions } from "dexie";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";

/**
 * The IndexedDB of one device, for `openDatabase` and `openDevice`: what is opened with it sees what else was opened with it (two tabs,
 * a page and its worker), and nothing of other tests.
 */
export const freshStorage = (): DexieOptions & { indexedDB: IDBFactory } => ({
  indexedDB: new IDBFactory(),
  IDBKeyRange,
});
