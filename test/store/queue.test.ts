import { describe, expect, test } from "vitest";
import { readState } from "../../src/store/database.ts";
import { refusedChanges } from "../../src/store/refused.ts";
import { refusedEvents } from "../../src/store/refused-events.ts";
import { readSummary } from "../../src/store/summary.ts";
import { syncProblem } from "../../src/store/sync-problem.ts";
import { discardRefused, retryRefused } from "../../src/store/sync-store.ts";
import { commit, edit } from "../../src/store/write.ts";
import { idSource, MONDAY_MS, openTestStore, type TestStore } from "../support/store.ts";
import { exchange, sending, syncAll } from "./support/exchange.ts";
import { ServerRows } from "./support/server-rows.ts";

const EVENT = "66666666-6666-4666-8666-666666666666";
const ALL = { count: 1_000, bytes: 10_000_000 };

const retitle = (store: TestStore, title: string, id = EVENT) =>
  commit(store.db, store, [edit("calendar_events", id, { title: { title } })]);

const reject = (_: unknown, i: number) => ({ i, status: "rejected", code: "23514" }) as const;

/** An event of the server's with a refused title over it. */
const withRefused = async () => {
  const store = await openTestStore();
  const server = new ServerRows();
  server.put("calendar_events", EVENT, { title: "Mock" });
  await syncAll(store, server);
  store.clock.ms += 5_000;
  await retitle(store, "Physics");
  await exchange(store, server, { answered: reject });
  const [entry] = await store.db.outbox.toArray();
  return { store, server, n: entry?.n ?? -1 };
};

/** Eight edits, oldest first, of about equal size. */
const withEdits = async () => {
  const store = await openTestStore();
  const id = idSource("bbbbbbbb");
  const ids = Array.from({ length: 8 }, id);
  for (const one of ids) await retitle(store, "Physics", one);
  return { store, ids };
};

describe("a batch", () => {
  test("takes the oldest first, up to a count, and tells whether more remain", async () => {
    const { store, ids } = await withEdits();
    const batch = await store.sync.read({ count: 3, bytes: ALL.bytes });
    expect(batch.mutations.map(({ id }) => id)).toEqual(ids.slice(0, 3));
    expect(batch.more).toBe(true);
    expect((await store.sync.read({ count: 8, bytes: ALL.bytes })).more).toBe(false);
    expect((await store.sync.read(ALL)).more).toBe(false);
  });

  test("keeps to a number of bytes, but takes one however large it is", async () => {
    const { store } = await withEdits();
    const [one] = (await store.sync.read({ count: 1, bytes: 0 })).mutations;
    const size = JSON.stringify(one).length;
    expect((await store.sync.read({ count: 8, bytes: 3 * size })).mutations).toHaveLength(3);
    expect(await store.sync.read({ count: 8, bytes: 1 })).toMatchObject({ more: true });
  });

  test("leaves out what is under way, unless it has been edited since", async () => {
    const { store, ids } = await withEdits();
    const [first = "", second, third] = ids;
    const { mutations } = await store.sync.read({ count: 2, bytes: ALL.bytes });
    const next = await store.sync.read({ count: 1, bytes: ALL.bytes }, mutations);
    expect(next).toMatchObject({ mutations: [{ id: third }], more: true });
    await retitle(store, "Chemistry", first);
    const all = await store.sync.read(ALL, mutations);
    expect(all.mutations.map(({ id }) => id)).toEqual(ids.filter((id) => id !== second));
  });

  test("carries what a mutation is made of and nothing of the queue's own", async () => {
    const store = await openTestStore();
    await retitle(store, "Physics");
    expect((await store.sync.read(ALL)).mutations).toEqual([
      {
        mid: expect.any(String),
        table: "calendar_events",
        id: EVENT,
        set: { title: { title: "Physics" } },
        base: { title: 0 },
        stamp: MONDAY_MS,
      },
    ]);
  });

  test("keeps an entry's place in the queue when its record is edited", async () => {
    const { store, ids } = await withEdits();
    await retitle(store, "Chemistry", ids[0]);
    expect((await store.sync.read(ALL)).mutations.map(({ id }) => id)).toEqual(ids);
  });
});

