/** Welsh phrases of day and time, with the mutations that they stand in. */
import { dateOf } from "../civil.ts";
import { clockReader } from "./clock.ts";
import { endReader } from "./ends.ts";
import type { Found } from "./found.ts";
import { lengthReader } from "./lengths.ts";
import { repeatReader } from "./repeats.ts";
import { END, Reading, START } from "./spans.ts";
import { takeAhead, takeDate, takeNear, takeSpan, takeWeekday } from "./welsh-days.ts";
import { countOf, DAYS, DYDD, HOURS, MONTH, N, PART, PARTS, WEEKDAY } from "./welsh-words.ts";

/** Behind "o", a day: "am 10 o 9 Ionawr" is a time and the day from which on, "10 o gwestiynau" a number of things. Dates are covered before. */
const FROM_DAY = `(?:'r)?\\s+(?:\\0|(?:(?:${PART})\\s+)?(?:${DYDD})?(?:${WEEKDAY})${END}|yfory${END}|fory${END}|heddiw${END})`;

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
  counted: `awr|oriau|munud\\p{L}*|funud\\p{L}*|diwrnod\\p{L}*|ddiwrnod\\p{L}*|wythnos\\p{L}*|mis\\p{L}*|fis\\p{L}*|blwyddyn|o(?!${FROM_DAY})|(?:${MONTH})`,
});

const takeLength = lengthReader({
  patterns: [
    `${START}(?:am\\s+)?(?<half>hanner)\\s+(?<unit>awr)${END}(?!\\s+(?:wedi|i)${END})`,
    `${START}(?:am\\s+)?(?<unit>awr)\\s+a\\s+(?<plus>hanner|chwarter)${END}(?:\\s+o(?=\\s))?`,
    `${START}(?:am\\s+)?(?<n>${N}|\\d{1,3}(?:[.,]\\d{1,2})?)\\s*(?<unit>awr|oriau|funud(?:au)?|munud(?:au)?|diwrnod|ddiwrnod)(?:\\s+a\\s+(?<plus>hanner|chwarter))?${END}(?!\\s+(?:wedi|i|ar)${END})`,
    `${START}(?:am\\s+)(?<n>ugain)\\s+(?<unit>munud)${END}(?!\\s+(?:wedi|i)${END})`,
    `${START}am\\s+(?<unit>awr|ddiwrnod|diwrnod)${END}`,
  ],
  before: /(?:^|\s)(?:mewn|ymhen|o fewn|bob|pob)\s+$/u,
  countOf,
  half: "hanner",
  days: /^d/,
  minutes: /^[mf]/,
});

const AND = "(?:\\s*,\\s*|\\s+ac?\\s+|\\s*&\\s*)";

const takeRepeat = repeatReader({
  weekdays: DAYS,
  named: `${START}[bp]ob\\s+(?<other>yn\\s+ail\\s+|ail\\s+)?${DYDD}(?<days>(?:${WEEKDAY})(?:${AND}(?:${DYDD})?(?:${WEEKDAY}))*)${END}`,
  counted: `${START}[bp]ob\\s+(?:(?<weekdays>(?:diwrnod|dydd)\\s+(?:ysgol|gwaith|o'r\\s+wythnos))|(?<fortnightly>pythefnos|(?:yn\\s+)?ail\\s+wythnos)|(?<weekly>wythnos)|(?<daily>dydd|diwrnod))${END}`,
});

const takeEnd = endReader({
  until: "tan|hyd(?:\\s+at)?",
  on: "ar",
  dayIn: (reading, at) => {
    const today = dateOf(at);
    const date = takeDate(reading, today);
    return date ?? (takeNear(reading, today) ?? takeWeekday(reading, today))?.day ?? null;
  },
});

const JOINTS = /am|ar|o'r|o|yn|yn y|erbyn|tan|hyd|tua|ac|mewn|@/;

export const readWelsh = (text: string, now: string): Found => {
  const reading = new Reading(text);
  const today = dateOf(now);
  const repeat = takeRepeat(reading);
  const until = repeat && takeEnd(reading, now);
  const ahead = takeAhead(reading, now);
  // What repeats has an end of its own.
  const span = repeat || ahead ? null : takeSpan(reading, today);
  const date = ahead?.day ?? span ?? takeDate(reading, today);
  const clocks = times(reading);
  const length = takeLength(reading);
  const near = date ? null : (takeNear(reading, today) ?? takeWeekday(reading, today));
  // "From then on" says no more than "from then".
  reading.take(new RegExp(`(?<=\\0\\s)ymlaen${END}`, "u"));
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
    until,
    title: reading.title(JOINTS),
    covered: reading.covered,
  };
};
