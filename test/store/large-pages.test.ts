import { describe, expect, test } from "vitest";
import { canonicalOf } from "../../src/store/overlay.ts";
import { commit, edit } from "../../src/store/write.ts";
import { idSource, openTestStore } from "../support/store.ts";
import { exchange, sending, syncAll } from "./support/exchange.ts";
import { ServerRows } from "./support/server-rows.ts";

const MANY = 60;

const idsOf = (origin: string, count = MANY) => Array.from({ length: count }, idSource(origin));

describe("a page of many rows", () => {
  test("[O5] [E3] of new ones has among them some that are here, with and without an edit", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    const [known = "", edited = ""] = idsOf("bbbbbbbb", 2);
    server.put("calendar_events", known);
    server.put("calendar_events", edited);
    await syncAll(store, server);
    await commit(store.db, store, [
      edit("calendar_events", edited, { title: { title: "Physics" } }),
    ]);
    const ids = idsOf("cccccccc");
    const half = MANY / 2;
    for (const id of ids.slice(0, half)) server.put("calendar_events", id);
    server.put("calendar_events", known, { title: "Later", location: "Gym" });
    server.put("calendar_events", edited, { title: "Theirs", location: "Gym" });
    for (const id of ids.slice(half)) server.put("calendar_events", id);
    const sent = await sending(store);
    const { cursor } = sent;
    const applied = await store.sync.apply({ ...sent, mutations: [] }, server.answer(cursor));
    expect(applied).toEqual({ kind: "applied", cursor: server.seq, digest: "equal" });
    expect(await store.db.calendar_events.count()).toBe(MANY + 2);
    expect(await store.db.calendar_events.get(known)).toMatchObject({
      title: "Later",
      location: "Gym",
    });
    expect(await store.db.calendar_events.get(edited)).toMatchObject({
      title: "Physics",
      location: "Gym",
      server: { title: "Theirs" },
    });
  });

  test("[A2] leaves no answered question open, although the page shows it a second time as new", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    const [question = "", reply = ""] = idsOf("bbbbbbbb", 2);
    server.put("chat_messages", question, { wants_reply: true });
    server.put("chat_messages", reply, { role: "assistant", question_id: question, attempt: 0 });
    await syncAll(store, server);
    const ids = idsOf("cccccccc");
    for (const id of ids.slice(1)) server.put("chat_messages", id);
    server.put("chat_messages", question);
    server.put("chat_messages", ids[0] ?? "", { wants_reply: true });
    await syncAll(store, server);
    const open = await store.db.chat_messages.where("awaiting").equals(1).primaryKeys();
    expect(open).toEqual([ids[0]]);
  });

  test("[O4] that were sent from here, some acknowledged beyond it: those wait for the next", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    const ids = idsOf("bbbbbbbb");
    await commit(
      store.db,
      store,
      ids.map((id) => edit("calendar_events", id, { title: { title: "Physics" } })),
    );
    const early = ids.slice(0, 40);
    await exchange(store, server, { limit: 40 });
    const waiting = await store.db.outbox.orderBy("n").toArray();
    expect(waiting.map(({ id, acked }) => [id, typeof acked])).toEqual(
      ids.slice(40).map((id) => [id, "number"]),
    );
    for (const row of await store.db.calendar_events.bulkGet(early))
      expect(row?.server).toBeUndefined();
    expect(await exchange(store, server)).toMatchObject({ digest: "equal" });
    expect(await store.db.outbox.count()).toBe(0);
    const rows = await store.db.calendar_events.toArray();
    expect(
      rows.map((row) => canonicalOf(row)?.seq).toSorted((a, b) => Number(a) - Number(b)),
    ).toEqual(Array.from({ length: MANY }, (_, i) => i + 1));
  });

  test("[P1] of acknowledgements frees scattered entries, and none between them", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    const ids = idsOf("bbbbbbbb");
    for (const id of ids)
      await commit(store.db, store, [edit("calendar_events", id, { title: { title: "Physics" } })]);
    const refused = new Set(ids.filter((_, i) => i % 5 === 0 || i === 31));
    await exchange(store, server, {
      answered: (mutation, i) =>
        refused.has(mutation.id)
          ? { i, status: "rejected", code: "AT422" }
          : server.accept(mutation, i),
    });
    const left = await store.db.outbox.orderBy("n").toArray();
    expect(left.map(({ id }) => id)).toEqual([...refused].toSorted());
    expect(left.every((entry) => entry.refused?.code === "AT422")).toBe(true);
  });
});
