/** Welsh names of days: by date, by weekday, by how near they are, and by how much later it is. */
import { addDays, addMinutes, dateOf, dayOfDate, minutesOf } from "../civil.ts";
import { dayOfMonthAfter, inNextWeek, weekOn } from "./days.ts";
import type { Clock, Day, PartOfDay } from "./found.ts";
import { anyOf, each, END, type Reading, START } from "./spans.ts";
import {
  countOf,
  DAYS,
  DYDD,
  MONTH,
  MONTHS,
  N,
  ORDINAL,
  ORDINALS,
  PART,
  PARTS,
  WEEKDAY,
} from "./welsh-words.ts";

interface DayFound {
  day: Day | null;
  part: PartOfDay | null;
}

/** A weekday is named with `dydd` or a part of the day, or as a name by itself beside an end of the text or a number. */
export const takeWeekday = (reading: Reading, today: string): DayFound | null => {
  const led = `(?:(?:ar|erbyn)\\s+)?(?:(?<part>${PART})\\s+(?:${DYDD})?|${DYDD})`;
  const next = "(?<next>\\s+(?:nesaf|(?:yr\\s+)?wythnos\\s+nesaf))?";
  const after = `(?:\\s+(?<after>${PART}))?`;
  const week = `(?<week>wythnos\\s+i\\s+)?`;
  const named = reading.take(
    new RegExp(`${START}${week}${led}(?<day>${WEEKDAY})${END}${next}${after}${END}`, "u"),
  );
  const bare =
    named ??
    reading.take(
      new RegExp(`${START}(?<day>${WEEKDAY})${END}${next}${after}${END}`, "u"),
      ({ 0: word, index }) => {
        const typed = reading.typed(index, index + word.length);
        if (typed[0] === reading.rest[index]) return false;
        const rest = reading.rest.slice(index + word.length);
        return /^[\s\0]*(?:$|\0|\d)/u.test(rest) || rest.startsWith(" \0");
      },
    );
  const weekday = DAYS[bare?.groups?.["day"] ?? ""];
  if (!bare?.groups || weekday === undefined) return null;
  const { part, after: later, next: isNext, week: isWeek } = bare.groups;
  const day: Day = isNext
    ? { kind: "date", date: inNextWeek(weekday, today) }
    : isWeek
      ? { kind: "date", date: weekOn(weekday, today) }
      : { kind: "weekday", weekday };
  return { day, part: PARTS[part ?? later ?? ""] ?? null };
};

