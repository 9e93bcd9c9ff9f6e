import * as fc from "fast-check";
import { expect, test } from "vitest";
import { excerptOf, markIn } from "../../../src/ui/search/excerpt.ts";

const shown = (pieces: readonly { text: string; marked: boolean }[]) =>
  pieces.map(({ text, marked }) => (marked ? `[${text}]` : text)).join("");

test("what was found is marked as it is written", () => {
  expect(shown(markIn("Y tŷ a'r TŶ arall", new Set(["ty"])))).toBe("Y [tŷ] a'r [TŶ] arall");
  expect(shown(markIn("nothing", new Set(["ty"])))).toBe("nothing");
});

test("a short text is shown whole, on one line and without marks of Markdown", () => {
  expect(shown(excerptOf("**One**\n\n- two\n- three", new Set(["two"])))).toBe("One [two] three");
});

test("of a long text, the part that has the most of the words", () => {
  const filler = Array.from({ length: 60 }, (_, n) => `filler${n}`).join(" ");
  const text = `square ${filler} completing the square ${filler}`;
  const excerpt = shown(excerptOf(text, new Set(["square", "completing"])));
  expect(excerpt).toMatch(/^….*\[completing\] the \[square\] .*…$/);
  expect(excerpt.length).toBeLessThan(260);
});

test("a text in which nothing is marked begins at its beginning", () => {
  const text = "word ".repeat(100).trim();
  expect(shown(excerptOf(text, new Set()))).toMatch(/^word word .* word…$/);
});

test("whatever the text, an excerpt is short and well formed", () => {
  const text = fc.string({
    unit: fc.constantFrom("🙂", "a", " ", "é", "\n", "**"),
    maxLength: 600,
  });
  fc.assert(
    fc.property(text, (given) => {
      const excerpt = excerptOf(given, new Set(["a", "ea", "aa"]));
      const all = excerpt.map((piece) => piece.text).join("");
      expect(all.isWellFormed()).toBe(true);
      expect(excerpt.every((piece) => piece.text !== "")).toBe(true);
      // A word that is too long to be cut at is shown whole only where it is what was found.
      const longest = Math.max(0, ...excerpt.map(({ text, marked }) => (marked ? text.length : 0)));
      expect(all.length).toBeLessThanOrEqual(205 + longest);
    }),
  );
});
