import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createTextBlocks } from "../../../src/ui/chat/text-blocks.ts";

const blocksOf = (text: string) => createTextBlocks()(text);

test.each([
  ["nothing", "", [], ""],
  ["a line", "One", [], "One"],
  ["lines of one paragraph", "One\ntwo\n", [], "One\ntwo\n"],
  ["a paragraph that is done", "One\n\nTwo", ["One"], "Two"],
  ["blank lines with spaces", "One\n \n\n\nTwo\n\n", ["One", "Two"], ""],
  ["a fence that is open", "A\n\n```js\nlet a;\n\nlet b;", ["A"], "```js\nlet a;\n\nlet b;"],
  ["a fence that is closed", "```\na\n\nb\n```\n\nC", ["```\na\n\nb\n```"], "C"],
  ["a fence of tildes with backticks inside", "~~~\n```\n\n~~~\n\nC", ["~~~\n```\n\n~~~"], "C"],
])("%s", (_, text, done, tail) => {
  expect(blocksOf(text)).toEqual({ done, tail });
});

test("the same blocks come of a text however it grew, and those that are done stay", () => {
  const piece = fc.constantFrom("a", " ", "\n", "\n\n", "```", "~~~\n", "b c");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const grow = createTextBlocks();
      let text = "";
      let before: readonly string[] = [];
      for (const one of pieces) {
        text += one;
        const { done } = grow(text);
        expect(done.slice(0, before.length)).toEqual(before);
        before = done;
      }
      expect(grow(text)).toEqual(blocksOf(text));
    }),
  );
});

test("another text starts afresh", () => {
  const grow = createTextBlocks();
  grow("```\nOne\n\n");
  expect(grow("Two\n\nThree")).toEqual({ done: ["Two"], tail: "Three" });
});
