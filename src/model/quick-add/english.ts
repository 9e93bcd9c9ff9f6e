/** English phrases of day and time. Dates are found by a library that is given in, which knows far more ways to name one than this does. */
import { addDays, dateOf, startOfWeek, weekdayOf } from "../civil.ts";
import { clockReader } from "./clock.ts";
import type { Day, Found, Moment, PartOfDay, Repeat } from "./found.ts";
import { anyOf, END, Reading, START } from "./spans.ts";

/** A date that was found in a text, from one place to another of it. */
export interface DateMatch {
  from: number;
  to: number;
  date: string;
  /** The last day of several. */
  last: string | null;
  /** 0 for Monday; null where it is not named by its weekday alone. */
  weekday: number | null;
  /** Minutes since midnight, where it is so many hours from now. */
  minutes: number | null;
}

/** Finds the first date in a text, as seen at a wall time; null if there is none. */
export type FindDate = (text: string, now: string) => DateMatch | null;

const DAYS: Readonly<Record<string, number>> = {
  ...named("monday mon mondays", 0),
  ...named("tuesday tue tues tuesdays", 1),
  ...named("wednesday wed weds wednesdays", 2),
  ...named("thursday thu thur thurs thursdays", 3),
  ...named("friday fri fridays", 4),
  ...named("saturday sat saturdays", 5),
  ...named("sunday sun sundays", 6),
};

function named(words: string, day: number): Record<string, number> {
  return Object.fromEntries(words.split(" ").map((word) => [word, day]));
}

const NUMBERS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
};

const WEEKDAY = anyOf(Object.keys(DAYS));
const N = anyOf(Object.keys(NUMBERS));

const times = clockReader({
  at: "at|@",
  from: "from|between",
  to: "to|till|til|until|and|-|–|—",
  until: "until|till|til",
  morning: "am|a\\.m\\.?|in the morning",
  afternoon: "pm|p\\.m\\.?|in the afternoon",
  evening: "in the evening|at night",
  full: "o'?clock",
  hours: NUMBERS,
  minutes: {
    half: 30,
    quarter: 15,
    "a quarter": 15,
    five: 5,
    ten: 10,
    twenty: 20,
    "twenty five": 25,
    "twenty-five": 25,
  },
  past: "past",
  before: "to",
  noon: "(?:12\\s+)?(?:noon|midday)",
  midnight: "(?:12\\s+)?midnight",
  counted:
    "hours?|hrs?|h|minutes?|mins?|days?|weeks?|months?|years?|st|nd|rd|th|people|questions?|pages?|pounds?|" +
    "jan\\p{L}*|feb\\p{L}*|mar|march|apr\\p{L}*|may|june?|july?|aug\\p{L}*|sep\\p{L}*|oct\\p{L}*|nov\\p{L}*|dec\\p{L}*",
});

const UNIT = "(?<unit>hours?|hrs?|h|minutes?|mins?|m|days?)";
const LENGTH = [
  `${START}(?:for\\s+)?(?<half>half)\\s+an?\\s+(?<unit>hour)${END}`,
  `${START}(?:for\\s+)?an?\\s+(?<unit>hour)\\s+and\\s+a\\s+(?<plus>half|quarter)${END}`,
  `${START}(?:for\\s+)?(?<n>\\d{1,2})\\s*h(?:ours?|rs?)?\\s*(?:and\\s+)?(?<more>\\d{1,2})\\s*(?:m|mins?|minutes?)?${END}`,
  `${START}(?:for\\s+)?(?<n>${N}|\\d{1,3}(?:[.,]\\d{1,2})?)(?:\\s+and\\s+a\\s+(?<plus>half|quarter))?(?:\\s*|-)${UNIT}(?:\\s+long)?${END}`,
  `${START}for\\s+an?\\s+(?<unit>hour|day)${END}`,
].map((source) => new RegExp(source, "u"));

/** "in 2 hours" is no length. */
const LEADS = /(?:^|\s)(?:in|within|after|every|next|last|another)\s+$/u;

const takeLength = (reading: Reading): number | null => {
  for (const pattern of LENGTH) {
    let length = 0;
    const match = reading.take(pattern, ({ 0: whole, index, groups = {} }) => {
      const rest = reading.rest;
      if (LEADS.test(rest.slice(0, index))) return false;
      if (
        /^\s+(?:ago|later|from now|before|past|to)(?!\p{L})/u.test(rest.slice(index + whole.length))
      )
        return false;
      const { n = "1", unit = "hour", more = "0" } = groups;
      const size = unit.startsWith("d") ? 1440 : unit.startsWith("m") ? 1 : 60;
      const count = groups["half"] ? 0.5 : (NUMBERS[n] ?? Number(n.replace(",", ".")));
      const plus = groups["plus"] === "half" ? 0.5 : groups["plus"] ? 0.25 : 0;
      length = Math.round((count + plus) * size) + Number(more);
      return length > 0 && length <= 14 * 1440;
    });
    if (match) return length;
  }
  return null;
};

const PARTS: Readonly<Record<string, PartOfDay>> = {
  morning: "morning",
  afternoon: "afternoon",
  evening: "evening",
  night: "evening",
};

