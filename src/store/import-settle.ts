import { Dexie } from "dexie";
import { fingerprintOf } from "../model/legacy/fingerprint.ts";
import { backupOf, type LegacyKey, parseLegacyKey } from "../model/legacy/keys.ts";
import { readLegacy } from "../model/legacy/read.ts";
import type { LegacyProblem } from "../model/legacy/record.ts";
import { TABLE_NAMES } from "../model/tables.ts";
import { type AthroDatabase, readState, type Row } from "./database.ts";
import { differs } from "./import-differs.ts";
import type { LegacyStorage } from "./import-legacy.ts";
import { type ImportMark, PROBLEMS_MAX } from "./import-marks.ts";
import { IMPORT_TABLES } from "./import-write.ts";
import { refusedEntries } from "./refused-entries.ts";
import { discardRefused } from "./sync-store.ts";

/** What was deleted for good can't be added to (AT410). */
const GONE = "AT410";

/**
 * Removes the keys of which the server holds everything ([I3]). A key stays if anything of it was left out, waits or was refused, or if its
 * value is no longer the one that was imported. A guest's keys all stay: there is no server that holds them.
 */
export const settleImports = async (db: AthroDatabase, storage: LegacyStorage): Promise<void> => {
  if (!(await isSynced(db))) return;
  await dropGone(db, storage);
  const passed = await passedKeys(db);
  for (const mark of await waitingMarks(db)) {
    const key = parseLegacyKey(mark.key);
    const raw = storage.get(mark.key);
    if (!key || (raw !== null && fingerprintOf(raw) !== mark.fingerprint)) continue;
    const rows = await heldRows(db, mark.key);
    if (!rows) continue;
    const others = raw === null ? [] : othersIn(key, raw, rows);
    if (raw !== null && others.length > 0) await reportIn(db, mark, others, raw);
    else {
      // With nothing in between: a tab of the old app may write at any time.
      if (raw !== null && storage.get(mark.key) === raw) {
        if (passed.has(backupOf(mark.key))) storage.remove(backupOf(mark.key));
        storage.remove(mark.key);
      }
      if (storage.get(mark.key) === null) await noteRemoved(db, mark);
    }
  }
};

/** What settling waits for, for a live query: keys still to be removed, and whether a look at them is worth its while. */
export const importsWaiting = async (
  db: AthroDatabase,
): Promise<{ waiting: number; due: number; synced: boolean }> => {
  const [marks, entries, refused, synced] = [
    await waitingMarks(db),
    await db.outbox.count(),
    await refusedEntries(db),
    await isSynced(db),
  ];
  return { waiting: marks.length, due: entries - refused.length, synced };
};

const isSynced = async (db: AthroDatabase): Promise<boolean> => {
  const { user, epoch, resyncing } = await readState(db);
  return user !== null && epoch !== null && !resyncing;
};

/** Backups that were not needed. One goes just before its calendar, which without it would look lost to a database that knows of neither. */
const passedKeys = async (db: AthroDatabase): Promise<Set<string>> =>
  new Set(
    (await db.imports.filter(({ state }) => state === "passed").toArray()).map(({ key }) => key),
  );

const waitingMarks = (db: AthroDatabase): Promise<ImportMark[]> =>
  db.imports
    .filter(({ state, problemCount }) => state === "imported" && problemCount === 0)
    .toArray();

/** Every record of a key as the server holds it; null while it does not hold them all. */
const heldRows = (db: AthroDatabase, key: string): Promise<Map<string, Row> | null> =>
  db.transaction("r", [...IMPORT_TABLES.map((name) => db.rows(name)), db.imported], async () => {
    const held = new Map<string, Row>();
    const records = await recordsOf(db, key).toArray();
    for (const table of IMPORT_TABLES) {
      const ids = records.filter((one) => one.table === table).map(({ id }) => id);
      for (const row of await db.rows(table).bulkGet(ids)) {
        if (!row || row.server !== undefined || row.seq <= 0) return null;
        held.set(row.id, row);
      }
    }
    return held;
  });

const recordsOf = (db: AthroDatabase, key: string) =>
  db.imported.where("[key+id]").between([key, Dexie.minKey], [key, Dexie.maxKey]);

/** Records of which the server holds another value, although no one edited it: another import was first. */
const othersIn = (key: LegacyKey, raw: string, rows: ReadonlyMap<string, Row>): LegacyProblem[] => {
  if (key.form.kind === "session") return [];
  const found: LegacyProblem[] = [];
  for (const finding of readLegacy(key, raw)) {
    const row = "record" in finding && rows.get(finding.record.id);
    if (row && differs(finding.record, row)) found.push({ reason: "differs", at: row.id });
  }
  return found;
};

const noteRemoved = (db: AthroDatabase, { key, fingerprint }: ImportMark): Promise<void> =>
  db.transaction("rw", db.imports, async () => {
    const mark = await db.imports.get(key);
    if (mark?.fingerprint === fingerprint) await db.imports.put({ ...mark, state: "removed" });
  });

const reportIn = async (
  db: AthroDatabase,
  mark: ImportMark,
  problems: readonly LegacyProblem[],
  raw: string | null,
): Promise<void> => {
  await db.imports.put({
    ...mark,
    problems: [...mark.problems, ...problems].slice(0, PROBLEMS_MAX),
    problemCount: mark.problemCount + problems.length,
    ...(raw !== null && { raw }),
  });
};

/** Messages of what the student deleted for good elsewhere, which this device could not know: they are reported, not shown as refused. */
const dropGone = async (db: AthroDatabase, storage: LegacyStorage): Promise<void> => {
  const tables = [...TABLE_NAMES.map((name) => db.rows(name)), db.outbox, db.imports, db.imported];
  for (const { n, id, stamp, refused } of await refusedEntries(db)) {
    if (refused?.code !== GONE || stamp !== 0) continue;
    await db.transaction("rw", tables, async () => {
      const found = await db.imported.where("id").equals(id).toArray();
      if (found.length === 0) return;
      for (const mark of await db.imports.bulkGet(found.map(({ key }) => key)))
        if (mark) await reportIn(db, mark, [{ reason: "gone", at: id }], storage.get(mark.key));
      await discardRefused(db, n);
    });
  }
};
