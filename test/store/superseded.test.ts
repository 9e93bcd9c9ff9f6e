import { describe, expect, test } from "vitest";
import { readState } from "../../src/store/database.ts";
import { deleteEvent, updateEvent } from "../../src/store/events.ts";
import { activeSession } from "../../src/store/active-session.ts";
import { getSession } from "../../src/store/sessions.ts";
import {
  dismissOverwritten,
  overwrittenEdits,
  restoreOverwritten,
} from "../../src/store/superseded.ts";
import { MONDAY_MS, openTestStore, type TestStore } from "../support/store.ts";
import { exchange, sending, syncAll } from "./support/exchange.ts";
import { OTHER_DEVICE, ServerRows } from "./support/server-rows.ts";

const EVENT = "66666666-6666-4666-8666-666666666666";
const KEPT = "77777777-7777-4777-8777-777777777777";
const CHAT = "88888888-8888-4888-8888-888888888888";

/** A device that holds an event, and an edit of its title that lost. */
const withLost = async (
  columns: Parameters<typeof ServerRows.prototype.put<"superseded">>[2] = {},
): Promise<{ store: TestStore; server: ServerRows }> => {
  const store = await openTestStore();
  const server = new ServerRows();
  server.put("calendar_events", EVENT);
  server.put("chat_sessions", CHAT);
  server.put("superseded", KEPT, { record_id: EVENT, lost: { title: "Mock exam" }, ...columns });
  await syncAll(store, server);
  return { store, server };
};

const event = async ({ db }: TestStore) => {
  const row = await db.calendar_events.get(EVENT);
  if (!row) throw new Error("the event went");
  return row;
};

describe("[M3] an edit that lost", () => {
  test("is told with what it was, what is in its place, when it was made and where", async () => {
    const { store, server } = await withLost();
    expect(await overwrittenEdits(store.db)).toEqual([
      {
        id: KEPT,
        table: "calendar_events",
        record: EVENT,
        title: "Maths mock",
        group: "title",
        lost: { title: "Mock exam" },
        present: { title: "Maths mock" },
        at: MONDAY_MS,
        here: false,
      },
    ]);
    const { device } = await readState(store.db);
    server.put("superseded", KEPT, { lost_device: device });
    await syncAll(store, server);
    expect(await overwrittenEdits(store.db)).toMatchObject([{ here: true }]);
  });

  test("is restored by an edit of its field group alone, made knowingly", async () => {
    const { store, server } = await withLost();
    store.clock.ms += 60_000;
    await restoreOverwritten(store, KEPT);
    expect((await event(store)).title).toBe("Mock exam");
    expect(await overwrittenEdits(store.db)).toEqual([]);
    const { mutations } = await sending(store);
    expect(mutations).toMatchObject([
      { table: "calendar_events", id: EVENT, set: { title: { title: "Mock exam" } } },
      { table: "superseded", id: KEPT, set: { deleted: { deleted: true } } },
    ]);
    expect(Object.keys(mutations[0]?.set ?? {})).toEqual(["title"]);
    expect(mutations[0]?.base).toEqual({ title: 1 });
    await syncAll(store, server);

    const other = await openTestStore({ origin: "bbbbbbbb" });
    await syncAll(other, server);
    expect((await event(other)).title).toBe("Mock exam");
    expect(await overwrittenEdits(other.db)).toEqual([]);
  });

  test("is restored once, however often it is asked for", async () => {
    const { store } = await withLost();
    await restoreOverwritten(store, KEPT);
    await updateEvent(store, EVENT, { ...(await event(store)), title: "Changed since" });
    await restoreOverwritten(store, KEPT);
    expect((await event(store)).title).toBe("Changed since");
  });

  test("brings its record back if that was deleted meanwhile", async () => {
    const { store } = await withLost();
    await deleteEvent(store, EVENT);
    await restoreOverwritten(store, KEPT);
    expect(await event(store)).toMatchObject({ title: "Mock exam", deleted: false });
  });

  test("of the deletion itself deletes again", async () => {
    const { store } = await withLost({ field_group: "deleted", lost: { deleted: true } });
    await restoreOverwritten(store, KEPT);
    expect((await event(store)).deleted).toBe(true);
  });

  test("that opened a chat makes it the one open chat", async () => {
    const { store, server } = await withLost({
      table_name: "chat_sessions",
      record_id: CHAT,
      field_group: "active",
      lost: { is_active: true },
    });
    server.put("chat_sessions", EVENT.replaceAll("6", "9"), {
      title: "Newer",
      is_active: true,
      created_at: "2026-11-21T10:00:00+00:00",
    });
    await syncAll(store, server);
    expect((await activeSession(store.db, "athro-maths"))?.title).toBe("Newer");
    await restoreOverwritten(store, KEPT);
    expect((await activeSession(store.db, "athro-maths"))?.id).toBe(CHAT);
    expect(await getSession(store.db, EVENT.replaceAll("6", "9"))).toMatchObject({
      is_active: false,
    });
  });

  test("of a record that was purged can't be restored, and nothing is changed by trying", async () => {
    const { store, server } = await withLost();
    server.purge(EVENT);
    await exchange(store, server);
    expect(await overwrittenEdits(store.db)).toMatchObject([{ present: null, title: "" }]);
    await expect(restoreOverwritten(store, KEPT)).rejects.toThrow("nothing to restore to");
    expect(await store.db.outbox.count()).toBe(0);
    expect(await overwrittenEdits(store.db)).toHaveLength(1);
  });

  test("leaves the list when it is dismissed, on all devices, and comes back when that is undone", async () => {
    const { store, server } = await withLost();
    await dismissOverwritten(store, KEPT);
    expect(await overwrittenEdits(store.db)).toEqual([]);
    expect((await event(store)).title).toBe("Maths mock");
    await syncAll(store, server);
    const other = await openTestStore({ origin: "bbbbbbbb" });
    await syncAll(other, server);
    expect(await overwrittenEdits(other.db)).toEqual([]);
    await dismissOverwritten(store, KEPT, true);
    expect(await overwrittenEdits(store.db)).toHaveLength(1);
  });
});

test("the latest of the lost edits comes first", async () => {
  const { store, server } = await withLost();
  server.put("superseded", KEPT.replaceAll("7", "9"), {
    record_id: EVENT,
    field_group: "kind",
    lost: { kind: "lesson" },
    lost_stamp: MONDAY_MS + 1,
    lost_device: OTHER_DEVICE,
  });
  await syncAll(store, server);
  expect((await overwrittenEdits(store.db)).map(({ group }) => group)).toEqual(["kind", "title"]);
});
