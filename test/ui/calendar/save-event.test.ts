import { describe, expect, test } from "vitest";
import type { EventFields } from "../../../src/model/event-input.ts";
import {
  createEvent,
  deleteEvent,
  type EventRow,
  getEvent,
  updateEvent,
} from "../../../src/store/events.ts";
import type { Store } from "../../../src/store/store.ts";
import { saveEvent } from "../../../src/ui/calendar/save-event.ts";
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
};

const read = async (store: Store, id: string): Promise<EventRow> => {
  const row = await getEvent(store.db, id);
  if (!row) throw new Error(`no event ${id}`);
  return row;
};

const opened = async (given: { user?: null } = {}) => {
  const store = await openTestStore(given);
  const id = await createEvent(store, physics);
  return { store, id, row: await read(store, id) };
};

describe.each([{}, { user: null }] as const)("with %j", (user) => {
  test("a new event is made", async () => {
    const store = await openTestStore(user);
    const id = await saveEvent(store, null, physics);
    expect(await read(store, id)).toMatchObject({ ...physics, deleted: false });
  });

  test("what another device changed meanwhile stands where the student changed nothing", async () => {
    const { store, id, row } = await opened(user);
    await updateEvent(store, id, { ...physics, location: "Lab 2", notes: "Goggles" });
    expect(await saveEvent(store, row, { ...physics, title: "Physics 2" })).toBe(id);
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
    const made = await saveEvent(store, row, physics);
    expect(made).not.toBe(id);
    expect(await read(store, made)).toMatchObject(physics);
  });
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
