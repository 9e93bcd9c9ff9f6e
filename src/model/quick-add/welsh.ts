/** Welsh phrases of day and time, with the mutations that they stand in. */
import {
  addDays,
  addMinutes,
  dateOf,
  dayOfDate,
  minutesOf,
  startOfWeek,
  weekdayOf,
} from "../civil.ts";
import { clockReader } from "./clock.ts";
import { dayOfMonthAfter } from "./english.ts";
import type { Clock, Day, Found, PartOfDay, Repeat } from "./found.ts";
import { anyOf, END, Reading, START } from "./spans.ts";

const each = (forms: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(forms).flatMap(([words, n]) => words.split("|").map((word) => [word, n])),
  );

const DAYS = each({
  "llun|lun": 0,
  "mawrth|fawrth": 1,
  "mercher|fercher": 2,
  iau: 3,
  "gwener|wener": 4,
  sadwrn: 5,
  sul: 6,
});
const WEEKDAY = anyOf(Object.keys(DAYS));

const MONTHS = each({
  "ionawr|ion": 1,
  "chwefror|chwef": 2,
  "mawrth|fawrth|maw": 3,
  "ebrill|ebr": 4,
  "mai|fai": 5,
  "mehefin|fehefin|meh": 6,
  "gorffennaf|orffennaf|gorff": 7,
  awst: 8,
  "medi|fedi": 9,
  "hydref|hyd": 10,
  "tachwedd|dachwedd|thachwedd|tach": 11,
  "rhagfyr|ragfyr|rhag": 12,
});
const MONTH = anyOf(Object.keys(MONTHS));

const NUMBERS = each({
  un: 1,
  "dau|ddau|dwy|ddwy": 2,
  "tri|dri|thri|tair|dair|thair": 3,
  "pedwar|bedwar|phedwar|pedair|bedair|phedair": 4,
  "pump|bump|phump|pum|bum|phum": 5,
  "chwech|chwe": 6,
  saith: 7,
  wyth: 8,
  naw: 9,
  "deg|ddeg|deng|ddeng": 10,
  "un ar ddeg": 11,
  "deuddeg|ddeuddeg|deuddeng|ddeuddeng": 12,
});
const HOURS = Object.fromEntries(
  Object.entries(NUMBERS).filter(
    ([word]) =>
      !/^(?:dwy|ddwy|tair|dair|thair|pedair|bedair|phedair|pum|bum|phum|chwe|deng|ddeng|deuddeng|ddeuddeng)$/.test(
        word,
      ),
  ),
);
const N = anyOf(Object.keys(NUMBERS));

const ORDINALS = each({
  "cyntaf|gyntaf|1af": 1,
  ail: 2,
  "trydydd|drydydd": 3,
  "pedwerydd|bedwerydd": 4,
  "pumed|bumed": 5,
  chweched: 6,
  seithfed: 7,
  wythfed: 8,
  nawfed: 9,
  "degfed|ddegfed": 10,
});
const ORDINAL = `(?:\\d{1,2}(?:af|ail|il|ydd|edd|ed|fed|eg|ain)?|${anyOf(Object.keys(ORDINALS))})`;

const times = clockReader({
  at: "am|tua|tuag|erbyn|@",
  from: "o|rhwng",
  to: "tan|hyd|at|i|a|ac|-|–|—",
  until: "tan|hyd",
  morning: "yb|y\\.b\\.?|(?:yn |)y bore|(?<=\\d)am|a\\.m\\.?",
  afternoon: "yp|y\\.p\\.?|(?:yn |)y (?:prynhawn|p'?nawn)|pm|p\\.m\\.?",
  evening: "yh|y\\.h\\.?|yr hwyr|(?:gyda'r |y )nos",
  full: "o'?r gloch",
  hours: HOURS,
  minutes: {
    "hanner awr": 30,
    hanner: 30,
    chwarter: 15,
    "pum munud": 5,
    pump: 5,
    "deng munud": 10,
    "deg munud": 10,
    deg: 10,
    "ugain munud": 20,
    ugain: 20,
    "pum munud ar hugain": 25,
    "bum munud": 5,
    "ddeng munud": 10,
    "ddeg munud": 10,
  },
  past: "wedi|ar ôl",
  before: "i",
  noon: "hanner dydd|canol dydd",
  midnight: "hanner nos|canol nos",
  counted: `awr|oriau|munud\\p{L}*|funud\\p{L}*|diwrnod\\p{L}*|ddiwrnod\\p{L}*|wythnos\\p{L}*|mis\\p{L}*|fis\\p{L}*|blwyddyn|o|(?:${MONTH})`,
});

const LENGTH = [
  `${START}(?:am\\s+)?(?<half>hanner)\\s+(?<unit>awr)${END}(?!\\s+(?:wedi|i)${END})`,
  `${START}(?:am\\s+)?(?<unit>awr)\\s+a\\s+(?<plus>hanner|chwarter)${END}(?:\\s+o(?=\\s))?`,
  `${START}(?:am\\s+)?(?<n>${N}|\\d{1,3}(?:[.,]\\d{1,2})?)\\s*(?<unit>awr|oriau|funud(?:au)?|munud(?:au)?|diwrnod|ddiwrnod)(?:\\s+a\\s+(?<plus>hanner|chwarter))?${END}(?!\\s+(?:wedi|i|ar)${END})`,
  `${START}(?:am\\s+)(?<n>ugain)\\s+(?<unit>munud)${END}(?!\\s+(?:wedi|i)${END})`,
  `${START}am\\s+(?<unit>awr|ddiwrnod|diwrnod)${END}`,
].map((source) => new RegExp(source, "u"));

