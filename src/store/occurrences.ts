/** Events as a calendar shows them: those that repeat once for each time that they happen, with what was changed of that one. */
import { addDays, dateOf, daysBetween } from "../model/civil.ts";
import { splitId } from "../model/ids.ts";
import { datesBetween, type Series } from "../model/recurrence/expand.ts";
import { parseRule } from "../model/recurrence/rule.ts";
import type { AthroDatabase, Row } from "./database.ts";
import { endOn, LONG, monthsBetween } from "./event-keys.ts";
import type { EventRow } from "./events.ts";
import { inZone } from "./in-zone.ts";

export type OverrideRow = Row<"calendar_overrides">;

/** An event at one of its times; `id` is the event's. */
export type Occurrence = EventRow & {
  /** Tells occurrences apart. */
  key: string;
  /** Of an event that repeats: when this one begins by the rule, as a wall time; else null. */
  original: string | null;
  /** Whether it is the first of an event that repeats. */
  first: boolean;
  /** The record that changes this one, if there is one. */
  override: string | null;
};

/** Series and their overrides, as far as they matter to a stretch of time. */
interface Found {
  single: EventRow[];
  series: EventRow[];
  /** By series and date. */
  overrides: Map<string, OverrideRow>;
  /** Series of overrides that are shown although the series itself may lie elsewhere. */
  owners: Map<string, EventRow>;
}

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
  const ids = new Set(series.map(({ id }) => id));
  const overrides = await inZone(overridesNear(db, series, from, to));
  const owners = new Map(series.map((one) => [one.id, one]));
  const mine = overrides.filter(({ event_id }) => ids.has(event_id));
  const found = { single: [], series, owners, overrides: byDate(mine) };
  return occurrencesOf(found, from, to).toSorted(byStart);
};

const read = async (db: AthroDatabase, from: string, to: string): Promise<Found> => {
  const events = db.calendar_events;
  const months = monthsOf(from, to);
  // One read for each month: a cursor over many keys takes its rows one by one.
  const [running, ...touching] = await Promise.all([
    events.where("lasts").aboveOrEqual(from).toArray(),
    ...months.map((month) => events.where("months").equals(month).toArray()),
  ]);
  const series = (running ?? []).filter((row) => !row.deleted && row.starts_at < to);
  const overrides = await inZone(overridesNear(db, series, from, to, months));
  const owners = await inZone(ownersOf(db, series, overrides));
  return {
    single: [...unique(touching.flat()).values()],
    series,
    owners,
    overrides: await inZone(settle(db, byDate(overrides), owners)),
  };
};

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
  return [...unique([...(original ?? []), ...moved.flat()]).values()].filter((one) => !one.deleted);
};

const daysLong = ({ starts_at, ends_at }: EventRow): number =>
  daysBetween(dateOf(starts_at), dateOf(ends_at));

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

/** The key of a series' occurrence on a date. */
export const occurrenceKey = (eventId: string, date: string): string => `${eventId} ${date}`;

const keyOf = ({ event_id, original_start }: OverrideRow): string =>
  occurrenceKey(event_id, dateOf(original_start));

/** One for each date of a series: of two, which were made at different times of day, the later. */
const byDate = (overrides: readonly OverrideRow[]): Map<string, OverrideRow> =>
  new Map(
    overrides
      .toSorted((a, b) => (a.original_start < b.original_start ? -1 : 1))
      .map((one) => [keyOf(one), one]),
  );

/**
 * An override of a date at which its series has been split off meanwhile, on another device, belongs to the part that goes on from there.
 */
const settle = async (
  db: AthroDatabase,
  overrides: Map<string, OverrideRow>,
  owners: Map<string, EventRow>,
): Promise<Map<string, OverrideRow>> => {
  const settled = new Map(overrides);
  for (const [key, override] of overrides) {
    const date = dateOf(override.original_start);
    const owner = owners.get(override.event_id);
    if (!owner || isWithin(owner, date)) continue;
    const next = await inZone(continuation(db, owner, date));
    if (!next) continue;
    owners.set(next.id, next);
    const moved = occurrenceKey(next.id, date);
    settled.delete(key);
    if (!settled.has(moved)) settled.set(moved, override);
  }
  return settled;
};

const isWithin = ({ rrule }: EventRow, date: string): boolean => {
  const until = rrule ? (parseRule(rrule)?.until ?? null) : null;
  return until === null || date <= until;
};

