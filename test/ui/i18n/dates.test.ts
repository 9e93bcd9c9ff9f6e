import { expect, test } from "vitest";
import {
  dateLabel,
  localDate,
  localTime,
  monthName,
  weekdayName,
} from "../../../src/ui/i18n/dates.ts";
import { formatCount } from "../../../src/ui/i18n/numbers.ts";

test("days and months have names in both languages, Monday and January first", () => {
  expect(weekdayName("en", 0)).toBe("Monday");
  expect(weekdayName("cy", 0)).toBe("Dydd Llun");
  expect(weekdayName("cy", 6, "short")).toBe("Sul");
  expect(monthName("en", 1)).toBe("January");
  expect(monthName("cy", 12)).toBe("Rhagfyr");
  expect(monthName("cy", 2, "short")).toBe("Chwef");
});

test("every day and month has a name, and no two share one", () => {
  for (const language of ["en", "cy"] as const)
    for (const form of ["long", "short"] as const) {
      const days = Array.from({ length: 7 }, (_, n) => weekdayName(language, n, form));
      const months = Array.from({ length: 12 }, (_, n) => monthName(language, n + 1, form));
      expect(new Set(days).size).toBe(7);
      expect(new Set(months).size).toBe(12);
      expect([...days, ...months]).not.toContain("");
    }
});

test("a date is told with its year only if it isn't this year's", () => {
  expect(dateLabel("en", "2026-11-25", "2026-01-01")).toBe("Wednesday 25 November");
  expect(dateLabel("cy", "2026-08-01", "2026-01-01")).toBe("Dydd Sadwrn 1 Awst");
  expect(dateLabel("en", "2027-02-03", "2026-01-01", "short")).toBe("3 Feb 2027");
});

test("what is no date is refused", () => {
  expect(() => dateLabel("en", "2026-02-30", "2026-01-01")).toThrow(RangeError);
});

test("an instant has the date and time of this device's clock", () => {
  const at = new Date(2026, 2, 5, 7, 4).getTime();
  expect(localDate(at)).toBe("2026-03-05");
  expect(localTime(at)).toBe("07:04");
});

test("thousands are set apart", () => {
  expect(formatCount(16_000)).toBe("16,000");
});
