import { describe, expect, test } from "vitest";
import { TABLE_NAMES } from "../../src/model/tables.ts";
import { canonicalOf } from "../../src/store/overlay.ts";
import { commit, edit } from "../../src/store/write.ts";
import { readState } from "../../src/store/database.ts";
import { digestMoved } from "../../src/sync/digest.ts";
import { idSource, MONDAY_MS, openTestStore, STUDENT, type TestStore } from "../support/store.ts";
import { freshStorage } from "../support/indexed-db.ts";
import { exchange, sending, syncAll } from "./support/exchange.ts";
import { ServerRows } from "./support/server-rows.ts";

const EVENT = "66666666-6666-4666-8666-666666666666";
const STRANGER = "99999999-9999-4999-8999-999999999999";

const retitle = (store: TestStore, title: string, id = EVENT) =>
  commit(store.db, store, [edit("calendar_events", id, { title: { title } })]);

const everything = async ({ db }: TestStore) => ({
  rows: await Promise.all(TABLE_NAMES.map((name) => db.rows(name).toArray())),
  outbox: await db.outbox.toArray(),
  meta: await db.meta.toArray(),
  unknown: await db.unknown_rows.toArray(),
});

/** The digest as counted from what is stored, not moved along. */
const recount = async ({ db }: TestStore): Promise<number> => {
  let digest = 0;
  for (const name of TABLE_NAMES)
    for (const row of await db.rows(name).toArray())
      digest = digestMoved(digest, 0, canonicalOf(row)?.seq ?? 0);
  for (const row of await db.unknown_rows.toArray()) digest = digestMoved(digest, 0, row.seq);
  return digest;
};

/** A page on its way to a store that has something to send. */
const underway = async () => {
  const store = await openTestStore();
  const server = new ServerRows();
  server.put("calendar_events", EVENT);
  await syncAll(store, server);
  await retitle(store, "Physics");
  const sent = await sending(store);
  const acks = sent.mutations.map((mutation, i) => server.accept(mutation, i));
  return { store, server, sent, response: server.answer(sent.cursor, { acks }) };
};

describe("[O3] a page is applied only to the state that it was asked for", () => {
  test("goes ahead if user, epoch and cursor are the request's", async () => {
    const { store, server, sent, response } = await underway();
    const applied = await store.sync.apply(sent, response);
    expect(applied).toEqual({ kind: "applied", cursor: server.seq, digest: "equal" });
    expect(await store.db.outbox.count()).toBe(0);
  });

  test.each([
    ["another cursor", { cursor: 0 }, {}],
    ["another epoch", { epoch: "epoch-0" }, {}],
    ["another user", { user: STRANGER }, {}],
    ["an answer to another user", {}, { user: STRANGER }],
  ])("changes nothing after %s", async (_, changedRequest, changedAnswer) => {
    const { store, sent, response } = await underway();
    const before = await everything(store);
    const applied = await store.sync.apply(
      { ...sent, ...changedRequest },
      { ...response, ...changedAnswer },
    );
    expect(applied).toEqual({ kind: "stale" });
    expect(await everything(store)).toEqual(before);
  });

  test("of two contexts that applied one answer each, the second gives way", async () => {
    const storage = freshStorage();
    const page = await openTestStore({ storage });
    const worker = await openTestStore({ storage, origin: "bbbbbbbb" });
    const server = new ServerRows();
    server.put("calendar_events", EVENT);
    const [first, second] = [await sending(page), await sending(worker)];
    const late = server.answer(second.cursor);
    server.put("calendar_events", EVENT, { title: "Physics" });
    expect(await page.sync.apply(first, server.answer(first.cursor))).toMatchObject({
      kind: "applied",
    });
    expect(await worker.sync.apply(second, late)).toEqual({ kind: "stale" });
    expect(await worker.db.calendar_events.get(EVENT)).toMatchObject({ title: "Physics" });
  });
});

