import { expect, describe, test } from "vitest";
import { MUTATION_BYTES_MAX } from "../../src/model/limits.ts";
import { createEvent } from "../../src/store/events.ts";
import { RecordTooLarge } from "../../src/store/write.ts";
import { freshStorage } from "../support/indexed-db.ts";
import { openTestStore, type TestStore } from "../support/store.ts";
import { EVENT, renote, retitle, theEntry, withEvent } from "./support/event-edits.ts";
import { exchange, sending, syncAll } from "./support/exchange.ts";

const stampHere = async (store: TestStore): Promise<number> => (await theEntry(store))?.stamp ?? 0;

describe("an edit of what was sent", () => {
  test("[P1] made while it is in flight stays due after the acknowledgement", async () => {
    const { store, server } = await withEvent();
    await retitle(store, "Physics");
    const sent = await sending(store);
    await retitle(store, "Chemistry");
    const acks = sent.mutations.map((mutation, i) => server.accept(mutation, i));
    await store.sync.apply(sent, server.answer(sent.cursor, { acks }));
    expect(await store.db.calendar_events.get(EVENT)).toMatchObject({
      title: "Chemistry",
      server: { title: "Physics" },
    });
    const { mutations } = await sending(store);
    expect(mutations).toMatchObject([{ set: { title: { title: "Chemistry" } } }]);
  });

  test("[O4] made after the acknowledgement and before the cursor is there is due again", async () => {
    const { store, server } = await withEvent();
    server.put("preferences", "p1");
    server.put("preferences", "p2");
    await retitle(store, "Physics");
    await exchange(store, server, { limit: 1 });
    expect(await theEntry(store)).toMatchObject({ acked: server.seq });
    await retitle(store, "Chemistry");
    expect((await sending(store)).mutations).toMatchObject([
      { set: { title: { title: "Chemistry" } } },
    ]);
    await syncAll(store, server);
    expect(server.rows.get(EVENT)?.row.title).toBe("Chemistry");
    expect(await store.db.calendar_events.get(EVENT)).toMatchObject({ title: "Chemistry" });
  });

  test("[P6] made after a rejection is due again", async () => {
    const { store, server } = await withEvent();
    await retitle(store, "x".repeat(400));
    await exchange(store, server, {
      answered: (_, i) => ({ i, status: "rejected", code: "23514" }),
    });
    expect((await sending(store)).mutations).toEqual([]);
    await retitle(store, "Physics");
    expect(await theEntry(store)).not.toHaveProperty("refused");
    await syncAll(store, server);
    expect(server.rows.get(EVENT)?.row.title).toBe("Physics");
  });

  test("[W3] by a clock that is behind comes right after it, but leaps where the power may have failed meanwhile", async () => {
    const storage = freshStorage();
    const store = await openTestStore({ storage });
    await retitle(store, "Mock");
    const first = await stampHere(store);
    store.clock.ms -= 3_600_000;
    await retitle(store, "Physics");
    expect(await stampHere(store)).toBe(first + 1);
    await retitle(store, "Chemistry");
    expect(await stampHere(store)).toBe(first + 2);
    store.db.close();
    const again = await openTestStore({ storage, origin: "bbbbbbbb", at: store.clock.ms });
    await retitle(again, "Biology");
    const leapt = await stampHere(again);
    expect(leapt).toBeGreaterThan(first + 3);
    expect(leapt).toBeLessThan(first + 20_000);
    await retitle(again, "History");
    expect(await stampHere(again)).toBe(leapt + 1);
  });

  test("[M3] that is refused names, when it is edited again, no later value that the device sent, forgot and doesn't show", async () => {
    const { store, server } = await withEvent();
    await retitle(store, "x".repeat(400));
    await exchange(store, server, {
      answered: (_, i) => ({ i, status: "rejected", code: "23514" }),
    });
    const refused = await theEntry(store);
    // What was written and sent after it went with the power.
    const { device } = await store.sync.read({ count: 1, bytes: 1 });
    const forgotten = { stamp: (refused?.stamp ?? 0) + 500, groups: ["title"], device };
    server.put("calendar_events", EVENT, { title: "Forgotten" }, forgotten);
    await syncAll(store, server);
    expect(await store.db.calendar_events.get(EVENT)).toMatchObject({ title: "x".repeat(400) });
    await retitle(store, "Physics");
    expect((await theEntry(store))?.over).toEqual({ title: [refused?.stamp] });
  });
});

describe("a guest's commit", () => {
  test("writes the record and queues nothing", async () => {
    const store = await openTestStore({ user: null });
    await retitle(store, "Physics");
    await renote(store, "x\0y");
    expect(await store.db.calendar_events.get(EVENT)).toEqual({
      id: EVENT,
      seq: 0,
      stamps: {},
      extra: {},
      deleted: false,
      title: "Physics",
      notes: "xy",
      location: "",
    });
    expect(await store.db.outbox.count()).toBe(0);
    expect((await store.sync.read({ count: 1, bytes: 1 })).user).toBeNull();
  });

  test("refuses what no server would take later", async () => {
    const store = await openTestStore({ user: null });
    const event = {
      title: "Mock",
      athro_id: null,
      kind: "exam",
      all_day: false,
      starts_at: "2026-11-24T09:00:00",
      ends_at: "2026-11-24T10:00:00",
      zone: "Europe/London",
      notes: "n".repeat(MUTATION_BYTES_MAX),
      location: "",
    } as const;
    await expect(createEvent(store, event)).rejects.toBeInstanceOf(RecordTooLarge);
    expect(await store.db.calendar_events.count()).toBe(0);
  });
});
