import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ATHROS } from "../../src/model/athros.ts";
import { colourOf, contrast, tokensOf } from "./support/colour.ts";

const tokens = tokensOf(readFileSync(new URL("../../src/ui/tokens.css", import.meta.url), "utf8"));

const TEXT = 4.5;
const MARKS = 3;

const GROUNDS = ["--paper", "--surface", "--sunk"] as const;
/** What is read, and on what. */
const READ: readonly (readonly [text: string, ground: string])[] = [
  ...["--ink", "--ink-2", "--ink-3", "--accent", "--danger"].flatMap((text) =>
    GROUNDS.map((ground) => [text, ground] as const),
  ),
  ["--on-solid", "--solid"],
  ["--on-danger-solid", "--danger-solid"],
  ["--ink", "--sun-soft"],
  ["--ink-2", "--sun-soft"],
  ["--ink", "--found"],
  ["--ink", "--danger-soft"],
  ["--danger", "--danger-soft"],
];
/** What is only seen: edges of controls, dots, the line of now. */
const SEEN: readonly (readonly [mark: string, ground: string])[] = [
  ...["--edge", "--sun-mark", "--accent", "--now"].flatMap((mark) =>
    GROUNDS.map((ground) => [mark, ground] as const),
  ),
  ["--danger", "--danger-soft"],
];
const READ_BY_HUE = [
  ["--mark-ink", "--mark"],
  ["--ink", "--bubble"],
  ["--event-ink", "--event"],
  ["--event-ink", "--event-stripe"],
  ["--on-event-solid", "--event-solid"],
] as const;

describe.each(["light", "dark"] as const)("in the %s theme", (scheme) => {
  const ratio = (one: string, other: string, hue?: number) =>
    contrast(colourOf(tokens, one, scheme, hue), colourOf(tokens, other, scheme, hue));

  test.each(READ)("%s can be read on %s", (text, ground) => {
    expect(ratio(text, ground)).toBeGreaterThanOrEqual(TEXT);
  });

  test.each(SEEN)("%s can be seen on %s", (mark, ground) => {
    expect(ratio(mark, ground)).toBeGreaterThanOrEqual(MARKS);
  });

  test.each(ATHROS.map(({ name, hue }) => [name, hue] as const))(
    "%s's colours can be read and seen",
    (_, hue) => {
      const edges = GROUNDS.map((ground) => ["--event-edge", ground] as const);
      const tooFaint = [
        ...READ_BY_HUE.filter(([text, ground]) => ratio(text, ground, hue) < TEXT),
        ...edges.filter(([edge, ground]) => ratio(edge, ground, hue) < MARKS),
      ];
      expect(tooFaint).toEqual([]);
    },
  );
});

test("black on white is 21, and a colour on itself 1", () => {
  const known = tokensOf("--white: oklch(100% 0 0);\n--black: oklch(0% 0 0);");
  const white = colourOf(known, "--white", "light");
  expect(contrast(white, colourOf(known, "--black", "light"))).toBeCloseTo(21, 1);
  expect(contrast(white, white)).toBe(1);
});
