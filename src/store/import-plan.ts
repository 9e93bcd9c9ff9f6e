/** What importing a calendar file would do to what is here. */
import { dateOf } from "../model/civil.ts";
import { CANCELLED_BY_FILE, markOf, readMarks } from "../model/ics/marks.ts";
import { plainText } from "../model/ics/line.ts";
import type { IcsRecord, ReadCalendar, Skipped } from "../model/ics/read.ts";
import type { GroupValues } from "../model/mutation.ts";
import { fallsOn } from "../model/recurrence/expand.ts";
import { byDate, occurrenceKey } from "../model/recurrence/overrides.ts";
import { parseRule } from "../model/recurrence/rule.ts";
import { byColumn, columnsOf } from "../model/tables.ts";
import type { AthroDatabase, Row } from "./database.ts";
import type { EventRow } from "./events.ts";
import { inZone } from "./in-zone.ts";
import { continuation, type EventSource, isKept, type OverrideRow } from "./overrides.ts";

/** Records that are looked up at once. */
const SLICE = 500;

/** In the place of what the file said, of a record that Undo of an import deleted: unlike what a student deleted, it may come back. */
export const UNDONE = "undone";

/** What would become of one record of a file. `mine`: the student has changed it since, and the file says something else now. */
export type PlanKind = "added" | "updated" | "removed" | "unchanged" | "mine" | "deleted";

export interface PlanItem {
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

/** What importing would do to what is here now. */
export const planImport = async (
  db: AthroDatabase,
  { records, skipped, cancelled, cancelledTimes }: ReadCalendar,
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
    items.push(...(await inZone(planChanges(db, changes, gone))));
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
  const events = readOnce(db);
  const alone: IcsRecord[] = [];
  for (const one of cancelledTimes) {
    const record = await inZone(recordThere(events, one));
    if (!record || known.has(record.id)) continue;
    known.add(record.id);
    told.add(one.skipped);
    alone.push(record);
  }
  items.push(...(await inZone(planChanges(db, alone, gone))));
  items.push(...(await inZone(planReturns(db, records, gone))));
  return { items, skipped: skipped.filter((one) => !told.has(one)) };
};

const planChanges = async (
  db: AthroDatabase,
  records: readonly IcsRecord[],
  gone: ReadonlySet<string>,
): Promise<PlanItem[]> => {
  const there = await inZone(changesHere(db, records));
  return records.map((record) => {
    const row = there.get(occurrenceKey(parentOf(record), record.date));
    return planOne(row ? { ...record, id: row.id } : record, row, gone);
  });
};

/** Events as they are here, each read once: a file may say of thousands of times of a series that they are cancelled. */
const readOnce = (db: AthroDatabase): EventSource => {
  const read = new Map<string, PromiseLike<EventRow | undefined>>();
  const get = (id: string) => {
    const row = read.get(id) ?? db.calendar_events.get(id);
    read.set(id, row);
    return row;
  };
  return { calendar_events: { get } };
};

/** The record that cancels a time of a series that is here; null where there is no such series, or no such time of it. */
const recordThere = async (
  db: EventSource,
  { event, in: inClockOf }: ReadCalendar["cancelledTimes"][number],
): Promise<IcsRecord | null> => {
  const row = await db.calendar_events.get(event);
  const rule = row && !row.deleted ? parseRule(row.rrule ?? "") : null;
  if (!row || !rule) return null;
  const record = inClockOf(row.zone);
  const isThere =
    fallsOn({ start: dateOf(row.starts_at), rule }, record.date) ||
    // Of a series that was split, the other part has it.
    (await inZone(continuation(db, row, record.date))) !== undefined;
  return isThere ? record : null;
};

/**
 * Times that the file had cancelled when it was imported before, and has no more. What the student cancelled bears no mark of a file, nor does
 * what earlier versions imported: neither is brought back.
 */
const planReturns = async (
  db: AthroDatabase,
  records: readonly IcsRecord[],
  gone: ReadonlySet<string>,
): Promise<PlanItem[]> => {
  const isOfFile = new Set(records.map((one) => occurrenceKey(parentOf(one), one.date)));
  const series = new Map(
    records
      .filter(({ id, set }) => set["repeat"]?.["rrule"] && set["source"]?.["uid"] && !gone.has(id))
      .map((one) => [one.id, one]),
  );
  const there = await db.calendar_overrides
    .where("event_id")
    .anyOf([...series.keys()])
    .toArray();
  return there.flatMap((row): PlanItem[] => {
    const date = dateOf(row.original_start);
    if (row.deleted || !row.cancelled || row.imported !== CANCELLED_BY_FILE) return [];
    if (isOfFile.has(occurrenceKey(row.event_id, date))) return [];
    const title = series.get(row.event_id)?.title ?? "";
    const update = { cancelled: { cancelled: false } };
    const set = { ...update, source: { imported: null } };
    const record: IcsRecord = { table: "calendar_overrides", id: row.id, title, date, set };
    return [{ kind: "updated", record, update, replace: {} }];
  });
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
