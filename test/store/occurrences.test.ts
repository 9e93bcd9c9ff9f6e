import { describe, expect, test } from "vitest";
import type { EventFields } from "../../src/model/event-input.ts";
import { overrideId, splitId } from "../../src/model/ids.ts";
import type { CalendarOverride } from "../../src/model/tables.ts";
import { eventNeighbours } from "../../src/store/event-neighbours.ts";
import {
  createEvent,
  deleteEvent,
  type EventRow,
  getEvent,
  updateEvent,
} from "../../src/store/events.ts";
import { nextExams } from "../../src/store/next-exams.ts";
import { eventsBetween } from "../../src/store/occurrences.ts";
import { commit, edit } from "../../src/store/write.ts";
import { openTestStore, type TestStore } from "../support/store.ts";
import { LESSON } from "./support/school-series.ts";

const lesson = (more: Partial<EventFields> = {}): EventFields => ({
  ...LESSON,
  athro_id: null,
  rrule: "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270716",
  ...more,
});

/** What was changed of the occurrence on a date, as any device might write it. */
const override = async (
  store: TestStore,
  event: string,
  original: string,
  { title, starts_at, ends_at, ...more }: Partial<CalendarOverride>,
): Promise<void> => {
  const set = {
    origin: { event_id: event, original_start: original },
    cancelled: { cancelled: more.cancelled ?? false },
    ...(title === undefined ? {} : { title: { title } }),
    ...(more.kind === undefined ? {} : { kind: { kind: more.kind } }),
    ...(starts_at === undefined || ends_at === undefined
      ? {}
      : { time: { all_day: false, starts_at, ends_at, zone: "Europe/London" } }),
  };
  const id = overrideId(event, original);
  await commit(store.db, store, [edit("calendar_overrides", id, set)]);
};

const shown = async (store: TestStore, from: string, to: string): Promise<string[]> => {
  const found = await eventsBetween(store.db, `${from}T00:00:00`, `${to}T00:00:00`);
  return found.map(({ title, starts_at, ends_at }) =>
    `${title} ${starts_at.slice(0, 16)} ${ends_at.slice(11, 16)}`.trim(),
  );
};

describe("a series in a stretch of time", () => {
  test("is there once for each time, at the same time of day on both sides of a clock change", async () => {
    const store = await openTestStore();
    await createEvent(
      store,
      lesson({ starts_at: "2026-10-19T16:00:00", ends_at: "2026-10-19T17:00:00" }),
    );
    expect(await shown(store, "2026-10-12", "2026-11-03")).toEqual([
      "Maths 2026-10-19T16:00 17:00",
      "Maths 2026-10-26T16:00 17:00",
      "Maths 2026-11-02T16:00 17:00",
    ]);
    expect(await shown(store, "2027-07-12", "2027-09-01")).toEqual([
      "Maths 2027-07-12T16:00 17:00",
    ]);
    expect(await shown(store, "2027-07-17", "2028-09-01")).toEqual([]);
  });

  test("tells its occurrences apart, and by what each is the same event", async () => {
    const store = await openTestStore();
    const id = await createEvent(store, lesson({ rrule: "FREQ=DAILY;COUNT=3" }));
    const found = await eventsBetween(store.db, "2026-11-03T00:00:00", "2027-01-01T00:00:00");
    expect(found.map((one) => [one.id, one.key, one.original])).toEqual([
      [id, `${id} 2026-11-03`, "2026-11-03T16:00:00"],
      [id, `${id} 2026-11-04`, "2026-11-04T16:00:00"],
    ]);
  });

  test("reaches into it from before with what is long", async () => {
    const store = await openTestStore();
    const long = lesson({ title: "Camp", ends_at: "2026-11-05T10:00:00" });
    await createEvent(store, { ...long, rrule: "FREQ=MONTHLY;COUNT=2" });
    expect(await shown(store, "2026-12-05", "2026-12-06")).toEqual(["Camp 2026-12-02T16:00 10:00"]);
  });

  test("is gone with its event", async () => {
    const store = await openTestStore();
    await deleteEvent(store, await createEvent(store, lesson()));
    expect(await shown(store, "2026-11-01", "2026-12-01")).toEqual([]);
  });
});

