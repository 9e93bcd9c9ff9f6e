import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseEvent } from "../../../src/model/event-input.ts";
import { read } from "./support.ts";

const WORDS =
  "maths exam at from to until for every tomorrow next monday Tuesday week half quarter past 4 4pm 16:30 25:99 12 31 30/2 3/3 2026-13-40 9999 1 hour 99 minutes in and - – , . @ midnight noon tonight march 31st of may yfory drennydd ddydd llun Mawrth bob dydd am o tan hanner awr wedi tri chwarter i bedwar nos wener fore ymhen wythnos nesaf y 3ydd o fawrth hanner nos pythefnos 'ma ac a".split(
    " ",
  );
const phrase = fc
  .array(fc.oneof(fc.constantFrom(...WORDS), fc.string({ unit: "binary", maxLength: 5 })), {
    maxLength: 12,
  })
  .map((words) => words.join(" "));
const now = fc
  .tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 1439 }))
  .map(([day, minute]) => new Date(Date.UTC(2000, 0, 1 + day, 0, minute)).toISOString())
  .map((iso) => iso.slice(0, 19));

test("whatever is typed, whenever: nothing throws, what may be added is an event, and the title has only the student's words", () => {
  fc.assert(
    fc.property(phrase, fc.constantFrom("en", "cy"), now, (text, language, now) => {
      const { input, whole, length } = read(text, language, { now });
      expect(parseEvent(input).ok || !whole).toBe(true);
      // The editor can always be opened with it: all but the title is there.
      const named = parseEvent({ ...input, title: "x" });
      expect(named.ok && named.fields.starts_at < named.fields.ends_at).toBe(true);
      expect(length === null || length > 0).toBe(true);
      expect(input.title.split(/\s+/u).every((word) => text.includes(word))).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
