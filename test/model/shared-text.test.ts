import { expect, test } from "vitest";
import { textOfShared } from "../../src/model/shared-text.ts";

const URL_OF_IT = "https://example.org/plants";

test.each([
  [
    "all three",
    { title: "Plants", text: "How they eat", url: URL_OF_IT },
    `Plants\nHow they eat\n${URL_OF_IT}`,
  ],
  ["a text alone", { title: "", text: " Why? \n", url: "" }, "Why?"],
  [
    "an address that is in the text",
    { title: "", text: `See ${URL_OF_IT}`, url: URL_OF_IT },
    `See ${URL_OF_IT}`,
  ],
  [
    "a title that the text begins with",
    { title: "Plants", text: "Plants: how", url: "" },
    "Plants: how",
  ],
  ["the same thrice", { title: URL_OF_IT, text: URL_OF_IT, url: URL_OF_IT }, URL_OF_IT],
  ["nothing", { title: " ", text: "", url: "" }, ""],
  ["what no database holds", { title: "a\0b", text: "\ud800", url: "" }, "ab\n\ufffd"],
])("%s", (_name, shared, text) => {
  expect(textOfShared(shared)).toBe(text);
});
