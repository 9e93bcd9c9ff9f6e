/** The rule of a series whose times all move to other days. */
import { addDays } from "../civil.ts";
import { countBefore, lastDate, type Series } from "./expand.ts";
import { moveRepeatDays, patternOf, repeatOf } from "./repeat-input.ts";
import { isEndless, type Rule, ruleText } from "./rule.ts";

/**
 * The rule by which a series goes on once it is so many days later, as told at its time on `date`. Its last day goes along, so that none of
 * its times is lost at the end.
 */
export const movedRule = (series: Series, date: string, days: number): string => {
  const { rule } = series;
  const moved = { ...rule, ...movedPattern(rule, date, addDays(date, days)) };
  return ruleText({ ...moved, until: movedUntil(series, moved, days) });
};

/** What of a rule names the day; nothing of one that the editor has no fields for. */
const movedPattern = (rule: Rule, from: string, to: string): Partial<Rule> => {
  const input = repeatOf(ruleText(rule), from);
  if (input.repeats === "custom") return {};
  return patternOf({ ...input, repeatDays: moveRepeatDays(input, from, to) }, to);
};

const movedUntil = (series: Series, moved: Rule, days: number): string | null => {
  const { start, rule } = series;
  if (rule.until === null || isEndless(rule, start)) return rule.until;
  const until = addDays(rule.until, days);
  const count = countBefore(series, addDays(rule.until, 1));
  const last = lastDate({ start: addDays(start, days), rule: { ...moved, until: null, count } });
  return last > until ? last : until;
};
