import { expect, test } from "vitest";
import { drawnAtFirst, windowOf } from "../../../src/ui/chat/log-window.ts";
import { line } from "./lines.ts";

/** Lines with the order keys from `first` to `last`. */
const lines = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, n) =>
    line(String(first + n), "user", "answered", new Date(first + n)),
  );

const ids = ({ lines }: ReturnType<typeof windowOf>) => [
  Number(lines[0]?.message.id),
  Number(lines.at(-1)?.message.id),
];

test("a log opens with its last lines, and tells whether there are earlier ones", () => {
  const opened = windowOf({ lines: lines(1, 100), more: true }, 50, null);
  expect(ids(opened)).toEqual([51, 100]);
  expect(opened.more).toBe(true);
  expect(windowOf({ lines: lines(1, 51), more: false }, 50, null).more).toBe(true);
  expect(windowOf({ lines: lines(1, 50), more: false }, 50, null).more).toBe(false);
  expect(windowOf({ lines: [], more: false }, 50, null)).toEqual({ lines: [], more: false });
});

test("new lines take none from the reader", () => {
  expect(ids(windowOf({ lines: lines(3, 102), more: true }, 50, 51))).toEqual([51, 102]);
});

test("earlier lines come in before those shown", () => {
  expect(ids(windowOf({ lines: lines(1, 100), more: true }, 100, 51))).toEqual([1, 100]);
});

test("a line that was shown first and is gone leaves the one after it first", () => {
  const page = { lines: lines(52, 100), more: false };
  expect(ids(windowOf(page, 10, 51))).toEqual([52, 100]);
});

test.each([
  [0, 9, 4],
  [560, 9, 4],
  [744, 49, 6],
  [800, 49, 7],
  [2_000, 49, 10],
  // What does not fill the window stands at its end until the rest has come.
  [744, 50, 4],
  [800, 50, 4],
  [1_080, 100, 6],
  [2_000, 100, 10],
])("in a window of %i px a log of %i messages has %i in its first frame", (height, all, drawn) => {
  expect(drawnAtFirst(height, all)).toBe(drawn);
});
