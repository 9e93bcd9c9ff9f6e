// @vitest-environment jsdom
import { expect, test, vi } from "vitest";
import { createEdges } from "../../../../src/ui/calendar/moving/edges.ts";
import type { Grid } from "../../../../src/ui/calendar/moving/grid.ts";

/**
 * A grid of 1,000 by 500 pixels whose heads are 100 tall and whose hours are 50 wide. It can't be scrolled sideways, and as in browsers is
 * scrolled by whole pixels.
 */
const gridOf = (kind: Grid["kind"]) => {
  const scroller = document.createElement("div");
  Object.defineProperty(scroller, "scrollLeft", { get: () => 0, set: () => {} });
  let scrolled = 0;
  Object.defineProperty(scroller, "scrollTop", {
    get: () => scrolled,
    set: (to: number) => {
      scrolled = Math.round(to);
    },
  });
  const grid: Grid = {
    kind,
    scroller,
    content: scroller,
    at: () => null,
    place: () => [],
    seen: () => ({ left: 0, right: 1000, top: 0, bottom: 500, x: 0, y: 0 }),
    inner: () => (kind === "hours" ? { left: 50, top: 100 } : { left: 0, top: 0 }),
    scrolled: () => {},
  };
  return { grid, scrolled: () => scrolled };
};

test("who holds an event near the side of a week, and drags it down, stays in that week", () => {
  const step = vi.fn<(by: 1 | -1) => void>();
  const edges = createEdges(step);
  const { grid } = gridOf("hours");
  for (let now = 0; now < 3000; now += 100)
    expect(edges(grid, 55, 200 + now / 20, now)).toBe(false);
  expect(step).not.toHaveBeenCalled();
});

test("from there the week before comes once the pointer goes to the side itself, and rests", () => {
  const step = vi.fn<(by: 1 | -1) => void>();
  const edges = createEdges(step);
  const { grid } = gridOf("hours");
  edges(grid, 70, 300, 0);
  expect(step).not.toHaveBeenCalled();
  for (let now = 100; now < 1000; now += 100) edges(grid, 52, 300, now);
  expect(step).toHaveBeenCalledExactlyOnceWith(-1);
});

test("it does too once the pointer has been away from the side", () => {
  const step = vi.fn<(by: 1 | -1) => void>();
  const edges = createEdges(step);
  const { grid } = gridOf("hours");
  edges(grid, 55, 300, 0);
  edges(grid, 500, 300, 50);
  for (let now = 100; now < 1000; now += 100) edges(grid, 55, 300, now);
  expect(step).toHaveBeenCalledExactlyOnceWith(-1);
});

test("what is held near the bottom scrolls only as it comes closer", () => {
  const edges = createEdges(() => {});
  const { grid, scrolled } = gridOf("hours");
  expect(edges(grid, 500, 480, 0)).toBe(false);
  expect(edges(grid, 520, 480, 20)).toBe(false);
  expect(scrolled()).toBe(0);
  expect(edges(grid, 520, 495, 40)).toBe(true);
  expect(scrolled()).toBeGreaterThan(0);
});

test("an event held at the very foot of a month stays in it, until it is dragged below", () => {
  const step = vi.fn<(by: 1 | -1) => void>();
  const edges = createEdges(step);
  const { grid } = gridOf("days");
  for (let now = 0; now < 3000; now += 100) edges(grid, 500, 492, now);
  expect(step).not.toHaveBeenCalled();
  for (let now = 3000; now < 3900; now += 100) edges(grid, 500, 510, now);
  expect(step).toHaveBeenCalledExactlyOnceWith(1);
});

/** Pixels in 1,200 ms of frames of so many ms, held so far into the bottom. */
const scrolledIn = (frame: number, depth: number): number => {
  const edges = createEdges(() => {});
  const { grid, scrolled } = gridOf("hours");
  edges(grid, 500, 300, 0);
  for (let now = frame; now <= 1200; now += frame) edges(grid, 500, 464 + depth, now);
  return scrolled();
};

test.each([2, 7, 31])(
  "a screen that is drawn more often scrolls no faster or slower, %i px from where that begins",
  (depth) => {
    const pixels = (0.84 * 1200 * depth) / 36;
    for (const frame of [4, 8, 16, 48])
      expect(Math.abs(scrolledIn(frame, depth) - pixels)).toBeLessThan(1);
  },
);
