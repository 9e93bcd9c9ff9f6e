import { describe, expect, test } from "vitest";
import type { EventFields } from "../../src/model/event-input.ts";
import {
  createEvent,
  deleteEvent,
  getEvent,
  restoreEvent,
  updateEvent,
} from "../../src/store/events.ts";
import { eventsBetween } from "../../src/store/occurrences.ts";
import { MONDAY_MS, openTestStore, type TestStore } from "../support/store.ts";
import { sending, syncAll } from "./support/exchange.ts";
import { ServerRows } from "./support/server-rows.ts";

const EXAM: EventFields = {
  title: "Maths mock",
  athro_id: "athro-maths",
  kind: "exam",
  all_day: false,
  starts_at: "2026-11-24T09:00:00",
  ends_at: "2026-11-24T10:30:00",
  zone: "Europe/London",
  notes: "",
  location: "Hall",
};

/** An event that the server holds. */
const withExam = async (extra: Record<string, unknown> = {}) => {
  const store = await openTestStore();
  const server = new ServerRows();
  const id = await createEvent(store, EXAM);
  await syncAll(store, server);
  if (Object.keys(extra).length > 0) {
    server.put("calendar_events", id, extra);
    await syncAll(store, server);
  }
  return { store, server, id };
};

const sent = async (store: TestStore) => (await sending(store)).mutations.map(({ set }) => set);

describe("an event", () => {
  test("is made with all its field groups, so that any server can hold it", async () => {
    const store = await openTestStore();
    const id = await createEvent(store, EXAM);
    expect(await sent(store)).toEqual([
      {
        origin: { created_at: new Date(MONDAY_MS).toISOString() },
        title: { title: "Maths mock" },
        time: {
          all_day: false,
          starts_at: "2026-11-24T09:00:00",
          ends_at: "2026-11-24T10:30:00",
          zone: "Europe/London",
        },
        repeat: { rrule: null },
        kind: { kind: "exam" },
        athro: { athro_id: "athro-maths" },
        notes: { notes: "", location: "Hall" },
        study: { confidence: null, priority: false },
        reminders: { reminders: [] },
        source: { uid: null, imported: null },
        deleted: { deleted: false },
      },
    ]);
    expect(await getEvent(store.db, id)).toMatchObject(EXAM);
  });

  test("[M2] is sent with just the groups that changed, whole", async () => {
    const { store, id } = await withExam();
    await updateEvent(store, id, { ...EXAM, ends_at: "2026-11-24T11:00:00", location: "Gym" });
    expect(await sent(store)).toEqual([
      {
        time: {
          all_day: false,
          starts_at: "2026-11-24T09:00:00",
          ends_at: "2026-11-24T11:00:00",
          zone: "Europe/London",
        },
        notes: { notes: "", location: "Gym" },
      },
    ]);
  });

  test("[G6] is not sent when nothing changed", async () => {
    const { store, id } = await withExam();
    const before = store.commits();
    await updateEvent(store, id, EXAM);
    expect(await sent(store)).toEqual([]);
    expect(store.commits()).toBe(before);
  });

  test("keeps what the editor does not know of, in the groups that it writes too", async () => {
    const { store, id } = await withExam({ rrule: "FREQ=WEEKLY", confidence: 7, priority: true });
    await updateEvent(store, id, { ...EXAM, title: "Maths exam" });
    expect(await sent(store)).toEqual([{ title: { title: "Maths exam" } }]);
    expect(await getEvent(store.db, id)).toMatchObject({
      title: "Maths exam",
      rrule: "FREQ=WEEKLY",
      confidence: 7,
      priority: true,
    });
  });

  test("back and forth before it was sent is sent as it is in the end", async () => {
    const { store, id } = await withExam();
    await updateEvent(store, id, { ...EXAM, title: "Physics mock" });
    await updateEvent(store, id, EXAM);
    expect(await sent(store)).toEqual([{ title: { title: "Maths mock" } }]);
  });

  test("that is not there can't be changed", async () => {
    const store = await openTestStore();
    await expect(updateEvent(store, "nowhere", EXAM)).rejects.toThrow("no event nowhere");
    expect(await store.db.calendar_events.count()).toBe(0);
  });

  test("[M5] is deleted and restored by a field of its own", async () => {
    const { store, server, id } = await withExam();
    const day = ["2026-11-24T00:00:00", "2026-11-25T00:00:00"] as const;
    await deleteEvent(store, id);
    expect(await eventsBetween(store.db, ...day)).toEqual([]);
    expect(await sent(store)).toEqual([{ deleted: { deleted: true } }]);
    await syncAll(store, server);
    expect(await getEvent(store.db, id)).toMatchObject({ ...EXAM, deleted: true });
    await restoreEvent(store, id);
    expect(await eventsBetween(store.db, ...day)).toMatchObject([{ id }]);
  });
});
