/** How an event repeats, as the editor holds it, and the rule that comes of it. */
import { dayOfDate, weekdayOf } from "../civil.ts";
import { endlessUntil, isEndless, parseRule, type Rule, ruleText } from "./rule.ts";

export const REPEATS = [
  "none",
  "daily",
  "weekdays",
  "weekly",
  "fortnightly",
  "monthly-day",
  "monthly-nth",
  "monthly-last",
  "yearly",
] as const;

/** `custom` is a rule from elsewhere that the editor has no fields for, and keeps as it is. */
export type Repeats = (typeof REPEATS)[number] | "custom";

export interface RepeatInput {
  repeats: Repeats;
  /** Weekdays of a week, 0 for Monday, joined by commas; the start's own is always among them. */
  repeatDays: string;
  repeatEnds: "date" | "count" | "never";
  /** The last day, `YYYY-MM-DD`. */
  repeatUntil: string;
  repeatCount: string;
  /** The rule of `custom`. */
  repeatRule: string;
}

const SCHOOL_DAYS = "0,1,2,3,4";

/** The end of the school year that a date is in. */
const schoolYearEnd = (date: string): string => {
  const year = Number(date.slice(0, 4));
  return `${String(date.slice(5) > "07-20" ? year + 1 : year).padStart(4, "0")}-07-31`;
};

/** What an event that does not repeat would begin with. */
export const noRepeat = (startDate: string): RepeatInput => ({
  repeats: "none",
  repeatDays: dayOfDate(startDate) === null ? "" : String(weekdayOf(startDate)),
  repeatEnds: "date",
  repeatUntil: dayOfDate(startDate) === null ? "" : schoolYearEnd(startDate),
  repeatCount: "10",
  repeatRule: "",
});

/** Which one of its weekday in its month a date is, from 1. */
export const nthOfMonth = (date: string): number => Math.ceil(Number(date.slice(8, 10)) / 7);

const daysText = (days: readonly number[]): string => days.toSorted((a, b) => a - b).join(",");

const named = (rule: Rule): number =>
  rule.months.length + rule.yearDays.length + rule.positions.length;

/** The editor's name for a rule of an event that is shown on a date. */
const kindOf = (rule: Rule, date: string): Repeats => {
  const { freq, interval, days, monthDays } = rule;
  if (named(rule) > 0 || interval > (freq === "WEEKLY" ? 2 : 1)) return "custom";
  const isPlain = days.length + monthDays.length === 0;
  const [day] = days;
  switch (freq) {
    case "DAILY":
      return isPlain ? "daily" : "custom";
    case "WEEKLY": {
      if (interval === 2) return rule.weekStart === 0 || days.length < 2 ? "fortnightly" : "custom";
      return daysText(days.map(({ weekday }) => weekday)) === SCHOOL_DAYS ? "weekdays" : "weekly";
    }
    case "MONTHLY": {
      if (monthDays.length + days.length > 1) return "custom";
      if (!day) {
        const monthDay = monthDays[0] ?? Number(date.slice(8, 10));
        return monthDay === Number(date.slice(8, 10)) ? "monthly-day" : "custom";
      }
      if (day.weekday !== weekdayOf(date)) return "custom";
      if (day.nth === -1) return "monthly-last";
      return day.nth === nthOfMonth(date) ? "monthly-nth" : "custom";
    }
    case "YEARLY":
      return isPlain ? "yearly" : "custom";
  }
};

/** The rule of an event, shown on `date`, as the editor holds it. */
export const repeatOf = (rrule: string | null, date: string): RepeatInput => {
  const blank = noRepeat(date);
  if (rrule === null) return blank;
  const rule = parseRule(rrule);
  if (!rule) return { ...blank, repeats: "custom", repeatRule: rrule };
  const days = rule.freq === "WEEKLY" ? rule.days.map(({ weekday }) => weekday) : [];
  const ends = rule.count !== null ? "count" : isEndless(rule, date) ? "never" : "date";
  return {
    repeats: kindOf(rule, date),
    repeatDays: days.length > 0 ? daysText(days) : blank.repeatDays,
    repeatEnds: ends,
    repeatUntil: rule.until ?? blank.repeatUntil,
    repeatCount: String(rule.count ?? blank.repeatCount),
    repeatRule: rrule,
  };
};

/** The weekdays that are ticked, the start's own included. */
export const repeatDaysOf = ({ repeatDays }: RepeatInput, date: string): number[] => {
  const days = repeatDays === "" ? [] : repeatDays.split(",").map(Number);
  return [...new Set([...days, weekdayOf(date)])].toSorted((a, b) => a - b);
};

export type RepeatProblem = "until-invalid" | "until-early" | "count-invalid";

const weekly = (days: readonly number[]) => ({
  freq: "WEEKLY" as const,
  days: days.map((weekday) => ({ weekday, nth: null })),
});

/** What of a rule says on which days, for an event that starts on `date`. */
export const patternOf = (input: RepeatInput, date: string): Partial<Rule> => {
  const monthly = (nth: number) => ({
    freq: "MONTHLY" as const,
    days: [{ weekday: weekdayOf(date), nth }],
  });
  switch (input.repeats) {
    case "weekdays":
      return weekly([0, 1, 2, 3, 4]);
    case "weekly":
      return weekly(repeatDaysOf(input, date));
    case "fortnightly":
      return { ...weekly(repeatDaysOf(input, date)), interval: 2 };
    case "monthly-day":
      return { freq: "MONTHLY", monthDays: [Number(date.slice(8, 10))] };
    case "monthly-nth":
      return monthly(nthOfMonth(date));
    case "monthly-last":
      return monthly(-1);
    case "yearly":
      return { freq: "YEARLY" };
    default:
      return { freq: "DAILY" };
  }
};

const endOf = (input: RepeatInput, date: string): Pick<Rule, "until" | "count"> | RepeatProblem => {
  const { repeatEnds, repeatUntil, repeatCount } = input;
  if (repeatEnds === "count")
    return /^[1-9]\d{0,2}$/.test(repeatCount.trim())
      ? { until: null, count: Number(repeatCount) }
      : "count-invalid";
  const never = Number(repeatUntil.slice(0, 4)) - Number(date.slice(0, 4)) >= 50;
  if (repeatEnds === "never")
    return { until: never ? repeatUntil : endlessUntil(date), count: null };
  if (dayOfDate(repeatUntil) === null) return "until-invalid";
  return repeatUntil < date ? "until-early" : { until: repeatUntil, count: null };
};

/** The rule that an input says, for an event that starts on `date`; null where it does not repeat. */
export const ruleOfInput = (
  input: RepeatInput,
  date: string,
): { rrule: string | null } | { problem: RepeatProblem } => {
  if (input.repeats === "none") return { rrule: null };
  if (input.repeats === "custom") return { rrule: input.repeatRule };
  const end = endOf(input, date);
  if (typeof end === "string") return { problem: end };
  const rule = {
    interval: 1,
    weekStart: 0,
    days: [],
    months: [],
    monthDays: [],
    yearDays: [],
    positions: [],
    ...patternOf(input, date),
    ...end,
  };
  return { rrule: ruleText(rule as Rule) };
};

/** The days that are ticked after the start was moved from one date to another. */
export const moveRepeatDays = (input: RepeatInput, from: string, to: string): string => {
  if (from === to || dayOfDate(from) === null || dayOfDate(to) === null) return input.repeatDays;
  const days = repeatDaysOf(input, from).filter((day) => day !== weekdayOf(from));
  return daysText([...new Set([...days, weekdayOf(to)])]);
};
