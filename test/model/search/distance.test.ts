import * as fc from "fast-check";
import { expect, test } from "vitest";
import { errorsAllowed, nearBeginning } from "../../../src/model/search/distance.ts";

/** The distance of optimal string alignment, as it is defined. */
const distance = (a: string, b: string): number => {
  let last: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const changed = (row[j] ?? 0) + (letter === other ? 0 : 1);
      const swaps = j > 0 && letter === b[j - 1] && a[i - 1] === other;
      const swapped = swaps ? (last[j - 1] ?? 0) + 1 : Infinity;
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, swapped));
    }
    [last, row] = [row, next];
  }
  return row[b.length] ?? 0;
};

test("a word is near if one of its beginnings is no further than that", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(word, word, fc.integer({ min: 0, max: 2 }), (sought, other, max) => {
      const beginnings = Array.from({ length: other.length + 1 }, (_, n) => other.slice(0, n));
      const least = Math.min(...beginnings.slice(1).map((one) => distance(sought, one)));
      expect(nearBeginning(sought, max)(other)).toBe(least <= max);
    }),
    { numRuns: 2_000 },
  );
});

test("short words allow of no error, and long ones of two", () => {
  expect(["cat", "cath", "treiglad"].map(errorsAllowed)).toEqual([0, 1, 2]);
});

test.each([
  ["cath", "gath", true],
  ["cath", "chath", true],
  ["cath", "nghath", false],
  ["fotosynth", "photosynthesis", true],
  ["trignometry", "trigonometry", true],
  ["tirp", "trip", true],
  ["surd", "sword", false],
])("%s and %s", (sought, word, near) => {
  expect(nearBeginning(sought, errorsAllowed(sought))(word)).toBe(near);
});