describe("what was changed of one occurrence", () => {
  test("is shown of that one, wherever it was moved to, and a cancelled one is not shown", async () => {
    const store = await openTestStore();
    const id = await createEvent(store, lesson());
    await override(store, id, "2026-11-09T16:00:00", { title: "Test" });
    await override(store, id, "2026-11-16T16:00:00", { cancelled: true });
    await override(store, id, "2026-11-23T16:00:00", {
      starts_at: "2027-03-03T10:00:00",
      ends_at: "2027-03-03T11:00:00",
    });
    expect(await shown(store, "2026-11-01", "2026-12-01")).toEqual([
      "Maths 2026-11-02T16:00 17:00",
      "Test 2026-11-09T16:00 17:00",
      "Maths 2026-11-30T16:00 17:00",
    ]);
    expect(await shown(store, "2027-03-02", "2027-03-06")).toEqual([
      "Maths 2027-03-03T10:00 11:00",
    ]);
  });

  test("stays with its date when the whole series moves to another time of day", async () => {
    const store = await openTestStore();
    const id = await createEvent(store, lesson());
    await override(store, id, "2026-11-09T16:00:00", { title: "Test" });
    await updateEvent(
      store,
      id,
      lesson({ starts_at: "2026-11-02T14:00:00", ends_at: "2026-11-02T15:00:00" }),
    );
    await override(store, id, "2026-11-16T14:00:00", { cancelled: true });
    expect(await shown(store, "2026-11-09", "2026-11-24")).toEqual([
      "Test 2026-11-09T14:00 15:00",
      "Maths 2026-11-23T14:00 15:00",
    ]);
  });

  test("is not lost from sight where the rule no longer makes it", async () => {
    const store = await openTestStore();
    const id = await createEvent(store, lesson());
    await override(store, id, "2026-11-09T16:00:00", { title: "Test" });
    await override(store, id, "2026-11-16T16:00:00", { cancelled: true });
    await updateEvent(
      store,
      id,
      lesson({ rrule: "FREQ=WEEKLY;INTERVAL=4;BYDAY=MO;UNTIL=20270716" }),
    );
    expect(await shown(store, "2026-11-03", "2026-12-01")).toEqual([
      "Test 2026-11-09T16:00 17:00",
      "Maths 2026-11-30T16:00 17:00",
    ]);
  });

  test("belongs to the part that goes on, where another device has split the series meanwhile", async () => {
    const store = await openTestStore();
    const id = await createEvent(store, lesson({ rrule: "FREQ=WEEKLY;BYDAY=MO;UNTIL=20261122" }));
    const second = splitId(id, "2026-11-23");
    await commit(store.db, store, [
      edit("calendar_events", second, {
        origin: { created_at: "2026-11-20T10:00:00Z" },
        title: { title: "Further maths" },
        time: {
          all_day: false,
          starts_at: "2026-11-23T10:00:00",
          ends_at: "2026-11-23T11:00:00",
          zone: "Europe/London",
        },
        repeat: { rrule: "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270716" },
        kind: { kind: "lesson" },
        athro: { athro_id: null },
        notes: { notes: "", location: "" },
        deleted: { deleted: false },
      }),
    ]);
    await override(store, id, "2026-11-30T16:00:00", { title: "Test" });
    await override(store, id, "2026-12-07T16:00:00", { cancelled: true });
    expect(await shown(store, "2026-11-16", "2026-12-15")).toEqual([
      "Maths 2026-11-16T16:00 17:00",
      "Further maths 2026-11-23T10:00 11:00",
      "Test 2026-11-30T10:00 11:00",
      "Further maths 2026-12-14T10:00 11:00",
    ]);
  });
});