describe("an acknowledgement", () => {
  test("[P1] counts for the mutation and stamp that was sent, and for no other", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    await retitle(store, "Physics");
    const sent = await sending(store);
    for (const changed of [{ mid: idSource("cccccccc")() }, { stamp: MONDAY_MS - 1 }]) {
      const mutations = sent.mutations.map((one) => ({ ...one, ...changed }));
      const acks = [{ i: 0, status: "rejected", code: "23514" } as const];
      await store.sync.apply({ ...(await sending(store)), mutations }, server.answer(0, { acks }));
      expect(await sending(store)).toMatchObject({ mutations: sent.mutations });
    }
  });

  test("[O4] alone does not let an entry go: the cursor has to be there", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    server.put("preferences", idSource("cccccccc")());
    await retitle(store, "Physics");
    await exchange(store, server, { limit: 1 });
    expect(await store.db.outbox.toArray()).toMatchObject([{ acked: 2 }]);
    expect((await sending(store)).mutations).toEqual([]);
    expect((await readSummary(store.db)).waiting).toBe(1);
    await exchange(store, server, { limit: 1 });
    expect(await store.db.outbox.count()).toBe(0);
    expect(await store.db.calendar_events.get(EVENT)).toEqual(server.rows.get(EVENT)?.row);
  });

  test("[O4] does not let an edit that lost go before what keeps it is here", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    server.put("calendar_events", EVENT, { title: "Mock" });
    await syncAll(store, server);
    await retitle(store, "Physics");
    server.put("calendar_events", EVENT, { title: "Biology" });
    const kept = idSource("dddddddd")();
    await exchange(store, server, {
      limit: 1,
      answered: (_, i) => ({ i, status: "applied", seq: server.put("superseded", kept) }),
    });
    expect(await store.db.outbox.count()).toBe(1);
    expect(await store.db.calendar_events.get(EVENT)).toMatchObject({ title: "Physics" });
    await exchange(store, server, { limit: 1 });
    expect(await store.db.superseded.count()).toBe(1);
    expect(await store.db.outbox.count()).toBe(0);
    expect(await store.db.calendar_events.get(EVENT)).toMatchObject({ title: "Biology" });
  });

  test("[P5] restamp: by the server's clock as it is now known, for the next call", async () => {
    const store = await openTestStore({ at: MONDAY_MS + 7 * 86_400_000 });
    const server = new ServerRows();
    server.put("calendar_events", EVENT, {}, { stamp: MONDAY_MS - 1 });
    await retitle(store, "Physics", idSource("cccccccc")());
    await commit(store.db, store, [edit("calendar_events", EVENT, { kind: { kind: "exam" } })]);
    await exchange(store, server, { answered: (_, i) => ({ i, status: "restamp" }) });
    expect((await sending(store)).mutations).toMatchObject([
      { stamp: MONDAY_MS },
      { stamp: MONDAY_MS },
    ]);
    expect(await readState(store.db)).toMatchObject({ offset: -7 * 86_400_000 });
  });

  test("[P5] restamp: still after the value that was edited", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    server.put("calendar_events", EVENT, {}, { stamp: MONDAY_MS + 30_000 });
    await syncAll(store, server);
    store.clock.ms += 7 * 86_400_000;
    await retitle(store, "Physics");
    await exchange(store, server, { answered: (_, i) => ({ i, status: "restamp" }) });
    expect((await sending(store)).mutations).toMatchObject([{ stamp: MONDAY_MS + 30_001 }]);
  });

  test("one for nothing that was sent is passed over", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    await retitle(store, "Physics");
    const sent = await sending(store);
    const acks = [{ i: 5, status: "rejected", code: "23514" } as const];
    await store.sync.apply(sent, server.answer(0, { acks }));
    expect((await sending(store)).mutations).toEqual(sent.mutations);
  });
});

