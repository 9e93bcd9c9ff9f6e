import { describe, expect, test } from "vitest";
import {
  moveRepeatDays,
  noRepeat,
  repeatOf,
  ruleOfInput,
} from "../../../src/model/recurrence/repeat-input.ts";

/** A Thursday, the fourth and last of its month. */
const DAY = "2026-11-26";

test.each([
  ["daily", "FREQ=DAILY;UNTIL=20270731"],
  ["weekdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20270731"],
  ["weekly", "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=12"],
  ["fortnightly", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;UNTIL=20270731"],
  ["monthly-day", "FREQ=MONTHLY;BYMONTHDAY=26;UNTIL=20270731"],
  ["monthly-nth", "FREQ=MONTHLY;BYDAY=4TH;UNTIL=20270731"],
  ["monthly-last", "FREQ=MONTHLY;BYDAY=-1TH;UNTIL=20270731"],
  ["yearly", "FREQ=YEARLY;COUNT=5"],
  ["custom", "FREQ=WEEKLY;INTERVAL=3;BYDAY=TH;COUNT=5"],
  ["custom", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=5"],
  ["weekly", "FREQ=WEEKLY;BYDAY=TH;UNTIL=21251231"],
  ["none", null],
] as const)("%s is what the editor makes of a rule, and the rule again: %s", (repeats, rrule) => {
  const input = repeatOf(rrule, DAY);
  expect(input.repeats).toBe(repeats);
  expect(ruleOfInput(input, DAY)).toEqual({ rrule });
});

test("what never ends is told from what ends", () => {
  expect(repeatOf("FREQ=DAILY;UNTIL=21251231", DAY).repeatEnds).toBe("never");
  expect(ruleOfInput({ ...noRepeat(DAY), repeats: "daily", repeatEnds: "never" }, DAY)).toEqual({
    rrule: "FREQ=DAILY;UNTIL=21251231",
  });
});

test("a new one ends with the school year", () => {
  expect(noRepeat("2026-11-26").repeatUntil).toBe("2027-07-31");
  expect(noRepeat("2027-07-20").repeatUntil).toBe("2027-07-31");
  expect(noRepeat("2027-07-21").repeatUntil).toBe("2028-07-31");
});

describe("an end that is none", () => {
  test.each([
    [{ repeatUntil: "" }, "until-invalid"],
    [{ repeatUntil: "2026-11-25" }, "until-early"],
    [{ repeatEnds: "count", repeatCount: "0" }, "count-invalid"],
    [{ repeatEnds: "count", repeatCount: "1000" }, "count-invalid"],
    [{ repeatEnds: "count", repeatCount: "some" }, "count-invalid"],
  ] as const)("%j is told", (change, problem) => {
    expect(ruleOfInput({ ...noRepeat(DAY), repeats: "daily", ...change }, DAY)).toEqual({
      problem,
    });
  });
});

test("the day of the week moves with the start, and the others stay", () => {
  const input = { ...noRepeat(DAY), repeats: "weekly" as const, repeatDays: "1,3" };
  expect(moveRepeatDays(input, DAY, "2026-11-27")).toBe("1,4");
  expect(moveRepeatDays(input, DAY, "")).toBe("1,3");
});
