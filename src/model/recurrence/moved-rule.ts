/** The rule of a series whose times move to other days. */
import { addDays, weekdayOf } from "../civil.ts";
import { countBefore, datesBetween, lastDate, type Series } from "./expand.ts";
import { movedStart, movesTo, swapped, weekdayAfter } from "./moved-dates.ts";
import { patternOf, repeatOf } from "./repeat-input.ts";
import { isEndless, type Rule, ruleText } from "./rule.ts";

/** Periods of a series without end that are compared: all are alike. */
const PERIODS = 4;

/**
 * The rule by which a series goes on once its time on `date` is so many days later. Of several weekdays only that one goes elsewhere, or all
 * of them where the other is taken, or where a rule could not name what comes of it. Its last day goes along, so that none of its times is
 * lost at the end.
 */
export const movedRule = (series: Series, date: string, days: number): string => {
  const { start, rule } = series;
  const swap = swapped(rule, date, days);
  const isSwapped = swap !== null && makesAll(series, swap, date, days);
  const moved = isSwapped ? swap : { ...rule, ...movedPattern(rule, start, date, days) };
  const first = movedStart(series, movesTo(rule, moved, date, days));
  return ruleText({ ...moved, until: movedUntil(series, moved, first, days) });
};

/** Whether a rule makes the times of a series as they have moved, no more and no less. */
const makesAll = (series: Series, next: Rule, date: string, days: number): boolean => {
  const { start, rule } = series;
  const move = movesTo(rule, next, date, days);
  const first = movedStart(series, move);
  const isWhole = !isEndless(rule, start);
  const reach = 7 * rule.interval * PERIODS;
  const end = addDays(isWhole ? lastDate(series) : addDays(start, reach + Math.abs(days)), 1);
  const wanted = datesBetween(series, start, end).map(move).toSorted();
  const all = { ...next, until: null, count: isWhole ? wanted.length : null };
  const last = isWhole ? (wanted.at(-1) ?? first) : addDays(first, reach);
  const made = datesBetween({ start: first, rule: all }, first, addDays(last, 1));
  return made.join() === wanted.filter((one) => one <= last).join();
};

/** What of a rule names the day; nothing of one that the editor has no fields for, unless it names days of a week. */
const movedPattern = (rule: Rule, start: string, from: string, days: number): Partial<Rule> => {
  const to = addDays(from, days);
  const input = repeatOf(ruleText(rule), from);
  // From one school day to another, they go on to be those.
  if (input.repeats === "weekdays" && weekdayOf(to) < 5) return {};
  if (rule.freq === "WEEKLY") return turned(rule, start, days);
  return input.repeats === "custom" ? {} : patternOf(input, to);
};

/** All its weekdays so many days later. Of every second week, the weeks begin later too, so that the same ones are counted. */
const turned = ({ days, interval, weekStart }: Rule, start: string, by: number): Partial<Rule> => {
  const weekdays = days.length > 0 ? days.map(({ weekday }) => weekday) : [weekdayOf(start)];
  const next = weekdays.map((one) => weekdayAfter(one, by)).toSorted((a, b) => a - b);
  return {
    days: next.map((weekday) => ({ weekday, nth: null })),
    weekStart: interval > 1 && next.length > 1 ? weekdayAfter(weekStart, by) : weekStart,
  };
};

/** The last day of another rule for a series whose times go so many days later: where it was left alone, it goes along. */
export const untilAfter = ({ start, rule }: Series, next: Rule, days: number): string | null => {
  const { until } = next;
  const isLeft = until !== null && until === rule.until && !isEndless(rule, start);
  return isLeft && days > 0 ? addDays(until, days) : until;
};

const movedUntil = (series: Series, moved: Rule, first: string, days: number): string | null => {
  const { start, rule } = series;
  if (rule.until === null || isEndless(rule, start)) return rule.until;
  const until = addDays(rule.until, days);
  const count = countBefore(series, addDays(rule.until, 1));
  const last = lastDate({ start: first, rule: { ...moved, until: null, count } });
  return last > until ? last : until;
};