describe("[P6] what was refused", () => {
  test("stays in the outbox and in the view, isn't sent, and leaves the others alone", async () => {
    const { store, server } = await withRefused();
    await retitle(store, "Biology", idSource("cccccccc")());
    expect((await sending(store)).mutations).toMatchObject([
      { set: { title: { title: "Biology" } } },
    ]);
    await syncAll(store, server);
    expect(await store.db.calendar_events.get(EVENT)).toMatchObject({
      title: "Physics",
      server: { title: "Mock" },
    });
    expect(await readSummary(store.db)).toMatchObject({ waiting: 0, refused: 1, oldest: null });
  });

  test("is listed with what the student knows it by", async () => {
    const { store, n } = await withRefused();
    const code = "23514";
    const told = { title: "Physics", draftFor: null, code, at: MONDAY_MS + 5_000 };
    expect(await refusedChanges(store.db)).toEqual([
      { entry: n, table: "calendar_events", ...told },
    ]);
    expect(await refusedEvents(store.db)).toEqual(new Map([[EVENT, { entry: n, code }]]));
  });

  test("is due again as it is after Retry", async () => {
    const { store, server, n } = await withRefused();
    const [before] = await store.db.outbox.toArray();
    await retryRefused(store.db, n);
    const [mutation] = (await sending(store)).mutations;
    expect(before).toMatchObject(mutation ?? {});
    await syncAll(store, server);
    expect(server.rows.get(EVENT)?.row.title).toBe("Physics");
    await retryRefused(store.db, n);
    expect(await store.db.outbox.count()).toBe(0);
  });

  test("gives way to what the server holds after Discard", async () => {
    const { store, server, n } = await withRefused();
    await discardRefused(store.db, n);
    expect(await store.db.calendar_events.get(EVENT)).toEqual(server.rows.get(EVENT)?.row);
    expect(await store.db.outbox.count()).toBe(0);
  });

  test("goes altogether after Discard where the server holds nothing", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    await retitle(store, "Physics");
    await exchange(store, server, { answered: reject });
    const [entry] = await store.db.outbox.toArray();
    await discardRefused(store.db, entry?.n ?? -1);
    expect(await store.db.calendar_events.count()).toBe(0);
    expect(await store.db.outbox.count()).toBe(0);
  });

  test("only what was refused can be discarded", async () => {
    const store = await openTestStore();
    await retitle(store, "Physics");
    const [entry] = await store.db.outbox.toArray();
    await discardRefused(store.db, entry?.n ?? -1);
    expect(await store.db.outbox.count()).toBe(1);
    expect(await store.db.calendar_events.count()).toBe(1);
  });

  test("[P7] parked counts as refused, if it is still the mutation that failed", async () => {
    const store = await openTestStore();
    await retitle(store, "Physics");
    const [failed] = (await sending(store)).mutations;
    if (!failed) throw new Error("nothing to send");
    await retitle(store, "Chemistry");
    await store.sync.park(failed);
    const [due] = (await sending(store)).mutations;
    if (!due) throw new Error("nothing to send");
    await store.sync.park(due);
    expect((await sending(store)).mutations).toEqual([]);
    expect(await store.db.outbox.toArray()).toMatchObject([
      { refused: { code: "parked", at: MONDAY_MS } },
    ]);
  });
});

describe("the summary", () => {
  test("counts what waits and what was refused, and dates the oldest that waits", async () => {
    const { store } = await withRefused();
    const id = idSource("cccccccc");
    store.clock.ms = MONDAY_MS + 60_000;
    await retitle(store, "Biology", id());
    store.clock.ms = MONDAY_MS + 90_000;
    await retitle(store, "History", id());
    expect(await readSummary(store.db)).toMatchObject({
      waiting: 2,
      refused: 1,
      oldest: MONDAY_MS + 60_000,
      status: { phase: "idle", problem: null },
    });
  });

  test("has the engine's last report, which is written only where it says something new", async () => {
    const store = await openTestStore();
    let writes = 0;
    store.db.meta.hook("creating", () => void (writes += 1));
    store.db.meta.hook("updating", () => void (writes += 1));
    for (let i = 0; i < 3; i += 1)
      await store.sync.report({ phase: "retrying", problem: "network" });
    expect(writes).toBe(1);
    expect((await readSummary(store.db)).status).toMatchObject({
      phase: "retrying",
      problem: "network",
    });
    expect(await syncProblem(store.db)).toBe("network");
    await store.sync.report({ phase: "idle", problem: null });
    expect(await syncProblem(store.db)).toBeNull();
  });
});
