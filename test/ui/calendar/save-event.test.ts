import { describe, expect, test } from "vitest";
import type { EventFields, EventInput } from "../../../src/model/event-input.ts";
import {
  createEvent,
  deleteEvent,
  type EventRow,
  getEvent,
  updateEvent,
} from "../../../src/store/events.ts";
import { changeSeries, deleteFromSeries, type SeriesScope } from "../../../src/store/series.ts";
import type { Store } from "../../../src/store/store.ts";
import { eventsBetween, occurrenceAt } from "../../../src/store/occurrences.ts";
import { editExisting, parseEdited, typed } from "../../../src/ui/calendar/open-editor.ts";
import { changesOf, saveEvent, scopesOf } from "../../../src/ui/calendar/save-event.ts";
import { openTestStore } from "../../support/store.ts";
import { physics, weeklyPhysics } from "./events.ts";

const practical: EventFields = {
  ...physics,
  athro_id: "athro-science",
  location: "Lab 1",
  confidence: null,
  priority: false,
};

const read = async (store: Store, id: string): Promise<EventRow> => {
  const row = await getEvent(store.db, id);
  if (!row) throw new Error(`no event ${id}`);
  return row;
};

/** As an event is that a file brought which says nothing of them. */
const forgetStudy = (store: Store, id: string) =>
  store.db.calendar_events
    .where("id")
    .equals(id)
    .modify((row) => {
      Reflect.deleteProperty(row, "confidence");
      Reflect.deleteProperty(row, "priority");
    });

const opened = async (given: { user?: null } = {}) => {
  const store = await openTestStore(given);
  const id = await createEvent(store, practical);
  return { store, id, row: await read(store, id) };
};

describe.each([{}, { user: null }] as const)("with %j", (user) => {
  test("a new event is made", async () => {
    const store = await openTestStore(user);
    const { key: id } = await saveEvent(store, null, practical);
    expect(await read(store, id)).toMatchObject({ ...practical, deleted: false });
  });

  test("what another device changed meanwhile stands where the student changed nothing", async () => {
    const { store, id, row } = await opened(user);
    await updateEvent(store, id, { ...practical, location: "Lab 2", notes: "Goggles" });
    expect(await saveEvent(store, row, { ...practical, title: "Physics 2" })).toMatchObject({
      key: id,
    });
    expect(await read(store, id)).toMatchObject({
      title: "Physics 2",
      location: "Lab 2",
      notes: "Goggles",
    });
  });

  test("what the student changed is written whole, group by group", async () => {
    const { store, id, row } = await opened(user);
    await updateEvent(store, id, {
      ...practical,
      starts_at: "2026-11-25T14:30:00",
      title: "Other",
    });
    await saveEvent(store, row, { ...practical, ends_at: "2026-11-25T16:00:00" });
    expect(await read(store, id)).toMatchObject({
      title: "Other",
      starts_at: "2026-11-25T14:00:00",
      ends_at: "2026-11-25T16:00:00",
    });
  });

  test("an event that was deleted meanwhile comes back, as it was edited", async () => {
    const { store, id, row } = await opened(user);
    await deleteEvent(store, id);
    const { undo } = await saveEvent(store, row, { ...practical, title: "Kept" });
    expect(await read(store, id)).toMatchObject({ title: "Kept", deleted: false });
    await undo();
    expect(await read(store, id)).toMatchObject({ title: "Physics", deleted: true });
  });

  test("an event that is gone altogether is made anew", async () => {
    const { store, id, row } = await opened(user);
    await store.db.calendar_events.delete(id);
    const { key: made } = await saveEvent(store, row, practical);
    expect(made).not.toBe(id);
    expect(await read(store, made)).toMatchObject(practical);
  });

  test("so is one that goes while it is being saved", async () => {
    const { store, id, row } = await opened(user);
    const saving = saveEvent(store, row, { ...practical, title: "Kept" });
    // Between its look at the event and its write.
    await store.db.calendar_events.delete(id);
    const { key: made } = await saving;
    expect(made).not.toBe(id);
    expect(await read(store, made)).toMatchObject({ title: "Kept" });
  });

  test("what changes while it is being saved stands where the student changed nothing", async () => {
    const { store, id, row } = await opened(user);
    const saving = saveEvent(store, row, { ...practical, title: "Physics 2" });
    await updateEvent(store, id, { location: "Lab 2" });
    await saving;
    expect(await read(store, id)).toMatchObject({ title: "Physics 2", location: "Lab 2" });
  });
});

