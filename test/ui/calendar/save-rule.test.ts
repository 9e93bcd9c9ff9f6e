import * as fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, dateOf } from "../../../src/model/civil.ts";
import type { EventInput } from "../../../src/model/event-input.ts";
import { REPEATS } from "../../../src/model/recurrence/repeat-input.ts";
import { createEvent, getEvent } from "../../../src/store/events.ts";
import { eventsBetween, type Occurrence } from "../../../src/store/occurrences.ts";
import { changeSeries, deleteFromSeries, type SeriesScope } from "../../../src/store/series.ts";
import type { Changes } from "../../../src/store/series-parts.ts";
import type { Store } from "../../../src/store/store.ts";
import { editExisting, parseEdited, typed } from "../../../src/ui/calendar/open-editor.ts";
import { changesOf, saveEvent, scopesOf } from "../../../src/ui/calendar/save-event.ts";
import { openTestStore } from "../../support/store.ts";
import { physics } from "./events.ts";

const moved = (day: string, hour: string) => ({
  all_day: false,
  starts_at: `${day}T${hour}:00:00`,
  ends_at: `${day}T${hour}:30:00`,
  zone: physics.zone,
});

const shown = (store: Store): Promise<Occurrence[]> =>
  eventsBetween(store.db, "2026-01-01T00:00:00", "2028-01-01T00:00:00");
const told = async (store: Store): Promise<string[]> =>
  (await shown(store)).map((one) => `${one.starts_at.slice(5, 13)} ${one.title}`);

/** Changes of single lessons, by their dates. */
type Singles = Readonly<Record<string, Changes | "cancel">>;

/** A lesson at 14:00 from Monday 2 November 2026 on, some of whose times were changed. */
const course = async (rrule: string, singles: Singles) => {
  const store = await openTestStore();
  const id = await createEvent(store, {
    ...physics,
    ...moved("2026-11-02", "14"),
    title: "Physics",
    rrule,
  });
  for (const [day, change] of Object.entries(singles)) {
    const time = { id, original: `2026-${day}T14:00:00` };
    if (change === "cancel") await deleteFromSeries(store, time, "this");
    else await changeSeries(store, time, change, "this");
  }
  return { store, id };
};

/** What the editor would write of a lesson in which something was typed: the date first. */
const edited = (row: Occurrence, { startDate, ...others }: Partial<EventInput>) => {
  const dated = typed(editExisting(row), startDate === undefined ? {} : { startDate });
  return parseEdited(typed(dated, others));
};

const save = async (
  rule: string,
  singles: Singles,
  day: string,
  typedIn: Partial<EventInput>,
  scope: SeriesScope,
) => {
  const { store, id } = await course(rule, singles);
  const before = await told(store);
  const row = (await shown(store)).find(({ original }) => original === `2026-${day}T14:00:00`);
  const parsed = row && edited(row, typedIn);
  if (!row || !parsed?.ok) throw new Error("nothing to save");
  const { key, date, undo } = await saveEvent(store, row, parsed.fields, scope);
  const after = await shown(store);
  expect(after.find((one) => one.key === key)?.starts_at.slice(0, 10)).toBe(date);
  const rrule = (await getEvent(store.db, after[0]?.id ?? id))?.rrule;
  const lines = await told(store);
  await undo();
  expect(await told(store)).toEqual(before);
  return { lines, rrule };
};

const MONDAYS = "FREQ=WEEKLY;BYDAY=MO;UNTIL=20261207";
const NEVER = { repeatEnds: "never" } as const;

test("a cancelled lesson does not take the place of the one that was opened and moved, by a rule with one of them", async () => {
  const once = { repeats: "yearly", startDate: "2026-11-16" } as const;
  const { lines } = await save(MONDAYS, { "11-02": "cancel" }, "11-09", once, "all");
  expect(lines).toEqual(["11-16T14 Physics"]);
  const monthly = { repeats: "monthly-day", startDate: "2026-11-10" } as const;
  const month = await save(MONDAYS, { "11-02": "cancel" }, "11-09", monthly, "all");
  expect(month.lines).toEqual(["11-10T14 Physics"]);
});

test("nor does another that was changed: the one that was opened goes where it was typed, and both are kept", async () => {
  const singles = { "11-02": { title: "Quiz" }, "11-16": { title: "Test" } };
  const monthly = { repeats: "monthly-day", startDate: "2026-11-17" } as const;
  const { lines } = await save(MONDAYS, singles, "11-16", monthly, "all");
  expect(lines).toEqual(["11-02T14 Quiz", "11-17T14 Test"]);
});

test.each([
  ["fortnightly", "2026-11-10", ["11-10", "11-24", "12-08"]],
  ["yearly", "2026-11-10", ["11-10"]],
] as const)(
  "every second week or year, %s, is counted from the lesson that was opened",
  async (repeats, startDate, days) => {
    const { lines } = await save(MONDAYS, {}, "11-09", { repeats, startDate }, "all");
    expect(lines).toEqual(days.map((day) => `${day}T14 Physics`));
  },
);

test("one that was moved by itself is the lesson of the day that it is shown on, and there are not two", async () => {
  const singles = { "11-16": { ...moved("2026-11-17", "10"), title: "Lab" } };
  for (const scope of ["all", "following"] as const) {
    const { lines } = await save(MONDAYS, singles, "11-16", { repeats: "monthly-day" }, scope);
    expect(lines.filter((one) => one.startsWith("11-17"))).toEqual(["11-17T10 Lab"]);
  }
});

