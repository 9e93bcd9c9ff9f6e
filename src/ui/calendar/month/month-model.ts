import { addDays, dateOf, dayOfDate, startOfMonth, startOfWeek } from "../../../model/civil.ts";
import type { ShownEvent } from "../day-slice.ts";

/** An event in one week of a month: in lane `lane` from day `from` (0 to 6) on, over `days` days. */
export interface MonthSegment<E> {
  event: E;
  from: number;
  days: number;
  lane: number;
  /** Whether it is drawn as a bar; other events are a line with their time. */
  bar: boolean;
  /** Whether it began before this week, and whether it goes on after it. */
  before: boolean;
  after: boolean;
}

interface MonthDay {
  date: string;
  /** Events on this day, and how many of them there is no room for. */
  count: number;
  hidden: number;
}

export interface MonthWeek<E> {
  days: MonthDay[];
  /** What there is room for, in the order in which it is read. */
  segments: MonthSegment<E>[];
}

/** The first day shown for a month, and the one after the last: whole weeks. */
export const monthRange = (date: string, first: number): { from: string; to: string } => {
  const month = startOfMonth(date);
  const last = addDays(startOfMonth(addDays(month, 31)), -1);
  return { from: startOfWeek(month, first), to: addDays(startOfWeek(last, first), 7) };
};

interface Laid<E> {
  event: E;
  first: number;
  last: number;
  bar: boolean;
}

/**
 * The weeks from one date until before another, with room for `lanes` events on a day. Where a day has more, the last lane is left to
 * what tells how many. Whole days and what lasts a day or longer are bars, longer ones above; then comes the rest by its time.
 */
export const monthOf = <E extends ShownEvent>(
  events: readonly E[],
  { from, to }: { from: string; to: string },
  lanes: number,
): MonthWeek<E>[] => {
  const origin = dayOfDate(from) ?? 0;
  const length = (dayOfDate(to) ?? origin) - origin;
  const weeks: Laid<E>[][] = Array.from({ length: length / 7 }, () => []);
  for (const event of events) {
    const laid = lay(event, origin);
    const last = Math.min(laid.last, length - 1);
    for (let week = Math.max(0, Math.floor(laid.first / 7)); week * 7 <= last; week++)
      weeks[week]?.push(laid);
  }
  return weeks.map((laid, week) => weekOf(laid, week * 7, addDays(from, week * 7), lanes));
};

/** On which days, counted from the first that is shown, an event is drawn. What ends by the same time next day is one night's. */
const lay = <E extends ShownEvent>(event: E, origin: number): Laid<E> => {
  const { starts_at, ends_at, all_day } = event;
  const first = (dayOfDate(dateOf(starts_at)) ?? 0) - origin;
  const end = Math.max((dayOfDate(dateOf(ends_at)) ?? 0) - origin, first);
  const last = end > first && ends_at.endsWith("T00:00:00") ? end - 1 : end;
  const isNight = !all_day && end === first + 1 && ends_at.slice(11) < starts_at.slice(11);
  return isNight
    ? { event, first, last: first, bar: false }
    : { event, first, last, bar: all_day || last > first };
};

const weekOf = <E extends ShownEvent>(
  laid: readonly Laid<E>[],
  origin: number,
  date: string,
  lanes: number,
): MonthWeek<E> => {
  const segments = placed(
    laid
      .map(({ event, first, last, bar }): MonthSegment<E> => {
        const from = Math.max(first - origin, 0);
        const to = Math.min(last - origin, 6);
        const ends = { before: first < origin, after: last - origin > 6 };
        return { event, from, days: to - from + 1, lane: 0, bar, ...ends };
      })
      .sort(inOrder),
  );
  const hidden = hide(segments, lanes);
  const shown = segments.filter((one) => !hidden.has(one));
  const seen = countOn(shown);
  return {
    days: countOn(segments).map((count, day) => ({
      date: addDays(date, day),
      count,
      hidden: count - (seen[day] ?? 0),
    })),
    segments: shown.sort((a, b) => a.from - b.from || a.lane - b.lane),
  };
};

const inOrder = <E extends ShownEvent>(a: MonthSegment<E>, b: MonthSegment<E>): number =>
  Number(b.bar) - Number(a.bar) ||
  a.from - b.from ||
  b.days - a.days ||
  order(a.event.starts_at, b.event.starts_at) ||
  order(a.event.ends_at, b.event.ends_at) ||
  order(a.event.title, b.event.title) ||
  order(a.event.key, b.event.key);

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Gives each the first lane that is free on all of its days. */
const placed = <E>(segments: readonly MonthSegment<E>[]): MonthSegment<E>[] => {
  const taken: boolean[][] = [];
  return segments.map((segment) => {
    const days = Array.from({ length: segment.days }, (_, day) => segment.from + day);
    let lane = 0;
    while (days.some((day) => taken[lane]?.[day])) lane += 1;
    const row = (taken[lane] ??= []);
    for (const day of days) row[day] = true;
    return { ...segment, lane };
  });
};

const countOn = (segments: readonly MonthSegment<unknown>[]): number[] =>
  Array.from({ length: 7 }, (_, day) => segments.filter((one) => touches(one, day)).length);

/** What there is no room for. A bar that gives way on one day does so on all of its week, which may leave others no room in turn. */
const hide = <E>(segments: readonly MonthSegment<E>[], lanes: number): Set<MonthSegment<E>> => {
  const hidden = new Set(segments.filter(({ lane }) => lane >= lanes));
  const full = new Set<number>();
  for (let before = -1; before < hidden.size;) {
    before = hidden.size;
    for (const { from, days } of hidden)
      for (let day = from; day < from + days; day++) full.add(day);
    for (const one of segments)
      if (one.lane >= lanes - 1 && [...full].some((day) => touches(one, day))) hidden.add(one);
  }
  return hidden;
};

const touches = ({ from, days }: MonthSegment<unknown>, day: number): boolean =>
  day >= from && day < from + days;
