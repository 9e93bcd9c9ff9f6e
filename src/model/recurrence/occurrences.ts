/** The times at which events happen: what their rules make, and what was changed of single times. Pure; who has the records hands them in. */
import { addDays, dateOf } from "../civil.ts";
import { splitId } from "../ids.ts";
import type { CanonicalRow } from "../tables.ts";
import { datesBetween, type Series } from "./expand.ts";
import { daysLong, endOn } from "./length.ts";
import { parseRule } from "./rule.ts";

/** What is looked at of an event. */
export type EventRecord = Omit<CanonicalRow<"calendar_events">, "seq" | "stamps" | "extra"> & {
  /** Of a series: when its last occurrence ends, as a wall time, where that is known. */
  lasts?: string;
};

/** And of a change of one of its times. */
export type OverrideRecord = Omit<
  CanonicalRow<"calendar_overrides">,
  "seq" | "stamps" | "extra" | "imported"
>;

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

/** The key of a series' occurrence on a date. */
export const occurrenceKey = (eventId: string, date: string): string => `${eventId} ${date}`;

const keyOf = ({ event_id, original_start }: OverrideRecord): string =>
  occurrenceKey(event_id, dateOf(original_start));

/** One for each date of a series: of two, which were made at different times of day, the later. */
export const byDate = <O extends OverrideRecord>(overrides: readonly O[]): Map<string, O> =>
  new Map(
    overrides
      .toSorted((a, b) => (a.original_start < b.original_start ? -1 : 1))
      .map((one) => [keyOf(one), one]),
  );

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

/** Puts an override with the part of its series that goes on at its date, unless that has one there itself. */
export const moveOverride = <O extends OverrideRecord>(
  overrides: Map<string, O>,
  key: string,
  override: O,
  part: Pick<EventRecord, "id">,
): void => {
  const moved = occurrenceKey(part.id, dateOf(override.original_start));
  overrides.delete(key);
  if (!overrides.has(moved)) overrides.set(moved, override);
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
