import { JSDOM } from "jsdom";
import { expect, test } from "vitest";
import { createCleaner } from "../../../src/ui/markdown/clean.ts";
import { toColours } from "../../../src/ui/markdown/highlight.optional.ts";
import { toMathML } from "../../../src/ui/markdown/maths.optional.ts";
import { ownToHtml, toHtml } from "../../../src/ui/markdown/to-html.ts";
import { describeWithin, strangersAmong } from "../../support/allowed.ts";
import { HOSTILE, HOSTILE_HTML } from "../../support/hostile.ts";

const { window } = new JSDOM("<!doctype html>");
const clean = createCleaner(window);
const PARTS = { maths: toMathML, colours: toColours };

const strangersIn = (place: Element): string[] => strangersAmong(describeWithin([place]));

const shown = (html: string): HTMLElement => {
  const place = window.document.createElement("div");
  place.append(clean(html));
  return place;
};

/** Of what is shown of a message. One that is nested too deep to be taken apart is shown as text. */
const strangersOf = (text: string): string[] => {
  try {
    return strangersIn(shown(toHtml(text, PARTS).html));
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
};

const levelsOf = (text: string): string[] =>
  [...shown(toHtml(text, PARTS).html).querySelectorAll("h1,h2,h3,h4,h5,h6")].map(
    ({ localName }) => localName,
  );

test("the list is long: what is gathered here, and what is published", () => {
  expect(HOSTILE_HTML.length).toBeGreaterThan(100);
  expect(HOSTILE.filter((text) => /script|\bon\w+ *=/i.test(text)).length).toBeGreaterThan(350);
});

test("what looks for strangers finds them in what was not cleaned", () => {
  const found = HOSTILE_HTML.filter((html) => {
    const place = window.document.createElement("div");
    place.innerHTML = html;
    return strangersIn(place).length > 0;
  });
  // The rest are texts even for a careless page, or change only when they are parsed again.
  expect(found.length).toBeGreaterThan(HOSTILE_HTML.length * 0.9);
});

test.each(HOSTILE_HTML)(
  "the cleaner leaves nothing of %j that runs, loads or leads astray",
  (html) => {
    expect(strangersIn(shown(html))).toEqual([]);
  },
);

test.each(HOSTILE)("%j as a message is text, and no element of its own", (text) => {
  // A reply, and a message of the student's own.
  for (const { html } of [toHtml(text, PARTS), ownToHtml(text, PARTS)]) {
    const before = window.document.createElement("div");
    before.innerHTML = html;
    // Two walls: Markdown lets no element through that it didn't make, before the cleaner looks at it.
    const elements = strangersIn(before).filter((one) =>
      /^<| (?:on\w+|style|src\w*|id|name)=/.test(one),
    );
    expect(elements).toEqual([]);
    expect(strangersIn(shown(html))).toEqual([]);
  }
});

test("what is cleaned stays what it is when it is parsed again", () => {
  for (const text of HOSTILE) {
    const once = shown(toHtml(text, PARTS).html).innerHTML;
    expect(shown(once).innerHTML).toBe(once);
  }
});

test("what is allowed survives", () => {
  const { html } = toHtml(
    '**b** *e* ~~d~~ H<sub>2</sub>O [a](https://example.org "t") <mailto:a@example.org>\n\n- [x] i\n\n1. n\n\n> q\n\n---\n\n| h |\n|:-:|\n| c |\n\n```js\nlet a = 1;\n```\n\n$$\\frac{a}{b} + \\sqrt{c} + \\boxed{d}$$',
    PARTS,
  );
  const place = shown(html);
  for (const one of [
    "strong em del sub a[title] a[href^=mailto] li.md-task ol blockquote hr th[align=center]",
    "pre code.language-js .hljs-keyword math[display=block] mfrac msqrt .md-boxed",
  ]
    .join(" ")
    .split(" "))
    expect({ one, found: place.querySelector(one) !== null }).toEqual({ one, found: true });
  expect(html).not.toContain(" style=");
});

test("headings come below the chat's and the day's, wherever they begin", () => {
  expect(levelsOf("# a\n## b\n###### c")).toEqual(["h3", "h4", "h6"]);
  expect(levelsOf("### a\n\n#### b")).toEqual(["h3", "h4"]);
  expect(levelsOf("```py\n# no heading\n```\n\n## a")).toEqual(["h3"]);
});

test("pictures are links, and links to nowhere are text", () => {
  const place = shown(
    toHtml(
      "![a graph](https://example.org/g.png) [home](/) ![no](x.png) <ftp://example.org>",
      PARTS,
    ).html,
  );
  expect(place.textContent?.trim()).toBe("a graph home no ftp://example.org");
  expect([...place.querySelectorAll("a")].map((a) => a.href)).toEqual([
    "https://example.org/g.png",
  ]);
});

test.each([
  ["quotes", ">".repeat(16_000)],
  ["lists", "- ".repeat(8_000)],
  ["brackets", "[".repeat(16_000)],
  ["emphasis", "*a **b ".repeat(2_000)],
  ["backticks", "`".repeat(16_000)],
  ["formulas without an end", "\\[ \\( $$ $a".repeat(1_400)],
  ["tags", "<a ".repeat(5_000)],
])("%s without end are shown, or refused in an orderly way", (_, text) => {
  expect(strangersOf(text)).toEqual([]);
});
