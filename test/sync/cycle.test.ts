import { describe, expect, test } from "vitest";
import { commit, edit } from "../../src/store/write.ts";
import { readSummary } from "../../src/store/summary.ts";
import { readState } from "../../src/store/database.ts";
import { REQUEST_TIMEOUT_MS, runCycle } from "../../src/sync/cycle.ts";
import type { Transport } from "../../src/sync/ports.ts";
import { BATCH_COUNT_MAX, PAGE_ROWS, type SyncOutcome } from "../../src/sync/protocol.ts";
import { restored } from "../store/support/restore.ts";
import { ServerRows } from "../store/support/server-rows.ts";
import { idSource, openTestStore, STUDENT, type TestStore } from "../support/store.ts";
import { scriptedTransport, taken } from "./scripted-transport.ts";

const cycle = (store: TestStore, transport: Transport) =>
  runCycle({ store: store.sync, transport, clock: { now: store.now } }, new Map());

/** So many new events, committed together; gives their ids. */
const write = async (store: TestStore, count: number, origin = "bbbbbbbb"): Promise<string[]> => {
  const ids = Array.from({ length: count }, idSource(origin));
  const edits = ids.map((id) => edit("calendar_events", id, { title: { title: "Physics" } }));
  await commit(store.db, store, edits);
  return ids;
};

const outbox = (store: TestStore) => store.db.outbox.orderBy("n").toArray();

describe("a cycle", () => {
  test("pushes and pulls in one call, as the user of the database", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    server.put("chat_sessions", idSource("cccccccc")());
    const [id] = await write(store, 1);
    const [entry] = await outbox(store);
    const transport = scriptedTransport((call) => taken(server, call));
    expect(await cycle(store, transport)).toEqual({ kind: "done", cursor: 2, proof: "equal" });
    const [call, ...others] = transport.calls;
    expect(others).toEqual([]);
    expect(call?.request).toEqual({
      protocol: 1,
      user: STUDENT,
      device: (await readState(store.db)).device,
      epoch: null,
      cursor: 0,
      mutations: [expect.any(String)],
      limit: PAGE_ROWS,
    });
    const { mid, stamp } = entry ?? {};
    expect(call?.mutations).toMatchObject([{ mid, stamp, id, table: "calendar_events" }]);
    expect(await readSummary(store.db)).toMatchObject({ waiting: 0, state: { cursor: 2 } });
  });

  test("of a guest's database asks no one", async () => {
    const store = await openTestStore({ user: null });
    await write(store, 1);
    const transport = scriptedTransport(() => ({ kind: "upgrade" }));
    expect(await cycle(store, transport)).toEqual({ kind: "done", cursor: 0, proof: "unknown" });
    expect(transport.calls).toEqual([]);
  });

  test("[O2] pulls page after page", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    const id = idSource("cccccccc");
    for (let i = 0; i < 7; i += 1) server.put("preferences", id());
    const transport = scriptedTransport(({ request }) => ({
      kind: "ok",
      response: server.answer(request.cursor, { limit: 3 }),
    }));
    expect(await cycle(store, transport)).toEqual({ kind: "done", cursor: 7, proof: "equal" });
    expect(transport.calls.map(({ request }) => request.cursor)).toEqual([0, 3, 6]);
    expect(await store.db.preferences.count()).toBe(7);
  });

  test("sends batch after batch", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    await write(store, BATCH_COUNT_MAX + 3);
    const transport = scriptedTransport((call) => taken(server, call));
    await cycle(store, transport);
    expect(transport.calls.map(({ mutations }) => mutations.length)).toEqual([BATCH_COUNT_MAX, 3]);
    expect(await outbox(store)).toEqual([]);
  });

  test("[G6] with nothing edited says nothing, writes no status and calls once", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    server.put("preferences", idSource("cccccccc")());
    const transport = scriptedTransport((call) => taken(server, call));
    await cycle(store, transport);
    expect(await store.db.meta.get("status")).toMatchObject({ phase: "syncing" });
    await store.sync.report({ phase: "idle", problem: null });
    let writes = 0;
    store.db.meta.hook("updating", (changes) => void ("phase" in changes && (writes += 1)));
    await cycle(store, transport);
    expect(transport.calls).toHaveLength(2);
    expect(transport.calls[1]?.mutations).toEqual([]);
    expect(writes).toBe(0);
  });

  test("gives each call its time-out, and dates the server's clock by the call", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    const timeouts: number[] = [];
    const transport: Transport = {
      sync: async (request, timeoutMs) => {
        timeouts.push(timeoutMs);
        store.clock.ms += 6_000;
        return { kind: "ok", response: server.answer(request.cursor) };
      },
    };
    await cycle(store, transport);
    expect(timeouts).toEqual([REQUEST_TIMEOUT_MS]);
    expect((await readState(store.db)).offset).toBe(-3_000);
  });

  test("[P2] goes on with the others when one is rejected", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    const [, bad] = await write(store, 3);
    const transport = scriptedTransport((call) =>
      taken(server, call, (mutation, i) =>
        mutation.id === bad ? { i, status: "rejected", code: "AT422" } : server.accept(mutation, i),
      ),
    );
    expect(await cycle(store, transport)).toMatchObject({ kind: "done" });
    expect(transport.calls).toHaveLength(1);
    expect(await outbox(store)).toMatchObject([{ id: bad, refused: { code: "AT422" } }]);
  });
});

