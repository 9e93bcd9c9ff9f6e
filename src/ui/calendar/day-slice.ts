import { addDays, dateOf, dayOfDate, minutesOf } from "../../model/civil.ts";
import type { CalendarEvent } from "../../model/tables.ts";

/** What the views need to know of an event. */
export type ShownEvent = Pick<
  CalendarEvent,
  | "title"
  | "kind"
  | "athro_id"
  | "all_day"
  | "starts_at"
  | "ends_at"
  | "zone"
  | "location"
  | "rrule"
> & {
  id: string;
  /** An imported event may lack it. */
  priority?: boolean;
  /** Tells the times of an event that repeats apart. */
  key: string;
  /** The record that changes it at this one time, if there is one. */
  override: string | null;
};

export const MINUTES_PER_DAY = 1440;

/** Of an event, what its part on a day depends on. */
type EventTimes = Pick<CalendarEvent, "all_day" | "starts_at" | "ends_at">;

/** The part of an event that falls on one day. */
export interface DaySlice<E extends EventTimes = ShownEvent> {
  event: E;
  date: string;
  /** Minutes since midnight; equal for an event of no length. */
  start: number;
  end: number;
  /** Whether it fills the day from midnight to midnight. */
  whole: boolean;
  /** Whether the event began before this day, and whether it goes on after it. */
  before: boolean;
  after: boolean;
}

/** An event's part on a day, or null if it doesn't touch it. An end before the start counts as an event of no length. */
export const sliceOf = <E extends EventTimes>(event: E, date: string): DaySlice<E> | null => {
  const { starts_at } = event;
  const ends_at = lastMoment(event);
  const midnight = `${date}T00:00:00`;
  const next = `${addDays(date, 1)}T00:00:00`;
  if (starts_at === ends_at ? dateOf(starts_at) !== date : starts_at >= next || ends_at <= midnight)
    return null;
  const before = starts_at < midnight;
  const after = ends_at > next;
  const start = before || event.all_day ? 0 : minutesOf(starts_at);
  const end = ends_at >= next || event.all_day ? MINUTES_PER_DAY : minutesOf(ends_at);
  return {
    event,
    date,
    start,
    end: Math.max(start, end),
    whole: start === 0 && end === MINUTES_PER_DAY,
    before,
    after,
  };
};

/** An all-day event lasts a day at least, and no event ends before it starts. */
const lastMoment = (event: EventTimes): string => {
  const { starts_at, ends_at, all_day } = event;
  if (all_day && ends_at <= starts_at) return `${addDays(dateOf(starts_at), 1)}T00:00:00`;
  return ends_at < starts_at ? starts_at : ends_at;
};

/** Which day of how many a slice is: `{ day: 2, of: 3 }`. */
export const dayOfSpan = ({ event, date }: DaySlice): { day: number; of: number } => {
  const first = dayOfDate(dateOf(event.starts_at)) ?? 0;
  const end = lastMoment(event);
  const endDay = dayOfDate(dateOf(end)) ?? first;
  const last = end.endsWith("T00:00:00") && endDay > first ? endDay - 1 : endDay;
  return { day: (dayOfDate(date) ?? first) - first + 1, of: last - first + 1 };
};

/** The slices of a day in the order in which they are read: those that fill the day first, then by start, end and title. */
export const slicesOn = (events: readonly ShownEvent[], date: string): DaySlice[] =>
  events
    .map((event) => sliceOf(event, date))
    .filter((slice) => slice !== null)
    .sort(
      (a, b) =>
        Number(b.whole) - Number(a.whole) ||
        a.start - b.start ||
        a.end - b.end ||
        order(a.event.starts_at, b.event.starts_at) ||
        order(a.event.title, b.event.title) ||
        order(a.event.key, b.event.key),
    );

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
