import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanText, cleanValue, titleFrom } from "../../src/model/text.ts";

/** Any UTF-16, lone surrogates and NUL included. */
const anyText = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((n) => String.fromCharCode(n)),
});
/** Any characters, but no half of one. */
const wellFormed = fc.string({
  unit: fc
    .oneof(fc.integer({ min: 1, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
    .map((point) => String.fromCodePoint(point)),
});
const oddText = fc.string({ unit: fc.constantFrom("a", "\0", "\ud83d", "\ude42", "ŵ", " ", "\n") });

/** PostgreSQL takes a text that UTF-8 can carry and that has no NUL. */
const holds = (text: string): boolean =>
  !text.includes("\0") && Buffer.from(text, "utf8").toString("utf8") === text;

describe("[R4] a cleaned text", () => {
  test("can be held by PostgreSQL, whatever it was", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, oddText), (text) => {
        expect(holds(cleanText(text))).toBe(true);
      }),
    );
  });

  test("is the text itself where nothing is wrong with it", () => {
    fc.assert(
      fc.property(wellFormed, (text) => {
        expect(cleanText(text)).toBe(text);
      }),
    );
  });

  test("cleaned again stays as it is", () => {
    fc.assert(
      fc.property(oddText, (text) => {
        expect(cleanText(cleanText(text))).toBe(cleanText(text));
      }),
    );
  });

  test("lacks NUL and has U+FFFD for half a pair", () => {
    expect(cleanText("a\0b")).toBe("ab");
    expect(cleanText("x\ud83d")).toBe("x\ufffd");
    expect(cleanText("🙂")).toBe("🙂");
  });
});

describe("[R4] a cleaned value", () => {
  test("is clean in every string and key, at every depth", () => {
    const value = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        oddText,
        fc.integer(),
        fc.constant(null),
        fc.array(tie("value")),
        fc.dictionary(oddText, tie("value")),
      ),
    })).value;
    fc.assert(
      fc.property(value, (value) => {
        const strings: string[] = [];
        const clean = cleanValue(value);
        JSON.stringify(clean, (key, inner: unknown) => {
          strings.push(key, typeof inner === "string" ? inner : "");
          return inner;
        });
        expect(strings.every(holds)).toBe(true);
      }),
    );
  });

  test("keeps everything else as it is", () => {
    const value = { a: [1, -0.5, true, null, { b: "ŵ" }], "": [] };
    expect(cleanValue(value)).toEqual(value);
  });
});

describe("a title from a text", () => {
  test("is the first line, without space around it", () => {
    expect(titleFrom("What is a third?")).toBe("What is a third?");
    expect(titleFrom("\n  What is a third?  \nI mean")).toBe("What is a third?");
    expect(titleFrom("")).toBe("");
    expect(titleFrom(" \n ")).toBe("");
  });

  test("is shortened at a word if there is one in the second half", () => {
    expect(titleFrom("one two three four", 12)).toBe("one two…");
    expect(titleFrom("a incomprehensibilities", 12)).toBe("a incompreh…");
    expect(titleFrom("x".repeat(60))).toBe("x".repeat(60));
    expect(titleFrom("x".repeat(61))).toBe(`${"x".repeat(59)}…`);
  });

  test("is never longer than asked for, and never ends in half a character", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("🙂", "a", " ", "é") }),
        fc.integer({ min: 2, max: 30 }),
        (text, length) => {
          const title = titleFrom(text, length);
          expect(title.length).toBeLessThanOrEqual(length);
          expect(title).not.toContain("\ufffd");
          expect(title.isWellFormed()).toBe(true);
        },
      ),
    );
  });
});
