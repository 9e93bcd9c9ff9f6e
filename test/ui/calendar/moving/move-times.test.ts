import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMinutes, minutesBetween, minutesOf } from "../../../../src/model/civil.ts";
import { calendar as enCalendar } from "../../../../src/ui/i18n/en/calendar.ts";
import { calendar as cyCalendar } from "../../../../src/ui/i18n/cy/calendar.ts";
import { planner as en } from "../../../../src/ui/i18n/en/planner.ts";
import { planner as cy } from "../../../../src/ui/i18n/cy/planner.ts";
import {
  dragged,
  type Point,
  selected,
  stepByKey,
  stepped,
} from "../../../../src/ui/calendar/moving/move-times.ts";
import { whenWords } from "../../../../src/ui/calendar/moving/when-words.ts";
import type { Times } from "../../../../src/ui/calendar/wanted.ts";

const timed = (from: string, to: string): Times => ({
  all_day: false,
  starts_at: `${from}:00`,
  ends_at: `${to}:00`,
});
const whole = (from: string, to: string): Times => ({
  all_day: true,
  starts_at: `${from}T00:00:00`,
  ends_at: `${to}T00:00:00`,
});
const at = (date: string, time: string): Point => ({
  date,
  minutes: minutesOf(`${date}T${time}:00`),
});
const above = (date: string): Point => ({ date, minutes: "all-day" });
const on = (date: string): Point => ({ date, minutes: null });

const LESSON = timed("2026-11-25T14:00", "2026-11-25T15:00");
const TRIP = whole("2026-11-25", "2026-11-28");