const LEADS = /(?:^|\s)(?:mewn|ymhen|o fewn|bob|pob)\s+$/u;

const countOf = (text: string): number =>
  text === "ugain" ? 20 : (NUMBERS[text.replace(/\s+/gu, " ")] ?? Number(text.replace(",", ".")));

const takeLength = (reading: Reading): number | null => {
  for (const pattern of LENGTH) {
    let length = 0;
    const match = reading.take(pattern, ({ index, groups = {} }) => {
      if (LEADS.test(reading.rest.slice(0, index))) return false;
      const { n = "1", unit = "awr" } = groups;
      const size = unit.startsWith("d") ? 1440 : /^[mf]/.test(unit) ? 1 : 60;
      const count = groups["half"] ? 0.5 : countOf(n);
      const plus = groups["plus"] === "hanner" ? 0.5 : groups["plus"] ? 0.25 : 0;
      length = Math.round((count + plus) * size);
      return length > 0 && length <= 14 * 1440;
    });
    if (match) return length;
  }
  return null;
};

const AND = "(?:\\s*,\\s*|\\s+ac?\\s+|\\s*&\\s*)";
const DYDD = "(?:[dn]ydd|ddydd)\\s+";

const takeRepeat = (reading: Reading): Repeat | null => {
  const days = reading.take(
    new RegExp(
      `${START}[bp]ob\\s+(?<other>yn\\s+ail\\s+|ail\\s+)?${DYDD}(?<days>(?:${WEEKDAY})(?:${AND}(?:${DYDD})?(?:${WEEKDAY}))*)${END}`,
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
      `${START}[bp]ob\\s+(?:(?<weekdays>(?:diwrnod|dydd)\\s+(?:ysgol|gwaith|o'r\\s+wythnos))|(?<fortnightly>pythefnos|(?:yn\\s+)?ail\\s+wythnos)|(?<weekly>wythnos)|(?<daily>dydd|diwrnod))${END}`,
      "u",
    ),
  )?.groups;
  if (!match) return null;
  if (match["weekdays"]) return { kind: "weekdays" };
  if (match["daily"]) return { kind: "daily" };
  return { kind: match["weekly"] ? "weekly" : "fortnightly", days: [] };
};

const PARTS: Readonly<Record<string, PartOfDay>> = {
  bore: "morning",
  fore: "morning",
  prynhawn: "afternoon",
  brynhawn: "afternoon",
  "p'nawn": "afternoon",
  pnawn: "afternoon",
  nos: "evening",
  noson: "evening",
};
const PART = anyOf(Object.keys(PARTS));

interface DayFound {
  day: Day | null;
  part: PartOfDay | null;
}

/** A weekday is named with `dydd` or a part of the day, or as a name by itself beside an end of the text or a number. */
const takeWeekday = (reading: Reading, today: string): DayFound | null => {
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
    ? { kind: "date", date: addDays(startOfWeek(today, 0), 7 + weekday) }
    : isWeek
      ? { kind: "date", date: addDays(today, ((weekday - weekdayOf(today) + 7) % 7) + 7) }
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

/** A date by its number and month, or by its number alone with the article. */
const takeDate = (reading: Reading, today: string): Day | null => {
  let date: string | null = null;
  const accept =
    (read: (groups: Record<string, string | undefined>) => string | null) =>
    ({ groups = {} }: RegExpExecArray): boolean => {
      date = read(groups);
      return date !== null;
    };
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
  for (const [source, read] of patterns)
    if (reading.take(new RegExp(source, "u"), accept(read)) && date !== null)
      return { kind: "date", date };
  return null;
};

const NEAR = each({
  heddiw: 0,
  "yfory|fory": 1,
  "trennydd|drennydd": 2,
  "tradwy|dradwy": 3,
  ddoe: -1,
});

const takeNear = (reading: Reading, today: string): DayFound | null => {
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
const takeAhead = (reading: Reading, now: string): { day: Day; from: Clock | null } | null => {
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

const JOINTS = /am|ar|o|yn|yn y|erbyn|tan|hyd|tua|ac|mewn|@/;

export const readWelsh = (text: string, now: string): Found => {
  const reading = new Reading(text);
  const today = dateOf(now);
  const repeat = takeRepeat(reading);
  const ahead = takeAhead(reading, now);
  const date = ahead?.day ?? takeDate(reading, today);
  const clocks = times(reading);
  const length = takeLength(reading);
  const near = date ? null : (takeNear(reading, today) ?? takeWeekday(reading, today));
  const rest = reading.take(
    new RegExp(`${START}(?:yn\\s+y\\s+(?<part>${PART})|gyda'r\\s+nos)${END}`, "u"),
  );
  const later = rest ? (PARTS[rest.groups?.["part"] ?? "nos"] ?? null) : null;
  return {
    day: date ?? near?.day ?? null,
    times: { from: clocks.from ?? ahead?.from ?? null, to: clocks.to },
    part: near?.part ?? later,
    length,
    repeat,
    title: reading.title(JOINTS),
    covered: reading.covered,
  };
};
