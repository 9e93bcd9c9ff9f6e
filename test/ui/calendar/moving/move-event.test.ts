import { expect, test } from "vitest";
import { addDays, dateOf } from "../../../../src/model/civil.ts";
import type { EventFields } from "../../../../src/model/event-input.ts";
import { createEvent, deleteEvent, updateEvent } from "../../../../src/store/events.ts";
import { eventsBetween, type Occurrence } from "../../../../src/store/occurrences.ts";
import { changeSeries, deleteFromSeries, type SeriesScope } from "../../../../src/store/series.ts";
import type { Store } from "../../../../src/store/store.ts";
import { moveEvent } from "../../../../src/ui/calendar/moving/move-event.ts";
import { openTestStore } from "../../../support/store.ts";
import { physics } from "../events.ts";

const lesson: EventFields = { ...physics, zone: "Pacific/Auckland" };
const THURSDAY = {
  all_day: false,
  starts_at: "2026-12-03T09:15:00",
  ends_at: "2026-12-03T10:15:00",
};

const shown = (store: Store) =>
  eventsBetween(store.db, "2026-11-20T00:00:00", "2026-12-20T00:00:00");
const starts = async (store: Store) =>
  (await shown(store)).map((row) => row.starts_at.slice(5, 16));
const second = async (store: Store): Promise<Occurrence> => {
  const row = (await shown(store))[1];
  if (!row) throw new Error("nothing is shown");
  return row;
};

test("only the times are written: what another device changed meanwhile stands, and undo takes back no more", async () => {
  const store = await openTestStore();
  const id = await createEvent(store, lesson);
  const [row] = await shown(store);
  if (!row) throw new Error("nothing is shown");
  await updateEvent(store, id, { title: "Physics 2", rrule: null });
  // As a drag hands them over: made of the event itself.
  const saved = await moveEvent(store, row, { ...row, ...THURSDAY });
  expect(await shown(store)).toMatchObject([
    { title: "Physics 2", zone: "Pacific/Auckland", ...THURSDAY },
  ]);
  expect(saved).toMatchObject({ key: id, date: "2026-12-03" });
  await saved?.undo();
  expect(await shown(store)).toMatchObject([{ title: "Physics 2", starts_at: lesson.starts_at }]);
});

test("the times that another device gave it meanwhile are told, and brought back by undo", async () => {
  const store = await openTestStore();
  const id = await createEvent(store, lesson);
  const [row] = await shown(store);
  if (!row) throw new Error("nothing is shown");
  const other = { starts_at: "2026-11-26T08:00:00", ends_at: "2026-11-26T09:30:00" };
  await updateEvent(store, id, other);
  const saved = await moveEvent(store, row, THURSDAY);
  expect(saved?.meanwhile).toEqual({ all_day: false, ...other });
  expect(await shown(store)).toMatchObject([THURSDAY]);
  await saved?.undo();
  expect(await shown(store)).toMatchObject([other]);

  // Both moved it to the same time: there is nothing to choose.
  await updateEvent(store, id, THURSDAY);
  expect((await moveEvent(store, row, THURSDAY))?.meanwhile).toBeNull();
  // Nor is there where only its title was changed.
  const [now] = await shown(store);
  await updateEvent(store, id, { title: "Physics 2" });
  expect(now && (await moveEvent(store, now, { ...THURSDAY, ...other }))?.meanwhile).toBeNull();
});

test("of an event that repeats too, whichever times are meant", async () => {
  for (const scope of ["this", "following", "all"] as const) {
    const store = await openTestStore();
    const id = await createEvent(store, { ...lesson, rrule: "FREQ=WEEKLY;BYDAY=WE;COUNT=4" });
    const row = await second(store);
    const other = { starts_at: "2026-12-02T08:00:00", ends_at: "2026-12-02T09:30:00" };
    await changeSeries(
      store,
      { id, original: row.original ?? "" },
      { all_day: false, zone: row.zone, ...other },
      "this",
    );
    expect((await moveEvent(store, row, THURSDAY, scope))?.meanwhile).toMatchObject(other);
  }
});