/** The part of a series that goes on after its end, and that a date belongs to; undefined where it was not split there. */
const continuation = async (
  db: AthroDatabase,
  event: EventRow,
  date: string,
): Promise<EventRow | undefined> => {
  for (let part = event; !isWithin(part, date);) {
    const until = parseRule(part.rrule ?? "")?.until;
    if (!until) return undefined;
    const next = await db.calendar_events.get(splitId(part.id, addDays(until, 1)));
    if (!next || next.deleted) return undefined;
    part = next;
    if (isWithin(part, date)) return part.rrule ? part : undefined;
  }
  return undefined;
};

const occurrencesOf = (
  { single, series, overrides, owners }: Found,
  from: string,
  to: string,
): Occurrence[] => {
  const shown: Occurrence[] = single.map((row) => ({
    ...row,
    key: row.id,
    original: null,
    first: false,
    override: null,
  }));
  const made = new Set<string>();
  for (const event of series) {
    const rule = seriesOf(event);
    if (!rule) continue;
    const first = addDays(dateOf(from), -daysLong(event));
    for (const date of datesBetween(rule, first, addDays(dateOf(to), 1))) {
      const key = occurrenceKey(event.id, date);
      made.add(key);
      const override = overrides.get(key);
      if (!override?.cancelled) shown.push(occurrenceOn(event, date, override));
    }
  }
  // What was moved here from another time, and what no rule makes any more: an edit is never out of sight.
  for (const [key, override] of overrides) {
    const owner = owners.get(key.slice(0, key.indexOf(" ")));
    if (owner && !made.has(key) && !override.cancelled)
      shown.push(occurrenceOn(owner, dateOf(override.original_start), override));
  }
  return shown.filter((row) => touches(row, from, to));
};

/** The rule of an event with its last day known, so that nothing need be counted; null if it does not repeat. */
export const seriesOf = (event: EventRow): Series | null => {
  const rule = event.rrule ? parseRule(event.rrule) : null;
  if (!rule) return null;
  const start = dateOf(event.starts_at);
  if (event.lasts === undefined) return { start, rule };
  const until = addDays(dateOf(event.lasts), -daysLong(event));
  return { start, rule: { ...rule, count: null, until } };
};

/** An event as it is on one date, with what was changed of that one. */
export const occurrenceOn = (
  event: EventRow,
  date: string,
  override: OverrideRow | undefined,
): Occurrence => {
  const plain: Occurrence = {
    ...event,
    starts_at: date + event.starts_at.slice(10),
    ends_at: endOn(date, event),
    key: occurrenceKey(event.id, date),
    original: date + event.starts_at.slice(10),
    first: date <= dateOf(event.starts_at),
    override: override?.id ?? null,
  };
  if (!override) return plain;
  const { starts_at, ends_at } = override;
  const time =
    starts_at && ends_at
      ? {
          starts_at,
          ends_at,
          all_day: override.all_day ?? event.all_day,
          zone: override.zone ?? event.zone,
        }
      : {};
  const { athro_id } = override;
  return {
    ...plain,
    ...time,
    title: override.title ?? event.title,
    kind: override.kind ?? event.kind,
    athro_id: athro_id === "" ? null : (athro_id ?? event.athro_id),
    notes: override.notes ?? event.notes,
    location: override.location ?? event.location,
    reminders: override.reminders ?? event.reminders,
  };
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
    if (original === null || !event.rrule)
      return { ...event, key: id, original: null, first: false, override: null };
    const date = dateOf(original);
    const overrides = await db.calendar_overrides
      .where("original_start")
      .between(`${date}T`, `${date}U`)
      .filter((one) => one.event_id === id && !one.deleted)
      .toArray();
    const override = byDate(overrides).get(occurrenceKey(id, date));
    return override?.cancelled ? undefined : occurrenceOn(event, date, override);
  });

/** An event of no length touches the moment at which it is. */
const touches = (row: EventRow, from: string, to: string): boolean =>
  !row.deleted && row.starts_at < to && (row.ends_at > from || row.starts_at === from);

export const byStart = (a: EventRow, b: EventRow): number =>
  a.starts_at < b.starts_at ? -1 : a.starts_at > b.starts_at ? 1 : a.title < b.title ? -1 : 1;
