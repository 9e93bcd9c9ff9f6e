/** The days on which a rule falls. All here is in day numbers and dates: no zone and no clock. */
import { dateOfDay, dayOfDate } from "../civil.ts";
import { type Rule, RULE_YEARS_MAX } from "./rule.ts";

/** A series: the date of its first occurrence, which is one whatever the rule says, and its rule. */
export interface Series {
  start: string;
  rule: Rule;
}

interface Day {
  /** Since 1970-01-01. */
  number: number;
  year: number;
  month: number;
  day: number;
  /** 0 for Monday. */
  weekday: number;
}

const numberOf = (date: string): number => {
  const found = dayOfDate(date);
  if (found === null) throw new RangeError(`no such date: ${date}`);
  return found;
};

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const lengthOf = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);

const mod = (n: number, by: number): number => ((n % by) + by) % by;
const weekdayOfNumber = (number: number): number => mod(number + 3, 7);

const firstOfMonth = (year: number, month: number): number =>
  numberOf(`${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-01`);

const dayAt = (number: number): Day => {
  const date = dateOfDay(number);
  return {
    number,
    year: Number(date.slice(0, 4)),
    month: Number(date.slice(5, 7)),
    day: Number(date.slice(8, 10)),
    weekday: weekdayOfNumber(number),
  };
};

/** Periods of a rule are counted from 1970: each is a stretch of day numbers. */
const periodOf = ({ freq, weekStart }: Rule, { number, year, month }: Day): number => {
  switch (freq) {
    case "DAILY":
      return number;
    case "WEEKLY":
      return Math.floor((number + 3 - weekStart) / 7);
    case "MONTHLY":
      return year * 12 + month - 1;
    case "YEARLY":
      return year;
  }
};

const run = (first: number, length: number): Day[] =>
  Array.from({ length }, (_, index) => dayAt(first + index));

/** The first day of a period of a rule by days or weeks. */
const startOfPeriod = ({ freq, weekStart }: Rule, period: number): number =>
  freq === "WEEKLY" ? period * 7 - 3 + weekStart : period;

/** The days of a period. */
const daysOf = (rule: Rule, period: number): Day[] => {
  switch (rule.freq) {
    case "DAILY":
      return run(startOfPeriod(rule, period), 1);
    case "WEEKLY":
      return run(startOfPeriod(rule, period), 7);
    case "MONTHLY":
      return monthDays(Math.floor(period / 12), (period % 12) + 1);
    case "YEARLY":
      return Array.from({ length: 12 }, (_, month) => monthDays(period, month + 1)).flat();
  }
};

const monthDays = (year: number, month: number): Day[] => {
  const first = firstOfMonth(year, month);
  return Array.from({ length: lengthOf(year, month) }, (_, index) => ({
    number: first + index,
    year,
    month,
    day: index + 1,
    weekday: weekdayOfNumber(first + index),
  }));
};

/** Which one of `length` a place is, counted from 1 and, with a minus, from the end. */
const isNth = (wanted: number, place: number, length: number): boolean =>
  wanted > 0 ? place === wanted : place === length + wanted + 1;

/** Which of its weekday a day is within the stretch that BYDAY's numbers count in: the month, or the whole year. */
const isNthWeekday = (nth: number, { year, month, day, number }: Day, inYear: boolean): boolean => {
  const length = inYear ? (isLeap(year) ? 366 : 365) : lengthOf(year, month);
  const place = inYear ? number - firstOfMonth(year, 1) + 1 : day;
  return nth > 0 ? Math.ceil(place / 7) === nth : Math.ceil((length - place + 1) / 7) === -nth;
};

/** Whether a day is one that the rule names; what it leaves open comes from the first day. */
const matcher = (rule: Rule, first: Day): ((day: Day) => boolean) => {
  const { freq, days, months, yearDays } = rule;
  const open = days.length + rule.monthDays.length + yearDays.length === 0;
  const weekdays =
    freq === "WEEKLY" && days.length === 0 ? [{ weekday: first.weekday, nth: null }] : days;
  const ofMonth = open && (freq === "MONTHLY" || freq === "YEARLY") ? [first.day] : rule.monthDays;
  const ofYear = open && freq === "YEARLY" && months.length === 0 ? [first.month] : months;
  const inYear = freq === "YEARLY" && months.length === 0;
  return (day) =>
    (ofYear.length === 0 || ofYear.includes(day.month)) &&
    (ofMonth.length === 0 ||
      ofMonth.some((one) => isNth(one, day.day, lengthOf(day.year, day.month)))) &&
    (yearDays.length === 0 ||
      yearDays.some((one) =>
        isNth(one, day.number - firstOfMonth(day.year, 1) + 1, isLeap(day.year) ? 366 : 365),
      )) &&
    (weekdays.length === 0 ||
      weekdays.some(
        ({ weekday, nth }) =>
          weekday === day.weekday && (nth === null || isNthWeekday(nth, day, inYear)),
      ));
};

