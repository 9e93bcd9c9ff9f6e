/**
 * What a device's fake IndexedDB holds, read past its API: without a transaction, at once, and even while the app has none of its
 * connections open. Also how a loss of power is played: the disk as it was some commits ago is put back.
 */
import type { IDBFactory } from "fake-indexeddb";

export interface DiskRecord {
  key: unknown;
  value: unknown;
}

interface RawStore {
  records: { values(): Iterable<DiskRecord> };
  keyGenerator: { num: number } | null;
  clear(): void;
  storeRecord(record: DiskRecord): unknown;
}

interface RawDatabase {
  rawObjectStores: Map<string, RawStore>;
}

/** All records of all stores. A record is never changed in place, so the same reference is the same content. */
export interface Image {
  readonly stores: ReadonlyMap<string, ReadonlyMap<string, DiskRecord>>;
  readonly generators: ReadonlyMap<string, number>;
}

export const EMPTY_DISK: Image = { stores: new Map(), generators: new Map() };

const rawDatabase = (
  factory: InstanceType<typeof IDBFactory>,
  name: string,
): RawDatabase | null => {
  const databases: unknown = Reflect.get(factory, "_databases");
  if (!(databases instanceof Map)) throw new Error("fake-indexeddb keeps its databases elsewhere");
  return (databases as Map<string, RawDatabase>).get(name) ?? null;
};

export const takeImage = (factory: InstanceType<typeof IDBFactory>, name: string): Image => {
  const raw = rawDatabase(factory, name);
  if (!raw) return EMPTY_DISK;
  const stores = new Map<string, Map<string, DiskRecord>>();
  const generators = new Map<string, number>();
  for (const [store, { records, keyGenerator }] of raw.rawObjectStores) {
    const kept = new Map<string, DiskRecord>();
    for (const record of records.values()) kept.set(String(record.key), record);
    stores.set(store, kept);
    if (keyGenerator) generators.set(store, keyGenerator.num);
  }
  return { stores, generators };
};

/** Puts an image back; no connection may be open. */
export const putImage = (
  factory: InstanceType<typeof IDBFactory>,
  name: string,
  image: Image,
): void => {
  const raw = rawDatabase(factory, name);
  if (!raw) throw new Error("there is no such database");
  for (const [store, rawStore] of raw.rawObjectStores) {
    rawStore.clear();
    for (const record of image.stores.get(store)?.values() ?? [])
      rawStore.storeRecord({ ...record });
    const generator = image.generators.get(store);
    if (rawStore.keyGenerator && generator !== undefined) rawStore.keyGenerator.num = generator;
  }
};