describe("[O5] a pulled row", () => {
  test("goes under what is pending, group by group", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    server.put("calendar_events", EVENT);
    await syncAll(store, server);
    await retitle(store, "Physics");
    const sent = await sending(store);
    server.put("calendar_events", EVENT, { title: "Biology", location: "Gym" });
    await store.sync.apply({ ...sent, mutations: [] }, server.answer(sent.cursor));
    expect(await store.db.calendar_events.get(EVENT)).toMatchObject({
      title: "Physics",
      location: "Gym",
      server: { title: "Biology", location: "Gym", seq: server.seq },
    });
  });

  test("goes under what was refused too", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    server.put("calendar_events", EVENT);
    await syncAll(store, server);
    await retitle(store, "Physics");
    await exchange(store, server, { answered: (_, i) => ({ i, status: "rejected", code: "x" }) });
    server.put("calendar_events", EVENT, { title: "Biology", location: "Gym" });
    await exchange(store, server);
    expect(await store.db.calendar_events.get(EVENT)).toMatchObject({
      title: "Physics",
      location: "Gym",
    });
  });

  test("is the row where nothing is pending, and a deletion is a row like others", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    server.put("calendar_events", EVENT);
    await syncAll(store, server);
    server.put("calendar_events", EVENT, {}, { deleted: true });
    await syncAll(store, server);
    expect(await store.db.calendar_events.get(EVENT)).toEqual(server.rows.get(EVENT)?.row);
  });

  test("an older version than the one that is there changes nothing", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    server.put("calendar_events", EVENT, { title: "Old" });
    const old = server.answer(0);
    server.put("calendar_events", EVENT, { title: "New" });
    await syncAll(store, server);
    const sent = await sending(store);
    await store.sync.apply(sent, { ...server.answer(sent.cursor), rows: old.rows });
    expect(await store.db.calendar_events.get(EVENT)).toMatchObject({ title: "New" });
    expect((await readState(store.db)).digest).toBe(server.digest());
  });

  test("an edit that was acknowledged stays in view until the row's present version is here", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    server.put("calendar_events", EVENT, { title: "Old" });
    await syncAll(store, server);
    await retitle(store, "Mine");
    const id = idSource("cccccccc");
    server.put("preferences", id());
    await exchange(store, server, { limit: 1 });
    // Another device moves the row on, past rows that the next page ends with.
    server.put("preferences", id());
    server.put("preferences", id());
    server.put("calendar_events", EVENT, { location: "Gym" }, { groups: ["notes"] });
    for (let page = 0; page < 4; page += 1) {
      expect(await store.db.calendar_events.get(EVENT)).toMatchObject({ title: "Mine" });
      await exchange(store, server, { limit: 1 });
    }
    expect(await store.db.calendar_events.get(EVENT)).toEqual(server.rows.get(EVENT)?.row);
    expect(await store.db.outbox.count()).toBe(0);
  });

  test("an edit that lost gives way when the last page is here", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    server.put("calendar_events", EVENT, { title: "Theirs" });
    await syncAll(store, server);
    await retitle(store, "Mine");
    // The server keeps what lost, and the row stays at the version that is here already.
    await exchange(store, server, {
      answered: (_, i) => ({
        i,
        status: "applied",
        seq: server.put("superseded", idSource("dddddddd")()),
      }),
    });
    expect(await store.db.calendar_events.get(EVENT)).toEqual(server.rows.get(EVENT)?.row);
    expect(await store.db.outbox.count()).toBe(0);
  });
});