test("an event that was deleted meanwhile stays deleted, and nothing is written", async () => {
  const store = await openTestStore();
  const id = await createEvent(store, lesson);
  const [row] = await shown(store);
  if (!row) throw new Error("nothing is shown");
  await deleteEvent(store, id);
  const before = await store.db.outbox.toArray();
  expect(await moveEvent(store, row, THURSDAY)).toBeNull();
  expect(await store.db.outbox.toArray()).toEqual(before);
});

test.each<[SeriesScope, string[]]>([
  ["this", ["11-25T14:00", "12-03T09:15", "12-09T14:00", "12-16T14:00"]],
  ["following", ["11-25T14:00", "12-03T09:15", "12-10T09:15", "12-17T09:15"]],
  ["all", ["11-26T09:15", "12-03T09:15", "12-10T09:15", "12-17T09:15"]],
])("of an event that repeats, %s moves to another day of the week", async (scope, expected) => {
  const store = await openTestStore();
  await createEvent(store, { ...lesson, rrule: "FREQ=WEEKLY;BYDAY=WE;COUNT=4" });
  const saved = await moveEvent(store, await second(store), THURSDAY, scope);
  expect(await starts(store)).toEqual(expected);
  await saved?.undo();
  expect(await starts(store)).toEqual(["11-25T14:00", "12-02T14:00", "12-09T14:00", "12-16T14:00"]);
});

const movedTo = async (rrule: string, at: number, to: string, scope: SeriesScope) => {
  const store = await openTestStore();
  await createEvent(store, { ...lesson, rrule });
  const row = (await shown(store))[at];
  if (!row) throw new Error("nothing is shown");
  const times = { all_day: false, starts_at: `${to}T14:00:00`, ends_at: `${to}T15:00:00` };
  const saved = await moveEvent(store, row, times, scope);
  const after = await starts(store);
  await saved?.undo();
  expect(await starts(store)).toEqual(["11-25T14:00", "12-02T14:00", "12-09T14:00"]);
  return after.map((one) => one.slice(0, 5));
};

test.each<[string, SeriesScope, number, string, string[]]>([
  ["past its last day", "all", 2, "2026-12-10", ["11-26", "12-03", "12-10"]],
  ["past its last day", "following", 2, "2026-12-10", ["11-25", "12-02", "12-10"]],
  ["past its last day", "this", 2, "2026-12-10", ["11-25", "12-02", "12-10"]],
  ["by a week", "all", 0, "2026-12-02", ["12-02", "12-09", "12-16"]],
  ["back", "all", 0, "2026-11-23", ["11-23", "11-30", "12-07"]],
])("%s, %s: a series that ends on a date keeps all of its times", async (_, ...given) => {
  const [scope, at, to, expected] = given;
  const rule = "FREQ=WEEKLY;BYDAY=WE;UNTIL=20261209";
  expect(await movedTo(rule, at, to, scope)).toEqual(expected);
});

test("moved with all the others, one that was moved by itself before adds no day to the rule", async () => {
  const store = await openTestStore();
  const id = await createEvent(store, { ...lesson, rrule: "FREQ=WEEKLY;BYDAY=WE;COUNT=3" });
  await moveEvent(store, await second(store), THURSDAY, "this");
  const friday = {
    all_day: false,
    starts_at: "2026-12-04T09:15:00",
    ends_at: "2026-12-04T10:15:00",
  };
  await moveEvent(store, await second(store), friday, "all");
  expect((await store.db.calendar_events.get(id))?.rrule).toBe("FREQ=WEEKLY;BYDAY=TH;COUNT=3");
});

