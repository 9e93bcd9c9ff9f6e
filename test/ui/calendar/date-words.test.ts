import { describe, expect, test } from "vitest";
import { calendar as cy } from "../../../src/ui/i18n/cy/calendar.ts";
import { calendar as en } from "../../../src/ui/i18n/en/calendar.ts";
import {
  clockTime,
  dateRange,
  dayOfMonth,
  monthTitle,
  shortWeekday,
  sliceTimes,
  weekTitle,
} from "../../../src/ui/calendar/date-words.ts";
import { sliceOf } from "../../../src/ui/calendar/day-slice.ts";
import { event } from "./events.ts";

const TODAY = "2026-11-25";

describe("titles", () => {
  test("a week within a month is called after it", () => {
    expect(weekTitle("en", "2026-11-23")).toBe("November 2026");
    expect(weekTitle("cy", "2026-11-23")).toBe("Tachwedd 2026");
    expect(monthTitle("cy", "2026-02-01")).toBe("Chwefror 2026");
  });

  test("a week across two months or years names both", () => {
    expect(weekTitle("en", "2026-11-30")).toBe("November – December 2026");
    expect(weekTitle("en", "2026-11-30", "short")).toBe("Nov – Dec 2026");
    expect(weekTitle("cy", "2026-11-30")).toBe("Tachwedd – Rhagfyr 2026");
    expect(weekTitle("en", "2026-12-28")).toBe("December 2026 – January 2027");
  });
});

test("ranges of days say no more than they need", () => {
  expect(dateRange("en", "2026-11-26", "2026-11-26", TODAY)).toBe("26 November");
  expect(dateRange("en", "2026-11-26", "2026-11-29", TODAY)).toBe("26 – 29 November");
  expect(dateRange("cy", "2026-11-28", "2026-12-02", TODAY)).toBe("28 Tachwedd – 2 Rhagfyr");
  expect(dateRange("en", "2027-03-01", "2027-03-02", TODAY)).toBe("1 – 2 March 2027");
  expect(dateRange("en", "2026-12-30", "2027-01-02", TODAY)).toBe(
    "30 December 2026 – 2 January 2027",
  );
});

test("days have short names in both languages", () => {
  expect(shortWeekday("en", "2026-11-23")).toBe("Mon");
  expect(shortWeekday("cy", "2026-11-29")).toBe("Sul");
  expect(dayOfMonth("2026-11-05")).toBe("5");
});

test("times of day have two digits each", () => {
  expect([0, 5, 65, 990].map(clockTime)).toEqual(["00:00", "00:05", "01:05", "16:30"]);
});

const on = (date: string, from: string, to: string) => {
  const slice = sliceOf(event(from, to), date);
  if (!slice) throw new Error("not on this day");
  const times = sliceTimes(slice);
  return [en.times(times), en.spokenTimes(times), cy.times(times), cy.spokenTimes(times)];
};

describe("an event's times on a day", () => {
  test("within the day", () => {
    expect(on("2026-11-25", "2026-11-25T14:00", "2026-11-25T15:30")).toEqual([
      "14:00–15:30",
      "14:00 to 15:30",
      "14:00–15:30",
      "14:00 tan 15:30",
    ]);
  });

  test("of no length", () => {
    expect(on("2026-11-25", "2026-11-25T14:00", "2026-11-25T14:00")[0]).toBe("14:00");
  });

  test("from midnight to midnight", () => {
    expect(on("2026-11-25", "2026-11-25T00:00", "2026-11-26T00:00")[0]).toBe("All day");
  });

  test("until midnight", () => {
    expect(on("2026-11-25", "2026-11-25T22:00", "2026-11-26T00:00")[0]).toBe("22:00–00:00");
  });

  test("past midnight, on both days", () => {
    expect(on("2026-11-25", "2026-11-25T22:00", "2026-11-26T02:00")[0]).toBe("22:00–02:00");
    expect(on("2026-11-26", "2026-11-25T22:00", "2026-11-26T02:00")).toEqual([
      "Until 02:00",
      "Until 02:00",
      "Tan 02:00",
      "Tan 02:00",
    ]);
  });

  test("over several days", () => {
    const trip = ["2026-11-25T09:00", "2026-11-27T17:00"] as const;
    expect(on("2026-11-25", ...trip)[0]).toBe("From 09:00");
    expect(on("2026-11-26", ...trip)[0]).toBe("All day");
    expect(on("2026-11-27", ...trip)[0]).toBe("Until 17:00");
  });

  test("all day", () => {
    expect(on("2026-11-25", "2026-11-25", "2026-11-26")).toEqual([
      "All day",
      "All day",
      "Drwy'r dydd",
      "Drwy'r dydd",
    ]);
  });
});
