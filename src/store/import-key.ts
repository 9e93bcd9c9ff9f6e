import { fingerprintOf } from "../model/legacy/fingerprint.ts";
import type { LegacyKey } from "../model/legacy/keys.ts";
import { readLegacy } from "../model/legacy/read.ts";
import type { LegacyFinding, LegacyProblem, LegacyRecord } from "../model/legacy/record.ts";
import { type AthroDatabase, readState } from "./database.ts";
import { differs } from "./import-differs.ts";
import { type ImportMark, PROBLEMS_MAX } from "./import-marks.ts";
import { IMPORT_TABLES, insertAbsent } from "./import-write.ts";
import type { Store } from "./store.ts";

/** Findings in one transaction: little enough for a page to stay at hand in between. */
const SLICE = 250;

/**
 * Imports one key's value, unless this very value has been imported. Whatever it is cut off by, it can be done again: records and the note
 * that they were imported are one transaction ([I5]), and the key counts as imported with the last of them. True if it wrote anything.
 */
export const importKey = async (store: Store, key: LegacyKey, raw: string): Promise<boolean> => {
  const fingerprint = fingerprintOf(raw);
  if ((await store.db.imports.get(key.key))?.fingerprint === fingerprint) return false;
  const sessions = new Map<string, LegacyRecord>();
  const problems: LegacyProblem[] = [];
  let problemCount = 0;
  const report = (found: readonly LegacyProblem[]): void => {
    problemCount += found.length;
    problems.push(...found.slice(0, PROBLEMS_MAX - problems.length));
  };
  const findings = readLegacy(key, raw);
  for (let done = false; !done;) {
    const slice: LegacyRecord[] = [];
    const found = take(findings, SLICE);
    done = found.length < SLICE;
    for (const one of found)
      if ("problem" in one) report([one.problem]);
      else {
        slice.push(one.record);
        if (one.record.table === "chat_sessions") sessions.set(one.record.id, one.record);
      }
    await write(store, key.key, slice, sessions, (left) => {
      report(left);
      const kept: ImportMark = {
        key: key.key,
        fingerprint,
        state: "imported",
        problems,
        problemCount,
      };
      return done ? (problemCount > 0 ? { ...kept, raw } : kept) : null;
    });
  }
  store.committed?.();
  return true;
};

/** One slice. `finish` is told what was left out, and gives the mark that goes with the last one. */
const write = (
  { db, ...source }: Store,
  key: string,
  slice: readonly LegacyRecord[],
  sessions: ReadonlyMap<string, LegacyRecord>,
  finish: (left: LegacyProblem[]) => ImportMark | null,
): Promise<void> =>
  db.transaction("rw", importTables(db), async () => {
    const state = await readState(db);
    const other = await othersOf(db, key, slice);
    const gone = await insertAbsent(db, source, state, slice, sessions);
    await db.imported.bulkPut(slice.map(({ table, id }) => ({ key, table, id })));
    const mark = finish([
      ...gone.map(({ id }): LegacyProblem => ({ reason: "gone", at: id })),
      ...other.map(({ id }): LegacyProblem => ({ reason: "differs", at: id })),
    ]);
    if (mark) await db.imports.put(mark);
  });

/** The records of which another value stands, that this key has not brought itself. */
const othersOf = async (
  db: AthroDatabase,
  key: string,
  slice: readonly LegacyRecord[],
): Promise<LegacyRecord[]> => {
  const found: LegacyRecord[] = [];
  for (const one of slice) {
    if (one.table !== "calendar_events" && one.table !== "preferences") continue;
    const row = await db.rows(one.table).get(one.id);
    if (row && differs(one, row) && !(await db.imported.get([key, one.id]))) found.push(one);
  }
  return found;
};

const take = (findings: Iterator<LegacyFinding>, count: number): LegacyFinding[] => {
  const taken: LegacyFinding[] = [];
  while (taken.length < count) {
    const next = findings.next();
    if (next.done) break;
    taken.push(next.value);
  }
  return taken;
};

const importTables = (db: AthroDatabase) => [
  ...IMPORT_TABLES.map((name) => db.rows(name)),
  db.outbox,
  db.meta,
  db.imports,
  db.imported,
];
