/** Takes a calendar file in: first as a plan that the student sees, then as one transaction. */
import { dateOf } from "../model/civil.ts";
import { byDate, occurrenceKey } from "../model/recurrence/overrides.ts";
import { byColumn, columnsOf } from "../model/tables.ts";
import type { IcsRecord, ReadCalendar, Skipped } from "../model/ics/read.ts";
import { plainText } from "../model/ics/line.ts";
import { markOf, readMarks } from "../model/ics/marks.ts";
import { readCalendar } from "../model/ics/read.ts";
import type { GroupValues } from "../model/mutation.ts";
import { createBreath } from "./breathe.ts";
import {
  type AthroDatabase,
  type OutboxEntry,
  readState,
  type Row,
  type SyncState,
} from "./database.ts";
import { inZone } from "./in-zone.ts";
import { overlay } from "./overlay.ts";
import { isKept, type OverrideRow } from "./overrides.ts";
import type { Store } from "./store.ts";
import { inverse, type Undo } from "./undoable.ts";
import { commit, type Edit } from "./write.ts";

/** Bytes of the largest file that is read. */
const FILE_BYTES_MAX = 20_000_000;
/** Entries of the largest file that is read. */
const ENTRIES_MAX = 50_000;
const SLICE = 500;

/** In the place of what the file said, of a record that Undo of an import deleted: unlike what a student deleted, it may come back. */
const UNDONE = "undone";

export type CalendarProblem = "foreign" | "large" | "empty";

/** What would become of one record of a file. `mine`: the student has changed it since, and the file says something else now. */
export type PlanKind = "added" | "updated" | "removed" | "unchanged" | "mine" | "deleted";

interface PlanItem {
  kind: PlanKind;
  record: IcsRecord;
  /** Groups to be written without a question, and those that would replace the student's own. */
  update: Record<string, GroupValues>;
  replace: Record<string, GroupValues>;
}

export interface CalendarPlan {
  items: PlanItem[];
  skipped: Skipped[];
}

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

/** What importing would do to what is here now. */
export const planImport = async (
  db: AthroDatabase,
  { records, skipped, cancelled }: ReadCalendar,
): Promise<CalendarPlan> => {
  const items: PlanItem[] = [];
  const gone = new Set<string>();
  for (let at = 0; at < records.length; at += SLICE) {
    const slice = records.slice(at, at + SLICE);
    const events = slice.filter(({ table }) => table === "calendar_events");
    const rows = await db.calendar_events.bulkGet(events.map(({ id }) => id));
    for (const [index, record] of events.entries()) {
      const item = planOne(record, rows[index], gone);
      if (item.kind === "deleted") gone.add(record.id);
      items.push(item);
    }
    const changes = slice.filter(({ table }) => table === "calendar_overrides");
    const there = await inZone(changesHere(db, changes));
    for (const record of changes) {
      const row = there.get(occurrenceKey(parentOf(record), record.date));
      items.push(planOne(row ? { ...record, id: row.id } : record, row, gone));
    }
  }
  const told = new Set<Skipped>();
  const known = new Set(records.map(({ id }) => id));
  for (const one of cancelled) {
    const row = known.has(one.id) ? undefined : await db.calendar_events.get(one.id);
    if (!row || row.deleted) continue;
    known.add(one.id);
    told.add(one.skipped);
    items.push(planRemoval(one.id, one.skipped, row));
  }
  return { items, skipped: skipped.filter((one) => !told.has(one)) };
};

/** An event that the file says is cancelled: deleted, unless the student has changed it since it was imported. */
const planRemoval = (id: string, { title, date }: Skipped, row: Row): PlanItem => {
  const set = { deleted: { deleted: true } };
  const record: IcsRecord = { table: "calendar_events", id, title, date, set };
  const values = byColumn(row);
  const marks = readMarks(values["imported"] as string | null | undefined);
  const isChanged = [...marks].some(([group, mark]) => {
    const columns = columnsOf("calendar_events", group) ?? [];
    return (
      columns.length > 0 &&
      markOf(Object.fromEntries(columns.map((name) => [name, values[name] ?? null]))) !== mark
    );
  });
  return isChanged
    ? { kind: "mine", record, update: {}, replace: set }
    : { kind: "removed", record, update: set, replace: {} };
};

const parentOf = ({ set }: IcsRecord): string => String(set["origin"]?.["event_id"] ?? "");

/** What is known of the times that records change, by series and date: whichever time of day it was made at. */
const changesHere = async (
  db: AthroDatabase,
  records: readonly IcsRecord[],
): Promise<ReadonlyMap<string, OverrideRow>> => {
  const table = db.calendar_overrides;
  const parents = [...new Set(records.map(parentOf))];
  const found = await table.where("event_id").anyOf(parents).toArray();
  // Of one that was purged, nothing but its id is left.
  const byId = await table.bulkGet(records.map(({ id }) => id));
  const here = new Map<string, OverrideRow>();
  for (const [index, record] of records.entries()) {
    const row = byId[index];
    if (row) here.set(occurrenceKey(parentOf(record), record.date), row);
  }
  const gone = found.filter(({ deleted }) => deleted);
  for (const one of gone) here.set(occurrenceKey(one.event_id, dateOf(one.original_start)), one);
  for (const [key, row] of byDate(found.filter(isKept))) here.set(key, row);
  return here;
};

/** A record's group that says what it is, not what it is like. */
const isCompared = (group: string): boolean => group !== "origin" && group !== "source";

const planOne = (record: IcsRecord, row: Row | undefined, gone: ReadonlySet<string>): PlanItem => {
  const item: PlanItem = { kind: "unchanged", record, update: {}, replace: {} };
  // What Undo took away comes back when its file is imported again.
  if (row?.deleted && byColumn(row)["imported"] === UNDONE && !gone.has(parentOf(record))) {
    const { origin: _origin, ...groups } = record.set;
    return { ...item, kind: "added", update: { ...groups, deleted: { deleted: false } } };
  }
  // Nothing else is brought back; a changed time of what was deleted is part of it.
  if (row?.deleted || gone.has(parentOf(record))) return { ...item, kind: "deleted" };
  if (!row) return { ...item, kind: "added" };
  const values = byColumn(row);
  const marks = readMarks(values["imported"] as string | null | undefined);
  for (const [group, theirs] of Object.entries(record.set)) {
    if (!isCompared(group)) continue;
    const mine = Object.fromEntries(
      Object.keys(theirs).map((name) => [name, asInFile(values[name] ?? absentValue(name))]),
    );
    const [here, there, last] = [markOf(mine), markOf(theirs), marks.get(group)];
    if (here === there || there === last) continue;
    if (here === last) item.update[group] = theirs;
    else item.replace[group] = theirs;
  }
  if (Object.keys(item.replace).length > 0) return { ...item, kind: "mine" };
  return Object.keys(item.update).length > 0 ? { ...item, kind: "updated" } : item;
};

const asInFile = (value: unknown): unknown =>
  typeof value === "string" ? plainText(value) : value;

const absentValue = (name: string): unknown => (name === "cancelled" ? false : null);

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
