import type { DexieOptions } from "dexie";
import { calendarOf, type LegacyKey, parseLegacyKey } from "../model/legacy/keys.ts";
import { isCalendar } from "../model/legacy/read.ts";
import type { AthroDatabase } from "./database.ts";
import { carryMarks } from "./import-carry.ts";
import { importKey } from "./import-key.ts";
import type { Store } from "./store.ts";

/** What the old app left on this device, key by key. */
export interface LegacyStorage {
  keys(): string[];
  get(key: string): string | null;
  remove(key: string): void;
}

export interface ImportPorts {
  storage: LegacyStorage;
  /** Names of all databases of this origin. */
  databases(): Promise<string[]>;
  /** For those of them that have to be opened. */
  options?: DexieOptions;
}

/**
 * Imports what the old app left here of this student's, or of whoever used the device without an account if the store is a guest's ([I2]).
 * Nothing is removed: see `settleImports`. It can be cut off anywhere, run again, and run by several tabs at once.
 */
export const importLegacy = async (store: Store, ports: ImportPorts): Promise<void> => {
  const { db, user } = store;
  const { storage } = ports;
  const keys = keysOf(storage, user);
  if (user === null) await carryMarks(db, keys, ports);
  for (const key of keys) {
    const raw = storage.get(key.key);
    if (raw === null) continue;
    if (key.form.kind === "calendar" && key.form.backup && !(await isNeeded(db, key, storage)))
      await pass(db, key);
    else await importKey(store, key, raw);
  }
};

/** Archived sessions before active ones, and a calendar before its backup. */
const ORDER = ["archived", "session", "calendar", "backup", "confidence", "preference"];

const keysOf = (storage: LegacyStorage, owner: string | null): LegacyKey[] => {
  const mine = storage
    .keys()
    .map(parseLegacyKey)
    .filter((key): key is LegacyKey => key !== null && key.owner === owner);
  return mine.toSorted((a, b) => placeOf(a) - placeOf(b) || (a.key < b.key ? -1 : 1));
};

const placeOf = ({ form }: LegacyKey): number =>
  ORDER.indexOf(
    form.kind === "session" && form.archived
      ? "archived"
      : form.kind === "calendar" && form.backup
        ? "backup"
        : form.kind,
  );

/** A backup is read if there is no calendar that can be; not if there was one, which was imported. */
const isNeeded = async (
  db: AthroDatabase,
  backup: LegacyKey,
  storage: LegacyStorage,
): Promise<boolean> => {
  if ((await db.imports.get(backup.key))?.state === "passed") return false;
  const main = calendarOf(backup.key);
  const raw = storage.get(main);
  if (raw !== null) return !isCalendar(raw);
  const mark = await db.imports.get(main);
  return !mark || mark.problems.some(({ reason }) => reason === "json" || reason === "shape");
};

/** Never to be imported, whatever becomes of the calendar: it may hold what was deleted since. */
const pass = async (db: AthroDatabase, { key }: LegacyKey): Promise<void> => {
  if ((await db.imports.get(key))?.state !== "passed")
    await db.imports.put({ key, fingerprint: "", state: "passed", problems: [], problemCount: 0 });
};