/** The day numbers of a period on which the rule falls, in order. */
const matchesOf = (rule: Rule, matches: (day: Day) => boolean, period: number): number[] => {
  const found = daysOf(rule, period).filter(matches);
  const { positions } = rule;
  const chosen =
    positions.length === 0
      ? found
      : found.filter((_, index) => positions.some((one) => isNth(one, index + 1, found.length)));
  return chosen.map(({ number }) => number);
};

/** The last day that a rule may reach: UNTIL, or a hundred years after its start. */
const horizonOf = ({ start, rule }: Series): number => {
  const year = Math.min(9999, Number(start.slice(0, 4)) + RULE_YEARS_MAX);
  const cap = numberOf(`${String(year).padStart(4, "0")}-12-31`);
  return rule.until === null ? cap : Math.min(cap, numberOf(rule.until));
};

/**
 * Of a rule that names no more than days of a week, or each day: where in a period it falls, counted from the period's first day, in order.
 * All its periods are alike, so that it can be begun anywhere. Null for any other rule.
 */
const patternOf = (rule: Rule, first: Day): readonly number[] | null => {
  const { freq, days, months, monthDays, yearDays, positions, weekStart } = rule;
  if (months.length + monthDays.length + yearDays.length + positions.length > 0) return null;
  if (freq === "DAILY") return days.length === 0 ? [0] : null;
  if (freq !== "WEEKLY") return null;
  const weekdays = days.length === 0 ? [first.weekday] : days.map(({ weekday }) => weekday);
  return [...new Set(weekdays.map((weekday) => mod(weekday - weekStart, 7)))].toSorted(
    (a, b) => a - b,
  );
};

/**
 * Day numbers from `from` on, in order. It begins at the period of `from`, however old the series is, unless it ends by a count and its
 * periods differ: then all are counted, of which there are 999 at most.
 */
function* numbersFrom(series: Series, from: number): Generator<number> {
  const { rule } = series;
  const first = dayAt(numberOf(series.start));
  const last = horizonOf(series);
  if (Math.max(first.number, from) > last) return;
  // The event's own start is an occurrence, also where the rule does not name it.
  if (from <= first.number) yield first.number;
  let left = (rule.count ?? Infinity) - 1;
  const pattern = patternOf(rule, first);
  const matches = matcher(rule, first);
  const numbersOf = (period: number): number[] =>
    pattern
      ? pattern.map((day) => startOfPeriod(rule, period) + day)
      : matchesOf(rule, matches, period);
  const origin = periodOf(rule, first);
  const isSkipped = from > first.number && (pattern !== null || rule.count === null);
  const steps = isSkipped
    ? Math.max(0, Math.ceil((periodOf(rule, dayAt(from)) - origin) / rule.interval))
    : 0;
  if (pattern && steps > 0)
    left -=
      numbersOf(origin).filter((number) => number > first.number).length +
      (steps - 1) * pattern.length;
  const lastPeriod = periodOf(rule, dayAt(last));
  for (
    let period = origin + steps * rule.interval;
    left > 0 && period <= lastPeriod;
    period += rule.interval
  )
    for (const number of numbersOf(period)) {
      if (number <= first.number) continue;
      if (number > last || left <= 0) return;
      left -= 1;
      if (number >= from) yield number;
    }
}

/** The dates of a series from `from` until before `to`, in order. */
export const datesBetween = (series: Series, from: string, to: string): string[] => {
  const [begin, end] = [numberOf(from), numberOf(to)];
  const dates: string[] = [];
  for (const number of numbersFrom(series, begin)) {
    if (number >= end) break;
    dates.push(dateOfDay(number));
  }
  return dates;
};

/** The first date of a series on or after `from`; null if there is none. */
export const firstDateFrom = (series: Series, from: string): string | null => {
  for (const number of numbersFrom(series, numberOf(from))) return dateOfDay(number);
  return null;
};

/** The last date of a series before `to`; null if there is none. */
export const lastDateBefore = (series: Series, to: string): string | null =>
  lastBelow(series, Math.min(numberOf(to), horizonOf(series) + 1));

const lastBelow = (series: Series, end: number): string | null => {
  const { start, rule } = series;
  const first = numberOf(start);
  if (end <= first) return null;
  // Looks back by stretches that grow, so that the length of the series does not matter.
  for (let back = Math.max(64, rule.interval * 8); rule.count === null; back *= 4) {
    const from = Math.max(first, end - back);
    const found = lastOf(series, from, end);
    if (found !== null || from === first) return found === null ? start : dateOfDay(found);
  }
  return dateOfDay(lastOf(series, first, end) ?? first);
};

const lastOf = (series: Series, from: number, end: number): number | null => {
  let last: number | null = null;
  for (const number of numbersFrom(series, from)) {
    if (number >= end) break;
    last = number;
  }
  return last;
};

/** The last date of a series. */
export const lastDate = (series: Series): string =>
  lastBelow(series, horizonOf(series) + 1) ?? series.start;

/** Whether a series falls on a date. */
export const fallsOn = (series: Series, date: string): boolean =>
  firstDateFrom(series, date) === date;

/** How many dates of a series lie before one. */
export const countBefore = (series: Series, date: string): number =>
  datesBetween(series, series.start, date < series.start ? series.start : date).length;
