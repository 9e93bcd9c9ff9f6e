import { describe, expect, test } from "vitest";
import { deleteEvent, restoreEvent, updateEvent } from "../../src/store/events.ts";
import { sendQuestion } from "../../src/store/messages.ts";
import { recentlyDeleted } from "../../src/store/recently-deleted.ts";
import { restoreAll } from "../../src/store/restore-all.ts";
import {
  deleteSession,
  getSession,
  restoreSession,
  saveSession,
} from "../../src/store/sessions.ts";
import type { Store } from "../../src/store/store.ts";
import { undoSave } from "../../src/store/undo-save.ts";
import { MONDAY_MS, openTestStore, type TestStore } from "../support/store.ts";
import { exchange, syncAll } from "./support/exchange.ts";
import { ServerRows } from "./support/server-rows.ts";

const DAY_MS = 86_400_000;
const EVENT = "66666666-6666-4666-8666-666666666666";
const CHAT = "77777777-7777-4777-8777-777777777777";

const titles = async (store: Store) =>
  (await recentlyDeleted(store)).map(({ table, row }) => [table, row.title]);

/** A device that holds an event and a chat. */
const withBoth = async (): Promise<{ store: TestStore; server: ServerRows }> => {
  const store = await openTestStore();
  const server = new ServerRows();
  server.put("calendar_events", EVENT);
  server.put("chat_sessions", CHAT);
  await syncAll(store, server);
  return { store, server };
};

const sessionOf = async (store: Store, id: string) => {
  const session = await getSession(store.db, id);
  if (!session) throw new Error(`no session ${id}`);
  return session;
};

describe("[M5] what was deleted", () => {
  test("is told with the time of its deletion, the latest first, before and after it is sent", async () => {
    const { store, server } = await withBoth();
    expect(await recentlyDeleted(store)).toEqual([]);
    await deleteEvent(store, EVENT);
    store.clock.ms += 60_000;
    server.now = store.clock.ms;
    await deleteSession(store, await sessionOf(store, CHAT));
    const told = [
      { table: "chat_sessions", at: MONDAY_MS + 60_000, until: MONDAY_MS + 60_000 + 30 * DAY_MS },
      { table: "calendar_events", at: MONDAY_MS, until: MONDAY_MS + 30 * DAY_MS },
    ];
    expect(await recentlyDeleted(store)).toMatchObject(told);
    await syncAll(store, server);
    expect(await recentlyDeleted(store)).toMatchObject(told);
  });

  test("keeps its time when something else of it is edited later", async () => {
    const { store } = await withBoth();
    await deleteEvent(store, EVENT);
    store.clock.ms += 3_600_000;
    const row = await store.db.calendar_events.get(EVENT);
    if (!row) throw new Error("the event went");
    await updateEvent(store, EVENT, { ...row, title: "Renamed" });
    expect(await recentlyDeleted(store)).toMatchObject([
      { at: MONDAY_MS, row: { title: "Renamed" } },
    ]);
  });

  test("is there for 30 days, and not a moment longer", async () => {
    const { store } = await withBoth();
    await deleteEvent(store, EVENT);
    store.clock.ms = MONDAY_MS + 30 * DAY_MS - 1;
    expect(await titles(store)).toEqual([["calendar_events", "Maths mock"]]);
    store.clock.ms += 1;
    expect(await titles(store)).toEqual([]);
  });

  test("is gone from here once the server has purged it", async () => {
    const { store, server } = await withBoth();
    await deleteEvent(store, EVENT);
    await deleteSession(store, await sessionOf(store, CHAT));
    await syncAll(store, server);
    server.purge(EVENT);
    server.purge(CHAT);
    await exchange(store, server);
    expect(await recentlyDeleted(store)).toEqual([]);
  });

  test("leaves the list when it is restored", async () => {
    const { store, server } = await withBoth();
    await deleteEvent(store, EVENT);
    await deleteSession(store, await sessionOf(store, CHAT));
    await syncAll(store, server);
    await restoreEvent(store, EVENT);
    await restoreSession(store, await sessionOf(store, CHAT));
    expect(await recentlyDeleted(store)).toEqual([]);
  });

  test("by a guest is kept for good, without a time", async () => {
    const guest = await openTestStore({ user: null });
    const { sessionId } = await sendQuestion(guest, "athro-maths", "What is a surd?");
    await deleteSession(guest, await sessionOf(guest, sessionId));
    guest.clock.ms += 365 * DAY_MS;
    expect(await recentlyDeleted(guest)).toMatchObject([
      { table: "chat_sessions", at: null, until: null, row: { title: "What is a surd?" } },
    ]);
  });

  test("is not the empty chat that an undone save leaves behind", async () => {
    const store = await openTestStore();
    const { sessionId } = await sendQuestion(store, "athro-maths", "What is a surd?");
    const session = await sessionOf(store, sessionId);
    await undoSave(store, session, await saveSession(store, session));
    expect(await recentlyDeleted(store)).toEqual([]);
  });

  test("is also a chat without a title in which something was said", async () => {
    const { store, server } = await withBoth();
    server.put("chat_sessions", CHAT, { title: "" });
    server.put("chat_messages", EVENT.replaceAll("6", "8"), { session_id: CHAT });
    await syncAll(store, server);
    await deleteSession(store, await sessionOf(store, CHAT));
    expect(await titles(store)).toEqual([["chat_sessions", ""]]);
  });

  test("is restored all at once, with the chat in use that was deleted last, and deleted again by Undo", async () => {
    const { store } = await withBoth();
    await deleteEvent(store, EVENT);
    const chats: string[] = [];
    for (const text of ["What is a surd?", "And a root?"]) {
      store.clock.ms += 60_000;
      const { sessionId } = await sendQuestion(store, "athro-art", text);
      chats.push(sessionId);
      await deleteSession(store, await sessionOf(store, sessionId));
    }
    const { sessionId: present } = await sendQuestion(store, "athro-art", "And a power?");
    const inUse = async () => {
      const rows = await store.db.chat_sessions.bulkGet([...chats, present]);
      return rows.map((row) => row?.is_active);
    };
    const before = store.commits();
    const undo = await restoreAll(store, await recentlyDeleted(store));
    expect(store.commits()).toBe(before + 1);
    expect(await recentlyDeleted(store)).toEqual([]);
    expect(await inUse()).toEqual([false, true, false]);
    await undo?.();
    expect(await titles(store)).toHaveLength(3);
    expect(await inUse()).toEqual([true, true, true]);
  });

  test("is restored once by two presses, and Undo is of the first", async () => {
    const { store } = await withBoth();
    await deleteEvent(store, EVENT);
    const { sessionId } = await sendQuestion(store, "athro-art", "What is a surd?");
    await deleteSession(store, await sessionOf(store, sessionId));
    const all = await recentlyDeleted(store);
    const [undo, again] = await Promise.all([restoreAll(store, all), restoreAll(store, all)]);
    expect(again).toBeNull();
    expect((await sessionOf(store, sessionId)).is_active).toBe(true);
    await undo?.();
    expect(await titles(store)).toHaveLength(2);
  });
});