describe("an end without an answer", () => {
  test.each<Exclude<SyncOutcome, { kind: "ok" | "split" }>>([
    { kind: "retry", cause: "network" },
    { kind: "retry", cause: "server" },
    { kind: "reauthenticate" },
    { kind: "upgrade" },
  ])("[P9] %o leaves the queue and the rows as they are", async (outcome) => {
    const store = await openTestStore();
    await write(store, 2);
    const before = [await outbox(store), await store.db.calendar_events.toArray()];
    const transport = scriptedTransport(() => outcome);
    expect(await cycle(store, transport)).toEqual(outcome);
    expect(transport.calls).toHaveLength(1);
    expect([await outbox(store), await store.db.calendar_events.toArray()]).toEqual(before);
  });

  test("after the first of two batches keeps what the first one brought", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    await write(store, BATCH_COUNT_MAX + 1);
    const transport = scriptedTransport((call, i) =>
      i === 0 ? taken(server, call) : { kind: "retry", cause: "network" },
    );
    expect(await cycle(store, transport)).toEqual({ kind: "retry", cause: "network" });
    expect(await outbox(store)).toHaveLength(1);
  });
});

describe("[P5] restamp", () => {
  test("sends the same mutation again at once, with the stamp that the server's clock gives", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    server.now = store.clock.ms - 86_400_000;
    await write(store, 1);
    const transport = scriptedTransport((call) =>
      taken(server, call, (mutation, i) =>
        mutation.stamp > server.now + 60_000
          ? { i, status: "restamp" }
          : server.accept(mutation, i),
      ),
    );
    expect(await cycle(store, transport)).toMatchObject({ kind: "done" });
    const stamps = transport.calls.map(({ mutations }) => mutations[0]?.stamp);
    expect(stamps).toEqual([server.now + 86_400_000, server.now]);
    expect(new Set(transport.calls.map(({ mutations }) => mutations[0]?.mid)).size).toBe(1);
    expect(await outbox(store)).toEqual([]);
  });

  test("asked for again and again gives way to the backoff, keeping the edit", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    await write(store, 1);
    const transport = scriptedTransport((call) =>
      taken(server, call, (_, i) => ({ i, status: "restamp" })),
    );
    expect(await cycle(store, transport)).toEqual({ kind: "retry", cause: "server" });
    expect(transport.calls.length).toBeLessThan(10);
    expect(await outbox(store)).toHaveLength(1);
  });
});

describe("[O3] another context moved on", () => {
  test("reads and asks again, and sends nothing that was taken meanwhile", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    const [id] = await write(store, 1);
    const other = scriptedTransport((call) => taken(server, call));
    const transport = scriptedTransport(async (call, i) => {
      if (i > 0) return taken(server, call);
      const late = taken(server, call);
      await cycle(store, other);
      return late;
    });
    expect(await cycle(store, transport)).toMatchObject({ kind: "done", proof: "equal" });
    expect(transport.calls).toHaveLength(2);
    expect(transport.calls[1]).toMatchObject({ mutations: [], request: { cursor: server.seq } });
    expect(await store.db.calendar_events.get(id ?? "")).toMatchObject({ title: "Physics" });
  });

  test("time and again gives way", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    const id = idSource("cccccccc");
    const transport = scriptedTransport(async (call) => {
      const late = taken(server, call);
      server.put("preferences", id());
      await cycle(
        store,
        scriptedTransport((other) => taken(server, other)),
      );
      return late;
    });
    expect(await cycle(store, transport)).toEqual({ kind: "retry", cause: "server" });
    expect(transport.calls.length).toBeLessThan(30);
  });
});

describe("[E1] a restored server", () => {
  test("is told from which epoch cursor and bases come", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    const transport = scriptedTransport((call) => taken(server, call));
    await cycle(store, transport);
    server.epoch = "epoch-2";
    await cycle(store, transport);
    const epochs = transport.calls.map(({ request }) => request.epoch);
    expect(epochs).toEqual([null, "epoch-1", "epoch-2"]);
  });

  test("is given what it lacks within the cycle", async () => {
    const store = await openTestStore();
    const before = new ServerRows();
    const server = restored(before);
    await write(store, 3);
    await cycle(
      store,
      scriptedTransport((call) => taken(before, call)),
    );
    const transport = scriptedTransport((call) => taken(server, call));
    expect(await cycle(store, transport)).toMatchObject({ kind: "done", proof: "equal" });
    expect(server.rows.size).toBe(3);
    expect(await outbox(store)).toEqual([]);
  });

  test("whose epoch differs at every call is left to the backoff", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    await write(store, 1);
    await cycle(
      store,
      scriptedTransport((call) => taken(server, call)),
    );
    const transport = scriptedTransport((call, i) => {
      server.epoch = `epoch-of-call-${i}`;
      if (i > 50) throw new Error("asked without end");
      return taken(server, call);
    });
    expect(await cycle(store, transport)).toEqual({ kind: "retry", cause: "server" });
  });
});
