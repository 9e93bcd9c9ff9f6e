/** English phrases of day and time. Dates are found by a library that is given in, which knows far more ways to name one than this does. */
import { dateOf } from "../civil.ts";
import { clockReader } from "./clock.ts";
import { dayOfMonthAfter, inNextWeek, weekOn } from "./days.ts";
import { endReader } from "./ends.ts";
import type { Day, Found, Moment, PartOfDay } from "./found.ts";
import { lengthReader } from "./lengths.ts";
import { repeatReader } from "./repeats.ts";
import { anyOf, each, END, Reading, START } from "./spans.ts";

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

const DAYS = each({
  "monday|mon|mondays": 0,
  "tuesday|tue|tues|tuesdays": 1,
  "wednesday|wed|weds|wednesdays": 2,
  "thursday|thu|thur|thurs|thursdays": 3,
  "friday|fri|fridays": 4,
  "saturday|sat|saturdays": 5,
  "sunday|sun|sundays": 6,
});

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

const takeLength = lengthReader({
  patterns: [
    `${START}(?:for\\s+)?(?<half>half)\\s+an?\\s+(?<unit>hour)${END}`,
    `${START}(?:for\\s+)?an?\\s+(?<unit>hour)\\s+and\\s+a\\s+(?<plus>half|quarter)${END}`,
    `${START}(?:for\\s+)?(?<n>\\d{1,2})\\s*h(?:ours?|rs?)?\\s*(?:and\\s+)?(?<more>\\d{1,2})\\s*(?:m|mins?|minutes?)?${END}`,
    `${START}(?:for\\s+)?(?<n>${N}|\\d{1,3}(?:[.,]\\d{1,2})?)(?:\\s+and\\s+a\\s+(?<plus>half|quarter))?(?:\\s*|-)${UNIT}(?:\\s+long)?${END}`,
    `${START}for\\s+an?\\s+(?<unit>hour|day)${END}`,
  ],
  before: /(?:^|\s)(?:in|within|after|every|next|last|another)\s+$/u,
  behind: /^\s+(?:ago|later|from now|before|past|to)(?!\p{L})/u,
  countOf: (n) => NUMBERS[n] ?? Number(n.replace(",", ".")),
  half: "half",
  days: /^d/,
  minutes: /^m/,
});

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

const takeRepeat = repeatReader({
  weekdays: DAYS,
  named: `${START}(?:every|each)\\s+(?<other>other\\s+|second\\s+)?(?<days>(?:${WEEKDAY})(?:${AND}(?:${WEEKDAY}))*)${END}`,
  counted: `${START}(?:(?<weekdays>(?:every|each)\\s+(?:weekday|school\\s*day)|on\\s+(?:weekdays|school\\s+days))|(?<daily>every\\s*day|each\\s+day|daily)|(?<fortnightly>(?:every|each)\\s+(?:other\\s+week|fortnight|two\\s+weeks|2\\s+weeks)|fortnightly)|(?<weekly>(?:every|each)\\s+week|weekly))${END}`,
});

/** What the library does not know: the British "a week on Tuesday" and "Tuesday week", and a day of the month by itself. */
const takeOwnDay = (reading: Reading, today: string): Day | null => {
  const week = reading.take(
    new RegExp(
      `${START}(?:(?:on\\s+)?(?:an?\\s+)?week\\s+(?:on\\s+)?(?<on>${WEEKDAY})|(?:on\\s+)?(?<of>${WEEKDAY})\\s+week)${END}`,
      "u",
    ),
  )?.groups;
  const weekday = DAYS[week?.["on"] ?? week?.["of"] ?? ""];
  if (weekday !== undefined) return { kind: "date", date: weekOn(weekday, today) };
  const next = reading.take(
    new RegExp(
      `${START}(?:on\\s+)?(?:next\\s+(?<next>${WEEKDAY})|(?<then>${WEEKDAY})\\s+next\\s+week)${END}`,
      "u",
    ),
  )?.groups;
  const named = DAYS[next?.["next"] ?? next?.["then"] ?? ""];
  if (named !== undefined) return { kind: "date", date: inNextWeek(named, today) };
  const date = reading.read(
    new RegExp(
      `${START}on\\s+the\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)${END}(?!\\s+(?:of\\s+)?(?:\\p{L}{3}))`,
      "u",
    ),
    ({ groups }) => dayOfMonthAfter(Number(groups?.["day"]), today),
  );
  return date === null ? null : { kind: "date", date };
};

const takeDay = (
  reading: Reading,
  now: string,
  findDate: FindDate,
): { day: Day | null; moment: Moment | null } => {
  const own = takeOwnDay(reading, dateOf(now));
  const match = own ? null : findDate(reading.barred, now);
  if (!match) return { day: own, moment: null };
  reading.cover(match.from, match.to);
  const { date, last, weekday, minutes } = match;
  const day: Day =
    weekday === null
      ? { kind: "date", date, ...(last ? { last } : {}) }
      : { kind: "weekday", weekday };
  return { day, moment: { date, minutes } };
};

const takeEnd = (findDate: FindDate) =>
  endReader({
    until: "until|till|til",
    on: "on",
    dayIn: (reading, at) => takeDay(reading, at, findDate).day,
  });

/** Before what was cut out, and nothing without it. */
const JOINTS = /on|at|by|from|for|in|this|until|till|starting|@/;

export const readEnglish = (text: string, now: string, findDate: FindDate): Found => {
  const reading = new Reading(text);
  const today = dateOf(now);
  const repeat = takeRepeat(reading);
  const { part, today: isToday } = takePart(reading);
  const clocks = times(reading);
  const length = takeLength(reading);
  const until = repeat && takeEnd(findDate)(reading, now);
  const named = takeDay(reading, now, findDate);
  let { day } = named;
  const { moment } = named;
  if (!day && isToday) day = { kind: "date", date: today };
  const from =
    clocks.from ?? (moment?.minutes == null ? null : { minutes: moment.minutes, sure: true });
  return {
    day,
    times: { ...clocks, from },
    part,
    length,
    repeat,
    until,
    title: reading.title(JOINTS),
    covered: reading.covered,
  };
};
