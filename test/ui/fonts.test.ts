// @vitest-environment node
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (file: string): string =>
  readFileSync(new URL(`../../src/ui/${file}`, import.meta.url), "utf8");

// Under one name, Chromium waits for a system font in place of each file that is not there.
test("each file of the font has a family name of its own, and text asks for all of them in their order", () => {
  const families = [...read("fonts.css").matchAll(/font-family: (".*");/g)].map(([, name]) => name);
  expect(families.length).toBeGreaterThan(1);
  expect(new Set(families).size).toBe(families.length);
  const [, asked = ""] = /--font:\s*([^;]*);/.exec(read("tokens.css")) ?? [];
  expect(asked.split(/,\s*/).slice(0, families.length)).toEqual(families);
});
