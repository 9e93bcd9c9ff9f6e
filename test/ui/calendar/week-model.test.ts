import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMinutes } from "../../../src/model/civil.ts";
import { overlap } from "../../../src/ui/calendar/overlap-layout.ts";
import {
  BLOCK_MINUTES_MIN,
  openingMinute,
  slotAt,
  type TimedBlock,
  weekOf,
} from "../../../src/ui/calendar/week-model.ts";
import { event } from "./events.ts";

const MONDAY = "2026-11-23";

const week = (from: string, to: string) => weekOf([event(from, to)], MONDAY);
const drawn = (from: string, to: string) => week(from, to)[2]?.timed[0]?.drawn;

const shareSpace = (a: TimedBlock, b: TimedBlock): boolean =>
  overlap(a.drawn, b.drawn) &&
  (a.place.lanes !== b.place.lanes ||
    (a.place.lane < b.place.lane + b.place.span && b.place.lane < a.place.lane + a.place.span));

describe("a week", () => {
  test("has seven days from its Monday on", () => {
    expect(weekOf([], MONDAY).map((day) => day.date)).toEqual([
      "2026-11-23",
      "2026-11-24",
      "2026-11-25",
      "2026-11-26",
      "2026-11-27",
      "2026-11-28",
      "2026-11-29",
    ]);
  });

  test("one of one day is that day", () => {
    const days = weekOf([event("2026-11-23", "2026-11-28")], "2026-11-25", 1);
    expect(days.map((day) => [day.date, day.whole.length])).toEqual([["2026-11-25", 1]]);
  });

  test("crosses into the next year", () => {
    expect(weekOf([], "2026-12-28").at(-1)?.date).toBe("2027-01-03");
  });

  test("a short event is drawn long enough to be read, within its day", () => {
    expect(drawn("2026-11-25T09:00", "2026-11-25T09:05")).toEqual({ start: 540, end: 570 });
    expect(drawn("2026-11-25T23:55", "2026-11-25T23:59")).toEqual({ start: 1410, end: 1440 });
    expect(drawn("2026-11-25T09:00", "2026-11-25T11:00")).toEqual({ start: 540, end: 660 });
  });

  test("two short events that are drawn over each other lie side by side", () => {
    const [, , wednesday] = weekOf(
      [
        event("2026-11-25T09:00", "2026-11-25T09:10"),
        event("2026-11-25T09:15", "2026-11-25T09:25"),
      ],
      MONDAY,
    );
    expect(wednesday?.timed.map((block) => block.place.lane)).toEqual([0, 1]);
  });

  test("an event over several days has one lane above the hours, free of others on all of them", () => {
    const days = weekOf(
      [
        event("2026-11-24", "2026-11-25", { id: "one day" }),
        event("2026-11-23", "2026-11-28", { id: "long" }),
        event("2026-11-26", "2026-11-27", { id: "later" }),
      ],
      MONDAY,
    );
    expect(days.map((day) => day.whole.map((one) => `${one.slice.event.id} ${one.lane}`))).toEqual([
      ["long 0"],
      ["long 0", "one day 1"],
      ["long 0"],
      ["long 0", "later 1"],
      ["long 0"],
      [],
      [],
    ]);
  });

  test("days that a timed event fills stand above the hours, the rest of it among them", () => {
    const days = weekOf([event("2026-11-24T09:00", "2026-11-26T17:00")], MONDAY);
    expect(days.map((day) => [day.whole.length, day.timed.length])).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [0, 1],
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
  });

  test("in any week all blocks stay within their day, are big enough, and share no pixel", () => {
    const events = fc.array(
      fc
        .tuple(fc.integer({ min: -2000, max: 10_500 }), fc.integer({ min: 0, max: 3000 }))
        .map(([offset, length]) => {
          const from = addMinutes(`${MONDAY}T00:00:00`, offset);
          return [from.slice(0, 16), addMinutes(from, length).slice(0, 16)] as const;
        }),
      { maxLength: 25 },
    );
    fc.assert(
      fc.property(events, (times) => {
        const week = weekOf(
          times.map(([from, to], index) => event(from, to, { id: String(index) })),
          MONDAY,
        );
        for (const day of week) {
          for (const { drawn } of day.timed) {
            expect(drawn.start).toBeGreaterThanOrEqual(0);
            expect(drawn.end).toBeLessThanOrEqual(1440);
            expect(drawn.end - drawn.start).toBeGreaterThanOrEqual(BLOCK_MINUTES_MIN);
          }
          const pairs = day.timed.flatMap((a, index) =>
            day.timed.slice(index + 1).map((b) => [a, b] as const),
          );
          expect(pairs.filter(([a, b]) => shareSpace(a, b))).toEqual([]);
          const lanes = day.whole.map((one) => one.lane);
          expect(new Set(lanes).size).toBe(lanes.length);
        }
      }),
    );
  });
});

describe("where a week opens", () => {
  const noon = { date: "2026-11-25", minutes: 720 };
  const elsewhere = { date: "2026-10-01", minutes: 720 };

  test("at 08:00 where there is nothing", () => {
    expect(openingMinute(weekOf([], MONDAY), elsewhere, 600)).toBe(465);
  });

  test("at the earliest event", () => {
    const early = week("2026-11-27T06:30", "2026-11-27T07:00");
    expect(openingMinute(early, elsewhere, 600)).toBe(375);
  });

  test("at the earliest event of this week too, where now is in view with it", () => {
    expect(openingMinute(week("2026-11-23T09:00", "2026-11-23T10:00"), noon, 600)).toBe(525);
  });

  test("around now where the earliest event is too far above or below", () => {
    const evening = { date: "2026-11-25", minutes: 1200 };
    const night = { date: "2026-11-25", minutes: 60 };
    expect(openingMinute(week("2026-11-23T07:00", "2026-11-23T08:00"), evening, 300)).toBe(1100);
    expect(openingMinute(weekOf([], MONDAY), night, 300)).toBe(0);
  });

  test("never above midnight or below the last hour", () => {
    const late = week("2026-11-23T23:00", "2026-11-23T23:30");
    expect(openingMinute(late, elsewhere, 600)).toBe(840);
    expect(openingMinute(weekOf([], MONDAY), noon, 1440)).toBe(0);
    expect(openingMinute(weekOf([], MONDAY), noon, 2000)).toBe(0);
  });
});

test("a click falls into a half hour of the day", () => {
  expect(slotAt(0)).toBe(0);
  expect(slotAt(0.5)).toBe(720);
  expect(slotAt(0.5 + 1 / 100)).toBe(720);
  expect(slotAt(0.9999)).toBe(1410);
  expect(slotAt(1.2)).toBe(1410);
  expect(slotAt(-0.1)).toBe(0);
});
