import { expect, test } from "vitest";
import { earlier, firstRange, later } from "../../../src/ui/calendar/agenda-range.ts";

const range = firstRange("2026-11-25");

test("the agenda begins with four weeks", () => {
  expect(range).toEqual({ from: "2026-11-25", to: "2026-12-23" });
});

test("it grows by four weeks, where the nearest event is in them", () => {
  expect(earlier(range, "2026-11-20T10:00:00")).toEqual({ from: "2026-10-28", to: "2026-12-23" });
  expect(later(range, "2026-12-23T10:00:00")).toEqual({ from: "2026-11-25", to: "2027-01-20" });
});

test("it grows as far as the nearest event, where that is further", () => {
  expect(earlier(range, "2026-09-15T10:00:00").from).toBe("2026-09-15");
  expect(later(range, "2027-03-15T10:00:00").to).toBe("2027-03-16");
});