describe("next to a stretch of time, and ahead", () => {
  test("series are found on both sides, cancelled times passed over", async () => {
    const store = await openTestStore();
    const id = await createEvent(store, lesson({ rrule: "FREQ=WEEKLY;BYDAY=MO;COUNT=10" }));
    await override(store, id, "2026-11-16T16:00:00", { cancelled: true });
    const around = ["2026-11-17T00:00:00", "2026-11-20T00:00:00"] as const;
    expect(await eventNeighbours(store.db, ...around)).toEqual({
      earlier: "2026-11-09T16:00:00",
      later: "2026-11-23T16:00:00",
    });
    expect(await eventNeighbours(store.db, "2027-05-01T00:00:00", "2027-06-01T00:00:00")).toEqual({
      earlier: "2027-01-04T16:00:00",
      later: null,
    });
  });

  test("the next exam may be one time of a series, or one time that was made an exam", async () => {
    const store = await openTestStore();
    const id = await createEvent(store, lesson());
    expect(await nextExams(store.db, "2026-11-03T08:00:00", 1)).toEqual([]);
    await override(store, id, "2026-12-07T16:00:00", { kind: "exam", title: "Mock" });
    expect(await nextExams(store.db, "2026-11-03T08:00:00", 1)).toMatchObject([
      {
        title: "Mock",
        starts_at: "2026-12-07T16:00:00",
      },
    ]);
    await createEvent(
      store,
      lesson({ title: "Oral", kind: "exam", rrule: "FREQ=MONTHLY;COUNT=3" }),
    );
    expect(await nextExams(store.db, "2026-12-02T16:30:00", 1)).toMatchObject([
      {
        title: "Oral",
        starts_at: "2026-12-02T16:00:00",
      },
    ]);
    expect(await nextExams(store.db, "2026-12-03T08:00:00", 1)).toMatchObject([{ title: "Mock" }]);
  });
});

test("a stretch from within one month into the next has all that touches it, each once", async () => {
  const store = await openTestStore();
  const at = (title: string, starts_at: string, ends_at: string, rrule: string | null = null) =>
    createEvent(store, lesson({ title, starts_at, ends_at, rrule }));
  await at("before", "2026-10-25T09:00:00", "2026-10-25T10:00:00");
  await at("until then", "2026-10-25T23:00:00", "2026-10-26T00:00:00");
  await at("from before", "2026-10-20T09:00:00", "2026-10-27T10:00:00");
  await at("at its first moment", "2026-10-26T00:00:00", "2026-10-26T00:00:00");
  await at("across the months", "2026-10-30T09:00:00", "2026-11-02T10:00:00");
  await at("to the month's end", "2026-10-31T09:00:00", "2026-11-01T00:00:00");
  await at("all of it and more", "2026-09-01T09:00:00", "2026-12-24T10:00:00");
  await at("for years", "2020-09-01T09:00:00", "2031-12-24T10:00:00");
  await at("again", "2026-10-28T09:00:00", "2026-10-28T10:00:00", "FREQ=WEEKLY;COUNT=3");
  await deleteEvent(store, await at("gone", "2026-10-29T09:00:00", "2026-10-29T10:00:00"));
  await at("over its end", "2026-11-08T09:00:00", "2026-11-10T10:00:00");
  await at("after", "2026-11-09T09:00:00", "2026-11-09T10:00:00");
  const found = await shown(store, "2026-10-26", "2026-11-09");
  expect(found.map((one) => one.slice(0, one.indexOf(" 20")))).toEqual([
    "for years",
    "all of it and more",
    "from before",
    "at its first moment",
    "again",
    "across the months",
    "to the month's end",
    "again",
    "over its end",
  ]);
});

/** A date of its own month and year for each number. */
const spread = (nth: number): string => {
  const month = String(1 + (nth % 12)).padStart(2, "0");
  return `${2000 + (Math.floor(nth / 12) % 50)}-${month}-${String(1 + (nth % 28)).padStart(2, "0")}`;
};

test("a month's view reads what is in that month, whatever else there is", async () => {
  const store = await openTestStore();
  const stored = await getEvent(store.db, await createEvent(store, lesson({ rrule: null })));
  const rows = Array.from({ length: 600 }, (_, nth) => ({
    ...stored,
    id: `event ${nth}`,
    starts_at: `${spread(nth)}T09:00:00`,
    ends_at: `${spread(nth)}T10:00:00`,
    rrule: nth % 50 === 0 ? "FREQ=WEEKLY;COUNT=4" : null,
  }));
  await store.db.calendar_events.bulkPut(rows as EventRow[]);
  let read = 0;
  store.db.calendar_events.hook("reading", (row: unknown) => {
    read += 1;
    return row;
  });
  const found = await eventsBetween(store.db, "2026-11-01T00:00:00", "2026-12-01T00:00:00");
  expect(found.length).toBeGreaterThan(0);
  // The month's own, and the series that are not over by then.
  expect(read).toBeLessThan(10);
});
