/**
 * Rules of recurrence as events hold them: RFC 5545's RRULE by days or more, on civil dates. They know no zone: an occurrence has its
 * date from the rule and its time of day from the event, so that it stays at 16:00 whenever the clocks change. Each rule comes to an end.
 */
import { dayOfDate } from "../civil.ts";

const FREQUENCIES = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as const;
type Frequency = (typeof FREQUENCIES)[number];

/** Weekdays as RFC 5545 writes them, Monday first: their place is what `weekdayOf` gives. */
const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;

/** A weekday (0 for Monday), and which one of its month or year: the second, or from the end with -1; null for each of them. */
interface RuleDay {
  weekday: number;
  nth: number | null;
}

export interface Rule {
  freq: Frequency;
  interval: number;
  /** The last day on which it may happen, as `YYYY-MM-DD`; null where `count` ends it. */
  until: string | null;
  /** How often it happens, the event's own start included. */
  count: number | null;
  weekStart: number;
  days: readonly RuleDay[];
  months: readonly number[];
  monthDays: readonly number[];
  yearDays: readonly number[];
  positions: readonly number[];
}

/** So long after its start a rule ends, whatever it says; the server refuses an UNTIL that is later (`athro.is_rule`). */
export const RULE_YEARS_MAX = 100;
const RULE_LENGTH_MAX = 500;

const UNTIL = /^(\d{4})(\d{2})(\d{2})$/;
const DAY = /^([+-]?[1-9]\d?)?(MO|TU|WE|TH|FR|SA|SU)$/;
const NUMBER = /^[+-]?[1-9]\d{0,2}$/;
const COUNTER = /^[1-9]\d{0,2}$/;

/** Numbers of a list, each of a size from 1 to `max`; null if one is not. */
const numbers = (text: string, max: number): number[] | null => {
  const all = text.split(",");
  if (!all.every((one) => NUMBER.test(one) && Math.abs(Number(one)) <= max)) return null;
  return all.map(Number);
};

const dayOf = (text: string): RuleDay | null => {
  const match = DAY.exec(text);
  if (!match) return null;
  const nth = match[1] === undefined ? null : Number(match[1]);
  const weekday = WEEKDAYS.findIndex((name) => name === match[2]);
  return nth !== null && Math.abs(nth) > 53 ? null : { weekday, nth };
};

const dateOfUntil = (text: string): string | null => {
  const match = UNTIL.exec(text);
  const date = match ? `${match[1]}-${match[2]}-${match[3]}` : "";
  return dayOfDate(date) === null ? null : date;
};

/** A rule that is being read: how often it happens may not have been told yet. */
type Unread = { -readonly [K in keyof Rule]: K extends "freq" ? Rule[K] | null : Rule[K] };

/** Reads one part into a rule; false for what is no such part. */
const readPart = (rule: Unread, text: string): boolean => {
  const at = text.indexOf("=");
  const [name, value] = [text.slice(0, at), text.slice(at + 1)];
  const list = (max: number, set: (found: number[]) => void): boolean => {
    const found = numbers(value, max);
    if (found) set(found);
    return found !== null;
  };
  switch (name) {
    case "FREQ": {
      const freq = FREQUENCIES.find((one) => one === value);
      if (freq) rule.freq = freq;
      return freq !== undefined;
    }
    case "INTERVAL":
      rule.interval = Number(value);
      return COUNTER.test(value);
    case "COUNT":
      rule.count = Number(value);
      return COUNTER.test(value);
    case "UNTIL":
      rule.until = dateOfUntil(value);
      return rule.until !== null;
    case "WKST":
      rule.weekStart = WEEKDAYS.findIndex((one) => one === value);
      return rule.weekStart >= 0;
    case "BYDAY": {
      const days = value.split(",").map(dayOf);
      rule.days = days.filter((one) => one !== null);
      return rule.days.length === days.length;
    }
    case "BYMONTH":
      return list(12, (found) => (rule.months = found)) && rule.months.every((one) => one > 0);
    case "BYMONTHDAY":
      return list(31, (found) => (rule.monthDays = found));
    case "BYYEARDAY":
      return list(366, (found) => (rule.yearDays = found));
    case "BYSETPOS":
      return list(366, (found) => (rule.positions = found));
    default:
      return false;
  }
};

/** What does not go together: RFC 5545 knows no such rule. */
const isConsistent = ({ freq, days, monthDays, yearDays }: Rule): boolean =>
  (freq === "MONTHLY" || freq === "YEARLY" || days.every(({ nth }) => nth === null)) &&
  (freq !== "WEEKLY" || monthDays.length === 0) &&
  (freq === "YEARLY" || yearDays.length === 0);

/** Reads a rule as an event holds it. Null for what this app does not take, as the server does not either (`athro.is_rule`). */
export const parseRule = (text: string): Rule | null => {
  if (text.length > RULE_LENGTH_MAX) return null;
  const rule: Unread = {
    freq: null,
    interval: 1,
    until: null,
    count: null,
    weekStart: 0,
    days: [],
    months: [],
    monthDays: [],
    yearDays: [],
    positions: [],
  };
  const seen = new Set<string>();
  for (const part of text.split(";")) {
    const name = part.slice(0, part.indexOf("="));
    if (seen.has(name) || !readPart(rule, part)) return null;
    seen.add(name);
  }
  const { freq, until, count } = rule;
  if (freq === null || (until === null) === (count === null)) return null;
  const whole = { ...rule, freq };
  return isConsistent(whole) ? whole : null;
};

const dayText = ({ weekday, nth }: RuleDay): string => `${nth ?? ""}${WEEKDAYS[weekday]}`;

const list = (name: string, all: readonly (number | string)[]): string[] =>
  all.length > 0 ? [`${name}=${all.join(",")}`] : [];

/** A rule as an event holds it: what it says by itself is left out. */
export const ruleText = (rule: Rule): string => {
  const { freq, interval, until, count, weekStart, days, months, monthDays, yearDays, positions } =
    rule;
  return [
    `FREQ=${freq}`,
    ...(interval === 1 ? [] : [`INTERVAL=${interval}`]),
    ...(weekStart === 0 ? [] : [`WKST=${WEEKDAYS[weekStart]}`]),
    ...list("BYMONTH", months),
    ...list("BYYEARDAY", yearDays),
    ...list("BYMONTHDAY", monthDays),
    ...list("BYDAY", days.map(dayText)),
    ...list("BYSETPOS", positions),
    ...(count === null ? [] : [`COUNT=${count}`]),
    ...(until === null ? [] : [`UNTIL=${until.replaceAll("-", "")}`]),
  ].join(";");
};

/** Whether two rules say the same but for their ends. */
export const isAlike = (one: Rule, other: Rule): boolean =>
  ruleText({ ...one, until: null, count: null }) ===
  ruleText({ ...other, until: null, count: null });

/** A rule's text, with the end that another one has. */
export const withEnd = (text: string, { until, count }: Rule): string => {
  const rule = parseRule(text);
  return rule ? ruleText({ ...rule, until, count }) : text;
};

/** What a rule that is to end when its reader no longer cares ends with: as good as never, and within what the server takes. */
export const endlessUntil = (startDate: string): string =>
  `${String(Number(startDate.slice(0, 4)) + RULE_YEARS_MAX - 1).padStart(4, "0")}-12-31`;

/** Whether an end is so far off that it stands for none. */
export const isEndless = (rule: Rule, startDate: string): boolean =>
  rule.until !== null && Number(rule.until.slice(0, 4)) - Number(startDate.slice(0, 4)) >= 50;
