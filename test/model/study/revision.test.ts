import { expect, test } from "vitest";
import { revisionMinutes } from "../../../src/model/study/revision.ts";

const event = (kind: "exam" | "revision", from: string, to: string, all_day = false) => ({
  kind,
  all_day,
  starts_at: `2026-11-25T${from}:00`,
  ends_at: `2026-11-25T${to}:00`,
});

test("one revises as long as the event lasts, if it is a length to revise for", () => {
  expect(revisionMinutes(event("revision", "16:00", "17:30"))).toBe(90);
  expect(revisionMinutes(event("revision", "16:00", "16:00"))).toBe(45);
  expect(revisionMinutes(event("revision", "09:00", "17:00"))).toBe(45);
  expect(revisionMinutes(event("revision", "00:00", "00:00", true))).toBe(45);
  expect(revisionMinutes(event("exam", "09:00", "10:30"))).toBe(45);
});
