import { describe, expect, test } from "vitest";
import { commit, create, edit } from "../../src/store/write.ts";
import { freshStorage } from "../support/indexed-db.ts";
import { MONDAY_MS, openTestStore } from "../support/store.ts";
import { exchange } from "./support/exchange.ts";
import { ServerRows } from "./support/server-rows.ts";

const EVENT = "66666666-6666-4666-8666-666666666666";
const SESSION = "77777777-7777-4777-8777-777777777777";
const HOUR_MS = 3_600_000;

const titled = (title: string) => ({ title: { title } });

describe("a new record", () => {
  test("[W1] is committed as an edit of what is not there would be", async () => {
    const made = await openTestStore();
    const edited = await openTestStore();
    await commit(made.db, made, [create("calendar_events", EVENT, titled("Physics"))]);
    await commit(edited.db, edited, [edit("calendar_events", EVENT, titled("Physics"))]);
    expect(await made.db.calendar_events.toArray()).toEqual(
      await edited.db.calendar_events.toArray(),
    );
    expect(await made.db.outbox.toArray()).toEqual(await edited.db.outbox.toArray());
  });

  test("is queued in the order in which it was made among others", async () => {
    const { db, ...store } = await openTestStore();
    await commit(db, store, [
      create("chat_sessions", SESSION, titled("Fractions")),
      create("calendar_events", EVENT, titled("Physics")),
    ]);
    const entries = await db.outbox.orderBy("n").toArray();
    expect(entries.map(({ table }) => table)).toEqual(["chat_sessions", "calendar_events"]);
  });

  test("[W3] is stamped by the server's clock as another tab has just come to know it", async () => {
    const storage = freshStorage();
    const store = await openTestStore({ storage });
    const other = await openTestStore({ storage, origin: "bbbbbbbb" });
    expect(store.db.lastSeen).toMatchObject({ offset: 0 });
    const server = new ServerRows();
    server.now = MONDAY_MS + HOUR_MS;
    await exchange(other, server);
    await commit(store.db, store, [
      create("chat_sessions", SESSION, titled("Fractions")),
      create("calendar_events", EVENT, titled("Physics")),
    ]);
    const entries = await store.db.outbox.orderBy("n").toArray();
    expect(entries).toMatchObject([
      { table: "chat_sessions", id: SESSION, stamp: MONDAY_MS + HOUR_MS },
      { table: "calendar_events", id: EVENT, stamp: MONDAY_MS + HOUR_MS },
    ]);
    expect(await store.db.calendar_events.toArray()).toMatchObject([
      { id: EVENT, title: "Physics", server: null },
    ]);
    expect(await store.db.chat_sessions.count()).toBe(1);
    expect(store.commits()).toBe(1);
  });

  test("[W1] whose id is not new is refused, and what is there stays", async () => {
    const store = await openTestStore();
    await commit(store.db, store, [create("calendar_events", EVENT, titled("Physics"))]);
    const before = [await store.db.calendar_events.toArray(), await store.db.outbox.toArray()];
    const again = commit(store.db, store, [create("calendar_events", EVENT, titled("Biology"))]);
    await expect(again).rejects.toMatchObject({ name: "ConstraintError" });
    expect([await store.db.calendar_events.toArray(), await store.db.outbox.toArray()]).toEqual(
      before,
    );
    expect(store.commits()).toBe(1);
  });

  test("of a guest is queued nowhere", async () => {
    const store = await openTestStore({ user: null });
    await commit(store.db, store, [create("calendar_events", EVENT, titled("Physics"))]);
    expect(await store.db.calendar_events.toArray()).toMatchObject([{ title: "Physics" }]);
    expect(await store.db.outbox.count()).toBe(0);
  });
});
