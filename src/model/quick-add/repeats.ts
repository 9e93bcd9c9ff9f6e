import type { Repeat } from "./found.ts";
import type { Reading } from "./spans.ts";

/** How a language says that something repeats. The patterns are sources over folded text. */
interface RepeatWords {
  /** The weekdays by name, 0 for Monday. */
  weekdays: Readonly<Record<string, number>>;
  /** On weekdays that are named. Groups: `days`, all of them; `other` where it is every second week. */
  named: string;
  /** Any other. One group is there: `weekdays`, `daily`, `weekly` or `fortnightly`. */
  counted: string;
}

/** Reads how something repeats, and covers it. */
export const repeatReader = (words: RepeatWords) => {
  const [named, counted] = [new RegExp(words.named, "u"), new RegExp(words.counted, "u")];
  const daysIn = (text: string): number[] => {
    const found = [...text.matchAll(/\p{L}+/gu)].flatMap(([word]) => words.weekdays[word] ?? []);
    return [...new Set(found)].toSorted((a, b) => a - b);
  };

  return (reading: Reading): Repeat | null => {
    const days = reading.take(named)?.groups;
    if (days)
      return {
        kind: days["other"] ? "fortnightly" : "weekly",
        days: daysIn(days["days"] ?? ""),
      };
    const match = reading.take(counted)?.groups;
    if (!match) return null;
    if (match["weekdays"]) return { kind: "weekdays" };
    if (match["daily"]) return { kind: "daily" };
    return { kind: match["weekly"] ? "weekly" : "fortnightly", days: [] };
  };
};
