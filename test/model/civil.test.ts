import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  addMinutes,
  addMonths,
  dateOf,
  dateOfDay,
  dayOfDate,
  isWallTime,
  minutesOf,
  startOfMonth,
  startOfWeek,
  timeOf,
  wallTime,
  weekdayOf,
} from "../../src/model/civil.ts";

const MS_PER_DAY = 86_400_000;

/** The platform's answer, which was written by others. */
const platformDate = (day: number): string => new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
const platformDay = (date: string): number => Date.parse(`${date}T00:00:00Z`) / MS_PER_DAY;

const FIRST = platformDay("1890-01-01");
const LAST = platformDay("2110-12-31");
/** Years of four digits, as a date field gives them. */
const anyDay = fc.integer({ min: platformDay("0001-01-01"), max: platformDay("9999-12-31") });
const anyMinute = fc.integer({ min: 0, max: 1439 });

describe("dates", () => {
  test("every day of 221 years is the platform's, both ways, and its weekday too", () => {
    const wrong: string[] = [];
    for (let day = FIRST; day <= LAST; day += 1) {
      const date = platformDate(day);
      const weekday = (new Date(day * MS_PER_DAY).getUTCDay() + 6) % 7;
      if (dateOfDay(day) !== date || dayOfDate(date) !== day || weekdayOf(date) !== weekday)
        wrong.push(date);
    }
    expect(wrong).toEqual([]);
  });

  test("any day of the years 1 to 9999 is the platform's", () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(dateOfDay(day)).toBe(platformDate(day));
        expect(dayOfDate(platformDate(day))).toBe(day);
      }),
    );
  });

  test.each(["2024-02-29", "2000-02-29", "1600-02-29", "2028-02-29"])("%s is a date", (date) => {
    expect(dayOfDate(date)).toBe(platformDay(date));
  });

  test.each([
    "2026-02-29",
    "1900-02-29",
    "2100-02-29",
    "2026-02-30",
    "2026-04-31",
    "2026-13-01",
    "2026-00-10",
    "2026-10-00",
    "2026-10-32",
    "2026-1-1",
    "26-01-01",
    "12026-01-01",
    "2026/01/01",
    " 2026-01-01",
    "2026-01-01T00:00:00",
    "",
  ])("%j is no date", (text) => {
    expect(dayOfDate(text)).toBeNull();
  });

  test("a leap day lies between the 28th of February and the 1st of March", () => {
    expect(addDays("2024-02-28", 1)).toBe("2024-02-29");
    expect(addDays("2024-02-29", 1)).toBe("2024-03-01");
    expect(addDays("2026-02-28", 1)).toBe("2026-03-01");
    expect(addDays("2024-02-29", 366)).toBe("2025-03-01");
    expect(addDays("2025-01-01", -1)).toBe("2024-12-31");
  });

  test("days added and taken away again lead back", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -40_000, max: 40_000 }), (day, days) => {
        fc.pre(day + days >= platformDay("0001-01-01") && day + days <= platformDay("9999-12-31"));
        expect(addDays(addDays(dateOfDay(day), days), -days)).toBe(dateOfDay(day));
      }),
    );
  });

  test("a week begins on the weekday that is given", () => {
    expect(weekdayOf("2026-11-23")).toBe(0);
    expect(weekdayOf("2026-11-29")).toBe(6);
    expect(startOfWeek("2026-11-29", 0)).toBe("2026-11-23");
    expect(startOfWeek("2026-11-23", 0)).toBe("2026-11-23");
    expect(startOfWeek("2027-01-01", 0)).toBe("2026-12-28");
    expect(startOfWeek("2026-11-29", 6)).toBe("2026-11-29");
    expect(startOfWeek("2026-11-28", 6)).toBe("2026-11-22");
    expect(startOfWeek("2026-11-27", 5)).toBe("2026-11-21");
  });

  test("a month later is the same day, or the last that there is", () => {
    expect(startOfMonth("2026-11-25")).toBe("2026-11-01");
    expect(addMonths("2026-11-25", 1)).toBe("2026-12-25");
    expect(addMonths("2026-11-25", 2)).toBe("2027-01-25");
    expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
    expect(addMonths("2028-03-31", -1)).toBe("2028-02-29");
    expect(addMonths("2026-11-25", -11)).toBe("2025-12-25");
    expect(addMonths("2026-12-31", -12)).toBe("2025-12-31");
  });

  test("what is no date can't be reckoned with", () => {
    expect(() => addDays("2026-02-30", 1)).toThrow(RangeError);
    expect(() => weekdayOf("tomorrow")).toThrow(RangeError);
    expect(() => startOfWeek("", 0)).toThrow(RangeError);
    expect(() => addMonths("2026-02-30", 1)).toThrow(RangeError);
  });
});

describe("wall times", () => {
  test("are a date and a time of day with seconds", () => {
    expect(isWallTime("2026-11-25T16:30:00")).toBe(true);
    expect(isWallTime("2024-02-29T23:59:59")).toBe(true);
    expect(wallTime("2026-11-25", "16:30")).toBe("2026-11-25T16:30:00");
    expect(dateOf("2026-11-25T16:30:00")).toBe("2026-11-25");
    expect(timeOf("2026-11-25T16:30:00")).toBe("16:30");
    expect(minutesOf("2026-11-25T16:30:00")).toBe(990);
  });

  test.each([
    "2026-11-25",
    "2026-11-25T16:30",
    "2026-11-25T24:00:00",
    "2026-11-25T16:60:00",
    "2026-11-25T16:30:60",
    "2026-02-29T16:30:00",
    "2026-11-25T16:30:00Z",
    "2026-11-25 16:30:00",
    "T::00",
    "",
  ])("%j is none", (text) => {
    expect(isWallTime(text)).toBe(false);
  });

  test("minutes added go on over midnight, month and year", () => {
    expect(addMinutes("2026-11-25T23:30:00", 60)).toBe("2026-11-26T00:30:00");
    expect(addMinutes("2026-12-31T23:59:00", 1)).toBe("2027-01-01T00:00:00");
    expect(addMinutes("2026-03-01T00:00:00", -1)).toBe("2026-02-28T23:59:00");
  });

  test("any minutes added are the platform's in UTC, whose clock never changes", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: FIRST, max: LAST }),
        anyMinute,
        fc.integer({ min: -1_000_000, max: 1_000_000 }),
        (day, minute, added) => {
          const from = new Date(day * MS_PER_DAY + minute * 60_000).toISOString().slice(0, 19);
          const to = new Date(day * MS_PER_DAY + (minute + added) * 60_000)
            .toISOString()
            .slice(0, 19);
          expect(addMinutes(from, added)).toBe(to);
        },
      ),
    );
  });
});
