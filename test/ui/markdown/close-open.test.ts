import { expect, test } from "vitest";
import { closeOpen } from "../../../src/ui/markdown/close-open.ts";
import { toHtml } from "../../../src/ui/markdown/to-html.ts";

test.each([
  ["It is **bo", "It is **bo**"],
  ["It is **bold ", "It is **bold**"],
  ["It is **", "It is "],
  ["a *b **c", "a *b **c***"],
  ["a ~~b", "a ~~b~~"],
  ["`x = 1", "`x = 1`"],
  ["a `", "a "],
  ["``a`b", "``a`b``"],
  ["see [the page](https://exa", "see "],
  ["see [the pa", "see "],
  ["see [the page]", "see "],
  ["![a pict", ""],
  ["so $\\frac{a}{", "so "],
  ["so $x^", "so "],
  ["so \\(x_1", "so "],
  ["so \\", "so "],
  ["so:\n$$\nx =", "so:\n"],
  ["| a | b |", ""],
  ["text\n\n| a | b |\n|--", "text\n"],
  ["| a | b |\n|--|--|", ""],
  ["text\n--", "text"],
  ["text\n##", "text"],
  ["1. one\n2.", "1. one"],
  ["```py", ""],
  ["a\n```", "a\n"],
])("%j is shown as %j while it is written", (text, shown) => {
  expect(closeOpen(text)).toBe(shown);
});

test.each([
  "It costs $5 and",
  "It costs $5 and $6",
  "2 * 3 * 4",
  "* one\n* two",
  "snake_case and a_b",
  "**bold** and *this*",
  "an `x` and [a](https://example.org)",
  "the $n$th",
  "\\*no",
  "a | b",
  "```py\nx = **y\n[z",
  "```\ncode\n```\n",
  "| a | b |\n|---|---|\n| c",
  "- [ ] to do",
])("%j is shown as it is", (text) => {
  expect(closeOpen(text)).toBe(text);
});

const REPLY = `## Completing the square

Take **the _half_ of b** and \`square\` it, see [this](https://example.org/a_b):

$$x^2 + bx = \\left(x + \\frac{b}{2}\\right)^2 - \\frac{b^2}{4}$$

| step | what |
|-----:|------|
| 1 | halve \\(b\\) |
| 2 | **square** it |

- one *item*
- [x] ~~done~~

\`\`\`python
print("**not bold**")
\`\`\`
`;

const marksIn = (text: string) => [...text.matchAll(/[*|$#~]|\\\(|\]\(/g)].map(([mark]) => mark);

test("what is shown of a reply never loses, at the next character, a mark that it had", () => {
  const parts = { maths: () => "<math></math>", colours: null };
  for (let length = 1; length <= REPLY.length; length += 1) {
    const shown = closeOpen(REPLY.slice(0, length));
    const text = toHtml(shown, parts)
      .html.replace(/<pre>[^]*?<\/pre>/g, "")
      .replace(/<[^>]*>/g, "");
    // Every sign is understood, and none is seen as itself.
    expect({ length, seen: marksIn(text) }).toEqual({ length, seen: [] });
  }
});