describe("[O6] what this version does not know", () => {
  test("columns and groups are stored as they came", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    server.put("calendar_events", EVENT, { colour: { l: 0.7 }, extra: { mood: { face: "🙂" } } });
    await syncAll(store, server);
    await retitle(store, "Physics");
    const known = { colour: { l: 0.7 }, extra: { mood: { face: "🙂" } } };
    expect(await store.db.calendar_events.get(EVENT)).toMatchObject(known);
    await syncAll(store, server);
    expect(await store.db.calendar_events.get(EVENT)).toMatchObject(known);
  });

  test.each(["flashcards", "constructor"])("rows of the table %s are stored raw", async (table) => {
    const store = await openTestStore();
    const server = new ServerRows();
    const id = idSource("eeeeeeee")();
    server.putUnknown(table, id, { front: "7 × 8" });
    const seq = server.putUnknown(table, id, { front: "7 × 9" });
    await syncAll(store, server);
    const raw = server.rows.get(id)?.row;
    expect(await store.db.unknown_rows.toArray()).toEqual([{ table, id, seq, row: raw }]);
    server.putUnknown(table, id, { front: "8 × 9" });
    await syncAll(store, server);
    expect(await store.db.unknown_rows.count()).toBe(1);
    expect((await readState(store.db)).proof).toBe("equal");
  });
});

describe("[E3] the digest moved along row by row", () => {
  test("is what a recount gives, and the server's, after new, changed, deleted and unknown rows", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    const id = idSource("ffffffff");
    const ids = Array.from({ length: 12 }, id);
    for (const [i, one] of ids.entries())
      server.put(i % 2 ? "chat_messages" : "calendar_events", one);
    server.putUnknown("flashcards", id(), {});
    await exchange(store, server, { limit: 5 });
    for (const one of ids.filter((_, i) => i % 3 === 0))
      server.put(ids.indexOf(one) % 2 ? "chat_messages" : "calendar_events", one);
    server.put("calendar_events", EVENT, {}, { deleted: true });
    await exchange(store, server, { limit: 5 });
    await retitle(store, "Physics");
    await retitle(store, "Own", id());
    for (let page = 0; page < 4; page += 1) {
      await exchange(store, server, { limit: 5 });
      expect((await readState(store.db)).digest).toBe(await recount(store));
    }
    expect((await readState(store.db)).digest).toBe(server.digest());
  });

  test("[E2] proves nothing before the newest row, and then tells equal from different", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    server.put("preferences", idSource("abababab")());
    server.put("calendar_events", EVENT);
    expect(await exchange(store, server, { limit: 1 })).toMatchObject({ digest: "unknown" });
    expect((await readState(store.db)).proof).toBe("unknown");
    expect(await exchange(store, server, { limit: 1 })).toMatchObject({ digest: "equal" });
    expect(await readState(store.db)).toMatchObject({ proof: "equal", syncedAt: MONDAY_MS });
  });
});

test("the offset to the server's clock is taken from the middle of the call", async () => {
  const store = await openTestStore();
  const server = new ServerRows();
  const sent = await sending(store);
  server.now = MONDAY_MS + 60_000;
  store.clock.ms += 4_000;
  const answeredAt = store.now();
  // The answer before it was still being stored.
  store.clock.ms += 9_000;
  await store.sync.apply({ ...sent, answeredAt }, server.answer(0));
  expect(await readState(store.db)).toMatchObject({ offset: 58_000, user: STUDENT });
});

test("[W3] the offset stays as it is while an answer does not contradict it, and moves no further than it must", async () => {
  const store = await openTestStore();
  const server = new ServerRows();
  /** A call on whose way the clock goes on by `back` ms before and after the server reads its own. */
  const call = async (there: number, back: number, ahead: number) => {
    const sent = await sending(store);
    store.clock.ms += there;
    server.now = store.now() + ahead;
    store.clock.ms += back;
    await store.sync.apply({ ...sent, answeredAt: store.now() }, server.answer(0));
    return (await readState(store.db)).offset;
  };
  expect(await call(10, 10, 1_000)).toBe(1_000);
  expect(await call(3_000, 0, 1_000)).toBe(1_000);
  expect(await call(0, 3_000, 1_000)).toBe(1_000);
  expect(await call(5, 5, 1_500)).toBe(1_495);
  expect(await call(5, 5, 1_000)).toBe(1_005);
});
