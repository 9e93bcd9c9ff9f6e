/** Events as a calendar shows them: those that repeat once for each time that they happen, with what was changed of that one. */
import { addDays, dateOf } from "../model/civil.ts";
import {
  byStart,
  type Found as FoundOf,
  type OccurrenceOf,
  occurrenceOn,
  occurrencesOf,
  onlyTime,
} from "../model/recurrence/occurrences.ts";
import { daysLong } from "../model/recurrence/length.ts";
import type { AthroDatabase } from "./database.ts";
import { LONG, monthsBetween } from "./event-keys.ts";
import type { EventRow } from "./events.ts";
import { inZone } from "./in-zone.ts";
import { isKept, joinedBy, type OverrideRow, recordsOn, settled } from "./overrides.ts";

/** An event at one of its times; `id` is the event's. */
export type Occurrence = OccurrenceOf<EventRow>;

type Found = FoundOf<EventRow, OverrideRow>;

/** Events that touch [from, to), wall times; in order of their start. */
export const eventsBetween = (db: AthroDatabase, from: string, to: string): Promise<Occurrence[]> =>
  db.transaction("r", db.calendar_events, db.calendar_overrides, async () => {
    const found = await inZone(read(db, from, to));
    return occurrencesOf(found, from, to).toSorted(byStart);
  });

/** Occurrences of the given series alone; both are wall times. */
export const occurrencesOfSeries = async (
  db: AthroDatabase,
  series: EventRow[],
  from: string,
  to: string,
): Promise<Occurrence[]> => {
  const near = await inZone(overridesNear(db, series, from, to));
  const overrides = await inZone(settled(db, near, await inZone(ownersOf(db, series, near))));
  const found = { single: [], series, owners: unique(series), overrides };
  return occurrencesOf(found, from, to).toSorted(byStart);
};

const read = async (db: AthroDatabase, from: string, to: string): Promise<Found> => {
  const months = monthsOf(from, to);
  const [running, ...near] = await Promise.all([
    db.calendar_events.where("lasts").aboveOrEqual(from).toArray(),
    ...eventsNear(db, from, months),
  ]);
  const series = (running ?? []).filter((row) => !row.deleted && row.starts_at < to);
  const overrides = await inZone(overridesNear(db, series, from, to, months));
  const owners = await inZone(ownersOf(db, series, overrides));
  return {
    single: [...unique(near.flat().filter(isAlone)).values()],
    series,
    owners,
    overrides: await inZone(settled(db, overrides, owners)),
  };
};

/**
 * Events by themselves, and others, that may touch the stretch which begins at `from` and touches `months`. One read for each month: a
 * cursor over many keys takes its rows one by one. Of a month that is looked at from some day on to its end, what lies before that day is not
 * read: all else in it ends later, and what goes on beyond the month is found by the next.
 */
const eventsNear = (db: AthroDatabase, from: string, months: readonly string[]) => {
  const events = db.calendar_events;
  const [, next = LONG] = months;
  return months.map((month, index) =>
    index === 0 && next !== LONG
      ? events.where("ends_at").between(from, next).toArray()
      : events.where("months").equals(month).toArray(),
  );
};

const isAlone = ({ deleted, lasts }: EventRow): boolean => !deleted && lasts === undefined;

const unique = <T extends { id: string }>(rows: readonly T[]): Map<string, T> =>
  new Map(rows.map((row) => [row.id, row]));

/** Months of which all that is shown between two wall times is in one. */
const monthsOf = (from: string, to: string): string[] => {
  const months: string[] = [];
  // A year at a time, since a long stretch counts as `LONG`.
  for (let start = from; start < to; start = `${Number(start.slice(0, 4)) + 1}-01-01T00:00:00`) {
    const end = `${start.slice(0, 4)}-12-31T23:59:59`;
    months.push(...monthsBetween(start, end < to ? end : to));
    if (start.startsWith("9999")) break;
  }
  return [...months, LONG];
};

/** Overrides of occurrences that may touch a stretch by the rule, and those that were moved into it. */
const overridesNear = async (
  db: AthroDatabase,
  series: readonly EventRow[],
  from: string,
  to: string,
  months = monthsOf(from, to),
): Promise<OverrideRow[]> => {
  const table = db.calendar_overrides;
  const back = Math.max(0, ...series.map(daysLong));
  const [original, ...moved] = await Promise.all([
    table
      .where("original_start")
      .between(`${addDays(dateOf(from), -back)}T00:00:00`, `${dateOf(to)}T99`)
      .toArray(),
    ...months.map((month) => table.where("months").equals(month).toArray()),
  ]);
  return [...unique([...(original ?? []), ...moved.flat()]).values()].filter(isKept);
};

const ownersOf = async (
  db: AthroDatabase,
  series: readonly EventRow[],
  overrides: readonly OverrideRow[],
): Promise<Map<string, EventRow>> => {
  const owners = unique(series);
  const missing = [...new Set(overrides.map(({ event_id }) => event_id))].filter(
    (id) => !owners.has(id),
  );
  for (const row of await db.calendar_events.bulkGet(missing))
    if (row && !row.deleted && row.rrule) owners.set(row.id, row);
  return owners;
};

/**
 * An event as it is now, at the time that began at `original` by its rule; null for one that does not repeat. Undefined if there is no such
 * thing, or no more.
 */
export const occurrenceAt = (
  db: AthroDatabase,
  id: string,
  original: string | null,
): Promise<Occurrence | undefined> =>
  db.transaction("r", db.calendar_events, db.calendar_overrides, async () => {
    const event = await db.calendar_events.get(id);
    if (!event) return undefined;
    if (original === null || !event.rrule) return onlyTime(event);
    const date = dateOf(original);
    const [override] = joinedBy(id, await inZone(recordsOn(db, id, date)));
    return override?.cancelled ? undefined : occurrenceOn(event, date, override);
  });