test("confidence and priority are saved, unset and taken back, and go alone", async () => {
  const { store, id, row } = await opened();
  await updateEvent(store, id, { title: "Physics 2" });
  await saveEvent(store, row, { ...practical, confidence: 0, priority: true });
  const sure = await read(store, id);
  expect(sure).toMatchObject({ title: "Physics 2", confidence: 0, priority: true });
  expect(changesOf(sure, { ...sure, confidence: null })).toEqual({
    confidence: null,
    priority: true,
  });
  const { undo } = await saveEvent(store, sure, { ...sure, confidence: null });
  expect(await read(store, id)).toMatchObject({ confidence: null, priority: true });
  await undo();
  expect(await read(store, id)).toMatchObject({
    title: "Physics 2",
    confidence: 0,
    priority: true,
  });
});

test("an imported event that says nothing of them is given them, and has none once that is undone", async () => {
  const { store, id } = await opened();
  await forgetStudy(store, id);
  const row = await read(store, id);
  expect(changesOf(row, practical)).toEqual({});
  const { undo } = await saveEvent(store, row, { ...practical, confidence: 3 });
  expect(await read(store, id)).toMatchObject({ confidence: 3, priority: false });
  await undo();
  // Not null: the server has no such priority.
  expect(await read(store, id)).toMatchObject({ confidence: null, priority: false });
});

test("saving an event unchanged sends nothing, even where the form shows less than it holds", async () => {
  const { store, id } = await opened();
  await updateEvent(store, id, {
    ...practical,
    title: " Physics ",
    ends_at: "2026-11-25T15:00:30",
  });
  await store.db.outbox.clear();
  const row = await read(store, id);
  await saveEvent(store, row, practical);
  expect(await store.db.outbox.count()).toBe(0);
  expect((await read(store, id)).ends_at).toBe("2026-11-25T15:00:30");
});

const at = async (store: Store, id: string, original: string) => {
  const row = await occurrenceAt(store.db, id, original);
  if (!row) throw new Error(`no occurrence ${original}`);
  return row;
};

