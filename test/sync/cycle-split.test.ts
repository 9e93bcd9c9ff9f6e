import { describe, expect, test } from "vitest";
import { commit, edit } from "../../src/store/write.ts";
import { type Attempts, runCycle } from "../../src/sync/cycle.ts";
import type { Transport } from "../../src/sync/ports.ts";
import { PAGE_ROWS, type SyncOutcome } from "../../src/sync/protocol.ts";
import { ServerRows } from "../store/support/server-rows.ts";
import { idSource, openTestStore, type TestStore } from "../support/store.ts";
import { type Call, scriptedTransport, taken } from "./scripted-transport.ts";

const SPLIT: SyncOutcome = { kind: "split" };

const cycle = (store: TestStore, transport: Transport, attempts: Attempts = new Map()) =>
  runCycle({ store: store.sync, transport, clock: { now: store.now } }, attempts);

const write = async (store: TestStore, count: number): Promise<string[]> => {
  const ids = Array.from({ length: count }, idSource("bbbbbbbb"));
  const edits = ids.map((id) => edit("calendar_events", id, { title: { title: "Physics" } }));
  await commit(store.db, store, edits);
  return ids;
};

const counts = (calls: Call[]) => calls.map(({ mutations }) => mutations.length);
const outbox = (store: TestStore) => store.db.outbox.orderBy("n").toArray();

/** A server for which one mutation is too much, whatever comes with it. */
const chokingOn = (server: ServerRows, id: string | undefined) =>
  scriptedTransport((call) =>
    call.mutations.some((one) => one.id === id) ? SPLIT : taken(server, call),
  );

describe("[P7] too much for one call", () => {
  test("is halved until it passes, and all gets through", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    await write(store, 20);
    const transport = scriptedTransport((call) =>
      call.mutations.length > 6 ? SPLIT : taken(server, call),
    );
    expect(await cycle(store, transport)).toMatchObject({ kind: "done", proof: "equal" });
    expect(counts(transport.calls)).toEqual([20, 10, 5, 5, 5, 5]);
    expect(await outbox(store)).toEqual([]);
  });

  test("goes up again once it has passed for a while", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    await write(store, 40);
    let hiccups = 4;
    const transport = scriptedTransport((call) => (hiccups-- > 0 ? SPLIT : taken(server, call)));
    expect(await cycle(store, transport)).toMatchObject({ kind: "done", proof: "equal" });
    const sent = counts(transport.calls);
    expect(sent.slice(0, 5)).toEqual([40, 20, 10, 5, 3]);
    expect(sent.slice(5).reduce((sum, one) => sum + one, 3)).toBe(40);
    expect(Math.max(...sent.slice(5))).toBeGreaterThan(5);
  });

  test("isolates the one that fails, and what comes before it gets through", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    const ids = await write(store, 8);
    const transport = chokingOn(server, ids[5]);
    expect(await cycle(store, transport)).toEqual({ kind: "retry", cause: "server" });
    expect(transport.calls.at(-1)?.mutations.map(({ id }) => id)).toEqual([ids[5]]);
    expect((await outbox(store)).map(({ id }) => id)).toEqual(ids.slice(5));
  });

  test("parks what failed alone five times, and sends the rest together", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    const ids = await write(store, 64);
    const attempts: Attempts = new Map();
    const transport = chokingOn(server, ids[0]);
    for (let tries = 1; tries < 5; tries += 1)
      expect(await cycle(store, transport, attempts)).toEqual({ kind: "retry", cause: "server" });
    expect(await outbox(store)).toHaveLength(64);
    transport.calls.length = 0;
    expect(await cycle(store, transport, attempts)).toMatchObject({ kind: "done" });
    expect(counts(transport.calls).at(-1)).toBe(63);
    expect(await outbox(store)).toMatchObject([{ id: ids[0], refused: { code: "parked" } }]);
    expect(attempts.size).toBe(0);
    expect(await store.db.calendar_events.get(ids[0] ?? "")).toMatchObject({ title: "Physics" });
  });

  test("counts anew for a mutation that was edited", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    const [id = ""] = await write(store, 1);
    const attempts: Attempts = new Map();
    const transport = chokingOn(server, id);
    for (let tries = 1; tries <= 4; tries += 1) await cycle(store, transport, attempts);
    await commit(store.db, store, [edit("calendar_events", id, { title: { title: "Maths" } })]);
    expect(await cycle(store, transport, attempts)).toEqual({ kind: "retry", cause: "server" });
    expect((await outbox(store))[0]).not.toHaveProperty("refused");
  });

  test("blames no mutation for a page that was too long", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    const id = idSource("cccccccc");
    for (let i = 0; i < 80; i += 1) server.put("preferences", id());
    await write(store, 1);
    const attempts: Attempts = new Map();
    const transport = scriptedTransport((call) =>
      call.request.limit > 30 ? SPLIT : taken(server, call),
    );
    expect(await cycle(store, transport, attempts)).toMatchObject({ kind: "done", proof: "equal" });
    expect(attempts.size).toBe(0);
    expect(await outbox(store)).toEqual([]);
  });

  test("asks for shorter pages where nothing is sent, and gives way at the shortest", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    const id = idSource("cccccccc");
    for (let i = 0; i < 300; i += 1) server.put("preferences", id());
    const transport = scriptedTransport((call) =>
      call.request.limit > 130 ? SPLIT : taken(server, call),
    );
    expect(await cycle(store, transport)).toMatchObject({ kind: "done", proof: "equal" });
    expect(transport.calls.map(({ request }) => request.limit)).toEqual([
      PAGE_ROWS,
      500,
      250,
      125,
      125,
      125,
    ]);
    const never = scriptedTransport(() => SPLIT);
    expect(await cycle(store, never)).toEqual({ kind: "retry", cause: "server" });
    expect(never.calls.at(-1)?.request.limit).toBe(25);
  });
});
