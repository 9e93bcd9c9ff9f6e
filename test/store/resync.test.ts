import { describe, expect, test } from "vitest";
import { readState } from "../../src/store/database.ts";
import { commit, edit } from "../../src/store/write.ts";
import { idSource, openTestStore, type TestStore } from "../support/store.ts";
import { exchange, sending, syncAll } from "./support/exchange.ts";
import { afterRestore, restored } from "./support/restore.ts";
import { ServerRows } from "./support/server-rows.ts";

const EVENT = "66666666-6666-4666-8666-666666666666";
const SESSION = "77777777-7777-4777-8777-777777777777";
const MESSAGE = "88888888-8888-4888-8888-888888888888";
const LOST = "12121212-1212-4212-8212-121212121212";
const CARD = "13131313-1313-4313-8313-131313131313";
const DAY_MS = 86_400_000;

const retitle = (store: TestStore, title: string, id = EVENT) =>
  commit(store.db, store, [edit("calendar_events", id, { title: { title } })]);

const event = (store: TestStore, id = EVENT) => store.db.calendar_events.get(id);

const refusedAs = (code: string) => (_: unknown, i: number) =>
  ({ i, status: "rejected", code }) as const;

/** A device that has missed a row, by a fault that no cursor shows. */
const missing = async () => {
  const store = await openTestStore();
  const server = new ServerRows();
  server.put("calendar_events", EVENT);
  await syncAll(store, server);
  await store.db.calendar_events.delete(EVENT);
  const state = await readState(store.db);
  await store.db.meta.put({ ...state, digest: 0 });
  return { store, server };
};

describe("[E1] a resync begins", () => {
  test("at a new epoch: from 0, keeping the view and the outbox", async () => {
    const { store, server } = await afterRestore(
      (rows) => rows.put("calendar_events", EVENT),
      () => {},
    );
    await retitle(store, "Physics");
    const sent = await sending(store);
    const applied = await store.sync.apply(sent, server.answer(sent.cursor));
    expect(applied).toEqual({ kind: "applied", cursor: 0, digest: "resyncing" });
    expect(await event(store)).toMatchObject({ title: "Physics", location: "Hall" });
    expect(await sending(store)).toMatchObject({ cursor: 0, epoch: "epoch-2" });
    expect((await sending(store)).mutations).toMatchObject([{ mid: sent.mutations[0]?.mid }]);
  });

  test("at a cursor above the high-water mark, also in the same epoch", async () => {
    const { store, server } = await afterRestore(
      (rows) => rows.put("calendar_events", EVENT),
      (rows) => rows.put("chat_sessions", SESSION),
    );
    server.epoch = "epoch-1";
    expect(await exchange(store, server)).toMatchObject({ cursor: 0, digest: "resyncing" });
    expect(await readState(store.db)).toMatchObject({ cursor: 0, resyncing: true });
  });

  test("and not at a device's first epoch", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    expect(await exchange(store, server)).toMatchObject({ digest: "equal" });
    expect(await readState(store.db)).toMatchObject({ epoch: "epoch-1", resyncing: false });
  });

  test("what an answer of another history acknowledges is sent again", async () => {
    const { store, server } = await afterRestore(
      (rows) => rows.put("calendar_events", EVENT),
      () => {},
    );
    await retitle(store, "Physics");
    await exchange(store, server, { answered: refusedAs("23514") });
    expect((await sending(store)).mutations).toHaveLength(1);
  });

  test("what was acknowledged before and not yet passed is sent again", async () => {
    const { store, server } = await afterRestore(
      (rows) => rows.put("calendar_events", EVENT),
      () => {},
    );
    await retitle(store, "Physics");
    const old = new ServerRows();
    old.seq = server.seq + 5;
    old.put("preferences", LOST);
    old.put("preferences", CARD);
    await exchange(store, old, { limit: 1 });
    expect((await sending(store)).mutations).toHaveLength(0);
    await exchange(store, server);
    expect((await sending(store)).mutations).toHaveLength(1);
  });
});