describe("an event that repeats", () => {
  const lesson: EventFields = { ...practical, rrule: weeklyPhysics.rrule };
  test("asks which ones are meant, only where something was changed", async () => {
    const store = await openTestStore();
    const { key } = await saveEvent(store, null, lesson);
    const id = key.slice(0, 36);
    const first = await at(store, id, "2026-11-25T14:00:00");
    const second = await at(store, id, "2026-12-02T14:00:00");
    const same = { starts_at: second.starts_at, ends_at: second.ends_at };
    expect(scopesOf(second, changesOf(second, { ...lesson, ...same }))).toEqual([]);
    const renamed = changesOf(second, { ...lesson, ...same, title: "Test" });
    expect(renamed).toEqual({ title: "Test" });
    expect(scopesOf(second, renamed)).toEqual(["this", "following", "all"]);
    expect(scopesOf(first, renamed)).toEqual(["this", "all"]);
    expect(scopesOf(second, { rrule: null })).toEqual(["following", "all"]);
  });

  test("has one confidence: it is never changed for one of its times alone", async () => {
    const store = await openTestStore();
    const { key } = await saveEvent(store, null, lesson);
    const id = key.slice(0, 36);
    const second = await at(store, id, "2026-12-02T14:00:00");
    const edited = {
      ...lesson,
      starts_at: second.starts_at,
      ends_at: second.ends_at,
      confidence: 2,
      priority: true,
      title: "Test",
    };
    expect(scopesOf(second, changesOf(second, edited))).toEqual(["following", "all"]);
    const { key: rest } = await saveEvent(store, second, edited, "following");
    const after = { title: "Test", confidence: 2, priority: true };
    expect(await at(store, rest.slice(0, 36), "2026-12-09T14:00:00")).toMatchObject(after);
    expect(await read(store, id)).toMatchObject({ title: "Physics", confidence: null });
  });

  test("that was imported without confidence is split with none, and not with half a group", async () => {
    const store = await openTestStore();
    const { key } = await saveEvent(store, null, lesson);
    const id = key.slice(0, 36);
    await forgetStudy(store, id);
    const second = await at(store, id, "2026-12-02T14:00:00");
    const { key: rest } = await changeSeries(
      store,
      { id, original: second.original ?? "" },
      { title: "Test" },
      "following",
    );
    expect(await read(store, rest.slice(0, 36))).toMatchObject({
      confidence: null,
      priority: false,
    });
  });

  test("is changed as far as the student said, and back", async () => {
    const store = await openTestStore();
    const { key } = await saveEvent(store, null, lesson);
    const id = key.slice(0, 36);
    const second = await at(store, id, "2026-12-02T14:00:00");
    const edited = {
      ...lesson,
      starts_at: second.starts_at,
      ends_at: second.ends_at,
      title: "Test",
    };
    const { undo } = await saveEvent(store, second, edited, "this");
    expect((await at(store, id, "2026-12-02T14:00:00")).title).toBe("Test");
    expect((await at(store, id, "2026-12-09T14:00:00")).title).toBe("Physics");
    await undo();
    expect((await at(store, id, "2026-12-02T14:00:00")).title).toBe("Physics");
  });

  /** One opened from the calendar, what was typed in it, and the rest as it is then. */
  const begin = async (original: string, change: Partial<EventInput>, rule = lesson.rrule) => {
    const store = await openTestStore();
    const id = await createEvent(store, { ...lesson, rrule: rule ?? null });
    const row = await at(store, id, original);
    const parsed = parseEdited(typed(editExisting(row), change));
    if (!parsed.ok) throw new Error(parsed.problems.join());
    const { fields } = parsed;
    const titles = async () =>
      (await eventsBetween(store.db, "2026-11-20T00:00:00", "2026-12-20T00:00:00")).map(
        (one) => `${one.starts_at.slice(5, 10)} ${one.title}`,
      );
    return { store, id, row, fields, scopes: scopesOf(row, changesOf(row, fields)), titles };
  };
  const [FIRST, SECOND, THIRD] = ["11-25", "12-02", "12-09"].map(
    (date) => `2026-${date}T14:00:00`,
  ) as [string, string, string];
  const before = ["11-25 Physics", "12-02 Physics", "12-09 Physics"];

  test.each<[string, string, SeriesScope[], SeriesScope, string[]]>([
    [FIRST, "2026-11-26", ["this", "all"], "this", ["11-26", "12-02", "12-09"]],
    [FIRST, "2026-11-26", ["this", "all"], "all", ["11-26", "12-03", "12-10"]],
    [SECOND, "2026-12-03", ["this", "following", "all"], "this", ["11-25", "12-03", "12-09"]],
    [SECOND, "2026-12-03", ["this", "following", "all"], "following", ["11-25", "12-03", "12-10"]],
    [SECOND, "2026-12-03", ["this", "following", "all"], "all", ["11-26", "12-03", "12-10"]],
    [THIRD, "2026-12-10", ["this", "following", "all"], "this", ["11-25", "12-02", "12-10"]],
  ])("opened at %s, goes to %s: %j can be chosen; %s", async (original, startDate, ...then) => {
    const [scopes, scope, expected] = then;
    for (const rule of [lesson.rrule, "FREQ=WEEKLY;BYDAY=WE;UNTIL=20261209"]) {
      const given = await begin(original, { startDate }, rule);
      expect(given.scopes).toEqual(scopes);
      const { undo } = await saveEvent(given.store, given.row, given.fields, scope);
      expect(await given.titles()).toEqual(expected.map((date) => `${date} Physics`));
      await undo();
      expect(await given.titles()).toEqual(before);
    }
  });

  test("by a monthly rule too goes alone to another day, and the rule is the same", async () => {
    const rule = "FREQ=MONTHLY;BYDAY=4WE;UNTIL=20270731";
    const given = await begin(FIRST, { startDate: "2026-11-26" }, rule);
    expect(given.scopes).toEqual(["this", "all"]);
    await saveEvent(given.store, given.row, given.fields, "this");
    expect(await given.titles()).toEqual(["11-26 Physics"]);
    expect((await read(given.store, given.id)).rrule).toBe(rule);
  });

  test("does not go alone where how it repeats was changed as well", async () => {
    const { scopes } = await begin(SECOND, { startDate: "2026-12-03", repeats: "fortnightly" });
    expect(scopes).toEqual(["following", "all"]);
  });

  test.each([{ title: "Kept" }, {}])(
    "one that was deleted meanwhile comes back with %j, and no other is touched",
    async (change) => {
      const { store, id, row, fields, titles } = await begin(SECOND, change);
      await deleteFromSeries(store, { id, original: SECOND }, "this");
      const { undo } = await saveEvent(store, row, fields);
      expect(await titles()).toEqual([
        "11-25 Physics",
        `12-02 ${change.title ?? "Physics"}`,
        "12-09 Physics",
      ]);
      await undo();
      expect(await titles()).toEqual(["11-25 Physics", "12-09 Physics"]);
    },
  );

  test("one that was deleted meanwhile comes back too where the student changed what all have", async () => {
    const { store, id, row, fields, titles } = await begin(SECOND, {
      title: "Kept",
      confidence: 3,
    });
    await deleteFromSeries(store, { id, original: SECOND }, "this");
    const { undo } = await saveEvent(store, row, fields, "all");
    expect(await titles()).toEqual(["11-25 Kept", "12-02 Kept", "12-09 Kept"]);
    await undo();
    expect(await titles()).toEqual(["11-25 Physics", "12-09 Physics"]);
  });

  test.each([{ title: "Kept" }, { startDate: "2026-12-03" }, {}])(
    "of all deleted meanwhile, one saved with %j is kept by itself",
    async (change) => {
      const { store, id, row, fields, titles } = await begin(SECOND, change);
      await deleteEvent(store, id);
      const { undo } = await saveEvent(store, row, fields);
      const [date, title] = [fields.starts_at.slice(5, 10), change.title ?? "Physics"];
      expect(await titles()).toEqual([`${date} ${title}`]);
      expect((await read(store, id)).deleted).toBe(true);
      await undo();
      expect(await titles()).toEqual([]);
      // Or of all that are gone for good.
      await store.db.calendar_events.delete(id);
      await saveEvent(store, row, fields);
      expect(await titles()).toEqual([`${date} ${title}`]);
    },
  );

  test("all deleted meanwhile come back where the student changed what all have, and go again by undo", async () => {
    const { store, id, row, fields, titles } = await begin(SECOND, {
      title: "Kept",
      confidence: 3,
    });
    await deleteEvent(store, id);
    const { undo } = await saveEvent(store, row, fields, "following");
    expect(await titles()).toEqual(["11-25 Physics", "12-02 Kept", "12-09 Kept"]);
    await undo();
    expect(await titles()).toEqual([]);
    expect((await read(store, id)).rrule).toBe(lesson.rrule);
  });
});
