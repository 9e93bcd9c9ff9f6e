import { describe, expect, test } from "vitest";
import { menuPlace, nextItem } from "../../../src/ui/kit/menu-model.ts";

const WINDOW = { width: 390, height: 844 };
const button = (left: number, top: number) => ({ left, top, right: left + 44, bottom: top + 44 });

describe("a menu stands", () => {
  test.each([
    ["below its button, ends in line", button(300, 100), { width: 180, height: 200 }, [164, 148]],
    ["above it near the foot", button(300, 780), { width: 180, height: 200 }, [164, 576]],
    [
      "below it, starts in line, in the first half of the window",
      button(40, 100),
      { width: 180, height: 200 },
      [40, 148],
    ],
    ["within the window at its start", button(4, 100), { width: 180, height: 200 }, [8, 148]],
    ["within the window at its end", button(360, 100), { width: 180, height: 200 }, [202, 148]],
    [
      "in view where neither above nor below has room",
      button(300, 400),
      { width: 180, height: 700 },
      [164, 136],
    ],
    [
      "from the top where it is taller than the window",
      button(300, 400),
      { width: 180, height: 900 },
      [164, 8],
    ],
  ] as const)("%s", (_, at, size, [left, top]) => {
    expect(menuPlace(at, size, WINDOW)).toEqual({ left, top });
  });
});

describe("a menu is walked", () => {
  const labels = ["Rename", "Delete", "Duplicate"];
  test.each([
    ["ArrowDown", 0, 1],
    ["ArrowDown", 2, 0],
    ["ArrowDown", -1, 0],
    ["ArrowUp", 0, 2],
    ["ArrowUp", -1, 2],
    ["Home", 2, 0],
    ["End", 0, 2],
    ["d", 0, 1],
    ["d", 1, 2],
    ["D", 2, 1],
    ["r", 0, 0],
    ["x", 0, null],
    [" ", 0, null],
    ["Enter", 0, null],
    ["Escape", 0, null],
  ] as const)("by %s from %i to %s", (key, at, next) => {
    expect(nextItem(key, at, labels)).toBe(next);
  });
  test("nowhere while it is empty", () => {
    expect(nextItem("ArrowDown", -1, [])).toBeNull();
  });
});