describe("[E1] while it goes on", () => {
  test("of a page of hundreds of rows, none of which the server lacks", async () => {
    const newId = idSource("eeeeeeee");
    const { store, server } = await afterRestore(
      (rows) => {
        for (let i = 0; i < 250; i += 1) rows.put("calendar_events", newId());
      },
      () => {},
    );
    await exchange(store, server);
    expect(await exchange(store, server)).toMatchObject({ cursor: 250, digest: "equal" });
    expect(await store.db.outbox.count()).toBe(0);
  });

  test("nothing is removed before the last page", async () => {
    const { store, server } = await afterRestore(
      (rows) => {
        rows.put("calendar_events", EVENT);
        rows.put("chat_sessions", SESSION);
      },
      (rows) => {
        rows.put("chat_messages", MESSAGE);
        rows.put("superseded", LOST);
        rows.putUnknown("flashcards", CARD, { front: "7 × 8" });
      },
    );
    await exchange(store, server);
    await exchange(store, server, { limit: 1 });
    expect(await event(store)).toBeDefined();
    expect(await store.db.chat_sessions.count()).toBe(1);
    expect(await store.db.chat_messages.count()).toBe(1);
    expect(await store.db.superseded.count()).toBe(1);
    expect(await store.db.unknown_rows.count()).toBe(1);
    await exchange(store, server);
    // Only the server writes these; it doesn't have them any more.
    expect(await store.db.superseded.count()).toBe(0);
    expect(await store.db.unknown_rows.count()).toBe(0);
  });

  test("[O6] and rows whose table the app comes to know meanwhile have not come again either", async () => {
    const { store, server } = await afterRestore(
      (rows) => rows.put("calendar_events", EVENT),
      (rows) =>
        rows.putUnknown("flashcards", CARD, {
          front: "7 × 8",
          stamps: { value: [1, 2, LOST, "phone"] },
        }),
    );
    await exchange(store, server);
    expect(await store.db.unknown_rows.toArray()).toMatchObject([
      { seq: -2, row: { seq: -2, stamps: { value: [1, 0, LOST, "phone"] } } },
    ]);
  });

  test("a second new epoch begins it anew, and an edit meanwhile counts", async () => {
    const { store, server } = await afterRestore(
      (rows) => rows.put("calendar_events", EVENT, { title: "Mock" }),
      (rows) => rows.put("chat_sessions", SESSION, { title: "Fractions" }),
    );
    await exchange(store, server);
    await retitle(store, "Physics");
    const again = restored(server);
    again.epoch = "epoch-3";
    await exchange(store, again);
    await syncAll(store, again);
    expect(again.rows.get(EVENT)?.row.title).toBe("Physics");
    expect(again.rows.get(SESSION)?.row.title).toBe("Fractions");
    expect(await readState(store.db)).toMatchObject({ resyncing: false, proof: "equal" });
  });
});

describe("[E4] digests that differ at the newest row", () => {
  test("pull everything again, keeping the outbox", async () => {
    const { store, server } = await missing();
    await retitle(store, "Own", SESSION);
    expect(await exchange(store, server)).toMatchObject({ cursor: 0, digest: "resyncing" });
    await syncAll(store, server);
    expect(await event(store)).toEqual(server.rows.get(EVENT)?.row);
    expect(server.rows.get(SESSION)?.row.title).toBe("Own");
    expect((await readState(store.db)).proof).toBe("equal");
  });

  test("do so at most once a day, and are told of meanwhile", async () => {
    const { store, server } = await missing();
    /** A row that the server counts and never sends. */
    const answer = (cursor: number) => ({ ...server.answer(cursor), digest: 1 });
    const call = async () => {
      const sent = await sending(store);
      return store.sync.apply(sent, answer(sent.cursor));
    };
    expect(await call()).toMatchObject({ digest: "resyncing" });
    for (const hours of [0, 1, 22]) {
      store.clock.ms += hours * 3_600_000;
      expect(await call()).toMatchObject({ digest: "different", cursor: server.seq });
    }
    expect((await readState(store.db)).proof).toBe("different");
    store.clock.ms += 3_600_000;
    expect(await call()).toMatchObject({ digest: "resyncing" });
  });

  test("do so again a day later by any clock, also one that was set back", async () => {
    const { store, server } = await missing();
    const call = async () => {
      const sent = await sending(store);
      return store.sync.apply(sent, { ...server.answer(sent.cursor), digest: 1 });
    };
    await call();
    store.clock.ms -= 365 * DAY_MS;
    expect(await call()).toMatchObject({ digest: "resyncing" });
    expect(await call()).toMatchObject({ digest: "different" });
  });
});
