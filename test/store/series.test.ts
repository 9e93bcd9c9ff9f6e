import { describe, expect, test } from "vitest";
import type { EventFields } from "../../src/model/event-input.ts";
import { overrideId, splitId } from "../../src/model/ids.ts";
import { createEvent, getEvent } from "../../src/store/events.ts";
import { eventsBetween, occurrenceAt } from "../../src/store/occurrences.ts";
import {
  cancelledTimes,
  changeSeries,
  deleteFromSeries,
  restoreTime,
} from "../../src/store/series.ts";
import type { Changes } from "../../src/store/series-parts.ts";
import { commit, type Edit } from "../../src/store/write.ts";
import { openTestStore, type TestStore } from "../support/store.ts";
import { syncAll } from "./support/exchange.ts";
import { ServerRows } from "./support/server-rows.ts";

const LESSON: EventFields = {
  title: "Maths",
  athro_id: "athro-maths",
  kind: "lesson",
  all_day: false,
  starts_at: "2026-11-02T16:00:00",
  ends_at: "2026-11-02T17:00:00",
  zone: "Europe/London",
  notes: "",
  location: "Room 1",
  rrule: "FREQ=WEEKLY;BYDAY=MO;COUNT=6",
};

const shown = async (store: TestStore): Promise<string[]> => {
  const found = await eventsBetween(store.db, "2026-01-01T00:00:00", "2028-01-01T00:00:00");
  return found.map(
    ({ title, starts_at, ends_at, location }) =>
      `${title} ${starts_at.slice(5, 16)}-${ends_at.slice(11, 16)} ${location}`,
  );
};

const at = (day: string, from = "16:00", to = "17:00"): Changes => ({
  all_day: false,
  starts_at: `${day}T${from}:00`,
  ends_at: `${day}T${to}:00`,
  zone: "Europe/London",
});

/** A series of six Mondays, of which the third has another room and the fifth is cancelled. */
const school = async (): Promise<{ store: TestStore; id: string; before: string[] }> => {
  const store = await openTestStore();
  const id = await createEvent(store, LESSON);
  await changeSeries(store, on(id, "2026-11-16"), { location: "Hall", notes: "" }, "this");
  await deleteFromSeries(store, on(id, "2026-11-30"), "this");
  return { store, id, before: await shown(store) };
};

const on = (id: string, day: string) => ({ id, original: `${day}T16:00:00` });

const SCHOOL = [
  "Maths 11-02T16:00-17:00 Room 1",
  "Maths 11-09T16:00-17:00 Room 1",
  "Maths 11-16T16:00-17:00 Hall",
  "Maths 11-23T16:00-17:00 Room 1",
  "Maths 12-07T16:00-17:00 Room 1",
];

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

const pair = async () => {
  const server = new ServerRows();
  const laptop = await openTestStore({ origin: "aaaaaaaa" });
  const phone = await openTestStore({ origin: "bbbbbbbb" });
  const id = await createEvent(laptop, LESSON);
  await syncAll(laptop, server);
  await syncAll(phone, server);
  const meet = async () => {
    await syncAll(laptop, server);
    await syncAll(phone, server);
    await syncAll(laptop, server);
    expect(await shown(phone)).toEqual(await shown(laptop));
    return shown(laptop);
  };
  return { laptop, phone, id, meet };
};

