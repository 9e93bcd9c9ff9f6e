import type { Clock, PartOfDay, Times } from "./found.ts";
import { anyOf, END, type Reading, START } from "./spans.ts";

/** How a language says times of day. All are sources of patterns over folded text. */
export interface ClockWords {
  /** Before a time: `at`. */
  at: string;
  /** Before the first of two: `from`. */
  from: string;
  /** Between two: `to`. */
  to: string;
  /** Before an end alone: `until`. */
  until: string;
  morning: string;
  afternoon: string;
  evening: string;
  /** `o'clock` */
  full: string;
  hours: Readonly<Record<string, number>>;
  /** Minutes past or to the hour: `quarter`, `half`. */
  minutes: Readonly<Record<string, number>>;
  past: string;
  before: string;
  noon: string;
  midnight: string;
  /** What a bare number must not be followed by, to be an hour. */
  counted: string;
}

interface Seen extends Clock {
  end: number;
  /** Whether it can't be anything but a time. */
  explicit: boolean;
}

const compiled = new Map<string, RegExp>();

const at = (pattern: string, text: string, index: number): RegExpExecArray | null => {
  const sticky = compiled.get(pattern) ?? new RegExp(pattern, "yu");
  compiled.set(pattern, sticky);
  sticky.lastIndex = index;
  return sticky.exec(text);
};

const withHalf = (
  minutes: number,
  groups: Record<string, string | undefined>,
  sure: boolean,
): Clock | null => {
  const { am, pm } = groups;
  if (!am && !pm) return { minutes, sure };
  // 15:30 pm says it twice.
  if (minutes >= 13 * 60) return pm ? { minutes, sure: true } : null;
  const base = minutes % 720;
  return { minutes: pm ? base + 720 : base, sure: true };
};

/** Where what follows a word begins, if that stands at a place. */
const after = (pattern: string, text: string, index: number): number | null => {
  const match = at(`\\s*(?:${pattern})\\s*`, text, index);
  return match ? match.index + match[0].length : null;
};