describe("dragging", () => {
  test.each([
    [
      "by less than half a step",
      LESSON,
      at("2026-11-25", "14:20"),
      at("2026-11-25", "14:27"),
      LESSON,
    ],
    [
      "to the nearest quarter",
      LESSON,
      at("2026-11-25", "14:20"),
      at("2026-11-25", "14:29"),
      timed("2026-11-25T14:15", "2026-11-25T15:15"),
    ],
    [
      "to another day and time",
      LESSON,
      at("2026-11-25", "14:20"),
      at("2026-11-27", "09:21"),
      timed("2026-11-27T09:00", "2026-11-27T10:00"),
    ],
    [
      "past midnight",
      LESSON,
      at("2026-11-25", "14:00"),
      at("2026-11-25", "23:30"),
      timed("2026-11-25T23:30", "2026-11-26T00:30"),
    ],
    [
      "by its second day",
      timed("2026-11-25T22:00", "2026-11-26T02:00"),
      at("2026-11-26", "01:00"),
      at("2026-11-27", "02:00"),
      timed("2026-11-26T23:00", "2026-11-27T03:00"),
    ],
    [
      "what starts at odd minutes",
      timed("2026-11-25T14:05", "2026-11-25T14:50"),
      at("2026-11-25", "14:05"),
      at("2026-11-25", "15:05"),
      timed("2026-11-25T15:00", "2026-11-25T15:45"),
    ],
    [
      "above the hours",
      LESSON,
      at("2026-11-25", "14:20"),
      above("2026-11-26"),
      whole("2026-11-26", "2026-11-27"),
    ],
    [
      "whole days along",
      TRIP,
      above("2026-11-26"),
      above("2026-11-30"),
      whole("2026-11-29", "2026-12-02"),
    ],
    [
      "whole days into the hours",
      TRIP,
      above("2026-11-26"),
      at("2026-11-24", "10:50"),
      timed("2026-11-24T10:45", "2026-11-24T11:45"),
    ],
    [
      "in a month, its time stays",
      LESSON,
      on("2026-11-25"),
      on("2026-12-02"),
      timed("2026-12-02T14:00", "2026-12-02T15:00"),
    ],
    [
      "beyond the calendar's end",
      timed("2199-12-31T14:00", "2199-12-31T15:00"),
      at("2199-12-31", "14:00"),
      at("2200-01-01", "14:00"),
      timed("2199-12-31T14:00", "2199-12-31T15:00"),
    ],
  ])("%s", (_, times, from, to, expected) => {
    expect(dragged(times, "whole", from, to)).toEqual(expected);
  });

  test.each([
    ["by days", TRIP, above("2026-11-25"), above("2026-11-23"), whole("2026-11-23", "2026-11-28")],
    ["in a month", TRIP, on("2026-11-25"), on("2026-11-26"), whole("2026-11-26", "2026-11-28")],
    [
      "to one day at least",
      TRIP,
      above("2026-11-25"),
      above("2026-12-02"),
      whole("2026-11-27", "2026-11-28"),
    ],
    [
      "of times that last longer than a day, in a month",
      timed("2026-11-25T14:00", "2026-11-27T15:00"),
      on("2026-11-25"),
      on("2026-11-26"),
      timed("2026-11-26T14:00", "2026-11-27T15:00"),
    ],
    [
      "of times, no later than a step before the end",
      LESSON,
      at("2026-11-25", "14:02"),
      at("2026-11-25", "16:00"),
      timed("2026-11-25T14:45", "2026-11-25T15:00"),
    ],
    [
      "of times, earlier",
      LESSON,
      at("2026-11-25", "14:02"),
      at("2026-11-25", "12:20"),
      timed("2026-11-25T12:15", "2026-11-25T15:00"),
    ],
  ])("by the start, %s", (_, times, from, to, expected) => {
    expect(dragged(times, "start", from, to)).toEqual(expected);
  });

  test.each([
    [
      "longer",
      LESSON,
      at("2026-11-25", "14:58"),
      at("2026-11-25", "16:02"),
      timed("2026-11-25T14:00", "2026-11-25T16:00"),
    ],
    [
      "no shorter than a step",
      LESSON,
      at("2026-11-25", "14:58"),
      at("2026-11-25", "12:00"),
      timed("2026-11-25T14:00", "2026-11-25T14:15"),
    ],
    [
      "into the next day",
      LESSON,
      at("2026-11-25", "14:58"),
      at("2026-11-26", "00:28"),
      timed("2026-11-25T14:00", "2026-11-26T00:30"),
    ],
    [
      "by days, in a month",
      TRIP,
      on("2026-11-27"),
      on("2026-12-01"),
      whole("2026-11-25", "2026-12-02"),
    ],
    ["by days", TRIP, above("2026-11-27"), above("2026-11-28"), whole("2026-11-25", "2026-11-29")],
    [
      "to one day at least",
      TRIP,
      above("2026-11-27"),
      above("2026-11-20"),
      whole("2026-11-25", "2026-11-26"),
    ],
  ])("its end makes an event %s", (_, times, from, to, expected) => {
    expect(dragged(times, "end", from, to)).toEqual(expected);
  });

  test("any drag within the hours keeps the length, and ends at a quarter or where it began", () => {
    const point = fc
      .tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 1439 }))
      .map(([day, minutes]): Point => ({ date: `2026-03-2${day + 3}`, minutes }));
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9000 }),
        fc.integer({ min: 0, max: 2000 }),
        point,
        point,
        (offset, length, from, to) => {
          const starts_at = addMinutes("2026-03-23T00:00:00", offset);
          const times = { all_day: false, starts_at, ends_at: addMinutes(starts_at, length) };
          const moved = dragged(times, "whole", from, to);
          expect(minutesBetween(moved.starts_at, moved.ends_at)).toBe(length);
          expect(moved.starts_at === starts_at || minutesOf(moved.starts_at) % 15 === 0).toBe(true);
        },
      ),
    );
  });
});