/** The date of a day and month, this year or, once it is over, the next; null if there is none. */
const dateIn = (day: number, month: number, year: string | undefined, today: string) => {
  const written = (y: number): string =>
    `${String(y).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  const first = Number(today.slice(0, 4));
  if (year !== undefined) {
    const date = written(Number(year.length === 2 ? `20${year}` : year));
    return dayOfDate(date) === null ? null : date;
  }
  for (let y = first; y <= first + 8; y += 1)
    if (dayOfDate(written(y)) !== null && written(y) >= today) return written(y);
  return null;
};

const ordinalOf = (text: string): number =>
  ORDINALS[text] ?? Number(/^\d+/.exec(text)?.[0] ?? Number.NaN);

const NUMBERED = `(?:${DYDD}(?:${WEEKDAY})\\s+)?(?:yr?\\s+)?`;
const OF_MONTH = "\\s+(?:o\\s+)?(?:fis\\s+)?";
const yearAs = (name: string): string => `${END}(?:\\s+(?<${name}>20\\d\\d))?${END}`;

/** "O 9 tan 12 Ionawr", "9 Ionawr – 2 Chwefror". What stands behind "am" is a time of day, and "i" means much else without "o". */
const SPAN = new RegExp(
  `${START}(?<![:./]|(?:am|@)\\s+)(?<led>o(?:'r)?\\s+)?` +
    `${NUMBERED}(?<d>${ORDINAL})(?:${OF_MONTH}(?<m>${MONTH})${yearAs("y")})?` +
    `\\s*(?:${START}(?:tan|hyd(?:\\s+at)?|(?<to>i))${END}|[-–—])\\s*` +
    `${NUMBERED}(?<lastD>${ORDINAL})${OF_MONTH}(?<lastM>${MONTH})${yearAs("lastY")}`,
  "u",
);

/** Days from one date to another, of which the first may leave month and year to the last. */
export const takeSpan = (reading: Reading, today: string): Day | null =>
  reading.read(SPAN, ({ groups = {} }) => {
    const { led, to, d = "", m, y, lastD = "", lastM = "", lastY } = groups;
    const [month, lastMonth] = [MONTHS[m ?? lastM] ?? 0, MONTHS[lastM] ?? 0];
    const [day, lastDay] = [ordinalOf(d), ordinalOf(lastD)];
    if ((to && !led) || (!m && day >= lastDay)) return null;
    const isNewYear = month > lastMonth || (month === lastMonth && day > lastDay);
    const year = y ?? (lastY && String(Number(lastY) - Number(isNewYear)));
    const date = dateIn(day, month, year, today);
    const last = date && dateIn(lastDay, lastMonth, lastY, date);
    return date && last && last >= date ? { kind: "date", date, last } : null;
  });

/** A date by its number and month, or by its number alone with the article. */
export const takeDate = (reading: Reading, today: string): Day | null => {
  const weekday = `(?:(?:ar\\s+)?${DYDD}(?:${WEEKDAY})\\s+)?`;
  const lead = `(?:(?:ar|erbyn)\\s+)?${weekday}(?:(?:ar\\s+)?yr?\\s+)?`;
  const patterns: [string, (groups: Record<string, string | undefined>) => string | null][] = [
    [
      `${START}(?<y>\\d{4})-(?<m>\\d{2})-(?<d>\\d{2})${END}`,
      ({ y, m, d }) => dateIn(Number(d), Number(m), y, today),
    ],
    [
      `${START}${lead}(?<d>${ORDINAL})\\s+(?:o\\s+)?(?:fis\\s+)?(?<m>${MONTH})${END}(?:\\s+(?<y>20\\d\\d))?${END}`,
      ({ d = "", m = "", y }) => dateIn(ordinalOf(d), MONTHS[m] ?? 0, y, today),
    ],
    [
      `${START}(?<m>${MONTH})\\s+(?:yr?\\s+)?(?<d>${ORDINAL})${END}(?:\\s+(?<y>20\\d\\d))?${END}`,
      ({ d = "", m = "", y }) => dateIn(ordinalOf(d), MONTHS[m] ?? 0, y, today),
    ],
    [
      `${START}${lead}(?<d>\\d{1,2})/(?<m>\\d{1,2})(?:/(?<y>20\\d\\d|\\d\\d))?(?![\\d/])`,
      ({ d, m, y }) => dateIn(Number(d), Number(m), y, today),
    ],
    [
      `${START}(?:ar\\s+)?yr?\\s+(?<d>\\d{1,2})(?:af|ail|il|ydd|edd|ed|fed|eg|ain)${END}`,
      ({ d }) => dayOfMonthAfter(Number(d), today),
    ],
  ];
  for (const [source, read] of patterns) {
    const date = reading.read(new RegExp(source, "u"), ({ groups = {} }) => read(groups));
    if (date !== null) return { kind: "date", date };
  }
  return null;
};

const NEAR = each({
  heddiw: 0,
  "yfory|fory": 1,
  "trennydd|drennydd": 2,
  "tradwy|dradwy": 3,
  ddoe: -1,
});

export const takeNear = (reading: Reading, today: string): DayFound | null => {
  const near = reading.take(
    new RegExp(
      `${START}(?:(?<part>${PART})\\s+)?(?<near>${anyOf(Object.keys(NEAR))})${END}(?:\\s+(?:yn\\s+y\\s+)?(?<after>${PART}))?${END}`,
      "u",
    ),
  )?.groups;
  const days = NEAR[near?.["near"] ?? ""];
  if (near && days !== undefined)
    return {
      day: { kind: "date", date: addDays(today, days) },
      part: PARTS[near["part"] ?? near["after"] ?? ""] ?? null,
    };
  const now = reading.take(
    new RegExp(`${START}(?:(?<heno>heno)|yr?\\s+(?<part>${PART})\\s+(?:'ma|yma|hwn))${END}`, "u"),
  )?.groups;
  if (!now) return null;
  const part = now["heno"] ? "evening" : (PARTS[now["part"] ?? ""] ?? null);
  return { day: { kind: "date", date: today }, part };
};

/** So much from now on. */
export const takeAhead = (
  reading: Reading,
  now: string,
): { day: Day; from: Clock | null } | null => {
  const today = dateOf(now);
  const match = reading.take(
    new RegExp(
      `${START}(?:(?:ymhen|mewn|o\\s+fewn)\\s+(?:(?<n>${N}|\\d{1,3})\\s+)?(?<unit>hanner\\s+awr|awr|munud|funud|diwrnod|ddiwrnod|wythnos|pythefnos|bythefnos)|(?:yr?\\s+)?(?<next>wythnos\\s+nesaf))${END}`,
      "u",
    ),
  )?.groups;
  if (!match) return null;
  const { n = "1", unit = "wythnos" } = match;
  const count = match["next"] ? 1 : countOf(n);
  const days = /wythnos/.test(unit) ? 7 : /pythefnos|bythefnos/.test(unit) ? 14 : 1;
  if (!/awr|unud/.test(unit))
    return {
      day: { kind: "date", date: addDays(today, Math.min(count * days, 3650)) },
      from: null,
    };
  const size = unit === "awr" ? 60 : unit.startsWith("hanner") ? 30 : 1;
  const at = addMinutes(now, count * size);
  return { day: { kind: "date", date: dateOf(at) }, from: { minutes: minutesOf(at), sure: true } };
};
