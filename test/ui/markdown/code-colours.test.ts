import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { colourOf, contrast, tokensOf } from "../support/colour.ts";

const read = (path: string) =>
  readFileSync(new URL(`../../../src/ui/${path}`, import.meta.url), "utf8");
const tokens = tokensOf(read("tokens.css"));
const code = tokensOf(read("markdown/markdown.css"));
const all = new Map([...tokens, ...code]);
const COLOURS = [...code.keys()].filter((name) => name.startsWith("--code-"));

test("code has colours", () => {
  expect(COLOURS.length).toBeGreaterThan(3);
});

describe.each(["light", "dark"] as const)("in the %s theme", (scheme) => {
  test.each(COLOURS)("%s can be read on the ground of code", (name) => {
    expect(
      contrast(colourOf(all, name, scheme), colourOf(all, "--sunk", scheme)),
    ).toBeGreaterThanOrEqual(4.5);
  });
});
