/** Where the dates of a series go when one of them goes to another day. */
import { addDays, daysBetween, weekdayOf } from "../civil.ts";
import { datesBetween, fallsOn, type Series } from "./expand.ts";
import type { Rule } from "./rule.ts";

/** The date that a date of a series goes to. */
export type Move = (date: string) => string;

export const weekdayAfter = (weekday: number, days: number): number =>
  (((weekday + days) % 7) + 7) % 7;

const weekdaysOf = ({ days }: Rule): Set<number> => new Set(days.map(({ weekday }) => weekday));

/** The rule of several weekdays with the one of `date` replaced; null where it has only that one, or the other already. */
export const swapped = (rule: Rule, date: string, days: number): Rule | null => {
  const weekdays = weekdaysOf(rule);
  const [from, to] = [weekdayOf(date), weekdayAfter(weekdayOf(date), days)];
  if (rule.freq !== "WEEKLY" || weekdays.size < 2) return null;
  if (!weekdays.delete(from) || weekdays.has(to)) return null;
  const next = [...weekdays, to].toSorted((a, b) => a - b);
  return from === to ? null : { ...rule, days: next.map((weekday) => ({ weekday, nth: null })) };
};

const isSame = (one: ReadonlySet<number>, other: ReadonlySet<number>): boolean =>
  one.size === other.size && [...one].every((weekday) => other.has(weekday));

/**
 * Where each date goes once the one on `date` goes so many days further, under the rule `next`: with a single weekday replaced, only its own;
 * where the weekdays stay the same, each as many of them further, so that no two come to one day. Others go to days that the rule names.
 */
export const movesTo = (rule: Rule, next: Rule | null, date: string, days: number): Move => {
  if (days === 0) return (one) => one;
  const all = alongWeekdays(rule, next, date, days) ?? within(next, days);
  const swap = swapped(rule, date, days);
  if (!swap || !next || next.freq !== "WEEKLY" || next.interval !== rule.interval) return all;
  if (!isSame(weekdaysOf(swap), weekdaysOf(next))) return all;
  return (one) => (weekdayOf(one) === weekdayOf(date) ? addDays(one, days) : one);
};

const within =
  (next: Rule | null, days: number): Move =>
  (one) =>
    namedBy(next, addDays(one, days), days);

const alongWeekdays = (rule: Rule, next: Rule | null, date: string, days: number): Move | null => {
  const weekdays = weekdaysOf(rule);
  if (next?.freq !== "WEEKLY" || rule.freq !== "WEEKLY") return null;
  if (rule.interval !== 1 || next.interval !== 1 || !isSame(weekdays, weekdaysOf(next)))
    return null;
  const isNamed = (one: string): boolean => weekdays.has(weekdayOf(one));
  if (!isNamed(date) || !isNamed(addDays(date, days))) return null;
  const by = Math.sign(days);
  let steps = 0;
  for (let gone = by; gone !== days + by; gone += by) steps += Number(isNamed(addDays(date, gone)));
  return (one) => {
    if (!isNamed(one)) return within(next, days)(one);
    let to = one;
    for (let left = steps; left > 0; left -= Number(isNamed(to))) to = addDays(to, by);
    return to;
  };
};

/** A date, or where a rule does not name it one beside it: of weekdays the next in the direction of `days`, of a month the nearest. */
export const namedBy = (rule: Rule | null, date: string, days: number): string => {
  if (!rule || rule.days.length + rule.monthDays.length === 0) return date;
  if (rule.freq === "WEEKLY") {
    const weekdays = weekdaysOf(rule);
    const step = days < 0 ? -1 : 1;
    let named = date;
    while (!weekdays.has(weekdayOf(named))) named = addDays(named, step);
    return named;
  }
  if (rule.freq !== "MONTHLY") return date;
  const first = `${date.slice(0, 8)}01`;
  const month = {
    start: addDays(first, -1),
    rule: { ...rule, interval: 1, count: null, until: null },
  };
  const far = (one: string): number => Math.abs(daysBetween(date, one));
  const dates = datesBetween(month, first, addDays(first, 31));
  const same = dates.filter((one) => one.startsWith(date.slice(0, 8)));
  return same.toSorted((a, b) => far(a) - far(b))[0] ?? date;
};

/** Whether a rule can make a date, of an event that starts on the right one. */
export const isNamedBy = (rule: Rule, date: string): boolean => namedBy(rule, date, 1) === date;

/** The first date from `start` on with which a rule makes that of a lesson too: of every second week, one of the same weeks. */
export const startToward = (rule: Rule, start: string, date: string): string => {
  const endless = { ...rule, count: null, until: null };
  for (let one = start; one < date; one = addDays(one, 1))
    if (isNamedBy(rule, one) && fallsOn({ start: one, rule: endless }, date)) return one;
  return date;
};

/** The first of a series' dates once they have moved: where weekdays change places, that of another than before. */
export const movedStart = ({ start, rule }: Series, move: Move): string => {
  const reach = rule.freq === "WEEKLY" ? 7 * rule.interval : 1;
  const dates = datesBetween({ start, rule }, start, addDays(start, reach)).map(move);
  return dates.toSorted()[0] ?? move(start);
};
