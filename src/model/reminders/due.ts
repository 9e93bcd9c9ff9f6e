/** When reminders come, and which of them are due. Instants are ms since 1970. */
import { addDays, addMinutes, dateOf } from "../civil.ts";
import { instantAt, type Offset, offsetOf } from "../ics/zone.ts";
import type { CalendarEvent } from "../tables.ts";
import type { Shown } from "./shown.ts";

const MINUTE_MS = 60_000;
/** An event of no length is not over at once. */
const MOMENT_MS = 5 * MINUTE_MS;

/** An event at one of its times. */
export type Remindable = Pick<
  CalendarEvent,
  "title" | "all_day" | "starts_at" | "ends_at" | "zone" | "reminders"
> & {
  /** Tells occurrences apart. */
  key: string;
};

export interface Reminder<E extends Remindable = Remindable> {
  event: E;
  /** When it comes. */
  at: number;
  /** When it is too late for it: the event is over. */
  ends: number;
}

const offsets = new Map<string, Offset | null>();

/** Null for a zone that this device does not know. */
const known = (zone: string): Offset | null => {
  const found = offsets.get(zone);
  if (found !== undefined) return found;
  const offset = offsetOf(zone);
  offsets.set(zone, offset);
  return offset;
};

/**
 * When a reminder of so many minutes comes. Whole days before are days of the calendar, so that a lesson at nine is told of at nine the day
 * before, whatever the clocks do; hours and minutes are those that pass. Of an event that lasts all day everything is on the calendar.
 */
const comesAt = (event: Remindable, minutes: number, offset: Offset): number => {
  if (event.all_day) return instantAt(addMinutes(event.starts_at, -minutes), offset);
  const days = minutes > 0 ? Math.floor(minutes / 1440) : 0;
  const day = addDays(dateOf(event.starts_at), -days) + event.starts_at.slice(10);
  return instantAt(day, offset) - (minutes - days * 1440) * MINUTE_MS;
};

/** All reminders of some events, in order. What lasts all day has this device's zone (`here`), as a date is one wherever one is. */
export const remindersOfEvents = <E extends Remindable>(
  events: readonly E[],
  here: string,
): Reminder<E>[] =>
  events
    .flatMap((event) => {
      const offset = (event.all_day ? null : known(event.zone)) ?? known(here);
      if (!offset) return [];
      const starts = instantAt(event.starts_at, offset);
      const ends = Math.max(instantAt(event.ends_at, offset), starts + MOMENT_MS);
      // What was imported may lack the group.
      return (event.reminders ?? []).map((minutes) => ({
        event,
        at: comesAt(event, minutes, offset),
        ends,
      }));
    })
    .toSorted((a, b) => a.at - b.at);

/** Whether an event begins by another clock than that of a zone. Zones of two names may have one. */
export const isElsewhere = ({ all_day, starts_at, zone }: Remindable, here: string): boolean => {
  const [theirs, ours] = [known(zone), known(here)];
  if (all_day || zone === here || !theirs || !ours) return false;
  return instantAt(starts_at, theirs) !== instantAt(starts_at, ours);
};

/**
 * What is to be shown now: of each event that is not over the last reminder that has come, unless it was shown. So one that the device slept
 * through comes late, and once.
 */
export const dueReminders = <E extends Remindable>(
  reminders: readonly Reminder<E>[],
  now: number,
  shown: Shown,
): Reminder<E>[] => {
  const due = new Map<string, Reminder<E>>();
  for (const one of reminders) if (one.at <= now && one.ends > now) due.set(one.event.key, one);
  return [...due.values()].filter(({ event, at }) => {
    const last = shown[event.key];
    return last === undefined || last.at < at;
  });
};

/** When to look again: the next reminder that has not come; null if there is none. */
export const nextReminder = (reminders: readonly Reminder[], now: number): number | null =>
  reminders.find(({ at }) => at > now)?.at ?? null;
