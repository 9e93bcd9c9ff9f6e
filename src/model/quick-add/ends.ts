import type { Day } from "./found.ts";
import { COVER, END, Reading, START } from "./spans.ts";

/** The last day on which something repeats, as seen at a wall time; null if there is none. */
export type LastDay = (at: string) => Day | null;

/** How a language says until when something repeats. */
interface EndWords {
  /** Source of a pattern over folded text for what stands before the day: `until`. */
  until: string;
  /** What days stand behind elsewhere, and is no longer than any `until`: `on`. */
  on: string;
  /** Reads a day, and covers it. */
  dayIn(reading: Reading, at: string): Day | null;
}

/** What has been understood before, so that days are told from it. */
const BAR = "|";

/** Reads until which day something repeats, and covers it. A time of day is covered before. */
export const endReader = (words: EndWords) => {
  const until = new RegExp(`${START}(?:${words.until})${END}`, "gu");
  const led = new RegExp(`^${words.on}\\s+(?:the\\s+)?$`, "u");

  /** Where the day in a text ends, if the text begins with it, and the day. */
  const read = (text: string, at: string): { day: Day; length: number } | null => {
    const reading = new Reading(text);
    const day = words.dayIn(reading, at);
    const from = reading.rest.indexOf(COVER);
    const before = reading.rest.slice(0, from);
    const length = reading.rest.lastIndexOf(COVER) + 1;
    return day && (from === 0 || led.test(before)) ? { day, length } : null;
  };

  return (reading: Reading, at: string): LastDay | null => {
    for (const { index, 0: word } of reading.rest.matchAll(until)) {
      const text = words.on.padEnd(word.length) + reading.left(index + word.length, BAR);
      const found = read(text, at);
      if (!found) continue;
      reading.cover(index, index + found.length);
      return (later) => read(text, later)?.day ?? null;
    }
    return null;
  };
};
