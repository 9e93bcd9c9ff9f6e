import type { Reading } from "./spans.ts";

/** How a language says how long something lasts. */
interface LengthWords {
  /**
   * Sources of patterns over folded text, in the order in which they are tried. Groups: `n`, a number; `unit`; `half` where it is half of one;
   * `plus`, what comes to it, a half or a quarter; `more`, minutes besides.
   */
  patterns: readonly string[];
  /** What no length stands behind: "in 2 hours". */
  before: RegExp;
  /** What no length stands before: "2 hours later". */
  behind?: RegExp;
  countOf(n: string): number;
  /** The word for a half, in `plus`. */
  half: string;
  /** What the units of days, and those of minutes, begin with; any other is hours. */
  days: RegExp;
  minutes: RegExp;
}

/** Two weeks, in minutes. */
const LENGTH_MAX = 14 * 1440;

/** Reads how long something lasts, in minutes, and covers it. */
export const lengthReader = (words: LengthWords) => {
  const patterns = words.patterns.map((source) => new RegExp(source, "u"));
  const sizeOf = (unit: string): number =>
    words.days.test(unit) ? 1440 : words.minutes.test(unit) ? 1 : 60;

  return (reading: Reading): number | null => {
    for (const pattern of patterns) {
      const length = reading.read(pattern, ({ 0: whole, index, groups = {} }) => {
        const { rest } = reading;
        if (words.before.test(rest.slice(0, index))) return null;
        if (words.behind?.test(rest.slice(index + whole.length))) return null;
        const { n = "1", unit = "", half, plus, more = "0" } = groups;
        const count = half ? 0.5 : words.countOf(n);
        const part = plus === words.half ? 0.5 : plus ? 0.25 : 0;
        const minutes = Math.round((count + part) * sizeOf(unit)) + Number(more);
        return minutes > 0 && minutes <= LENGTH_MAX ? minutes : null;
      });
      if (length !== null) return length;
    }
    return null;
  };
};