describe("[M2] two devices", () => {
  test("that edit different lessons of one series both keep their edits", async () => {
    const { laptop, phone, id, meet } = await pair();
    await changeSeries(laptop, on(id, "2026-11-09"), { title: "Test" }, "this");
    await changeSeries(phone, on(id, "2026-11-16"), { location: "Hall", notes: "" }, "this");
    await deleteFromSeries(phone, on(id, "2026-11-23"), "this");
    expect(await meet()).toEqual([
      "Maths 11-02T16:00-17:00 Room 1",
      "Test 11-09T16:00-17:00 Room 1",
      "Maths 11-16T16:00-17:00 Hall",
      "Maths 11-30T16:00-17:00 Room 1",
      "Maths 12-07T16:00-17:00 Room 1",
    ]);
  });

  test("that edit one lesson in different ways make one record of it", async () => {
    const { laptop, phone, id, meet } = await pair();
    await changeSeries(laptop, on(id, "2026-11-09"), { title: "Test" }, "this");
    await changeSeries(phone, on(id, "2026-11-09"), at("2026-11-10"), "this");
    expect((await meet())[1]).toBe("Test 11-10T16:00-17:00 Room 1");
  });

  test("of which one splits the series and the other edits a later lesson lose neither", async () => {
    const { laptop, phone, id, meet } = await pair();
    await changeSeries(
      laptop,
      on(id, "2026-11-16"),
      { ...at("2026-11-16", "09:00", "10:00") },
      "following",
    );
    await changeSeries(phone, on(id, "2026-11-23"), { title: "Test" }, "this");
    expect(await meet()).toEqual([
      "Maths 11-02T16:00-17:00 Room 1",
      "Maths 11-09T16:00-17:00 Room 1",
      "Maths 11-16T09:00-10:00 Room 1",
      "Test 11-23T09:00-10:00 Room 1",
      "Maths 11-30T09:00-10:00 Room 1",
      "Maths 12-07T09:00-10:00 Room 1",
    ]);
  });

  test("that split a series at one lesson make one second part of it", async () => {
    const { laptop, phone, id, meet } = await pair();
    await changeSeries(laptop, on(id, "2026-11-16"), { title: "Algebra" }, "following");
    await changeSeries(phone, on(id, "2026-11-16"), { location: "Lab", notes: "" }, "following");
    expect(await meet()).toHaveLength(6);
    expect((await getEvent(phone.db, id))?.rrule).toBe("FREQ=WEEKLY;BYDAY=MO;UNTIL=20261115");
  });

  test("[L1] of which one moved the series to another time of day before, edit one lesson as one record", async () => {
    const { laptop, phone, id, meet } = await pair();
    await changeSeries(laptop, on(id, "2026-11-02"), at("2026-11-02", "09:15", "10:15"), "all");
    const moved = { id, original: "2026-11-09T09:15:00" };
    await changeSeries(laptop, moved, { title: "Test" }, "this");
    await changeSeries(phone, on(id, "2026-11-09"), { location: "Hall", notes: "" }, "this");
    expect((await meet())[1]).toBe("Test 11-09T09:15-10:15 Hall");
    expect(await laptop.db.calendar_overrides.count()).toBe(1);
    await changeSeries(laptop, moved, { title: "Exam" }, "this");
    await changeSeries(phone, on(id, "2026-11-09"), { title: "Quiz" }, "this");
    // One lesson, one record: of two titles the server keeps the loser (M3).
    expect((await meet())[1]).toMatch(/^(Exam|Quiz) 11-09T09:15-10:15 Hall$/);
    expect(await laptop.db.calendar_overrides.count()).toBe(1);
  });
});

/** A change of one time, as versions wrote it that named it by its time of day. */
const older = (store: TestStore, id: string, original: string, set: Edit["set"]): Promise<void> =>
  commit(store.db, store, [
    {
      table: "calendar_overrides",
      id: overrideId(id, original),
      set: { origin: { event_id: id, original_start: original }, ...set },
    },
  ]);

const doubled = async () => {
  const { store, id } = await school();
  await older(store, id, "2026-11-09T16:00:00", { title: { title: "Test" } });
  await older(store, id, "2026-11-09T09:15:00", { notes: { notes: "", location: "Hall" } });
  return { store, id, time: on(id, "2026-11-09"), before: await shown(store) };
};

describe("[L1] two records of one time, by different times of day", () => {
  test("are shown together", async () => {
    const { before } = await doubled();
    expect(before).toEqual(SCHOOL.with(1, "Test 11-09T16:00-17:00 Hall"));
  });

  test("of what both say, the last counts, whichever time it names", async () => {
    const { laptop, phone, id, meet } = await pair();
    await older(laptop, id, "2026-11-09T16:00:00", { title: { title: "First" } });
    await older(phone, id, "2026-11-16T09:15:00", { title: { title: "First" } });
    laptop.clock.ms += 60_000;
    phone.clock.ms += 60_000;
    await older(phone, id, "2026-11-09T09:15:00", { title: { title: "Second" } });
    await older(laptop, id, "2026-11-16T16:00:00", { title: { title: "Second" } });
    expect((await meet()).slice(1, 3)).toEqual([
      "Second 11-09T16:00-17:00 Room 1",
      "Second 11-16T16:00-17:00 Room 1",
    ]);
  });

  test.each([
    ["an edit", ["Exam 11-09T16:00-17:00 Hall"], { title: "Exam" }, "this"],
    ["a change of all", ["Exam 11-09T16:00-17:00 Hall"], { title: "Exam" }, "all"],
    ["a split", ["Exam 11-09T16:00-17:00 Hall"], { title: "Exam" }, "following"],
  ] as const)("come to one with %s, and are two again when it is undone", async (...given) => {
    const [, after, change, scope] = given;
    const { store, time, before } = await doubled();
    const changed = await changeSeries(store, time, change, scope);
    expect((await shown(store)).slice(1, 2)).toEqual(after);
    await changed.undo();
    expect(await shown(store)).toEqual(before);
  });

  test("are both cancelled, and brought back", async () => {
    const { store, time, before } = await doubled();
    await deleteFromSeries(store, time, "this");
    expect(await shown(store)).toEqual(before.toSpliced(1, 1));
    await restoreTime(store, time);
    expect(await shown(store)).toEqual(before);
  });
});

const split = async () => {
  const { laptop, phone, id, meet } = await pair();
  const times = at("2026-11-16", "09:00", "10:00");
  await changeSeries(laptop, on(id, "2026-11-16"), times, "following");
  return { laptop, phone, id, meet };
};

