import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  isOver,
  isPaused,
  leftOf,
  parseTimer,
  pause,
  prolong,
  resume,
  startTimer,
  timerText,
} from "../../../src/model/study/timer.ts";

const NOON = Date.UTC(2026, 10, 25, 12);
const MINUTE = 60_000;
const started = startTimer("athro-guest", "athro-maths", 45, NOON);

test("time that is paused does not pass", () => {
  const paused = pause(started, NOON + 10 * MINUTE);
  expect(isPaused(paused)).toBe(true);
  expect(leftOf(paused, NOON + 300 * MINUTE)).toBe(35 * MINUTE);
  const resumed = resume(paused, NOON + 300 * MINUTE);
  expect(isPaused(resumed)).toBe(false);
  expect(leftOf(resumed, NOON + 310 * MINUTE)).toBe(25 * MINUTE);
  expect(pause(paused, NOON)).toBe(paused);
  expect(resume(resumed, NOON)).toBe(resumed);
});

test("it is over at its end, and goes on from there when it is prolonged", () => {
  expect(isOver(started, NOON + 45 * MINUTE - 1)).toBe(false);
  expect(isOver(started, NOON + 45 * MINUTE)).toBe(true);
  const longer = prolong(started, 5, NOON + 60 * MINUTE);
  expect(leftOf(longer, NOON + 60 * MINUTE)).toBe(5 * MINUTE);
});

test("a clock that was put back makes it no longer than it was set to", () => {
  expect(leftOf(started, NOON - 600 * MINUTE)).toBe(45 * MINUTE);
});

test("what was kept is read again, whatever was done to it", () => {
  const minutes = fc.integer({ min: 1, max: 600 });
  const acts = fc.array(fc.tuple(fc.constantFrom(pause, resume), fc.nat(100 * MINUTE)), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(minutes, acts, (length, all) => {
      let at = NOON;
      let timer = startTimer("athro-guest", "athro-maths", length, at);
      for (const [act, later] of all) {
        at += later;
        timer = act(timer, at);
      }
      const before = timer.ends === null || timer.ends > at - 12 * 60 * MINUTE;
      expect(parseTimer(timerText(timer), at)).toEqual(before ? timer : null);
    }),
  );
});

test("what is no timer, or one of another day, is none", () => {
  const text = timerText(started);
  expect(parseTimer(text, NOON)).toEqual(started);
  expect(parseTimer(text, NOON + 24 * 60 * MINUTE)).toBe(null);
  for (const broken of [
    null,
    "",
    "{",
    "[]",
    "7",
    text.replace("45", "-1"),
    text.replace("45", "1e9"),
    text.replace('"left":null', '"left":5'),
    text.replace(/"ends":\d+/, '"ends":null'),
    text.replace('"athro-maths"', "1"),
  ])
    expect([broken, parseTimer(broken, NOON)]).toEqual([broken, null]);
});