// The clocks in London go forward on 2026-03-29 and back on 2026-10-25, at 01:00 UTC.
describe.each([
  ["spring", "2026-03-28", "2026-03-29", "2026-03-30"],
  ["autumn", "2026-10-24", "2026-10-25", "2026-10-26"],
])(
  "across the change of the clocks in %s the time on the clock holds",
  (_, before, change, after) => {
    test("by drag", () => {
      const lesson = timed(`${before}T14:00`, `${before}T15:00`);
      for (const day of [change, after])
        expect(dragged(lesson, "whole", at(before, "14:30"), at(day, "14:30"))).toEqual(
          timed(`${day}T14:00`, `${day}T15:00`),
        );
    });
    test("by keys, and over the hour that is left out or comes twice", () => {
      const night = timed(`${change}T00:30`, `${change}T03:30`);
      expect(stepped(night, "whole", 1, 0)).toEqual(timed(`${after}T00:30`, `${after}T03:30`));
      expect(stepped(night, "whole", 0, 60)).toEqual(timed(`${change}T01:30`, `${change}T04:30`));
      expect(stepped(night, "end", 0, -15)).toEqual(timed(`${change}T00:30`, `${change}T03:15`));
      expect(stepped(night, "start", 0, 90)).toEqual(timed(`${change}T02:00`, `${change}T03:30`));
    });
  },
);

describe("a new event", () => {
  test.each([
    [
      "from a point",
      at("2026-11-25", "14:10"),
      at("2026-11-25", "14:10"),
      timed("2026-11-25T14:00", "2026-11-25T14:15"),
    ],
    [
      "downwards",
      at("2026-11-25", "14:10"),
      at("2026-11-25", "15:20"),
      timed("2026-11-25T14:00", "2026-11-25T15:30"),
    ],
    [
      "upwards",
      at("2026-11-25", "15:20"),
      at("2026-11-25", "14:10"),
      timed("2026-11-25T14:00", "2026-11-25T15:30"),
    ],
    [
      "into the next day",
      at("2026-11-25", "23:00"),
      at("2026-11-26", "01:00"),
      timed("2026-11-25T23:00", "2026-11-26T01:00"),
    ],
    ["over days", on("2026-11-27"), on("2026-11-25"), whole("2026-11-25", "2026-11-28")],
    [
      "above the hours",
      above("2026-11-25"),
      above("2026-11-25"),
      whole("2026-11-25", "2026-11-26"),
    ],
  ])("is drawn %s", (_, from, to, expected) => {
    expect(selected(from, to)).toEqual(expected);
  });
});

test.each([
  ["ArrowDown", "", "hours", LESSON, { part: "whole", days: 0, minutes: 15 }],
  ["ArrowLeft", "", "hours", LESSON, { part: "whole", days: -1, minutes: 0 }],
  ["ArrowUp", "Shift", "hours", LESSON, { part: "end", days: 0, minutes: -15 }],
  ["ArrowUp", "Ctrl+Shift", "hours", LESSON, { part: "start", days: 0, minutes: -15 }],
  ["ArrowDown", "", "hours", TRIP, { part: "whole", days: 7, minutes: 0 }],
  ["ArrowUp", "", "days", LESSON, { part: "whole", days: -7, minutes: 0 }],
  ["ArrowRight", "Shift", "days", TRIP, { part: "end", days: 1, minutes: 0 }],
  ["ArrowLeft", "Ctrl+Shift", "days", TRIP, { part: "start", days: -1, minutes: 0 }],
  ["Enter", "", "hours", LESSON, null],
] as const)("%s (with %s) over %s", (key, held, grid, times, expected) => {
  const [shiftKey, ctrlKey] = [held.endsWith("Shift"), held.startsWith("Ctrl")];
  expect(stepByKey({ key, shiftKey, ctrlKey }, grid, times)).toEqual(expected);
});

const told = (times: Times) => [
  whenWords({ calendar: enCalendar, planner: en }, "en", times, "2026-01-01"),
  whenWords({ calendar: cyCalendar, planner: cy }, "cy", times, "2026-01-01"),
];

test("when it is, is told in both languages", () => {
  expect(told(LESSON)).toEqual([
    "Wednesday 25 November, 14:00 to 15:00",
    "Dydd Mercher 25 Tachwedd, 14:00 tan 15:00",
  ]);
  expect(told(TRIP)[0]).toBe("Wednesday 25 November to Friday 27 November");
  expect(told(whole("2027-01-01", "2027-01-02"))[1]).toBe("Dydd Gwener 1 Ionawr 2027");
  expect(told(timed("2026-11-25T22:00", "2026-11-26T02:00"))[0]).toBe(
    "Wednesday 25 November 22:00 to Thursday 26 November 02:00",
  );
});
