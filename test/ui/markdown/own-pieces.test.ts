import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mayHaveParts } from "../../../src/ui/markdown/may-have-parts.ts";
import { type OwnPiece, ownPieces } from "../../../src/ui/markdown/own-pieces.ts";
import { ownToHtml } from "../../../src/ui/markdown/to-html.ts";

/** What is left of a piece once its marks are gone. */
const contentOf = (piece: OwnPiece): string => {
  if (piece.kind === "formula") return piece.tex;
  return piece.kind === "text"
    ? piece.text
    : "language" in piece
      ? `${piece.language}\n${piece.code}`
      : piece.code;
};

const said = (text: string): string[] =>
  ownPieces(text).map((piece) => `${piece.kind} ${contentOf(piece)}`);

describe("what a student wrote is a text", () => {
  test.each([
    "# not a heading, 1. not a list",
    "* a star *is* a star, __so__ it is",
    "  two spaces first\n\n\n    and four, three lines on  \n",
    "It costs $5 and not $10, or US$3.",
    "| a | b |\n| - | - |\n> and <b>so</b> on &amp; on",
    "an `unclosed mark, and a $ too",
    "```py\nprint(1)",
    "`` ` and ```",
    "\\$x\\$ and C:\\(no end",
    "~~~ is no fence with more after it\n~~~",
    "",
  ])("%j stays as it was typed", (text) => {
    expect(ownPieces(text).map(contentOf).join("")).toBe(text);
    expect(ownPieces(text).every(({ kind }) => kind === "text")).toBe(true);
  });

  test("with formulas", () => {
    expect(said("Is $x^2$ or \\(y\\) more?\n$$z = 1$$\nYes")).toEqual([
      "text Is ",
      "formula x^2",
      "text  or ",
      "formula y",
      "text  more?\n",
      "formula z = 1",
      "text Yes",
    ]);
  });

  test("with code, in which nothing else is looked for", () => {
    expect(said("Why is `a  $b$` so, and ``a ` b``?")).toEqual([
      "text Why is ",
      "code a  $b$",
      "text  so, and ",
      "code a ` b",
      "text ?",
    ]);
    expect(said("See:\n\n```py\n  x = '`$a$'\n~~~\n\n```\n\nand\n~~~\ny\n~~~")).toEqual([
      "text See:\n\n",
      "block py\n  x = '`$a$'\n~~~\n",
      "text \nand\n",
      "block \ny",
    ]);
  });

  test("nothing is lost but marks, and the space that stands for them, whatever was typed", () => {
    const typed = fc.string({ unit: fc.constantFrom(..."`~$\\()[]*# \nab1"), maxLength: 60 });
    fc.assert(
      fc.property(typed, (text) => {
        let at = 0;
        for (const mark of ownPieces(text).map(contentOf).join("").replaceAll("\n", "")) {
          const next = text.indexOf(mark, at);
          expect(next).toBeGreaterThanOrEqual(at);
          expect(text.slice(at, next)).toMatch(/^[`~$\\()[\]\s]*$/);
          at = next + 1;
        }
        expect(text.slice(at)).toMatch(/^[`~$\\()[\]\s]*$/);
        // What is not even looked at has nothing in it.
        const plain = ownPieces(text).every(({ kind }) => kind === "text");
        expect(plain || mayHaveParts(text)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test("of the longest kind it is taken apart in no time", () => {
    for (const part of ["`", "``` ", "```a\n", "~~~\n~~~~\n", "$a ", "\\(", "\\[ ", "`a``b```c"])
      expect(ownPieces(part.repeat(16_000 / part.length)).length).toBeGreaterThan(0);
  });
});

test("its HTML has no other elements, and asks for what they need", () => {
  const parts = { maths: null, colours: null };
  expect(ownToHtml("a <b> & *c*\n\nd `e < f` $g$", parts)).toEqual({
    html: '<p>a &lt;b&gt; &amp; *c*\n\nd <code>e &lt; f</code> <span class="md-maths"><code class="md-tex">g</code></span></p>',
    wants: { maths: true, colours: false },
  });
  expect(ownToHtml("```js\n<x>\n```\n\n", parts)).toEqual({
    html: '<pre><code class="language-js">&lt;x&gt;</code></pre>\n',
    wants: { maths: false, colours: true },
  });
});
