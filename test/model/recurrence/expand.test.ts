import { expect, test } from "vitest";
import {
  countBefore,
  datesBetween,
  fallsOn,
  firstDateFrom,
  lastDate,
  lastDateBefore,
  type Series,
} from "../../../src/model/recurrence/expand.ts";
import {
  endlessUntil,
  isEndless,
  parseRule,
  ruleText,
} from "../../../src/model/recurrence/rule.ts";

const series = (start: string, text: string): Series => {
  const rule = parseRule(text);
  if (!rule) throw new Error(`no rule: ${text}`);
  return { start, rule };
};

const all = (start: string, text: string): string[] =>
  datesBetween(series(start, text), start, "9999-12-31");

test.each([
  ["every day", "2026-11-26", "FREQ=DAILY;COUNT=3", "2026-11-26 2026-11-27 2026-11-28"],
  [
    "an A/B fortnight",
    "2026-11-23",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=20261224",
    "2026-11-23 2026-11-26 2026-12-07 2026-12-10 2026-12-21 2026-12-24",
  ],
  [
    "a fortnight counted from weeks that begin on Sunday",
    "2026-11-29",
    "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,MO;COUNT=4",
    "2026-11-29 2026-11-30 2026-12-13 2026-12-14",
  ],
  [
    "months without a 31st are passed over",
    "2026-12-31",
    "FREQ=MONTHLY;COUNT=4",
    "2026-12-31 2027-01-31 2027-03-31 2027-05-31",
  ],
  [
    "the last Friday of each month",
    "2026-11-27",
    "FREQ=MONTHLY;BYDAY=-1FR;COUNT=3",
    "2026-11-27 2026-12-25 2027-01-29",
  ],
  [
    "the last working day of each month",
    "2026-11-30",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3",
    "2026-11-30 2026-12-31 2027-01-29",
  ],
  ["29 February", "2024-02-29", "FREQ=YEARLY;COUNT=3", "2024-02-29 2028-02-29 2032-02-29"],
  [
    "the hundredth day of the year",
    "2026-04-10",
    "FREQ=YEARLY;BYYEARDAY=100;COUNT=3",
    "2026-04-10 2027-04-10 2028-04-09",
  ],
  [
    "a start that the rule does not name is the first occurrence all the same, and counts",
    "2026-11-25",
    "FREQ=WEEKLY;BYDAY=MO;COUNT=3",
    "2026-11-25 2026-11-30 2026-12-07",
  ],
])("%s", (_name, start, text, dates) => {
  expect(all(start, text).join(" ")).toBe(dates);
});

test.each([
  ["2026-11-26", "FREQ=DAILY;COUNT=40"],
  ["2026-11-26", "FREQ=DAILY;INTERVAL=3;UNTIL=20270401"],
  ["2026-11-26", "FREQ=WEEKLY;COUNT=39"],
  ["2026-11-25", "FREQ=WEEKLY;BYDAY=FR,MO;COUNT=17"],
  ["2026-11-29", "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,MO,SA;COUNT=9"],
  ["2026-11-27", "FREQ=WEEKLY;INTERVAL=3;WKST=WE;BYDAY=TU,WE;UNTIL=20270801"],
  ["2026-11-30", "FREQ=WEEKLY;BYDAY=MO,TU;BYMONTH=1,3;COUNT=12"],
  ["2026-11-30", "FREQ=MONTHLY;BYDAY=-1MO;COUNT=8"],
])("%s %s has the same dates wherever it is begun", (start, text) => {
  const one = series(start, text);
  const dates = all(start, text);
  const origin = Date.parse(`${start}T00:00:00Z`);
  for (let days = -8; days < 320; days += 1) {
    const from = new Date(origin + days * 86_400_000).toISOString().slice(0, 10);
    expect(datesBetween(one, from, "9999-12-31")).toEqual(dates.filter((date) => date >= from));
  }
});

