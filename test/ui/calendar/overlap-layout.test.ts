import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { overlap, placeSideBySide, type Stretch } from "../../../src/ui/calendar/overlap-layout.ts";

const at = (start: number, end: number): Stretch => ({ start, end });

const stretches = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 400 }))
    .map(([start, length]) => at(start, Math.min(1440, start + length))),
  { maxLength: 40 },
);

const placedBoxes = (of: readonly Stretch[]) =>
  placeSideBySide(of)
    .map((place, index) => JSON.stringify([of[index], place]))
    .toSorted();

describe("examples", () => {
  test("no events have no places, and one has the whole width", () => {
    expect(placeSideBySide([])).toEqual([]);
    expect(placeSideBySide([at(60, 120)])).toEqual([{ lane: 0, span: 1, lanes: 1 }]);
  });

  test("events that only touch don't share", () => {
    expect(placeSideBySide([at(60, 120), at(120, 180)]).map((one) => one.lanes)).toEqual([1, 1]);
  });

  test("two at the same time lie side by side, in the order given", () => {
    expect(placeSideBySide([at(60, 120), at(60, 120)])).toEqual([
      { lane: 0, span: 1, lanes: 2 },
      { lane: 1, span: 1, lanes: 2 },
    ]);
  });

  test("the longer of two that start together comes first", () => {
    expect(placeSideBySide([at(60, 90), at(60, 180)]).map((one) => one.lane)).toEqual([1, 0]);
  });

  test("a chain of overlaps shares the number of lanes, and what is free later is used again", () => {
    const places = placeSideBySide([at(0, 100), at(50, 150), at(120, 200)]);
    expect(places).toEqual([
      { lane: 0, span: 1, lanes: 2 },
      { lane: 1, span: 1, lanes: 2 },
      { lane: 0, span: 1, lanes: 2 },
    ]);
  });

  test("an event widens over lanes that are free as long as it lasts", () => {
    const places = placeSideBySide([at(0, 300), at(0, 100), at(0, 100), at(150, 250)]);
    expect(places.at(3)).toEqual({ lane: 1, span: 2, lanes: 3 });
  });

  test("places come in the order of the stretches, whatever that is", () => {
    const [late, early] = placeSideBySide([at(600, 660), at(0, 60)]);
    expect([late?.lane, early?.lane]).toEqual([0, 0]);
  });
});

describe("for any day", () => {
  test("no two overlapping events share a pixel, and all are inside of the column", () => {
    fc.assert(
      fc.property(stretches, fc.integer({ min: 40, max: 600 }), (day, width) => {
        const boxes = placeSideBySide(day).map(({ lane, span, lanes }, index) => ({
          left: (lane / lanes) * width,
          right: ((lane + span) / lanes) * width,
          stretch: day[index] ?? at(0, 0),
        }));
        expect(boxes).toHaveLength(day.length);
        for (const box of boxes) {
          expect(box.left).toBeGreaterThanOrEqual(0);
          expect(box.right).toBeLessThanOrEqual(width);
          expect(box.right).toBeGreaterThan(box.left);
        }
        const pairs = boxes.flatMap((a, index) =>
          boxes.slice(index + 1).map((b) => [a, b] as const),
        );
        expect(
          pairs.filter(
            ([a, b]) => overlap(a.stretch, b.stretch) && a.left < b.right && b.left < a.right,
          ),
        ).toEqual([]);
      }),
    );
  });

  test("there are no more lanes than events at the busiest moment of their group", () => {
    fc.assert(
      fc.property(stretches, (day) => {
        const busiest = Math.max(
          0,
          ...day.map(
            (one) =>
              day.filter((other) => other.start <= one.start && other.end > one.start).length,
          ),
        );
        for (const place of placeSideBySide(day)) expect(place.lanes).toBeLessThanOrEqual(busiest);
      }),
    );
  });

  test("the order in which events are given doesn't change the boxes", () => {
    fc.assert(
      fc.property(stretches, (day) => {
        expect(placedBoxes(day.toReversed())).toEqual(placedBoxes(day));
      }),
    );
  });
});
