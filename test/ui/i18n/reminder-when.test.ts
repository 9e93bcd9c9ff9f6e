import { expect, test } from "vitest";
import { reminders as welsh } from "../../../src/ui/i18n/cy/reminders.ts";
import { reminders as english } from "../../../src/ui/i18n/en/reminders.ts";
import { reminderWhen } from "../../../src/ui/i18n/reminder-when.ts";

const event = (starts_at: string, zone: string, all_day = false) => ({
  key: "a",
  title: "Lesson",
  all_day,
  starts_at,
  ends_at: starts_at,
  zone,
  reminders: [10],
});

test.each([
  ["2026-11-27T16:00:00", "Europe/London", "Europe/London", "2026-11-27", "Today at 16:00"],
  [
    "2026-11-28T16:00:00",
    "Europe/London",
    "Europe/London",
    "2026-11-27",
    "Saturday 28 November at 16:00",
  ],
  // It comes at five in the morning of the 28th there.
  [
    "2026-11-27T16:00:00",
    "Europe/London",
    "Pacific/Auckland",
    "2026-11-28",
    "Friday 27 November at 16:00, Europe/London time",
  ],
  [
    "2026-11-27T16:00:00",
    "Europe/London",
    "America/New_York",
    "2026-11-27",
    "Friday 27 November at 16:00, Europe/London time",
  ],
  // Another name of the same clock.
  ["2026-11-27T16:00:00", "Europe/Dublin", "Europe/London", "2026-11-27", "Today at 16:00"],
])("an event at %s in %s, for a device in %s on %s: %s", (start, zone, here, today, words) => {
  expect(reminderWhen(english, "en", event(start, zone), { today, zone: here })).toBe(words);
});

test("a day is a day wherever one is, and in Welsh the zone is named too", () => {
  const where = { today: "2026-11-28", zone: "Pacific/Auckland" };
  const day = event("2026-11-27T00:00:00", "Europe/London", true);
  expect(reminderWhen(english, "en", day, where)).toBe("Friday 27 November");
  const lesson = event("2026-11-27T16:00:00", "Europe/London");
  expect(reminderWhen(welsh, "cy", lesson, where)).toMatch(/ am 16:00, amser Europe\/London$/);
});
