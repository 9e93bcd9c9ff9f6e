import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, addMinutes, dateOfDay } from "../../../src/model/civil.ts";
import { dayOfSpan, sliceOf, slicesOn } from "../../../src/ui/calendar/day-slice.ts";
import { event } from "./events.ts";

const part = (one: ReturnType<typeof event>, date: string) => {
  const slice = sliceOf(one, date);
  return slice && [slice.start, slice.end];
};

describe("the part of an event on a day", () => {
  const lesson = event("2026-11-25T14:00", "2026-11-25T15:30");

  test("an event of one day is whole on it, and on no other", () => {
    expect(sliceOf(lesson, "2026-11-25")).toMatchObject({
      start: 840,
      end: 930,
      whole: false,
      before: false,
      after: false,
    });
    expect(sliceOf(lesson, "2026-11-24")).toBeNull();
    expect(sliceOf(lesson, "2026-11-26")).toBeNull();
  });

  test("an event past midnight is split there", () => {
    const night = event("2026-11-25T22:00", "2026-11-26T02:00");
    expect(sliceOf(night, "2026-11-25")).toMatchObject({ start: 1320, end: 1440, after: true });
    expect(sliceOf(night, "2026-11-26")).toMatchObject({ start: 0, end: 120, before: true });
  });

  test("an event until midnight doesn't touch the next day", () => {
    const evening = event("2026-11-25T22:00", "2026-11-26T00:00");
    expect(sliceOf(evening, "2026-11-25")).toMatchObject({ end: 1440, after: false });
    expect(sliceOf(evening, "2026-11-26")).toBeNull();
  });

  test("the days inside of a long event are filled", () => {
    const trip = event("2026-11-27T09:00", "2026-11-29T17:00");
    expect([27, 28, 29].map((day) => part(trip, `2026-11-${day}`))).toEqual([
      [540, 1440],
      [0, 1440],
      [0, 1020],
    ]);
    expect(sliceOf(trip, "2026-11-28")).toMatchObject({ whole: true, before: true, after: true });
  });

  test("an all-day event fills its days, and its end is exclusive", () => {
    const halfTerm = event("2026-10-26", "2026-10-31");
    expect(sliceOf(halfTerm, "2026-10-25")).toBeNull();
    expect(sliceOf(halfTerm, "2026-10-26")).toMatchObject({ whole: true, before: false });
    expect(sliceOf(halfTerm, "2026-10-30")).toMatchObject({ whole: true, after: false });
    expect(sliceOf(halfTerm, "2026-10-31")).toBeNull();
  });

  test("an event of no length is on the day of its moment, also at midnight", () => {
    expect(part(event("2026-11-25T09:00", "2026-11-25T09:00"), "2026-11-25")).toEqual([540, 540]);
    const midnight = event("2026-11-25T00:00", "2026-11-25T00:00");
    expect(part(midnight, "2026-11-25")).toEqual([0, 0]);
    expect(sliceOf(midnight, "2026-11-24")).toBeNull();
  });

  test("an event that ends before it starts is shown where it starts", () => {
    expect(part(event("2026-11-25T09:00", "2026-11-24T09:00"), "2026-11-25")).toEqual([540, 540]);
    expect(sliceOf(event("2026-11-25T09:00", "2026-11-24T09:00"), "2026-11-24")).toBeNull();
    expect(sliceOf(event("2026-11-25", "2026-11-25"), "2026-11-25")).toMatchObject({ whole: true });
  });

  test("for any event, the parts of all days add up to its length and hang together", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20_000, max: 22_000 }),
        fc.integer({ min: 0, max: 1439 }),
        fc.integer({ min: 1, max: 6000 }),
        (day, minute, length) => {
          const from = addMinutes(`${dateOfDay(day)}T00:00:00`, minute);
          const to = addMinutes(from, length);
          const one = event(from.slice(0, 16), to.slice(0, 16));
          const dates = Array.from({ length: 8 }, (_, index) => addDays(dateOfDay(day), index - 1));
          const slices = dates.map((date) => sliceOf(one, date)).filter((slice) => slice !== null);
          const total = slices.reduce((sum, slice) => sum + slice.end - slice.start, 0);
          expect(total).toBe(length);
          slices.forEach((slice, index) => {
            expect(slice.before).toBe(index > 0);
            expect(slice.after).toBe(index < slices.length - 1);
            expect(dayOfSpan(slice)).toEqual({ day: index + 1, of: slices.length });
          });
        },
      ),
    );
  });
});

test("days of a span are counted from the event's own first day", () => {
  const halfTerm = event("2026-10-26", "2026-10-31");
  const slice = sliceOf(halfTerm, "2026-10-28");
  expect(slice && dayOfSpan(slice)).toEqual({ day: 3, of: 5 });
});

const named = (title: string, from: string, to: string) => event(from, to, { id: title, title });

test("a day is read from its all-day events on, by start, end and title", () => {
  const events = [
    named("late", "2026-11-25T16:00", "2026-11-25T17:00"),
    named("b", "2026-11-25T09:00", "2026-11-25T10:00"),
    named("a", "2026-11-25T09:00", "2026-11-25T10:00"),
    named("short", "2026-11-25T09:00", "2026-11-25T09:30"),
    named("all day", "2026-11-25", "2026-11-26"),
    named("elsewhere", "2026-11-26T09:00", "2026-11-26T10:00"),
    named("night", "2026-11-24T22:00", "2026-11-25T01:00"),
  ];
  expect(slicesOn(events, "2026-11-25").map((slice) => slice.event.title)).toEqual([
    "all day",
    "night",
    "short",
    "a",
    "b",
    "late",
  ]);
});
