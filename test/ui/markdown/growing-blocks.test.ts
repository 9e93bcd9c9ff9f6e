import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createGrowingBlocks } from "../../../src/ui/markdown/growing-blocks.ts";
import { blocksOf, toHtml } from "../../../src/ui/markdown/to-html.ts";

const LINES = [
  "A paragraph with **bold** and $x$.",
  "",
  "",
  "# A heading",
  "- an item",
  "  of two lines",
  "1. a number",
  "> said",
  "```js",
  "let a = 1;",
  "```",
  "| a | b |",
  "|---|---|",
  "| c | d |",
  "---",
  "\\[ x \\]",
  "$$",
  "    indented",
  "[a]: https://example.org",
  "<div>",
  "\ttab\r",
];

const squeeze = (one: string) => one.replace(/[\r\n]+/g, "\n").trim();

const texts = fc.array(fc.constantFrom(...LINES), { maxLength: 30 }).map((all) => all.join("\n"));

test("however it grows, nothing of a text is lost or told twice", () => {
  fc.assert(
    fc.property(texts, fc.array(fc.nat(40), { maxLength: 40 }), (text, steps) => {
      const grow = createGrowingBlocks(blocksOf);
      let length = 0;
      for (const step of steps) {
        length += step;
        grow(text.slice(0, length));
      }
      const { done, tail } = grow(text);
      expect(squeeze([...done, tail].join("\n"))).toBe(squeeze(text.replace(/\n\s*\n/g, "\n\n")));
    }),
  );
});

test("blocks of a reply look the same one by one as they do together", () => {
  const reply = LINES.filter((line) => !/^\s/.test(line)).join("\n\n");
  const parts = { maths: (tex: string) => `<math>${tex}</math>`, colours: null };
  const grow = createGrowingBlocks(blocksOf);
  for (let length = 0; length < reply.length; length += 7) grow(reply.slice(0, length));
  const { done, tail } = grow(reply);
  const html = [...done, tail].map((block) => toHtml(block, parts).html).join("");
  expect(html).toBe(toHtml(reply, parts).html);
});

test("a text that does not go on from the one before starts afresh", () => {
  const grow = createGrowingBlocks(blocksOf);
  grow("one\n\ntwo\n\nthree");
  expect(grow("other\n\ntwo")).toEqual({ done: ["other"], tail: "two" });
});

/** How many characters are taken apart for each one of a text. */
const taken = (paragraphs: number): number => {
  let characters = 0;
  const grow = createGrowingBlocks((text) => {
    characters += text.length;
    return blocksOf(text);
  });
  const text = "A paragraph of a reply, such as it is.\n\n".repeat(paragraphs);
  for (let length = 1; length <= text.length; length += 4) grow(text.slice(0, length));
  return characters / text.length;
};

test("what is taken apart in all grows with the text, and not with its square", () => {
  expect(taken(200) / taken(50)).toBeLessThan(1.1);
});
