import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMinutes } from "../../../../src/model/civil.ts";
import type { ShownEvent } from "../../../../src/ui/calendar/day-slice.ts";
import { dayByKey } from "../../../../src/ui/calendar/month/day-keys.ts";
import {
  monthOf,
  monthRange,
  type MonthWeek,
} from "../../../../src/ui/calendar/month/month-model.ts";
import { event } from "../events.ts";

const NOVEMBER = monthRange("2026-11-25", 0);

const at = (hour: number) =>
  event(`2026-11-25T${hour}:00`, `2026-11-25T${hour}:30`, { id: `at ${hour}` });

const drawn = (week: MonthWeek<ShownEvent> | undefined) =>
  week?.segments.map(
    ({ event, from, days, lane, bar, before, after }) =>
      `${before ? "<" : ""}${event.id}${after ? ">" : ""} day ${from}+${days} lane ${lane}${bar ? " bar" : ""}`,
  );

describe("a month", () => {
  test.each([
    ["2026-11-25", 0, "2026-10-26", "2026-12-07"],
    ["2026-11-25", 6, "2026-11-01", "2026-12-06"],
    ["2027-02-01", 0, "2027-02-01", "2027-03-01"],
    ["2026-12-31", 0, "2026-11-30", "2027-01-04"],
  ])("of %s is shown in whole weeks from weekday %i on", (date, first, from, to) => {
    expect(monthRange(date, first)).toEqual({ from, to });
  });

  test("has its days, and counts what is on them", () => {
    const weeks = monthOf([event("2026-11-25T09:00", "2026-11-25T10:00")], NOVEMBER, 3);
    expect(weeks.length).toBe(6);
    expect(weeks[4]?.days.map(({ date, count }) => `${date} ${count}`)).toEqual([
      "2026-11-23 0",
      "2026-11-24 0",
      "2026-11-25 1",
      "2026-11-26 0",
      "2026-11-27 0",
      "2026-11-28 0",
      "2026-11-29 0",
    ]);
  });

  test("an event over several weeks is a bar in each", () => {
    const weeks = monthOf([event("2026-11-13", "2026-11-24", { id: "trip" })], NOVEMBER, 3);
    expect(weeks.map(drawn)).toEqual([
      [],
      [],
      ["trip> day 4+3 lane 0 bar"],
      ["<trip> day 0+7 lane 0 bar"],
      ["<trip day 0+1 lane 0 bar"],
      [],
    ]);
  });

  test("longer bars lie above, and what has a time below them, in its order", () => {
    const [, , , , week] = monthOf(
      [
        event("2026-11-25T14:00", "2026-11-25T15:00", { id: "late" }),
        event("2026-11-25T09:00", "2026-11-25T10:00", { id: "early" }),
        event("2026-11-25", "2026-11-26", { id: "day" }),
        event("2026-11-24", "2026-11-27", { id: "long" }),
        event("2026-11-25T22:00", "2026-11-26T02:00", { id: "night" }),
        event("2026-11-27T20:00", "2026-11-29T21:00", { id: "weekend" }),
      ],
      NOVEMBER,
      9,
    );
    expect(drawn(week)).toEqual([
      "long day 1+3 lane 0 bar",
      "day day 2+1 lane 1 bar",
      "early day 2+1 lane 2",
      "late day 2+1 lane 3",
      "night day 2+1 lane 4",
      "weekend day 4+3 lane 0 bar",
    ]);
  });

  test("what there is no room for is counted, and leaves its lane to the count", () => {
    const [, , , , week] = monthOf(
      [...[10, 11, 12, 13].map(at), event("2026-11-26T10:00", "2026-11-26T11:00", { id: "next" })],
      NOVEMBER,
      3,
    );
    expect(drawn(week)).toEqual([
      "at 10 day 2+1 lane 0",
      "at 11 day 2+1 lane 1",
      "next day 3+1 lane 0",
    ]);
    expect(week?.days.map(({ hidden }) => hidden)).toEqual([0, 0, 2, 0, 0, 0, 0]);
  });

  test("as many as there is room for are all shown", () => {
    const [, , , , week] = monthOf([10, 11, 12].map(at), NOVEMBER, 3);
    expect(week?.segments.length).toBe(3);
  });

  test("what ends at midnight after the next day is no night: it is seen on both days", () => {
    const weeks = monthOf([event("2026-11-25T12:00", "2026-11-27T00:00")], NOVEMBER, 3);
    expect(weeks[4]?.segments).toMatchObject([{ from: 2, days: 2, bar: true }]);
  });

  test("in any month nothing overlaps, nothing is lost, and the counts are right", () => {
    const events = fc.array(
      fc
        .tuple(
          fc.integer({ min: -9000, max: 70_000 }),
          fc.integer({ min: 0, max: 20_000 }),
          fc.boolean(),
        )
        .map(([offset, length, whole]) => {
          const from = addMinutes("2026-10-26T00:00:00", offset);
          const to = addMinutes(from, length);
          return whole
            ? { from: from.slice(0, 10), to: addMinutes(to, 1440).slice(0, 10) }
            : { from: from.slice(0, 16), to: to.slice(0, 16) };
        }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(events, fc.integer({ min: 1, max: 6 }), (times, lanes) => {
        const rows = times.map(({ from, to }, index) => event(from, to, { id: String(index) }));
        for (const { days, segments } of monthOf(rows, NOVEMBER, lanes)) {
          days.forEach(({ count, hidden }, day) => {
            const here = segments.filter(({ from, days }) => day >= from && day < from + days);
            expect(here.length + hidden).toBe(count);
            expect(new Set(here.map(({ lane }) => lane)).size).toBe(here.length);
            const room = hidden > 0 ? lanes - 1 : lanes;
            expect(here.every(({ lane }) => lane < room)).toBe(true);
          });
        }
        const seen = monthOf(rows, NOVEMBER, 1000);
        const keys = new Set(
          seen.flatMap(({ segments }) => segments.map(({ event }) => event.key)),
        );
        // One night's event is seen on its first day alone.
        const inside = rows.filter(
          ({ starts_at, ends_at }) =>
            starts_at < "2026-12-07" &&
            (ends_at >= "2026-10-27T00:00:00" || starts_at >= "2026-10-26"),
        );
        expect(inside.filter(({ key }) => !keys.has(key)).map(({ key }) => key)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

test.each([
  ["ArrowLeft", "2026-11-30"],
  ["ArrowRight", "2026-12-02"],
  ["ArrowUp", "2026-11-24"],
  ["ArrowDown", "2026-12-08"],
  ["Home", "2026-11-30"],
  ["End", "2026-12-06"],
  ["PageUp", "2026-11-01"],
  ["PageDown", "2027-01-01"],
])("%s goes from 1 December to %s", (key, day) => {
  expect(dayByKey({ key, shiftKey: false }, "2026-12-01", 0)).toBe(day);
});

test("with Shift a page is a year, and a letter goes nowhere", () => {
  expect(dayByKey({ key: "PageDown", shiftKey: true }, "2028-02-29", 0)).toBe("2029-02-28");
  expect(dayByKey({ key: "a", shiftKey: false }, "2026-12-01", 0)).toBeNull();
});