/** A part of the day is one only beside a day: "morning assembly" has its own. */
const takePart = (reading: Reading): { part: PartOfDay | null; today: boolean } => {
  if (reading.take(new RegExp(`${START}(?:tonight)${END}`, "u")))
    return { part: "evening", today: true };
  const day = `(?<=${START}(?:tomorrow|tmrw|${WEEKDAY}|\\d(?:st|nd|rd|th)?)\\s)`;
  const match =
    reading.take(new RegExp(`${START}this\\s+(?<part>morning|afternoon|evening)${END}`, "u")) ??
    reading.take(
      new RegExp(
        `${START}(?:in the|${day})\\s*(?<part>morning|afternoon|evening|night)${END}`,
        "u",
      ),
    );
  const part = match ? (PARTS[match.groups?.["part"] ?? ""] ?? null) : null;
  return { part, today: match?.[0].startsWith("this") ?? false };
};

const AND = "(?:\\s*,\\s*|\\s+and\\s+|\\s*&\\s*)";

const takeRepeat = (reading: Reading): Repeat | null => {
  const days = reading.take(
    new RegExp(
      `${START}(?:every|each)\\s+(?<other>other\\s+|second\\s+)?(?<days>(?:${WEEKDAY})(?:${AND}(?:${WEEKDAY}))*)${END}`,
      "u",
    ),
  );
  if (days?.groups) {
    const found = [...(days.groups["days"] ?? "").matchAll(/\p{L}+/gu)].flatMap(([word]) => {
      const day = DAYS[word];
      return day === undefined ? [] : [day];
    });
    const kind = days.groups["other"] ? "fortnightly" : "weekly";
    return { kind, days: [...new Set(found)].toSorted((a, b) => a - b) };
  }
  const match = reading.take(
    new RegExp(
      `${START}(?:(?<weekdays>(?:every|each)\\s+(?:weekday|school\\s*day)|on\\s+(?:weekdays|school\\s+days))|(?<daily>every\\s*day|each\\s+day|daily)|(?<fortnightly>(?:every|each)\\s+(?:other\\s+week|fortnight|two\\s+weeks|2\\s+weeks)|fortnightly)|(?<weekly>(?:every|each)\\s+week|weekly))${END}`,
      "u",
    ),
  )?.groups;
  if (!match) return null;
  if (match["weekdays"]) return { kind: "weekdays" };
  if (match["daily"]) return { kind: "daily" };
  return { kind: match["weekly"] ? "weekly" : "fortnightly", days: [] };
};

/** What the library does not know: the British "a week on Tuesday" and "Tuesday week", and a day of the month by itself. */
const takeOwnDay = (reading: Reading, today: string): Day | null => {
  const week = reading.take(
    new RegExp(
      `${START}(?:(?:on\\s+)?(?:an?\\s+)?week\\s+(?:on\\s+)?(?<on>${WEEKDAY})|(?:on\\s+)?(?<of>${WEEKDAY})\\s+week)${END}`,
      "u",
    ),
  )?.groups;
  const weekday = DAYS[week?.["on"] ?? week?.["of"] ?? ""];
  if (weekday !== undefined)
    return { kind: "date", date: addDays(today, ((weekday - weekdayOf(today) + 7) % 7) + 7) };
  const next = reading.take(
    new RegExp(
      `${START}(?:on\\s+)?(?:next\\s+(?<next>${WEEKDAY})|(?<then>${WEEKDAY})\\s+next\\s+week)${END}`,
      "u",
    ),
  )?.groups;
  const named = DAYS[next?.["next"] ?? next?.["then"] ?? ""];
  if (named !== undefined) return { kind: "date", date: addDays(startOfWeek(today, 0), 7 + named) };
  let date: string | null = null;
  reading.take(
    new RegExp(
      `${START}on\\s+the\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)${END}(?!\\s+(?:of\\s+)?(?:\\p{L}{3}))`,
      "u",
    ),
    ({ groups }) => {
      date = dayOfMonthAfter(Number(groups?.["day"]), today);
      return date !== null;
    },
  );
  return date === null ? null : { kind: "date", date };
};

/** The next day of that number, from today on. */
export const dayOfMonthAfter = (day: number, today: string): string | null => {
  if (day < 1 || day > 31) return null;
  for (let date = today, n = 0; n < 62; n += 1, date = addDays(date, 1))
    if (Number(date.slice(8)) === day) return date;
  return null;
};

/** Before what was cut out, and nothing without it. */
const JOINTS = /on|at|by|from|for|in|this|until|till|starting|@/;

export const readEnglish = (text: string, now: string, findDate: FindDate): Found => {
  const reading = new Reading(text);
  const today = dateOf(now);
  const repeat = takeRepeat(reading);
  const { part, today: isToday } = takePart(reading);
  const clocks = times(reading);
  const length = takeLength(reading);
  let day = takeOwnDay(reading, today);
  let moment: Moment | null = null;
  if (!day) {
    const match = findDate(reading.barred, now);
    if (match) {
      reading.cover(match.from, match.to);
      moment = { date: match.date, minutes: match.minutes };
      day =
        match.weekday === null
          ? { kind: "date", date: match.date, ...(match.last ? { last: match.last } : {}) }
          : { kind: "weekday", weekday: match.weekday };
    }
  }
  if (!day && isToday) day = { kind: "date", date: today };
  const from =
    clocks.from ?? (moment?.minutes == null ? null : { minutes: moment.minutes, sure: true });
  return {
    day,
    times: { ...clocks, from },
    part,
    length,
    repeat,
    title: reading.title(JOINTS),
    covered: reading.covered,
  };
};
