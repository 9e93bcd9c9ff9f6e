import { expect, test } from "vitest";
import { placedWords, queryWords, wordsOf } from "../../../src/model/search/words.ts";

test.each([
  ["Tŷ â thŵr", ["ty", "a", "thwr"]],
  ["y\u0302 decomposed", ["y", "decomposed"]],
  ["Mae'n hwyr; don’t!", ["mae", "n", "hwyr", "don", "t"]],
  ["x² + 2x = (a_1)", ["x2", "2x", "a", "1"]],
  ["**bold** `code`", ["bold", "code"]],
  ["ÉCOLE Straße", ["ecole", "straße"]],
  ["我喜欢 ひらがな", ["我", "喜", "欢", "ひ", "ら", "か", "な"]],
  ["  …  ", []],
])("the words of %s", (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

test("a word's place is where it is written, whatever it is compared as", () => {
  const text = "Y tŷ, y2\u0302 a'r TŶ";
  const found = [...placedWords(text)].filter(({ word }) => word === "ty");
  expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(["tŷ", "TŶ"]);
  expect([...placedWords(text)].map(({ word }) => word)).toEqual(wordsOf(text));
});

test("a query's words come once, and no more than can be looked for", () => {
  expect(queryWords("Cath cath CÂTH ci")).toEqual(["cath", "ci"]);
  expect(queryWords(Array.from({ length: 40 }, (_, n) => `w${n}`).join(" "))).toHaveLength(12);
});
