import { expect, test } from "vitest";
import { refusalReason } from "../../../src/ui/sync-status/refusal-reason.ts";
import { wholeDictionary } from "../support/whole-dictionary.ts";

const en = await wholeDictionary("en");

test.each([
  ["AT400", "unreadable"],
  ["AT409", "clash"],
  ["AT410", "gone"],
  ["AT413", "too-large"],
  ["AT422", "not-allowed"],
  ["22P05", "unreadable"],
  ["23514", "not-allowed"],
  ["54000", "too-large"],
  ["parked", "other"],
  ["AT404", "other"],
  ["", "other"],
] as const)("[P4] the code %j is told as %s", (code, reason) => {
  expect(refusalReason(code)).toBe(reason);
  expect(en.sync.reasons[refusalReason(code)]).toMatch(/\.$/);
});
