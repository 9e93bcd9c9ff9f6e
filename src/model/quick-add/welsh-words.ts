/** What Welsh calls days, months, numbers and parts of the day, in the mutations in which they stand. */
import type { PartOfDay } from "./found.ts";
import { anyOf, each } from "./spans.ts";

export const DAYS = each({
  "llun|lun": 0,
  "mawrth|fawrth": 1,
  "mercher|fercher": 2,
  iau: 3,
  "gwener|wener": 4,
  sadwrn: 5,
  sul: 6,
});
export const WEEKDAY = anyOf(Object.keys(DAYS));

export const MONTHS = each({
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
export const MONTH = anyOf(Object.keys(MONTHS));

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
export const HOURS = Object.fromEntries(
  Object.entries(NUMBERS).filter(
    ([word]) =>
      !/^(?:dwy|ddwy|tair|dair|thair|pedair|bedair|phedair|pum|bum|phum|chwe|deng|ddeng|deuddeng|ddeuddeng)$/.test(
        word,
      ),
  ),
);
export const N = anyOf(Object.keys(NUMBERS));

export const ORDINALS = each({
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
export const ORDINAL = `(?:\\d{1,2}(?:af|ail|il|ydd|edd|ed|fed|eg|ain)?|${anyOf(Object.keys(ORDINALS))})`;

/** The number that a word or digits say; NaN for any other word. */
export const countOf = (text: string): number =>
  text === "ugain" ? 20 : (NUMBERS[text.replace(/\s+/gu, " ")] ?? Number(text.replace(",", ".")));

export const PARTS: Readonly<Record<string, PartOfDay>> = {
  bore: "morning",
  fore: "morning",
  prynhawn: "afternoon",
  brynhawn: "afternoon",
  "p'nawn": "afternoon",
  pnawn: "afternoon",
  nos: "evening",
  noson: "evening",
};
export const PART = anyOf(Object.keys(PARTS));

/** What stands before the name of a weekday. */
export const DYDD = "(?:[dn]ydd|ddydd)\\s+";
