/** An event as it is understood from a line of text. */
import { addDays, dateOf, dayOfDate, minutesOf, weekdayOf } from "../civil.ts";
import { type EventInput, parseEvent } from "../event-input.ts";
import { TITLE_LENGTH_MAX } from "../limits.ts";
import { noRepeat, type RepeatInput } from "../recurrence/repeat-input.ts";
import type { EventKind } from "../tables.ts";
import { cleanText } from "../text.ts";
import { settle } from "./clock.ts";
import type { LastDay } from "./ends.ts";
import type { Day, Found, PartOfDay, Repeat } from "./found.ts";
import { athroIn, kindIn } from "./subjects.ts";

export interface QuickEvent {
  /** What the editor would hold. */
  input: EventInput;
  /** In minutes; null where it lasts all day. */
  length: number | null;
  /** Whether it can be added as it is. */
  whole: boolean;
}

/** Minutes of an event whose length isn't named. */
const LENGTH_MIN = 60;
/** Four in the afternoon: when an event begins that could begin at any time of a day. */
const AFTERNOON = 960;
const LENGTH_MAX_MIN = 14 * 1440;

const PARTS: Readonly<Record<PartOfDay, number>> = { morning: 540, afternoon: 840, evening: 1140 };

const timeText = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** Where and when the text is read: `now` as a wall time of `zone`, and the date that a text without a day means. */
export interface Place {
  now: string;
  zone: string;
  on: string;
}

const next = (today: string, weekday: number): string =>
  addDays(today, (weekday - weekdayOf(today) + 7) % 7);

/** The first of the days on which it repeats. */
const firstOf = (days: readonly number[], today: string): string =>
  days.map((one) => next(today, one)).toSorted()[0] ?? today;

const dayOfFound = ({ day, repeat }: Found, { on }: Place, today: string): Day => {
  if (day) return day;
  if (repeat && "days" in repeat && repeat.days[0] !== undefined)
    return { kind: "date", date: firstOf(repeat.days, today) };
  if (repeat?.kind === "weekdays") return { kind: "date", date: firstOf([0, 1, 2, 3, 4], today) };
  return { kind: "date", date: on };
};

/** The last day of what begins on a date; one that would be before that is the next such day. */
const lastDayOf = (until: LastDay, place: Place, date: string): string | null => {
  const seen = (at: string): string | null => {
    const day = until(at);
    return day?.kind === "weekday" ? next(date, day.weekday) : (day?.date ?? null);
  };
  const last = seen(place.now);
  return last !== null && last < date ? seen(`${date}T00:00:00`) : last;
};

const repeatInput = (repeat: Repeat | null, date: string, until: string | null): RepeatInput => {
  const none = noRepeat(date);
  if (!repeat) return none;
  const days = "days" in repeat ? repeat.days : [];
  return {
    ...none,
    repeats: repeat.kind,
    repeatDays: days.length > 0 ? days.join(",") : none.repeatDays,
    repeatUntil: until ?? none.repeatUntil,
  };
};

/** Wall times past the last of the dates that there are make no event. */
const within = (date: string): string => (dayOfDate(date) === null ? "" : date);

/** Makes an event of what was found in a text. */
export const quickEvent = (found: Found, place: Place): QuickEvent => {
  const { times, part } = found;
  const today = dateOf(place.now);
  const nowMinutes = minutesOf(place.now);
  const from = times.from ? settle(times.from, part) : null;
  let to = times.to ? settle(times.to, part) : null;
  // "9 to 3": an end that isn't sure, and comes before its start, is in the other half of the day.
  if (from !== null && to !== null && to <= from && times.to && !times.to.sure && to + 720 <= 1440)
    to += 720;
  // "4-5pm", "11-1pm": the start takes the half of the end, unless that would put it after.
  let start = from;
  if (from !== null && to !== null && times.from && !times.from.sure && times.to?.sure) {
    const base = times.from.minutes % 720;
    const candidates = [base, base + 720].filter((one) => one < (to ?? 0));
    start = candidates.at(-1) ?? from;
  }
  const length = found.length;
  if (start === null && to !== null) start = Math.max(0, to - (length ?? LENGTH_MIN));
  if (start === null && part !== null) start = PARTS[part];

  const day = dayOfFound(found, place, today);
  let date = day.kind === "date" ? day.date : next(today, day.weekday);
  let days = 0;
  if (start !== null) {
    days = Math.floor(start / 1440);
    start %= 1440;
    // Midnight ends a day.
    date = addDays(date, days);
    const isOver = date === today && start <= nowMinutes;
    if (isOver && day.kind === "weekday") date = addDays(date, 7);
    else if (isOver && !found.day && found.repeat === null) date = addDays(date, 1);
  } else if (length !== null && length % 1440 !== 0) {
    // So long, but not from when on: where a new event would be put.
    start = date === today ? Math.min(nowMinutes - (nowMinutes % 60) + 60, 1380) : AFTERNOON;
  }

  const minutes = Math.min(length ?? LENGTH_MIN, LENGTH_MAX_MIN);
  let end = start === null ? 0 : start + minutes;
  if (start !== null && to !== null) end = to > start ? to : to + 1440;
  const wholeDays = length !== null && length % 1440 === 0 ? length / 1440 : 1;
  const lastDay =
    day.kind === "date" && day.last && day.last > date
      ? day.last
      : addDays(date, start === null ? Math.min(Math.max(wholeDays, 1), 14) - 1 : 0);

  const title = cleanText(found.title).trim();
  const kind = kindIn(title);
  const athroId = athroIn(title);
  const startDate = within(date);
  const allDay = start === null;
  const until = found.until && startDate ? lastDayOf(found.until, place, startDate) : null;
  const input: EventInput = {
    title,
    athroId,
    kind: kind ?? defaultKind(athroId),
    allDay,
    startDate,
    startTime: timeText(start ?? 540),
    endDate: within(allDay ? lastDay : addDays(date, Math.floor(end / 1440))),
    endTime: timeText(allDay ? 600 : end % 1440),
    zone: place.zone,
    notes: "",
    location: "",
    reminders: "",
    confidence: null,
    priority: false,
    ...repeatInput(found.repeat, startDate, until),
  };
  return {
    input,
    length: allDay || start === null ? null : end - start,
    whole: title.length <= TITLE_LENGTH_MAX && parseEvent(input).ok,
  };
};

/** A subject by itself is a lesson. */
const defaultKind = (athroId: string | null): EventKind => (athroId === null ? "other" : "lesson");
