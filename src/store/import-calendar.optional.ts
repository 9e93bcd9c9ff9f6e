/** Takes a calendar file in: first as a plan that the student sees, then as one transaction. */
import type { IcsRecord, ReadCalendar } from "../model/ics/read.ts";
import { readCalendar } from "../model/ics/read.ts";
import type { GroupValues } from "../model/mutation.ts";
import { createBreath } from "./breathe.ts";
import { type OutboxEntry, readState, type Row, type SyncState } from "./database.ts";
import { inZone } from "./in-zone.ts";
import {
  type CalendarPlan,
  type PlanItem,
  planImport,
  type PlanKind,
  UNDONE,
} from "./import-plan.ts";
import { overlay } from "./overlay.ts";
import type { Store } from "./store.ts";
import { inverse, type Undo } from "./undoable.ts";
import { commit, type Edit } from "./write.ts";

/** Bytes of the largest file that is read. */
const FILE_BYTES_MAX = 20_000_000;
/** Entries of the largest file that is read. */
const ENTRIES_MAX = 50_000;
const SLICE = 500;

export { type CalendarPlan, planImport, type PlanKind };

export type CalendarProblem = "foreign" | "large" | "empty";

export type CalendarOutcome =
  | { kind: "read"; read: ReadCalendar }
  | { kind: "problem"; problem: CalendarProblem };

const refused = (problem: CalendarProblem): CalendarOutcome => ({ kind: "problem", problem });

/** Reads a file that a student chose, without changing anything. `zone`: for times that name none. */
export const readCalendarFile = async (
  bytes: Uint8Array,
  zone: string,
): Promise<CalendarOutcome> => {
  if (bytes.length > FILE_BYTES_MAX) return refused("large");
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // What older programs write has one byte for each letter; in a picture, no calendar is found.
    text = new TextDecoder("windows-1252").decode(bytes);
  }
  const reading = readCalendar(text, zone);
  const breath = createBreath();
  for (;;) {
    const { done, value } = reading.next();
    if (!done) await breath();
    else if (value === null) return refused("foreign");
    else if (value.records.length > ENTRIES_MAX) return refused("large");
    else if (value.records.length + value.skipped.length === 0) return refused("empty");
    else return { kind: "read", read: value };
  }
};

/** How many records of a file came to what. */
export interface CalendarImport {
  added: number;
  updated: number;
  undo: Undo;
}

/**
 * Puts a file's records in, in one transaction over all of them: new ones at stamp 0 ([M4]), so that nothing is brought back anywhere, and
 * what the file has changed as edits. `replace`: also what the student has changed since.
 */
export const importCalendar = async (
  store: Store,
  read: ReadCalendar,
  replace: boolean,
): Promise<CalendarImport> => {
  const { db } = store;
  const scope = [db.calendar_events, db.calendar_overrides, db.outbox, db.meta];
  const { added, fresh, edits, backwards } = await db.transaction("rw", scope, async () => {
    const state = await readState(db);
    const { items } = await inZone(planImport(db, read));
    const added = items.filter(({ kind }) => kind === "added");
    const fresh = added.filter(({ update }) => !("deleted" in update)).map(({ record }) => record);
    await inZone(insert(store, state, fresh));
    const edits = items.flatMap((item) => editOfItem(item, replace));
    const backwards: Edit[] = [];
    for (const one of edits) backwards.push(inverse(one, await db.rows(one.table).get(one.id)));
    if (edits.length > 0) await commit(db, store, edits);
    return { added: added.length, fresh, edits, backwards };
  });
  store.committed?.();
  const undo = () =>
    commit(db, store, [
      ...fresh.map(({ table, id, set: { source } }) => ({
        table,
        id,
        set: { deleted: { deleted: true }, source: { ...source, imported: UNDONE } },
      })),
      ...backwards,
    ]);
  const updated = edits.length - (added - fresh.length);
  return { added, updated, undo: async () => undo() };
};

const editOfItem = ({ record, update, replace }: PlanItem, all: boolean): Edit[] => {
  const groups = { ...update, ...(all ? replace : {}) };
  const { source } = record.set;
  if (Object.keys(groups).length === 0) return [];
  const set = { ...groups, ...(source ? { source } : {}) };
  return [{ table: record.table, id: record.id, set }];
};

const insert = async (
  store: Store,
  state: SyncState,
  records: readonly IcsRecord[],
): Promise<void> => {
  const { db } = store;
  const createdAt = new Date(store.now() + state.offset).toISOString();
  for (let at = 0; at < records.length; at += SLICE) {
    const mutations = records.slice(at, at + SLICE).map(({ table, id, set }) => {
      const whole = { ...defaultsOf(table, createdAt), ...set };
      const base = Object.fromEntries(Object.keys(whole).map((group) => [group, 0]));
      return { mid: store.newId(), table, id, set: whole, base, stamp: 0 };
    });
    for (const table of ["calendar_events", "calendar_overrides"] as const) {
      const ofTable = mutations.filter((one) => one.table === table);
      const rows = ofTable.map((one) => overlay(null, one));
      if (state.user === null)
        await db.rows(table).bulkAdd(rows.map(({ server: _server, ...row }) => row as Row));
      else await db.rows(table).bulkAdd(rows);
    }
    const queuedAt = store.now();
    if (state.user !== null)
      await db.outbox.bulkAdd(mutations.map((one) => ({ ...one, queuedAt }) as OutboxEntry));
  }
};

/** What an event has of which a file says nothing. */
const defaultsOf = (table: IcsRecord["table"], createdAt: string): Record<string, GroupValues> =>
  table === "calendar_overrides"
    ? {}
    : {
        origin: { created_at: createdAt },
        kind: { kind: "other" },
        athro: { athro_id: null },
        study: { confidence: null, priority: false },
        reminders: { reminders: [] },
      };
