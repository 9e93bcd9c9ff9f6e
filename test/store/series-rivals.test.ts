import { describe, expect, test } from "vitest";
import { overrideId, splitId } from "../../src/model/ids.ts";
import { createEvent, getEvent } from "../../src/store/events.ts";
import { occurrenceAt } from "../../src/store/occurrences.ts";
import {
  cancelledTimes,
  changeSeries,
  deleteFromSeries,
  restoreTime,
} from "../../src/store/series.ts";
import { commit, type Edit } from "../../src/store/write.ts";
import { openTestStore, type TestStore } from "../support/store.ts";
import { syncAll } from "./support/exchange.ts";
import { ServerRows } from "./support/server-rows.ts";
import { LESSON, at, on, school, shown, SCHOOL } from "./support/school-series.ts";

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