/** A series from Tuesday 24 November to 10 December, and what of it is shown once the one at a place has gone so many days further. */
const ofTwoDays = async (rule: string, at: number, days: number, scope: SeriesScope = "all") => {
  const store = await openTestStore();
  const first = { starts_at: "2026-11-24T14:00:00", ends_at: "2026-11-24T15:00:00" };
  await createEvent(store, { ...physics, ...first, rrule: `FREQ=WEEKLY;${rule}` });
  const before = await starts(store);
  const row = (await shown(store))[at];
  if (!row) throw new Error("nothing is shown");
  const to = addDays(dateOf(row.starts_at), days);
  const times = { all_day: false, starts_at: `${to}T14:00:00`, ends_at: `${to}T15:00:00` };
  const saved = await moveEvent(store, row, times, scope);
  const after = await shown(store);
  expect(after.find(({ key }) => key === saved?.key)).toMatchObject(times);
  await saved?.undo();
  expect(await starts(store)).toEqual(before);
  return after.map((one) => one.starts_at.slice(5, 10));
};

const TWO_DAYS = "BYDAY=TU,TH;COUNT=4";

test.each<[string, string, number, number, string[], SeriesScope?]>([
  ["the later one", TWO_DAYS, 1, 1, ["11-24", "11-27", "12-01", "12-04"]],
  ["the later one, at its second time", TWO_DAYS, 3, 1, ["11-24", "11-27", "12-01", "12-04"]],
  ["the first", TWO_DAYS, 0, -1, ["11-23", "11-26", "11-30", "12-03"]],
  ["the first, past the other", TWO_DAYS, 2, 3, ["11-26", "11-27", "12-03", "12-04"]],
  ["the first onto the other: both go", TWO_DAYS, 0, 2, ["11-26", "11-28", "12-03", "12-05"]],
  ["one by a week: both go", TWO_DAYS, 0, 7, ["12-01", "12-03", "12-08", "12-10"]],
  ["one to the next week: both go", TWO_DAYS, 1, 8, ["12-02", "12-04", "12-09", "12-11"]],
  [
    "the later one, to a date",
    "BYDAY=TU,TH;UNTIL=20261203",
    1,
    1,
    ["11-24", "11-27", "12-01", "12-04"],
  ],
  [
    "every second week, both",
    "INTERVAL=2;BYDAY=TU,TH;COUNT=4",
    1,
    5,
    ["11-29", "12-01", "12-13", "12-15"],
  ],
  [
    "of school days to a Saturday",
    "BYDAY=MO,TU,WE,TH,FR;COUNT=5",
    3,
    1,
    ["11-24", "11-25", "11-26", "11-28", "11-30"],
  ],
  [
    "the later one and all that follow",
    TWO_DAYS,
    1,
    1,
    ["11-24", "11-27", "12-01", "12-04"],
    "following",
  ],
  [
    "the first and all that follow",
    TWO_DAYS,
    2,
    3,
    ["11-24", "11-26", "12-03", "12-04"],
    "following",
  ],
])("of a series on two days, %s", async (_, rule, at, days, expected, scope) => {
  expect(await ofTwoDays(rule, at, days, scope)).toEqual(expected);
});

test("what one of two days was cancelled or changed for stays where it was", async () => {
  const store = await openTestStore();
  const first = { starts_at: "2026-11-24T14:00:00", ends_at: "2026-11-24T15:00:00" };
  const id = await createEvent(store, { ...physics, ...first, rrule: `FREQ=WEEKLY;${TWO_DAYS}` });
  await deleteFromSeries(store, { id, original: "2026-12-01T14:00:00" }, "this");
  await moveEvent(store, await second(store), {
    ...THURSDAY,
    starts_at: "2026-11-27T14:00:00",
    ends_at: "2026-11-27T15:00:00",
  });
  expect(await starts(store)).toEqual(["11-24T14:00", "11-27T14:00", "12-04T14:00"]);
});