/** Reads times of day by a language's words. */
export const clockReader = (words: ClockWords) => {
  const hours = `(?:\\d{1,2}|${anyOf(Object.keys(words.hours))})`;
  const half = `(?:\\s*(?:(?<am>${words.morning})|(?<pm>${words.afternoon}|${words.evening}))${END})`;
  const DIGITS = `(?<h>\\d{1,2})(?:(?<mark>[:.])(?<m>\\d{2}))?(?![\\d/:]|[.,]\\d|\\s*%)(?:\\s*(?<full>${words.full})${END})?${half}?${END}`;
  const SPOKEN = `(?<n>${anyOf(Object.keys(words.minutes))}|(?:5|10|20|25)(?=\\s+(?:${words.past}|${words.before})))\\s*(?:(?<past>${words.past})|(?<to>${words.before}))\\s*(?<h>${hours})${END}(?:\\s+(?:${words.full})${END})?${half}?`;
  const NAMED = `(?<h>${anyOf(Object.keys(words.hours))})${END}(?:\\s+(?<full>${words.full})${END})?${half}?`;

  const hourOf = (text: string): number =>
    words.hours[text.replace(/\s+/gu, " ")] ?? (/^\d+$/.test(text) ? Number(text) : Number.NaN);

  /** The time that begins at a place of the text, or null. */
  const timeAt = (text: string, index: number, spoken = true): Seen | null => {
    const noon = at(`(?:(?<noon>${words.noon})|(?:${words.midnight}))${END}`, text, index);
    if (noon) {
      const minutes = noon.groups?.["noon"] ? 720 : 1440;
      return { minutes, sure: true, explicit: true, end: index + noon[0].length };
    }
    const said = spoken ? at(SPOKEN, text, index) : null;
    if (said?.groups) {
      const { n = "", h = "", past } = said.groups;
      const hour = hourOf(h);
      const minutes = words.minutes[n.replace(/\s+/gu, " ")] ?? Number(n);
      if (hour >= 1 && hour <= 12) {
        const clock = withHalf(hour * 60 + (past ? minutes : -minutes), said.groups, false);
        if (clock) return { ...clock, explicit: true, end: index + said[0].length };
      }
    }
    const digits = at(DIGITS, text, index);
    if (digits?.groups) {
      const { h = "", m, mark, am, pm, full } = digits.groups;
      const hour = Number(h);
      const minute = Number(m ?? 0);
      const isHalf = Boolean(am || pm);
      if (hour <= 24 && minute < 60 && hour * 60 + minute <= 1440 && !(isHalf && hour === 0)) {
        const twentyFour = hour > 12 || h.startsWith("0");
        const clock = withHalf(hour * 60 + minute, digits.groups, twentyFour);
        const explicit = isHalf || Boolean(full) || mark === ":";
        if (clock) return { ...clock, explicit, end: index + digits[0].length };
      }
    }
    const named = at(NAMED, text, index);
    if (named?.groups) {
      const { am, pm, full } = named.groups;
      const clock = withHalf(hourOf(named.groups["h"] ?? "") * 60, named.groups, false);
      const explicit = Boolean(am || pm || full);
      if (clock) return { ...clock, explicit, end: index + named[0].length };
    }
    return null;
  };

  const isCounted = (text: string, { explicit, end }: Seen): boolean =>
    !explicit && at(`\\s*(?:${words.counted})${END}`, text, end) !== null;

  /** Two times from a place on; bare numbers count where one of them can only be a time, or something before says that they are. */
  const spanAt = (text: string, index: number, led: boolean): [Seen, Seen] | null => {
    // "From 10 to 4" is no ten to four.
    const from = timeAt(text, index, !led);
    const joint = from && after(words.to, text, from.end);
    const to = joint === null ? null : timeAt(text, joint);
    if (!from || !to || isCounted(text, to)) return null;
    return led || from.explicit || to.explicit ? [from, to] : null;
  };

  /** Covers the first time that stands behind a word; or, if it `need` not, the first that can be nothing else. */
  const takeFirst = (
    reading: Reading,
    places: readonly number[],
    before: string,
    need: boolean,
  ): Clock | null => {
    for (const place of places) {
      const led = after(`(?:${before})(?=\\s)`, reading.rest, place);
      if (led === null && need) continue;
      const seen = timeAt(reading.rest, led ?? place);
      if (!seen || (led === null && !seen.explicit) || isCounted(reading.rest, seen)) continue;
      reading.cover(place, seen.end);
      return seen;
    }
    return null;
  };

  /** Covers the first times of day in a text. */
  return (reading: Reading): Times => {
    const text = reading.rest;
    const places = [...text.matchAll(new RegExp(`${START}(?=[\\p{L}\\p{N}])`, "gu"))].map(
      ({ index }) => index,
    );
    for (const place of places) {
      const led = after(`(?:${words.from})(?=\\s)`, text, place);
      const stood = after(`(?:${words.at})(?=\\s)`, text, place);
      const span = spanAt(text, led ?? stood ?? place, led !== null);
      if (!span) continue;
      reading.cover(place, span[1].end);
      return { from: span[0], to: span[1] };
    }
    const to = takeFirst(reading, places, words.until, true);
    const from = takeFirst(reading, places, words.at, false);
    return { from, to };
  };
};

/** The hours at which pupils have something on, where a time doesn't say which half of the day it is in. */
const FIRST_HOUR = 8;

/** Minutes since midnight. An hour before eight is in the afternoon, unless something says otherwise. */
export const settle = ({ minutes, sure }: Clock, part: PartOfDay | null): number => {
  if (sure) return minutes;
  const base = minutes % 720;
  if (part === "morning") return base;
  if (part !== null) return base + 720;
  return base < FIRST_HOUR * 60 ? base + 720 : minutes % 1440;
};
