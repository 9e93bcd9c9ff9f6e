import { expect, test } from "vitest";
import { isSought } from "../../../src/ui/chat/sought-title.ts";

test.each([
  ["Beth yw tŷ?", "ty", true],
  ["Completing the square", "SQUARE comp", true],
  ["Completing the square", "square root", false],
  ["Completing the square", "quare", false],
  ["Completing the square", "  ", true],
  ["", "square", false],
])("%j for %j: %s", (title, query, sought) => {
  expect(isSought(title, query)).toBe(sought);
});
