// @vitest-environment jsdom
import { expect, test } from "vitest";
import { frame } from "../../../src/ui/markdown/frame.ts";
import { toMathML } from "../../../src/ui/markdown/maths.optional.ts";
import { toHtml } from "../../../src/ui/markdown/to-html.ts";

const around = {
  code: "Code",
  table: "Table",
  formula: "Formula",
  copyCode: "Copy code",
  onCopy: async () => {},
};

test("what may be wider than its place is named, and watched for it: tables, code, formulas on lines of their own", () => {
  const text = "| a |\n| - |\n| 1 |\n\n```python\nx = 1\n```\n\n$$\nx^2\n$$\n\nand $y$";
  const nodes = document
    .createRange()
    .createContextualFragment(toHtml(text, { maths: toMathML, colours: null }).html);
  frame(nodes, around);
  const watched = [...nodes.querySelectorAll("[data-scroller]")];
  expect(watched.map((one) => [one.role ?? one.getAttribute("role"), one.ariaLabel])).toEqual([
    ["group", "Table"],
    ["group", "Python"],
    ["group", "Formula"],
  ]);
});
