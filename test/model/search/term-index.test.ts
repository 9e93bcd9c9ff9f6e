import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createTermIndex, type TermIndex } from "../../../src/model/search/term-index.ts";
import { queryWords, wordsOf } from "../../../src/model/search/words.ts";

type About = { kind: string };

const find = (
  index: TermIndex<About>,
  query: string,
  given: { limit?: number; kind?: string } = {},
) => {
  const { limit = 10, kind } = given;
  const accept = (about: About) => kind === undefined || about.kind === kind;
  const { hits, total, matched } = index.search({ query, limit, now: 1_000, accept });
  return { keys: hits.map(({ key }) => key), total, matched: [...matched].toSorted() };
};

const indexOf = (
  texts: Record<string, string | { title?: string; text?: string; at?: number }>,
) => {
  const index = createTermIndex<About>();
  for (const [key, given] of Object.entries(texts)) {
    const { title = "", text = "", at = 0 } = typeof given === "string" ? { text: given } : given;
    index.put({ key, title, text, at, about: { kind: key.slice(0, 1) } });
  }
  return index;
};

describe("what is found", () => {
  const index = indexOf({
    m1: "Completing the square of x² + 6x",
    m2: "What is a square root?",
    m3: "Mae'r tŷ yn fawr",
    e1: { title: "Square dance", text: "In the hall" },
  });

  test("has every word, or begins with it, whatever the accents and the case", () => {
    expect(find(index, "SQUARE root").keys).toEqual(["m2"]);
    expect(find(index, "compl squ").keys).toEqual(["m1"]);
    expect(find(index, "ty").keys).toEqual(["m3"]);
    expect(find(index, "tŷ square").keys).toEqual([]);
  });

  test("in a title counts for more", () => {
    expect(find(index, "square").keys[0]).toBe("e1");
    expect(find(index, "square").total).toBe(3);
  });

  test("is what is accepted", () => {
    expect(find(index, "square", { kind: "e" })).toMatchObject({ keys: ["e1"], total: 1 });
  });

  test("tells its words, to be marked", () => {
    expect(find(index, "squ").matched).toEqual(["square"]);
  });

  test("comes with what is nearly so only where little else is there", () => {
    expect(find(index, "sqare").keys).toHaveLength(3);
    // As with the mutations of Welsh.
    expect(find(index, "tŷ mawr").keys).toEqual(["m3"]);
    const many = indexOf({
      ...Object.fromEntries(Array.from({ length: 5 }, (_, n) => [`m${n}`, "a form"])),
      x: "a farm",
    });
    expect(find(many, "form").keys).not.toContain("x");
  });

  test("is nothing for a query without words", () => {
    expect(find(index, " … ")).toEqual({ keys: [], total: 0, matched: [] });
  });
});

test("of those that fit as well the nearest to now come first, and no more than are asked for", () => {
  const texts = Array.from({ length: 50 }, (_, n): [string, { text: string; at: number }] => [
    `m${n}`,
    { text: "surds", at: n * 50 },
  ]);
  const index = indexOf(Object.fromEntries(texts));
  expect(find(index, "surds", { limit: 3 })).toMatchObject({
    keys: ["m20", "m19", "m21"],
    total: 50,
  });
});

test("a document that is put again stands in the place of the one before, or is left as it is", () => {
  const index = indexOf({ m: "one two" });
  const put = (text: string) =>
    index.put({ key: "m", title: "", text, at: 0, about: { kind: "m" } });
  expect(put("one two")).toBe(false);
  expect(put("two three")).toBe(true);
  expect(find(index, "one").keys).toEqual([]);
  expect(find(index, "three").keys).toEqual(["m"]);
  expect(index.remove("m")).toBe(true);
  expect(index.remove("m")).toBe(false);
  expect(find(index, "two").keys).toEqual([]);
  expect(index.size).toBe(0);
});

test("whatever is put and removed, what is found is what a look at each text finds", () => {
  const words = fc.array(fc.constantFrom("ant", "anthem", "bee", "beetle", "cat", "â", "bî"), {
    maxLength: 4,
  });
  const step = fc.record({
    key: fc.constantFrom("a", "b", "c", "d"),
    title: words,
    text: fc.option(words),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), words, (steps, sought) => {
      const index = createTermIndex<About>();
      const texts = new Map<string, string[]>();
      for (const { key, title, text } of steps) {
        if (text === null) {
          index.remove(key);
          texts.delete(key);
        } else {
          index.put({
            key,
            title: title.join(" "),
            text: text.join(" "),
            at: 0,
            about: { kind: "" },
          });
          texts.set(key, [...title, ...text].flatMap(wordsOf));
        }
      }
      const query = queryWords(sought.join(" "));
      // Short words, so that nothing is nearly so but what also begins so.
      const naive = [...texts].filter(([, has]) =>
        query.every((word, nth) =>
          has.some((one) =>
            word.length === 1 && nth < query.length - 1 ? one === word : one.startsWith(word),
          ),
        ),
      );
      const expected = query.length === 0 ? [] : naive.map(([key]) => key).toSorted();
      const got = find(index, query.join(" ")).keys.toSorted();
      // A long word may be nearly so as well.
      const isShort = query.every((word) => word.length < 4);
      expect(isShort ? got : got.filter((key) => expected.includes(key))).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});
