import { addDays, dateOf, timeOf, weekdayOf } from "../../model/civil.ts";
import { monthName, weekdayName } from "../i18n/dates.ts";
import type { Language } from "../i18n/languages.ts";
import type { DaySlice, ShownEvent } from "./day-slice.ts";

const yearOf = (date: string): string => date.slice(0, 4);
const monthOf = (date: string): number => Number(date.slice(5, 7));

/** `25` */
export const dayOfMonth = (date: string): string => String(Number(date.slice(8, 10)));

/** `Wed`, `Mer` */
export const shortWeekday = (language: Language, date: string): string =>
  weekdayName(language, weekdayOf(date), "short");

/** `November 2026` for a week from a day on; across two months `November – December 2026`, with two years `December 2026 – January 2027`. */
export const weekTitle = (
  language: Language,
  from: string,
  form: "long" | "short" = "long",
): string => {
  const to = addDays(from, 6);
  if (monthOf(from) === monthOf(to)) return monthTitle(language, to);
  const last = `${monthName(language, monthOf(to), form)} ${yearOf(to)}`;
  const first = monthName(language, monthOf(from), form);
  return yearOf(from) === yearOf(to) ? `${first} – ${last}` : `${first} ${yearOf(from)} – ${last}`;
};

/** `November 2026` */
export const monthTitle = (language: Language, date: string): string =>
  `${monthName(language, monthOf(date))} ${yearOf(date)}`;

/** `26 – 29 November`, `28 November – 2 December`; both days included. The year is told where it isn't that of `today`. */
export const dateRange = (language: Language, from: string, to: string, today: string): string => {
  const name = (date: string) => `${dayOfMonth(date)} ${monthName(language, monthOf(date))}`;
  const year = yearOf(to) === yearOf(today) ? "" : ` ${yearOf(to)}`;
  if (from === to) return `${name(to)}${year}`;
  if (yearOf(from) !== yearOf(to))
    return `${name(from)} ${yearOf(from)} – ${name(to)} ${yearOf(to)}`;
  const first = monthOf(from) === monthOf(to) ? dayOfMonth(from) : name(from);
  return `${first} – ${name(to)}${year}`;
};

/** Minutes since midnight as `16:30`. */
export const clockTime = (minutes: number): string => {
  const hours = String(Math.floor(minutes / 60)).padStart(2, "0");
  return `${hours}:${String(minutes % 60).padStart(2, "0")}`;
};

/** When on its day an event is, before it is put into words. */
export type SliceTimes =
  | { kind: "all-day" }
  | { kind: "at"; at: string }
  | { kind: "from"; from: string }
  | { kind: "until"; until: string }
  | { kind: "span"; from: string; to: string };

/**
 * What to say of a slice's times. An event that runs past midnight tells its own end on its first day; longer ones tell only what
 * belongs to the day.
 */
export const sliceTimes = (slice: DaySlice): SliceTimes => {
  const { event, before, after, start, end, whole } = slice;
  const from = clockTime(start);
  if (event.all_day || whole) return { kind: "all-day" };
  if (before) return { kind: "until", until: timeOf(event.ends_at) };
  if (after && !endsNextDay(event, slice.date)) return { kind: "from", from };
  if (end === start) return { kind: "at", at: from };
  return { kind: "span", from, to: timeOf(event.ends_at) };
};

/** Whether it ends within a day of its start. */
const endsNextDay = ({ starts_at, ends_at }: ShownEvent, date: string): boolean =>
  dateOf(ends_at) === addDays(date, 1) && timeOf(ends_at) <= timeOf(starts_at);