test.each<[SeriesScope, string[]]>([
  ["all", ["11-26T15:00", "12-04T10:15", "12-10T15:00"]],
  ["following", ["11-25T14:00", "12-04T10:15", "12-10T15:00"]],
])(
  "one that was moved by itself, dragged with %s, ends where it was dropped and takes the others as far",
  async (scope, expected) => {
    const store = await openTestStore();
    await createEvent(store, { ...physics, rrule: "FREQ=WEEKLY;BYDAY=WE;COUNT=3" });
    await moveEvent(store, await second(store), THURSDAY, "this");
    const before = await starts(store);
    const friday = {
      all_day: false,
      starts_at: "2026-12-04T10:15:00",
      ends_at: "2026-12-04T11:15:00",
    };
    const saved = await moveEvent(store, await second(store), friday, scope);
    expect(await starts(store)).toEqual(expected);
    expect((await second(store)).key).toBe(saved?.key);
    await saved?.undo();
    expect(await starts(store)).toEqual(before);
  },
);

test("of school days moved to other school days, each keeps what was changed for it", async () => {
  const store = await openTestStore();
  const rrule = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=5";
  const monday = { starts_at: "2026-11-23T14:00:00", ends_at: "2026-11-23T15:00:00" };
  await createEvent(store, { ...physics, ...monday, rrule });
  const titles = ["Forces", "Energy", "Waves", "Light", "Sound"];
  for (const [n, title] of titles.entries()) {
    const row = (await shown(store))[n];
    await changeSeries(
      store,
      { id: row?.id ?? "", original: row?.original ?? "" },
      { title },
      "this",
    );
  }
  const [first] = await shown(store);
  if (!first) throw new Error("nothing is shown");
  const wednesday = { starts_at: "2026-11-25T14:00:00", ends_at: "2026-11-25T15:00:00" };
  await moveEvent(store, first, { all_day: false, ...wednesday }, "all");
  const days = (await shown(store)).map((row) => [row.starts_at.slice(5, 10), row.title]);
  expect(days).toEqual([
    ["11-25", "Forces"],
    ["11-26", "Energy"],
    ["11-27", "Waves"],
    ["11-30", "Light"],
    ["12-01", "Sound"],
  ]);
});

test.for([
  ["2026-11-24", "FREQ=WEEKLY;BYDAY=TU;COUNT=5"],
  ["2026-11-24", "FREQ=WEEKLY;BYDAY=MO,TU;COUNT=5"],
  ["2026-11-22", "FREQ=WEEKLY;BYDAY=FR;COUNT=5"],
  ["2026-11-20", "FREQ=WEEKLY;BYDAY=MO,FR;COUNT=5"],
  ["2026-11-26", "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=5"],
] as const)(
  "moved to %s under %s, all that was changed of single times is still there",
  async ([day, next]) => {
    const store = await openTestStore();
    const rrule = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=5";
    const monday = { starts_at: "2026-11-23T14:00:00", ends_at: "2026-11-23T15:00:00" };
    const id = await createEvent(store, { ...physics, ...monday, rrule });
    const titles = ["Forces", "Energy", "Waves", "Light", "Sound"];
    for (const [n, title] of titles.entries()) {
      const row = (await shown(store))[n];
      const own = { title, starts_at: row?.starts_at ?? "", ends_at: row?.ends_at ?? "" };
      const time = { id: row?.id ?? "", original: row?.original ?? "" };
      await changeSeries(store, time, { ...own, all_day: false, zone: physics.zone }, "this");
    }
    const moved = { starts_at: `${day}T14:00:00`, ends_at: `${day}T15:00:00` };
    const weekly = {
      ...moved,
      all_day: false,
      zone: physics.zone,
      rrule: next,
    };
    await changeSeries(store, { id, original: monday.starts_at }, weekly, "all");
    const kept = (await shown(store)).map(({ title }) => title);
    for (const title of titles) expect(kept).toContain(title);
  },
);
