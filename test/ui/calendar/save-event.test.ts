import { describe, expect, test } from "vitest";
import type { EventFields } from "../../../src/model/event-input.ts";
import {
  createEvent,
  deleteEvent,
  type EventRow,
  getEvent,
  updateEvent,
} from "../../../src/store/events.ts";
import { changeSeries } from "../../../src/store/series.ts";
import type { Store } from "../../../src/store/store.ts";
import { occurrenceAt } from "../../../src/store/occurrences.ts";
import { changesOf, saveEvent, scopesOf } from "../../../src/ui/calendar/save-event.ts";
import { openTestStore } from "../../support/store.ts";

const physics: EventFields = {
  title: "Physics",
  athro_id: "athro-science",
  kind: "lesson",
  all_day: false,
  starts_at: "2026-11-25T14:00:00",
  ends_at: "2026-11-25T15:00:00",
  zone: "Europe/London",
  notes: "",
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
  const id = await createEvent(store, physics);
  return { store, id, row: await read(store, id) };
};

describe.each([{}, { user: null }] as const)("with %j", (user) => {
  test("a new event is made", async () => {
    const store = await openTestStore(user);
    const { key: id } = await saveEvent(store, null, physics);
    expect(await read(store, id)).toMatchObject({ ...physics, deleted: false });
  });

  test("what another device changed meanwhile stands where the student changed nothing", async () => {
    const { store, id, row } = await opened(user);
    await updateEvent(store, id, { ...physics, location: "Lab 2", notes: "Goggles" });
    expect(await saveEvent(store, row, { ...physics, title: "Physics 2" })).toMatchObject({
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
    await updateEvent(store, id, { ...physics, starts_at: "2026-11-25T14:30:00", title: "Other" });
    await saveEvent(store, row, { ...physics, ends_at: "2026-11-25T16:00:00" });
    expect(await read(store, id)).toMatchObject({
      title: "Other",
      starts_at: "2026-11-25T14:00:00",
      ends_at: "2026-11-25T16:00:00",
    });
  });

  test("an event that was deleted meanwhile comes back, as it was edited", async () => {
    const { store, id, row } = await opened(user);
    await deleteEvent(store, id);
    await saveEvent(store, row, { ...physics, title: "Kept" });
    expect(await read(store, id)).toMatchObject({ title: "Kept", deleted: false });
  });

  test("an event that is gone altogether is made anew", async () => {
    const { store, id, row } = await opened(user);
    await store.db.calendar_events.delete(id);
    const { key: made } = await saveEvent(store, row, physics);
    expect(made).not.toBe(id);
    expect(await read(store, made)).toMatchObject(physics);
  });

  test("so is one that goes while it is being saved", async () => {
    const { store, id, row } = await opened(user);
    const saving = saveEvent(store, row, { ...physics, title: "Kept" });
    // Between its look at the event and its write.
    await store.db.calendar_events.delete(id);
    const { key: made } = await saving;
    expect(made).not.toBe(id);
    expect(await read(store, made)).toMatchObject({ title: "Kept" });
  });

  test("what changes while it is being saved stands where the student changed nothing", async () => {
    const { store, id, row } = await opened(user);
    const saving = saveEvent(store, row, { ...physics, title: "Physics 2" });
    await updateEvent(store, id, { location: "Lab 2" });
    await saving;
    expect(await read(store, id)).toMatchObject({ title: "Physics 2", location: "Lab 2" });
  });
});

test("confidence and priority are saved, unset and taken back, and go alone", async () => {
  const { store, id, row } = await opened();
  await updateEvent(store, id, { title: "Physics 2" });
  await saveEvent(store, row, { ...physics, confidence: 0, priority: true });
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
  expect(changesOf(row, physics)).toEqual({});
  const { undo } = await saveEvent(store, row, { ...physics, confidence: 3 });
  expect(await read(store, id)).toMatchObject({ confidence: 3, priority: false });
  await undo();
  // Not null: the server has no such priority.
  expect(await read(store, id)).toMatchObject({ confidence: null, priority: false });
});

test("saving an event unchanged sends nothing, even where the form shows less than it holds", async () => {
  const { store, id } = await opened();
  await updateEvent(store, id, { ...physics, title: " Physics ", ends_at: "2026-11-25T15:00:30" });
  await store.db.outbox.clear();
  const row = await read(store, id);
  await saveEvent(store, row, physics);
  expect(await store.db.outbox.count()).toBe(0);
  expect((await read(store, id)).ends_at).toBe("2026-11-25T15:00:30");
});

const at = async (store: Store, id: string, original: string) => {
  const row = await occurrenceAt(store.db, id, original);
  if (!row) throw new Error(`no occurrence ${original}`);
  return row;
};

describe("an event that repeats", () => {
  const lesson: EventFields = { ...physics, rrule: "FREQ=WEEKLY;BYDAY=WE;COUNT=3" };
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
});
