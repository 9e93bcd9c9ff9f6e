import { describe, expect, test } from "vitest";
import { readState } from "../../src/store/database.ts";
import { commit, edit } from "../../src/store/write.ts";
import { runCycle } from "../../src/sync/cycle.ts";
import type { SyncStore, Transport } from "../../src/sync/ports.ts";
import { BATCH_COUNT_MAX } from "../../src/sync/protocol.ts";
import { restored } from "../store/support/restore.ts";
import { ServerRows } from "../store/support/server-rows.ts";
import { idSource, openTestStore, type TestStore } from "../support/store.ts";
import { scriptedTransport, taken } from "./scripted-transport.ts";

const cycle = (store: TestStore, transport: Transport, sync: SyncStore = store.sync) =>
  runCycle({ store: sync, transport, clock: { now: store.now } }, new Map());

const write = (store: TestStore, ids: readonly string[], title = "Physics") =>
  commit(
    store.db,
    store,
    ids.map((id) => edit("calendar_events", id, { title: { title } })),
  );

const idsOf = (count: number, origin = "bbbbbbbb") =>
  Array.from({ length: count }, idSource(origin));

/** The store, telling which answers are stored, and `before` each of them. */
const watched = (store: TestStore, log: string[], before?: () => Promise<void>): SyncStore => ({
  ...store.sync,
  apply: async (sent, response) => {
    await before?.();
    const applied = await store.sync.apply(sent, response);
    log.push(`stored ${sent.cursor}`);
    return applied;
  },
});

describe("[O7] the next call leaves while an answer is being stored", () => {
  test("from where the answer leads, one call at a time", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    for (const id of idsOf(5)) server.put("preferences", id);
    const log: string[] = [];
    const transport = scriptedTransport(async ({ request }) => {
      log.push(`asked ${request.cursor}`);
      return { kind: "ok", response: server.answer(request.cursor, { limit: 2 }) };
    });
    expect(await cycle(store, transport, watched(store, log))).toMatchObject({ proof: "equal" });
    expect(log).toEqual(["asked 0", "asked 2", "stored 0", "asked 4", "stored 2", "stored 4"]);
    expect(transport.calls[1]?.request.epoch).toBe(server.epoch);
  });

  test("with the batch that follows, and sends nothing twice", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    const ids = idsOf(2 * BATCH_COUNT_MAX + 1);
    await write(store, ids);
    const transport = scriptedTransport((call) => taken(server, call));
    expect(await cycle(store, transport)).toMatchObject({ kind: "done", proof: "equal" });
    expect(transport.calls.flatMap(({ mutations }) => mutations.map(({ id }) => id))).toEqual(ids);
    expect(await store.db.outbox.count()).toBe(0);
  });

  test("an edit made meanwhile stays and is pushed, although its record was under way", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    const ids = idsOf(BATCH_COUNT_MAX + 1);
    const last = ids.at(-1) ?? "";
    await write(store, ids);
    const transport = scriptedTransport(async (call, i) => {
      if (i === 1) await write(store, [last], "Chemistry");
      return taken(server, call);
    });
    await cycle(store, transport);
    expect(await store.db.calendar_events.get(last)).toMatchObject({ title: "Chemistry" });
    await cycle(store, transport);
    expect(server.rows.get(last)?.row).toMatchObject({ title: "Chemistry" });
    expect(await store.db.outbox.count()).toBe(0);
  });

  test("what is written while pages come goes with one of the calls", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    for (const id of idsOf(6, "cccccccc")) server.put("preferences", id);
    const [id = ""] = idsOf(1);
    const transport = scriptedTransport(async (call, i) => {
      if (i === 1) await write(store, [id]);
      const one = { ...call, request: { ...call.request, limit: 2 } };
      return taken(server, one);
    });
    expect(await cycle(store, transport)).toMatchObject({ kind: "done", proof: "equal" });
    expect(server.rows.get(id)?.row).toMatchObject({ title: "Physics" });
  });

  test("not where stamps are to be given again: what follows would be stamped wrongly too", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    await write(store, idsOf(BATCH_COUNT_MAX + 1));
    const log: string[] = [];
    const transport = scriptedTransport((call, n) => {
      log.push(`asked with ${call.mutations.length}`);
      return taken(server, call, (mutation, i) =>
        n === 0 ? { i, status: "restamp" } : server.accept(mutation, i),
      );
    });
    await cycle(store, transport, watched(store, log));
    expect(log.slice(0, 2)).toEqual([`asked with ${BATCH_COUNT_MAX}`, "stored 0"]);
    expect(await store.db.outbox.count()).toBe(0);
  });

  test("[O3] comes to nothing where another context moved on meanwhile", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    for (const id of idsOf(6, "cccccccc")) server.put("preferences", id);
    let moved = false;
    const moveOn = async () => {
      if (moved) return;
      moved = true;
      await cycle(
        store,
        scriptedTransport((call) => taken(server, call)),
      );
    };
    const transport = scriptedTransport(({ request }) => ({
      kind: "ok",
      response: server.answer(request.cursor, { limit: 2 }),
    }));
    expect(await cycle(store, transport, watched(store, [], moveOn))).toMatchObject({
      kind: "done",
      cursor: 6,
      proof: "equal",
    });
    expect(await store.db.preferences.count()).toBe(6);
  });
});

test("[E1] while everything is pulled again, no call leaves before the answer before it is stored", async () => {
  const store = await openTestStore();
  const before = new ServerRows();
  await write(store, idsOf(5));
  await cycle(
    store,
    scriptedTransport((call) => taken(before, call)),
  );
  const server = restored(before);
  for (const id of idsOf(5, "cccccccc")) server.put("preferences", id);
  await write(store, idsOf(1), "Chemistry");
  const log: string[] = [];
  const transport = scriptedTransport(async (call) => {
    const { resyncing } = await readState(store.db);
    log.push(`asked ${call.request.cursor}${resyncing ? " again" : ""}`);
    return taken(server, { ...call, request: { ...call.request, limit: 2 } });
  });
  expect(await cycle(store, transport, watched(store, log))).toMatchObject({ proof: "equal" });
  const again = log.findIndex((line) => line.endsWith("again"));
  expect(again).toBeGreaterThan(0);
  const pulled = log.slice(again, log.findLastIndex((line) => line.endsWith("again")) + 1);
  expect(pulled.filter((_, i) => i % 2 === 0).every((line) => line.startsWith("asked"))).toBe(true);
  expect(pulled.filter((_, i) => i % 2 === 1).every((line) => line.startsWith("stored"))).toBe(
    true,
  );
  expect(await store.db.outbox.count()).toBe(0);
});