describe("[L2] a lesson whose series was split on another device meanwhile", () => {
  const AFTER = [
    "Maths 11-02T16:00-17:00 Room 1",
    "Maths 11-09T16:00-17:00 Room 1",
    "Maths 11-16T09:00-10:00 Room 1",
    "Maths 11-23T09:00-10:00 Room 1",
    "Maths 11-30T09:00-10:00 Room 1",
    "Maths 12-07T09:00-10:00 Room 1",
  ];

  test("is split in the part that holds it, from an editor that was left open", async () => {
    const { laptop, phone, id, meet } = await split();
    await meet();
    const { undo } = await changeSeries(
      phone,
      on(id, "2026-11-30"),
      { title: "Algebra" },
      "following",
    );
    expect(await meet()).toEqual(
      AFTER.map((one, index) => (index < 4 ? one : one.replace("Maths", "Algebra"))),
    );
    await undo();
    expect(await meet()).toEqual(AFTER);
    await deleteFromSeries(laptop, on(id, "2026-11-30"), "following");
    expect(await meet()).toEqual(AFTER.slice(0, 4));
  });

  test("is deleted from there on where the part has other days, and nothing grows longer", async () => {
    const { laptop, phone, id, meet } = await pair();
    const times = at("2026-11-18", "09:00", "10:00");
    const rrule = "FREQ=WEEKLY;BYDAY=WE;COUNT=6";
    await changeSeries(laptop, on(id, "2026-11-16"), { ...times, rrule }, "following");
    await meet();
    await deleteFromSeries(phone, on(id, "2026-11-30"), "following");
    expect((await meet()).map((one) => one.slice(6, 11))).toEqual([
      "11-02",
      "11-09",
      "11-18",
      "11-25",
    ]);
  });

  test("keeps what was changed of it on the other device when it is edited once more", async () => {
    const { phone, id, meet } = await split();
    await changeSeries(phone, on(id, "2026-11-23"), { title: "Test" }, "this");
    const together = AFTER.with(3, "Test 11-23T09:00-10:00 Room 1");
    expect(await meet()).toEqual(together);
    const part = { id: splitId(id, "2026-11-16"), original: "2026-11-23T09:00:00" };
    expect(await occurrenceAt(phone.db, part.id, part.original)).toMatchObject({ title: "Test" });
    await changeSeries(phone, part, { location: "Hall", notes: "" }, "this");
    expect(await meet()).toEqual(AFTER.with(3, "Test 11-23T09:00-10:00 Hall"));
    await deleteFromSeries(phone, part, "this");
    expect(await meet()).toEqual(AFTER.toSpliced(3, 1));
    expect(await cancelledTimes(phone.db, part.id)).toEqual([part.original]);
    expect(await cancelledTimes(phone.db, id)).toEqual([]);
    await restoreTime(phone, part);
    expect(await meet()).toEqual(AFTER.with(3, "Test 11-23T09:00-10:00 Hall"));
  });

  test("from an editor that was left open is kept where what follows was deleted, and the rest does not come back", async () => {
    const { laptop, phone, id, meet } = await pair();
    await deleteFromSeries(laptop, on(id, "2026-11-16"), "following");
    await meet();
    await deleteFromSeries(phone, on(id, "2026-11-30"), "following");
    expect(await meet()).toEqual(AFTER.slice(0, 2));
    await changeSeries(phone, on(id, "2026-11-30"), { title: "Algebra" }, "following");
    expect(await meet()).toEqual([...AFTER.slice(0, 2), "Algebra 11-30T16:00-17:00 Room 1"]);
  });

  test("is split as the part that begins there already, which keeps what the other device gave it", async () => {
    const { laptop, phone, id, meet } = await pair();
    const room = { location: "Hall", notes: "", rrule: null };
    await changeSeries(laptop, on(id, "2026-11-16"), room, "following");
    await meet();
    await changeSeries(phone, on(id, "2026-11-16"), { title: "Test" }, "following");
    expect(await meet()).toEqual([...AFTER.slice(0, 2), "Test 11-16T16:00-17:00 Hall"]);
  });

  test("[L3] at another lesson, neither knowing of the other, is there in both parts until one is deleted", async () => {
    const { laptop, phone, id, meet } = await pair();
    await changeSeries(laptop, on(id, "2026-11-16"), { title: "Algebra" }, "following");
    await changeSeries(phone, on(id, "2026-11-30"), { title: "Geometry" }, "following");
    const both = await meet();
    expect(both.filter((one) => one.startsWith("Algebra"))).toHaveLength(4);
    expect(both.filter((one) => one.startsWith("Geometry"))).toHaveLength(2);
    const part = { id: splitId(id, "2026-11-30"), original: "2026-11-30T16:00:00" };
    await deleteFromSeries(laptop, part, "all");
    expect((await meet()).filter((one) => one.startsWith("Algebra"))).toHaveLength(4);
  });

  test("ends no later where the other device had its rule end sooner by a count", async () => {
    const { laptop, phone, id, meet } = await pair();
    const rrule = "FREQ=WEEKLY;BYDAY=MO;COUNT=3";
    await changeSeries(laptop, on(id, "2026-11-02"), { rrule }, "all");
    await meet();
    await deleteFromSeries(phone, on(id, "2026-12-07"), "following");
    expect(await meet()).toHaveLength(3);
  });
});