test("what is asked of a stretch of time is what lies in it, however old the series is", () => {
  const lessons = series("1970-01-01", "FREQ=WEEKLY;BYDAY=TH;UNTIL=20690101");
  expect(datesBetween(lessons, "2026-11-23", "2026-12-07")).toEqual(["2026-11-26", "2026-12-03"]);
  expect(datesBetween(lessons, "1960-01-01", "1970-01-02")).toEqual(["1970-01-01"]);
  expect(datesBetween(lessons, "2070-01-01", "2071-01-01")).toEqual([]);
  expect(firstDateFrom(lessons, "2026-11-27")).toBe("2026-12-03");
  expect(firstDateFrom(lessons, "2069-01-01")).toBeNull();
  expect(lastDateBefore(lessons, "2026-11-26")).toBe("2026-11-19");
  expect(lastDateBefore(lessons, "1970-01-01")).toBeNull();
  expect(lastDate(lessons)).toBe("2068-12-27");
  expect(fallsOn(lessons, "2026-11-26")).toBe(true);
  expect(fallsOn(lessons, "2026-11-27")).toBe(false);
});

test("a count is kept wherever one looks", () => {
  const lessons = series("2026-11-23", "FREQ=DAILY;COUNT=10");
  expect(datesBetween(lessons, "2026-12-01", "2027-01-01")).toEqual(["2026-12-01", "2026-12-02"]);
  expect(lastDate(lessons)).toBe("2026-12-02");
  expect(lastDateBefore(lessons, "2026-11-25")).toBe("2026-11-24");
  expect(countBefore(lessons, "2026-11-25")).toBe(2);
  expect(countBefore(lessons, "2026-11-23")).toBe(0);
});

test("long gaps between occurrences are looked back over", () => {
  const leap = series("1996-02-29", "FREQ=YEARLY;INTERVAL=4;UNTIL=20800101");
  expect(lastDateBefore(leap, "2026-01-01")).toBe("2024-02-29");
  expect(lastDateBefore(leap, "1999-01-01")).toBe("1996-02-29");
});

test("a rule that falls on no day leaves the event's own, and ends its search", () => {
  expect(all("2026-11-26", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=5")).toEqual(["2026-11-26"]);
  expect(lastDate(series("2026-11-26", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5"))).toBe(
    "2026-11-26",
  );
});

test("no rule reaches further than a hundred years, or past the calendar", () => {
  expect(lastDate(series("2026-11-26", "FREQ=YEARLY;COUNT=999"))).toBe("2126-11-26");
  expect(lastDate(series("9990-01-01", "FREQ=YEARLY;COUNT=999"))).toBe("9999-01-01");
});

test.each([
  "FREQ=HOURLY;COUNT=3",
  "FREQ=DAILY",
  "FREQ=DAILY;COUNT=0",
  "FREQ=DAILY;COUNT=1000",
  "FREQ=DAILY;COUNT=3;UNTIL=20270101",
  "FREQ=DAILY;COUNT=3;COUNT=3",
  "FREQ=DAILY;UNTIL=20261131",
  "FREQ=DAILY;UNTIL=20261130T160000",
  "FREQ=WEEKLY;BYDAY=XX;COUNT=3",
  "FREQ=WEEKLY;BYDAY=2MO;COUNT=3",
  "FREQ=WEEKLY;BYMONTHDAY=2;COUNT=3",
  "FREQ=MONTHLY;BYYEARDAY=2;COUNT=3",
  "FREQ=MONTHLY;BYMONTHDAY=32;COUNT=3",
  "FREQ=YEARLY;BYMONTH=-1;COUNT=3",
  "FREQ=YEARLY;BYWEEKNO=20;COUNT=3",
  "FREQ=DAILY;BYHOUR=9;COUNT=3",
  "INTERVAL=2;COUNT=3",
  "",
  `FREQ=YEARLY;COUNT=3;BYYEARDAY=${Array.from({ length: 125 }, () => 100).join(",")}`,
])("is no rule: %s", (text) => {
  expect(parseRule(text)).toBeNull();
});

test.each([
  "FREQ=DAILY;COUNT=3",
  "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO,TH;UNTIL=20270716",
  "FREQ=MONTHLY;BYDAY=-1FR,2TU;COUNT=999",
  "FREQ=YEARLY;BYMONTH=1,12;BYMONTHDAY=-1;UNTIL=20361102",
])("is written as it was read: %s", (text) => {
  const rule = parseRule(text);
  expect(rule && ruleText(rule)).toBe(text);
});

test("what never ends, ends when no one minds, and is known again", () => {
  const until = endlessUntil("2026-11-26");
  expect(until).toBe("2125-12-31");
  const { rule } = series("2026-11-26", `FREQ=DAILY;UNTIL=${until.replaceAll("-", "")}`);
  expect(isEndless(rule, "2026-11-26")).toBe(true);
  expect(isEndless({ ...rule, until: "2030-01-01" }, "2026-11-26")).toBe(false);
});
