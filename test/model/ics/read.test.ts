import { expect, test } from "vitest";
import { readCalendar } from "../../../src/model/ics/read.ts";

const event = (nth: number): string =>
  [
    "BEGIN:VEVENT",
    `UID:event-${nth}@example.org`,
    "DTSTART:20261102T160000",
    "DTEND:20261102T170000",
    `SUMMARY:Lesson ${nth}`,
    `DESCRIPTION:${"x".repeat(400)}`,
    "END:VEVENT",
  ].join("\r\n");

test("a file of 10,000 events and 5 MB is read in slices, between which the page is at hand", () => {
  const events = Array.from({ length: 10_000 }, (_, nth) => event(nth));
  const text = ["BEGIN:VCALENDAR", "VERSION:2.0", ...events, "END:VCALENDAR", ""].join("\r\n");
  expect(text.length).toBeGreaterThan(5_000_000);
  const reading = readCalendar(text, "Europe/London");
  let slices = 0;
  let last = reading.next();
  for (; !last.done; last = reading.next()) slices += 1;
  expect(last.value?.records).toHaveLength(10_000);
  // At most 40 events at a stretch.
  expect(slices).toBeGreaterThanOrEqual(250);
}, 60_000);
