import { describe, expect, test } from "vitest";
import { eventsBetween } from "../../src/store/occurrences.ts";
import {
  cancelledTimes,
  changeSeries,
  deleteFromSeries,
  restoreTime,
} from "../../src/store/series.ts";
import type { Changes } from "../../src/store/series-parts.ts";
import { at, on, school, shown, SCHOOL } from "./support/school-series.ts";

/** What each change makes of the series, and how many changed times are then outside of the pattern. */
const changes: Record<
  string,
  [
    day: string,
    changes: Changes,
    scope: "this" | "following" | "all",
    after: string[],
    outside?: number,
  ]
> = {
  "only this: its title": [
    "2026-11-09",
    { title: "Test" },
    "this",
    SCHOOL.with(1, "Test 11-09T16:00-17:00 Room 1"),
  ],
  "only this: to another day": [
    "2026-11-09",
    at("2026-11-11", "10:00", "12:00"),
    "this",
    SCHOOL.with(1, "Maths 11-11T10:00-12:00 Room 1"),
  ],
  "all: the title": [
    "2026-11-09",
    { title: "Algebra" },
    "all",
    SCHOOL.map((one) => one.replace("Maths", "Algebra")),
  ],
  "all: what one had of its own, changed there, goes for it too": [
    "2026-11-16",
    { location: "Lab", notes: "" },
    "all",
    SCHOOL.map((one) => one.replace(/Room 1|Hall/, "Lab")),
  ],
  "all: the time of day": [
    "2026-11-09",
    at("2026-11-09", "09:30", "10:00"),
    "all",
    SCHOOL.map((one) => one.replace("16:00-17:00", "09:30-10:00")),
  ],
  "all: a day later, with the rule": [
    "2026-11-09",
    { ...at("2026-11-10"), rrule: "FREQ=WEEKLY;BYDAY=TU;COUNT=6" },
    "all",
    [
      "Maths 11-03T16:00-17:00 Room 1",
      "Maths 11-10T16:00-17:00 Room 1",
      "Maths 11-17T16:00-17:00 Hall",
      "Maths 11-24T16:00-17:00 Room 1",
      "Maths 12-08T16:00-17:00 Room 1",
    ],
  ],
  "all: a rule that leaves a changed time out, which stays by itself": [
    "2026-11-02",
    { rrule: "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO;COUNT=2" },
    "all",
    [
      "Maths 11-02T16:00-17:00 Room 1",
      "Maths 11-16T16:00-17:00 Hall",
      "Maths 11-23T16:00-17:00 Room 1",
    ],
    1,
  ],
  "all: no more repeats, at the time that was open": [
    "2026-11-09",
    { rrule: null },
    "all",
    ["Maths 11-09T16:00-17:00 Room 1"],
  ],
  "this and following: the title, with the rest of the count and what was changed": [
    "2026-11-09",
    { title: "Algebra" },
    "following",
    SCHOOL.map((one, index) => (index === 0 ? one : one.replace("Maths", "Algebra"))),
  ],
  "this and following: to other days": [
    "2026-11-16",
    { ...at("2026-11-18", "10:00", "11:00"), rrule: "FREQ=WEEKLY;BYDAY=WE;COUNT=6" },
    "following",
    [
      "Maths 11-02T16:00-17:00 Room 1",
      "Maths 11-09T16:00-17:00 Room 1",
      "Maths 11-18T10:00-11:00 Hall",
      "Maths 11-25T10:00-11:00 Room 1",
      "Maths 12-09T10:00-11:00 Room 1",
    ],
  ],
  "this and following: no more repeats": [
    "2026-11-09",
    { rrule: null },
    "following",
    ["Maths 11-02T16:00-17:00 Room 1", "Maths 11-09T16:00-17:00 Room 1"],
  ],
  "this and following, of the first: all": [
    "2026-11-02",
    { title: "Algebra" },
    "following",
    SCHOOL.map((one) => one.replace("Maths", "Algebra")),
  ],
};

describe("a change of a series, and its undoing", () => {
  test.each(Object.entries(changes))(
    "%s",
    async (_name, [day, change, scope, after, outside = 0]) => {
      const { store, id, before } = await school();
      expect(before).toEqual(SCHOOL);
      const changed = await changeSeries(store, on(id, day), change, scope);
      expect(await shown(store)).toEqual(after);
      expect(changed.outside).toBe(outside);
      const found = await eventsBetween(
        store.db,
        `${changed.date}T00:00:00`,
        `${changed.date}T23:59:59`,
      );
      expect(found.map(({ key }) => key)).toContain(changed.key);
      await changed.undo();
      expect(await shown(store)).toEqual(before);
    },
  );

  test.each([
    ["this", "2026-11-16", SCHOOL.toSpliced(2, 1)],
    ["following", "2026-11-16", SCHOOL.slice(0, 2)],
    ["following", "2026-11-02", []],
    ["all", "2026-11-16", []],
  ] as const)("deletes %s of %s", async (scope, day, after) => {
    const { store, id, before } = await school();
    const undo = await deleteFromSeries(store, on(id, day), scope);
    expect(await shown(store)).toEqual(after);
    await undo();
    expect(await shown(store)).toEqual(before);
  });

  test("a cancelled time can be brought back later, with what had been changed of it", async () => {
    const { store, id } = await school();
    await deleteFromSeries(store, on(id, "2026-11-16"), "this");
    expect(await cancelledTimes(store.db, id)).toEqual([
      "2026-11-16T16:00:00",
      "2026-11-30T16:00:00",
    ]);
    await restoreTime(store, on(id, "2026-11-16"));
    expect(await shown(store)).toEqual(SCHOOL);
  });

  test("a split that was undone can be made again", async () => {
    const { store, id } = await school();
    const split = await changeSeries(
      store,
      on(id, "2026-11-09"),
      { title: "Algebra" },
      "following",
    );
    await split.undo();
    await changeSeries(store, on(id, "2026-11-09"), { title: "Geometry" }, "following");
    expect(await shown(store)).toEqual(
      SCHOOL.map((one, index) => (index === 0 ? one : one.replace("Maths", "Geometry"))),
    );
  });
});
