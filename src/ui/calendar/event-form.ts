import {
  addDays,
  addMinutes,
  dateOf,
  dayOfDate,
  isWallTime,
  minutesOf,
  timeOf,
  wallTime,
} from "../../model/civil.ts";
import type { EventInput } from "../../model/event-input.ts";
import { noRepeat, repeatOf } from "../../model/recurrence/repeat-input.ts";
import type { CalendarEvent } from "../../model/tables.ts";
import { MINUTES_PER_DAY } from "./day-slice.ts";

/** Length of a new event, in minutes. */
const NEW_EVENT_MINUTES = 60;

/** An empty event of an hour from a wall time on. */
export const newInput = (start: string, zone: string): EventInput => {
  const end = addMinutes(start, NEW_EVENT_MINUTES);
  return {
    title: "",
    athroId: null,
    kind: "lesson",
    allDay: false,
    startDate: dateOf(start),
    startTime: timeOf(start),
    endDate: dateOf(end),
    endTime: timeOf(end),
    zone,
    notes: "",
    location: "",
    ...noRepeat(dateOf(start)),
  };
};

/** Where an all-day event starts on the clock once it gets times. */
const FIRST_TIMES = { startTime: "09:00", endTime: "10:00" };

/** An event as the editor holds it: with the last day that it includes. */
export const inputOf = (event: CalendarEvent): EventInput => {
  const { title, kind, zone, notes, location, starts_at, ends_at } = event;
  const startDate = dateOf(starts_at);
  const repeat = repeatOf(event.rrule, startDate);
  const common = { title, athroId: event.athro_id, kind, zone, notes, location, ...repeat };
  if (!event.all_day)
    return {
      ...common,
      allDay: false,
      startDate,
      startTime: timeOf(starts_at),
      endDate: dateOf(ends_at),
      endTime: timeOf(ends_at),
    };
  const lastDay = addDays(dateOf(ends_at), -1);
  return {
    ...common,
    allDay: true,
    startDate,
    endDate: lastDay < startDate ? startDate : lastDay,
    ...FIRST_TIMES,
  };
};

/** Minutes between two wall times on the same clock face. */
const minutesBetween = (from: string, to: string): number =>
  ((dayOfDate(dateOf(to)) ?? 0) - (dayOfDate(dateOf(from)) ?? 0)) * MINUTES_PER_DAY +
  minutesOf(to) -
  minutesOf(from);

type Start = Partial<Pick<EventInput, "startDate" | "startTime">>;

/**
 * Moves the start and, with it, the end, so that the event keeps its length. `from` is the last start that was complete, since a
 * date being typed is no date for a while. An end that is incomplete, or before the start, stays where it is.
 */
export const moveStart = (input: EventInput, from: string, start: Start): EventInput => {
  const moved = { ...input, ...start };
  const to = startOf(moved);
  const end = wallTime(input.endDate, input.allDay ? "00:00" : input.endTime);
  if (!isWallTime(to) || !isWallTime(from) || !isWallTime(end) || end < from) return moved;
  const movedEnd = addMinutes(end, minutesBetween(from, to));
  if (!isWallTime(movedEnd)) return moved;
  const endTime = input.allDay ? input.endTime : timeOf(movedEnd);
  return { ...moved, endDate: dateOf(movedEnd), endTime };
};

/** The start that an input tells; no wall time while it is incomplete. The times of an all-day event don't count. */
export const startOf = (input: EventInput): string =>
  wallTime(input.startDate, input.allDay ? "00:00" : input.startTime);

export const sameInput = (a: EventInput, b: EventInput): boolean =>
  (Object.keys(a) as (keyof EventInput)[]).every((key) => a[key] === b[key]);
