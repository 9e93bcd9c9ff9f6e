/** The times at which events happen: what their rules make, and what was changed of single times. Pure; who has the records hands them in. */
import { addDays, dateOf } from "../civil.ts";
import { splitId } from "../ids.ts";
import type { CanonicalRow } from "../tables.ts";
import { datesBetween, type Series } from "./expand.ts";
import { daysLong, endOn } from "./length.ts";
import { occurrenceKey, type OverrideRecord } from "./overrides.ts";
import { parseRule } from "./rule.ts";

/** What is looked at of an event. */
export type EventRecord = Omit<CanonicalRow<"calendar_events">, "seq" | "stamps" | "extra"> & {
  /** Of a series: when its last occurrence ends, as a wall time, where that is known. */
  lasts?: string;
};

/** An event at one of its times; `id` is the event's. */
export type OccurrenceOf<E extends EventRecord> = E & {
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
export interface Found<E extends EventRecord, O extends OverrideRecord> {
  single: readonly E[];
  series: readonly E[];
  /** By series and date. */
  overrides: ReadonlyMap<string, O>;
  /** Series of overrides that are shown although the series itself may lie elsewhere. */
  owners: ReadonlyMap<string, E>;
}

/** Whether a date is before the end that a series was given; true for a count. */
export const isWithin = ({ rrule }: Pick<EventRecord, "rrule">, date: string): boolean => {
  const until = rrule ? (parseRule(rrule)?.until ?? null) : null;
  return until === null || date <= until;
};

/** The id that the next part of a series has where it was split at its end; null where it was not. */
export const nextPartId = ({ id, rrule }: Pick<EventRecord, "id" | "rrule">): string | null => {
  const until = parseRule(rrule ?? "")?.until;
  return until ? splitId(id, addDays(until, 1)) : null;
};

/** The event that a change of one time belongs to: of a series that was split, the part that goes on there, if it is among the owners. */
export const partOf = (
  owners: ReadonlyMap<string, { id: string; rrule?: string | null }>,
  { event_id, original_start }: Pick<OverrideRecord, "event_id" | "original_start">,
): string => {
  let part = owners.get(event_id);
  const date = dateOf(original_start);
  while (part && !isWithin({ rrule: part.rrule ?? null }, date))
    part = owners.get(nextPartId({ id: part.id, rrule: part.rrule ?? null }) ?? "");
  return part?.rrule ? part.id : event_id;
};

/** The rule of an event with its last day known, so that nothing need be counted; null if it does not repeat. */
export const seriesOf = (event: EventRecord): Series | null => {
  const rule = event.rrule ? parseRule(event.rrule) : null;
  if (!rule) return null;
  const start = dateOf(event.starts_at);
  if (event.lasts === undefined) return { start, rule };
  const until = addDays(dateOf(event.lasts), -daysLong(event));
  return { start, rule: { ...rule, count: null, until } };
};

/** An event that does not repeat, at its time. */
export const onlyTime = <E extends EventRecord>(event: E): OccurrenceOf<E> => ({
  ...event,
  key: event.id,
  original: null,
  first: false,
  override: null,
});

/** An event as it is on one date, with what was changed of that one. */
export const occurrenceOn = <E extends EventRecord>(
  event: E,
  date: string,
  override: OverrideRecord | undefined,
): OccurrenceOf<E> => {
  const plain: OccurrenceOf<E> = {
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

/** What of it touches [from, to), wall times; in no order. */
export const occurrencesOf = <E extends EventRecord, O extends OverrideRecord>(
  { single, series, overrides, owners }: Found<E, O>,
  from: string,
  to: string,
): OccurrenceOf<E>[] => {
  const shown = single.filter((row) => touches(row, from, to)).map(onlyTime);
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

/** An event of no length touches the moment at which it is. */
const touches = (row: EventRecord, from: string, to: string): boolean =>
  !row.deleted && row.starts_at < to && (row.ends_at > from || row.starts_at === from);

type Placed = Pick<EventRecord, "starts_at" | "title">;

export const byStart = (a: Placed, b: Placed): number =>
  a.starts_at < b.starts_at ? -1 : a.starts_at > b.starts_at ? 1 : a.title < b.title ? -1 : 1;
