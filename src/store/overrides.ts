/** What was changed of single times of series, and the part of a series that each belongs to now. */
import { dateOf } from "../model/civil.ts";
import { isWithin, nextPartId } from "../model/recurrence/occurrences.ts";
import { byDate } from "../model/recurrence/overrides.ts";
import type { AthroDatabase, Row } from "./database.ts";
import type { EventRow } from "./events.ts";
import { inZone } from "./in-zone.ts";

export type OverrideRow = Row<"calendar_overrides">;

/** Where events are read: a database, or what has read them from one. */
export interface EventSource {
  calendar_events: { get: (id: string) => PromiseLike<EventRow | undefined> };
}

/** The part of a series that goes on after its end, and that a date belongs to; undefined where it was not split there. */
export const continuation = async (
  db: EventSource,
  event: EventRow,
  date: string,
): Promise<EventRow | undefined> => {
  for (let part = event; !isWithin(part, date);) {
    const id = nextPartId(part);
    const next = id === null ? undefined : await db.calendar_events.get(id);
    if (!next || next.deleted) return undefined;
    part = next;
    if (isWithin(part, date)) return part.rrule ? part : undefined;
  }
  return undefined;
};

/**
 * What counts for each time of series. A change of a date at which its series has been split off meanwhile, on another device, belongs to the
 * part that goes on from there, which is put with the owners.
 */
export const settled = async (
  db: AthroDatabase,
  overrides: readonly OverrideRow[],
  owners: Map<string, EventRow>,
): Promise<Map<string, OverrideRow>> => {
  const parts = new Map<string, string>();
  for (const { id, event_id, original_start } of overrides) {
    const date = dateOf(original_start);
    const owner = owners.get(event_id);
    if (!owner || isWithin(owner, date)) continue;
    const next = await inZone(continuation(db, owner, date));
    if (!next) continue;
    owners.set(next.id, next);
    parts.set(id, next.id);
  }
  return byDate(overrides, ({ id, event_id }) => parts.get(id) ?? event_id);
};

export const isKept = ({ deleted }: OverrideRow): boolean => !deleted;

/** The records that say something of a series' time on a date. */
export const recordsOn = async (
  db: AthroDatabase,
  eventId: string,
  date: string,
): Promise<OverrideRow[]> => {
  const all = await db.calendar_overrides
    .where("original_start")
    .between(`${date}T`, `${date}U`)
    .filter(isKept)
    .toArray();
  return inZone(belonging(db, eventId, all));
};

/** The records that say something of a series' times. */
export const recordsOf = async (db: AthroDatabase, eventId: string): Promise<OverrideRow[]> => {
  const ids = [eventId];
  const ended = await db.calendar_events.orderBy("lasts").toArray();
  const before = new Map(ended.map((part) => [nextPartId(part), part.id]));
  // Each is the part before the last one that was found.
  for (const id of ids) {
    const part = before.get(id);
    if (part !== undefined && !ids.includes(part)) ids.push(part);
  }
  const all = await db.calendar_overrides.where("event_id").anyOf(ids).filter(isKept).toArray();
  return inZone(belonging(db, eventId, all));
};

const belonging = async (
  db: AthroDatabase,
  eventId: string,
  all: readonly OverrideRow[],
): Promise<OverrideRow[]> => {
  const mine: OverrideRow[] = [];
  for (const one of all) {
    const date = dateOf(one.original_start);
    const owner = await db.calendar_events.get(one.event_id);
    const part =
      owner && !owner.deleted && !isWithin(owner, date)
        ? await inZone(continuation(db, owner, date))
        : undefined;
    if ((part?.id ?? one.event_id) === eventId) mine.push(one);
  }
  return mine;
};

/** The records of a series as one for each date, in order. */
export const joinedBy = (eventId: string, records: readonly OverrideRow[]): OverrideRow[] => [
  ...byDate(records, () => eventId).values(),
];
