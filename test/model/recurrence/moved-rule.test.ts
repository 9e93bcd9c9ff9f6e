import { expect, test } from "vitest";
import { addDays } from "../../../src/model/civil.ts";
import { datesBetween } from "../../../src/model/recurrence/expand.ts";
import { movedRule } from "../../../src/model/recurrence/moved-rule.ts";
import { parseRule, type Rule } from "../../../src/model/recurrence/rule.ts";

/** A Wednesday. */
const START = "2026-11-25";

const ruleOf = (text: string): Rule => {
  const rule = parseRule(text);
  if (!rule) throw new Error(`no rule: ${text}`);
  return rule;
};
const countOf = (start: string, rule: string): number =>
  datesBetween({ start, rule: ruleOf(rule) }, start, "2029-01-01").length;

test.each([
  ["FREQ=WEEKLY;BYDAY=WE;UNTIL=20261216", 1, "FREQ=WEEKLY;BYDAY=TH;UNTIL=20261217"],
  ["FREQ=WEEKLY;BYDAY=WE;UNTIL=20261216", -2, "FREQ=WEEKLY;BYDAY=MO;UNTIL=20261214"],
  ["FREQ=WEEKLY;BYDAY=WE;UNTIL=20261216", 7, "FREQ=WEEKLY;BYDAY=WE;UNTIL=20261223"],
  ["FREQ=WEEKLY;BYDAY=WE;COUNT=4", 1, "FREQ=WEEKLY;BYDAY=TH;COUNT=4"],
  ["FREQ=DAILY;UNTIL=20261201", 3, "FREQ=DAILY;UNTIL=20261204"],
  ["FREQ=MONTHLY;BYDAY=4WE;UNTIL=20270127", 1, "FREQ=MONTHLY;BYDAY=4TH;UNTIL=20270128"],
  ["FREQ=MONTHLY;BYMONTHDAY=25;UNTIL=20270125", 2, "FREQ=MONTHLY;BYMONTHDAY=27;UNTIL=20270127"],
  [
    "FREQ=WEEKLY;INTERVAL=3;BYDAY=WE;UNTIL=20270127",
    7,
    "FREQ=WEEKLY;INTERVAL=3;BYDAY=WE;UNTIL=20270203",
  ],
  ["FREQ=WEEKLY;BYDAY=WE;UNTIL=21251231", 1, "FREQ=WEEKLY;BYDAY=TH;UNTIL=21251231"],
  // From a Wednesday to a Saturday, the school days go on to be those.
  [
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20261204",
    1,
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20261207",
  ],
] as const)("%s, moved by %i days, is %s and has as many times", (rule, days, expected) => {
  expect(movedRule({ start: START, rule: ruleOf(rule) }, START, days)).toBe(expected);
  expect(countOf(addDays(START, days), expected)).toBe(countOf(START, rule));
});
