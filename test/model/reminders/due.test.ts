import { describe, expect, test } from "vitest";
import {
  dueReminders,
  nextReminder,
  type Remindable,
  remindersOfEvents,
} from "../../../src/model/reminders/due.ts";
import { type Shown, withShown } from "../../../src/model/reminders/shown.ts";

const event = (given: Partial<Remindable> = {}): Remindable => ({
  key: "e",
  title: "Maths",
  all_day: false,
  starts_at: "2026-11-26T16:00:00",
  ends_at: "2026-11-26T17:00:00",
  zone: "Europe/London",
  reminders: [10],
  ...given,
});

const at = (given: Partial<Remindable>, here = "Europe/London"): string[] =>
  remindersOfEvents([event(given)], here).map((one) => new Date(one.at).toISOString().slice(0, 16));

describe.each([
  // The Sunday on which the clocks change, the first and second offsets in hours, for a lesson at 09:00 that Sunday.
  { zone: "Europe/London", date: "2027-03-28", before: "00:00", after: "08:00", saturday: "09:00" },
  { zone: "Europe/London", date: "2026-10-25", before: "23:00", after: "09:00", saturday: "08:00" },
  {
    zone: "America/New_York",
    date: "2027-03-14",
    before: "05:00",
    after: "13:00",
    saturday: "14:00",
  },
  {
    zone: "America/New_York",
    date: "2026-11-01",
    before: "04:00",
    after: "14:00",
    saturday: "13:00",
  },
  {
    zone: "Pacific/Auckland",
    date: "2026-09-27",
    before: "12:00",
    after: "20:00",
    saturday: "21:00",
  },
  {
    zone: "Pacific/Auckland",
    date: "2027-04-04",
    before: "11:00",
    after: "21:00",
    saturday: "20:00",
  },
])("on $date in $zone, when the clocks change", ({ zone, date, after, before, saturday }) => {
  const times = { starts_at: `${date}T09:00:00`, ends_at: `${date}T10:00:00`, zone };

  test("a reminder at the start, and minutes before it, comes when the clock on the wall says so", () => {
    expect(at({ ...times, reminders: [0] })[0]).toMatch(new RegExp(`T${after}$`));
    const [early = ""] = at({ ...times, reminders: [30] });
    const [start = ""] = at({ ...times, reminders: [0] });
    expect(Date.parse(`${start}Z`) - Date.parse(`${early}Z`)).toBe(30 * 60_000);
  });

  test("a day before is the same time of the day before, though it is 23 or 25 hours", () => {
    expect(at({ ...times, reminders: [1440] })[0]).toMatch(new RegExp(`T${saturday}$`));
  });

  test("of what lasts all day, it comes at the time of day that was chosen", () => {
    const whole = { all_day: true, starts_at: `${date}T00:00:00`, ends_at: `${date}T00:00:00` };
    expect(at({ ...whole, reminders: [0] }, zone)[0]).toMatch(new RegExp(`T${before}$`));
    expect(at({ ...whole, reminders: [-540] }, zone)[0]).toMatch(new RegExp(`T${after}$`));
  });
});

test("an event of another zone is told of when it is there, and one of an unknown zone by this device's clock", () => {
  expect(at({ zone: "America/New_York" })).toEqual(["2026-11-26T20:50"]);
  expect(at({ zone: "Mars/Olympus" }, "Pacific/Auckland")).toEqual(["2026-11-26T02:50"]);
});

const NOON = Date.UTC(2026, 10, 26, 12);
const minutes = (n: number): number => NOON + n * 60_000;
const lesson = (key: string, from: string, to: string, reminders: readonly number[]): Remindable =>
  event({
    key,
    reminders,
    starts_at: `2026-11-26T${from}:00`,
    ends_at: `2026-11-26T${to}:00`,
  });

const due = (events: Remindable[], now: number, shown: Shown = {}): string[] =>
  dueReminders(remindersOfEvents(events, "Europe/London"), now, shown).map(
    ({ event, at }) => `${event.key} ${new Date(at).toISOString().slice(11, 16)}`,
  );

test("one that was slept through comes late, as long as the event is not over, and the last of several alone", () => {
  const events = [
    lesson("over", "10:00", "11:00", [10]),
    lesson("running", "11:30", "12:30", [30, 10]),
    lesson("coming", "12:05", "13:00", [10]),
    lesson("later", "14:00", "15:00", [10]),
    lesson("without", "12:01", "13:00", []),
  ];
  expect(due(events, NOON)).toEqual(["running 11:20", "coming 11:55"]);
});

test("one that was shown is not shown again, but that of another time of the event is", () => {
  const events = [lesson("e", "13:00", "14:00", [60, 10])];
  const first = remindersOfEvents(events, "Europe/London");
  const shown = withShown({}, dueReminders(first, minutes(1), {}), minutes(1));
  expect(due(events, minutes(2), shown)).toEqual([]);
  expect(due(events, minutes(50), shown)).toEqual(["e 12:50"]);
  // Moved to another time, it is another reminder.
  expect(due([lesson("e", "13:30", "14:00", [60])], minutes(31), shown)).toEqual(["e 12:30"]);
});

test("an event of no length has a moment in which it can be told of", () => {
  const events = [lesson("bell", "12:00", "12:00", [0])];
  expect(due(events, NOON)).toEqual(["bell 12:00"]);
  expect(due(events, minutes(6))).toEqual([]);
});

test("what is over is forgotten", () => {
  const events = [lesson("a", "11:30", "12:30", [10]), lesson("b", "12:00", "15:00", [10])];
  const shown = withShown({}, remindersOfEvents(events, "Europe/London"), NOON);
  expect(Object.keys(shown)).toEqual(["a", "b"]);
  expect(Object.keys(withShown(shown, [], minutes(31)))).toEqual(["b"]);
});

test("the next look is at the next reminder", () => {
  const reminders = remindersOfEvents(
    [lesson("a", "12:30", "13:00", [10]), lesson("b", "12:15", "13:00", [0, 60])],
    "Europe/London",
  );
  expect(nextReminder(reminders, NOON)).toBe(minutes(15));
  expect(nextReminder(reminders, minutes(15))).toBe(minutes(20));
  expect(nextReminder(reminders, minutes(20))).toBeNull();
});