test.each(["all", "following"] as const)(
  "one that was changed by itself keeps all of it when it repeats no more, for %s",
  async (scope) => {
    const lab = { ...moved("2026-11-17", "10"), title: "Lab", notes: "Goggles", location: "Lab 1" };
    const { store } = await course(MONDAYS, { "11-16": lab });
    const row = (await shown(store)).find(({ title }) => title === "Lab");
    const parsed = row && edited(row, { repeats: "none", startDate: "2026-11-18" });
    if (!row || !parsed?.ok) throw new Error("nothing to save");
    await saveEvent(store, row, parsed.fields, scope);
    const left = (await shown(store)).filter(({ original }) => original === null);
    expect(left).toMatchObject([{ ...lab, ...moved("2026-11-18", "10") }]);
  },
);

test("a count that ends before it leaves one that was changed where it was typed", async () => {
  const singles = { "11-30": { title: "Test" } };
  const typedIn = { repeats: "daily", repeatEnds: "count", repeatCount: "2" } as const;
  const dated = { ...typedIn, startDate: "2026-12-02" };
  const { lines } = await save(MONDAYS, singles, "11-30", dated, "all");
  expect(lines).toEqual(["11-04T14 Physics", "11-05T14 Physics", "12-02T14 Test"]);
});

test("an end that was left alone goes along, so that the last lesson is not lost", async () => {
  const days = { startDate: "2026-11-10", repeatDays: "1,3" };
  const { lines, rrule } = await save(MONDAYS, {}, "11-09", days, "all");
  expect(rrule).toBe("FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261208");
  expect(lines.at(-1)).toBe("12-08T14 Physics");
  const ended = { ...days, repeatUntil: "2026-12-03" };
  expect((await save(MONDAYS, {}, "11-09", ended, "all")).rrule).toContain("UNTIL=20261203");
});

test("with another end alone, a lesson on another day takes the series as far as a drag does", async () => {
  const singles = { "11-16": { ...moved("2026-11-17", "10"), title: "Lab" } };
  const longer = { repeatUntil: "2026-12-14" };
  const stays = await save(MONDAYS, singles, "11-16", longer, "all");
  expect(stays.rrule).toBe("FREQ=WEEKLY;BYDAY=MO;UNTIL=20261214");
  const goes = { ...longer, startDate: "2026-11-18" };
  expect((await save(MONDAYS, singles, "11-16", goes, "all")).rrule).toBe(
    "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261214",
  );
  const school = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20261113";
  const saturday = { startDate: "2026-11-07", repeatUntil: "2026-11-14" };
  expect((await save(school, {}, "11-06", saturday, "all")).rrule).toBe(
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,SA;UNTIL=20261114",
  );
});

const RULES = [
  MONDAYS,
  "FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261125",
  "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20261113",
  "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;UNTIL=20261228",
  "FREQ=DAILY;UNTIL=20261109",
  "FREQ=MONTHLY;BYMONTHDAY=2;UNTIL=20270302",
  "FREQ=MONTHLY;BYDAY=1MO;UNTIL=20270301",
];
/** Not what has no lesson on the day that is typed, where that is no last of its month. */
const KINDS = REPEATS.filter((one) => one !== "none" && one !== "monthly-last");

/** What was done to each lesson: nothing, a title, another time as well, or it was cancelled. */
const arbDone = fc.array(fc.constantFrom("none", "titled", "moved", "cancelled"), {
  minLength: 5,
  maxLength: 10,
});

test("whatever day and rule are typed, all that was changed of single lessons is there once, and the opened one where it was typed", async () => {
  const arb = fc.record({
    rule: fc.constantFrom(...RULES),
    done: arbDone,
    place: fc.nat(),
    days: fc.integer({ min: -9, max: 9 }),
    repeats: fc.constantFrom(...KINDS),
    repeatDays: fc.uniqueArray(fc.nat({ max: 6 }), { minLength: 1, maxLength: 3 }),
    scope: fc.nat(),
  });
  type Given = typeof arb extends fc.Arbitrary<infer T> ? T : never;
  const holds = async (given: Given) => {
    const { store, id } = await course(given.rule, {});
    for (const [index, one] of (await shown(store)).entries()) {
      const what = given.done[index % given.done.length];
      const time = { id, original: one.original ?? "" };
      const title = `changed ${index}`;
      const times = moved(addDays(dateOf(one.starts_at), 1), "10");
      if (what === "titled") await changeSeries(store, time, { title }, "this");
      if (what === "moved") await changeSeries(store, time, { title, ...times }, "this");
      if (what === "cancelled") await deleteFromSeries(store, time, "this");
    }
    const before = await told(store);
    const rows = await shown(store);
    const row = rows[given.place % Math.max(1, rows.length)];
    if (!row) return;
    const startDate = addDays(dateOf(row.starts_at), given.days);
    const repeatDays = given.repeatDays.join(",");
    const parsed = edited(row, { startDate, repeats: given.repeats, repeatDays, ...NEVER });
    if (!parsed.ok) throw new Error(parsed.problems.join());
    const { starts_at } = parsed.fields;
    const changes = changesOf(row, parsed.fields);
    const scopes = scopesOf(row, changes).filter((one) => one !== "this");
    const scope = scopes[given.scope % scopes.length];
    const { undo } = await saveEvent(store, row, parsed.fields, scope);
    const after = await shown(store);
    for (const title of rows.map((one) => one.title).filter((one) => one !== "Physics"))
      expect(after.filter((one) => one.title === title)).toHaveLength(1);
    // A Saturday is no school day, and the series has none then.
    const isThere = after.some((one) => one.starts_at === starts_at && one.title === row.title);
    expect(isThere || given.repeats === "weekdays").toBe(true);
    await undo();
    expect(await told(store)).toEqual(before);
  };
  await fc.assert(fc.asyncProperty(arb, holds), { numRuns: 30 });
});
