import { describe, expect, test } from "vitest";
import {
  dateOfPeriod,
  isInPeriod,
  periodStart,
  stepPeriod,
} from "../../../src/ui/calendar/period.ts";
import { firstWeekdayOf } from "../../../src/ui/calendar/week-start.ts";

const MONDAY = 0;
const SUNDAY = 6;

test("a period begins with its month, its week, or the day itself", () => {
  expect(periodStart("month", "2026-11-25", MONDAY)).toBe("2026-11-01");
  expect(periodStart("week", "2026-11-25", MONDAY)).toBe("2026-11-23");
  expect(periodStart("week", "2026-11-25", SUNDAY)).toBe("2026-11-22");
  expect(periodStart("day", "2026-11-25", MONDAY)).toBe("2026-11-25");
  expect(periodStart("agenda", "2026-11-25", MONDAY)).toBe("2026-11-25");
});

test("a day is in the period that begins with the same day; an agenda has no end", () => {
  expect(isInPeriod("week", "2026-11-25", "2026-11-29", MONDAY)).toBe(true);
  expect(isInPeriod("week", "2026-11-25", "2026-11-29", SUNDAY)).toBe(false);
  expect(isInPeriod("week", "2026-11-25", "2026-11-22", MONDAY)).toBe(false);
  expect(isInPeriod("month", "2026-11-25", "2026-12-01", MONDAY)).toBe(false);
  expect(isInPeriod("day", "2026-11-25", "2026-11-25", MONDAY)).toBe(true);
  expect(isInPeriod("agenda", "2026-11-25", "2031-01-01", MONDAY)).toBe(true);
  expect(isInPeriod("agenda", "2026-11-25", "2026-11-24", MONDAY)).toBe(false);
});

test.each([
  ["month", "2026-11-30", "2026-12-30", "2026-10-30"],
  ["month", "2026-03-31", "2026-04-30", "2026-02-28"],
  ["week", "2026-11-25", "2026-12-02", "2026-11-18"],
  ["day", "2026-11-30", "2026-12-01", "2026-11-29"],
  ["agenda", "2026-11-25", "2026-12-02", "2026-11-18"],
] as const)("from a %s of %s one goes to %s and %s", (view, date, next, before) => {
  expect(stepPeriod(view, date, 1)).toBe(next);
  expect(stepPeriod(view, date, -1)).toBe(before);
});

test("steps stop at the ends of the calendar", () => {
  expect(stepPeriod("week", "2199-12-28", 1)).toBe("2199-12-28");
  expect(stepPeriod("month", "1900-01-03", -1)).toBe("1900-01-03");
});

test("the URL tells a period by its first day, and today's by nothing", () => {
  const today = "2026-11-25";
  expect(dateOfPeriod("week", "2026-11-29", today, MONDAY)).toBeNull();
  expect(dateOfPeriod("week", "2026-11-29", today, SUNDAY)).toBe("2026-11-29");
  expect(dateOfPeriod("month", "2026-11-01", today, MONDAY)).toBeNull();
  expect(dateOfPeriod("month", "2026-12-25", today, MONDAY)).toBe("2026-12-01");
  expect(dateOfPeriod("day", "2026-11-26", today, MONDAY)).toBe("2026-11-26");
});

describe("weeks begin", () => {
  const table = [
    ["en-GB", 0],
    ["cy-GB", 0],
    ["en-NZ", 0],
    ["en-US", 6],
    ["ar-EG", 5],
    ["dv-MV", 4],
    // No region, no locale at all.
    ["cy", 0],
    ["en", 0],
    ["", 0],
    ["not a locale", 0],
  ] as const;
  test.each(table)("in %s on weekday %i, by the platform", (tag, weekday) => {
    expect(firstWeekdayOf(tag)).toBe(weekday);
  });
  test.each(table)("in %s on weekday %i, also where the platform can't tell", (tag, weekday) => {
    expect(firstWeekdayOf(tag, () => undefined)).toBe(weekday);
  });
});
