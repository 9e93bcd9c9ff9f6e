import {
  addDays,
  addMinutes,
  dateOf,
  isWallTime,
  minutesBetween,
  timeOf,
  wallTime,
} from "../../model/civil.ts";
import type { EventInput } from "../../model/event-input.ts";
import { remindersText } from "../../model/reminders/choices.ts";
import { noRepeat, repeatOf } from "../../model/recurrence/repeat-input.ts";
import type { CalendarEvent } from "../../model/tables.ts";
import type { Times } from "./wanted.ts";

/** Where an all-day event starts on the clock once it gets times. */
const FIRST_TIMES = { startTime: "09:00", endTime: "10:00" };

/** Length of a new event, in minutes. */
const NEW_EVENT_MINUTES = 60;

/** An empty event at the given times, or of an hour from a wall time on. */
export const newInput = (start: string | Times, zone: string): EventInput =>
  typeof start === "string"
    ? newAt(
        { all_day: false, starts_at: start, ends_at: addMinutes(start, NEW_EVENT_MINUTES) },
        zone,
      )
    : newAt(start, zone);

const newAt = ({ all_day, starts_at, ends_at }: Times, zone: string): EventInput => {
  const startDate = dateOf(starts_at);
  const times = all_day
    ? { allDay: true, endDate: addDays(dateOf(ends_at), -1), ...FIRST_TIMES }
    : {
        allDay: false,
        startTime: timeOf(starts_at),
        endDate: dateOf(ends_at),
        endTime: timeOf(ends_at),
      };
  return {
    title: "",
    athroId: null,
    kind: "lesson",
    startDate,
    ...times,
    zone,
    notes: "",
    location: "",
    reminders: "",
    confidence: null,
    priority: false,
    ...noRepeat(startDate),
  };
};

/** An event as the editor holds it: with the last day that it includes. */
export const inputOf = (event: CalendarEvent): EventInput => {
  const { title, kind, zone, notes, location, starts_at, ends_at } = event;
  const startDate = dateOf(starts_at);
  const repeat = repeatOf(event.rrule, startDate);
  // An imported event may lack reminders, confidence and priority, and the groups that say so, until the server gives it some.
  const reminders = remindersText(event.reminders ?? []);
  const common = {
    title,
    athroId: event.athro_id,
    kind,
    zone,
    notes,
    location,
    reminders,
    confidence: event.confidence ?? null,
    priority: event.priority ?? false,
    ...repeat,
  };
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
