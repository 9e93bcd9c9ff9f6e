import { expect, test } from "vitest";
import { toHtml } from "../../../src/ui/markdown/to-html.ts";

/** The formulas that a text is seen to hold, display ones in brackets. */
const formulasIn = (text: string): string[] => {
  const found: string[] = [];
  const maths = (tex: string, display: boolean): string => {
    found.push(display ? `[${tex}]` : tex);
    return "";
  };
  toHtml(text, { maths, colours: null });
  return found;
};

test.each([
  ["$x^2$ and $y_1 + y_2$", ["x^2", "y_1 + y_2"]],
  ["the $n$th term, and ($a$)", ["n", "a"]],
  ["$5x + 3$ and $2 \\times 3$", ["5x + 3", "2 \\times 3"]],
  ["$a*b$ and $c*d$", ["a*b", "c*d"]],
  ["\\(x_i\\) and \\(y_i\\)", ["x_i", "y_i"]],
  ["so $$a = b$$ holds", ["[a = b]"]],
  ["\\[\n\\frac{a}{b}\n\\]", ["[\\frac{a}{b}]"]],
  ["It is:\n$$\nx = \\frac{1}{2}\n$$\nand so on", ["[x = \\frac{1}{2}]"]],
  ["1. First:\n   \\[ a_1 \\]\n2. Then $b$", ["[a_1]", "b"]],
  ["| a | b |\n|---|---|\n| $x$ | \\(y\\) |", ["x", "y"]],
  ["**$x$** and *$y$*", ["x", "y"]],
  ["$\\text{cost in \\$}$", ["\\text{cost in \\$}"]],
])("%j holds formulas", (text, formulas) => {
  expect(formulasIn(text)).toEqual(formulas);
});

test.each([
  "It costs $5 and $6",
  "between $5 and 10$ a week",
  "US$5/US$6, or $7-$8",
  "$1,000 to $2,000",
  "a $ sign, and another $",
  "$HOME and $PATH",
  "\\$x\\$ is escaped",
  "`$x$` is code",
  "```\n$x$\n\\[y\\]\n```",
  "$x has no end",
  "$$ $$ and \\( \\) are empty",
  "\\[ a\n\nb \\] is two paragraphs",
  "$$",
])("%j holds none", (text) => {
  expect(formulasIn(text)).toEqual([]);
});

test("a formula that can't be shown, or not yet, stands as it was written", () => {
  const broken = { maths: () => null, colours: null };
  for (const parts of [broken, { maths: null, colours: null }])
    expect(toHtml("so $<b>x$", parts).html).toBe(
      '<p>so <span class="md-maths"><code class="md-tex">&lt;b&gt;x</code></span></p>\n',
    );
});
