import { describe, expect, test } from "vitest";
import { commit, edit, RecordTooLarge } from "../../src/store/write.ts";
import { setPreference } from "../../src/store/preferences.ts";
import { MUTATION_BYTES_MAX } from "../../src/model/limits.ts";
import { preferenceId } from "../../src/model/ids.ts";
import { MONDAY_MS, openTestStore } from "../support/store.ts";
import { EVENT, renote, retitle, theEntry, withEvent } from "./support/event-edits.ts";
import { exchange, sending } from "./support/exchange.ts";
import { OTHER_DEVICE, ServerRows } from "./support/server-rows.ts";

describe("a commit", () => {
  test("[W1] writes the record and its outbox entry together, and tells of it", async () => {
    const store = await openTestStore();
    await retitle(store, "Physics");
    expect(await store.db.calendar_events.get(EVENT)).toMatchObject({
      title: "Physics",
      seq: 0,
      server: null,
    });
    const entry = await theEntry(store);
    expect(entry).toMatchObject({
      table: "calendar_events",
      id: EVENT,
      set: { title: { title: "Physics" } },
      base: { title: 0 },
      stamp: MONDAY_MS,
      queuedAt: MONDAY_MS,
    });
    expect(store.commits()).toBe(1);
  });

  test("[W1] leaves neither record nor entry if one of its edits fails", async () => {
    const store = await openTestStore();
    const tooLarge = "x".repeat(MUTATION_BYTES_MAX);
    const edits = [
      edit("calendar_events", EVENT, { title: { title: "Physics" } }),
      edit("preferences", preferenceId("theme"), { value: { value: tooLarge } }),
    ];
    await expect(commit(store.db, store, edits)).rejects.toBeInstanceOf(RecordTooLarge);
    expect(await store.db.calendar_events.count()).toBe(0);
    expect(await store.db.outbox.count()).toBe(0);
    expect(store.commits()).toBe(0);
  });

  test("[W1] leaves no record if its entry can't be written", async () => {
    const { store } = await withEvent();
    store.db.outbox.hook("creating", () => {
      throw new Error("no space");
    });
    await expect(retitle(store, "Physics")).rejects.toThrow("no space");
    expect(await store.db.calendar_events.get(EVENT)).toMatchObject({ title: "Mock" });
  });

  test("[W1] inside a larger transaction tells only once that has committed, and of nothing if it fails", async () => {
    const store = await openTestStore();
    const tables = [store.db.calendar_events, store.db.outbox, store.db.meta];
    await store.db.transaction("rw", tables, async () => {
      await retitle(store, "Physics");
      expect(store.commits()).toBe(0);
      await store.db.meta.get("sync");
    });
    expect(store.commits()).toBe(1);
    const failing = store.db.transaction("rw", tables, async () => {
      await retitle(store, "Chemistry");
      throw new Error("changed my mind");
    });
    await expect(failing).rejects.toThrow("changed my mind");
    expect(store.commits()).toBe(1);
    expect(await store.db.calendar_events.get(EVENT)).toMatchObject({ title: "Physics" });
  });

  test("[W1] whoever is told may start work on any table at once", async () => {
    const store = await openTestStore();
    let seen: Promise<number> | null = null;
    const told = { ...store, committed: () => void (seen = store.db.superseded.count()) };
    const tables = [store.db.calendar_events, store.db.outbox, store.db.meta];
    await store.db.transaction("rw", tables, () =>
      commit(store.db, told, [edit("calendar_events", EVENT, { title: { title: "Physics" } })]),
    );
    expect(await seen).toBe(0);
  });

  test("[W2] joins the entry that waits: first base, last stamp, last value of each group", async () => {
    const { store, server, seq } = await withEvent();
    await retitle(store, "Physics");
    const first = await theEntry(store);
    // Another device's title arrives meanwhile; what the student saw when beginning was `seq`.
    server.put("calendar_events", EVENT, { title: "Biology" }, { groups: ["title"] });
    await exchange(store, server, { answered: (_, i) => ({ i, status: "restamp" }) });
    store.clock.ms += 10_000;
    await renote(store, "Bring a ruler");
    store.clock.ms += 10_000;
    await retitle(store, "Chemistry");
    expect(await theEntry(store)).toMatchObject({
      n: first?.n,
      mid: first?.mid,
      queuedAt: MONDAY_MS,
      set: { title: { title: "Chemistry" }, notes: { notes: "Bring a ruler", location: "" } },
      base: { title: seq, notes: seq },
      stamp: MONDAY_MS + 20_000,
    });
  });

  test("[W2] leaves each group the stamp of its own last edit, also on the wire", async () => {
    const { store } = await withEvent();
    await retitle(store, "Physics");
    store.clock.ms += 10_000;
    await renote(store, "Bring a ruler");
    expect((await sending(store)).mutations).toMatchObject([
      { stamp: MONDAY_MS + 10_000, stamps: { title: MONDAY_MS } },
    ]);
    store.clock.ms += 10_000;
    await retitle(store, "Chemistry");
    const [mutation] = (await sending(store)).mutations;
    expect(mutation).toMatchObject({ stamp: MONDAY_MS + 20_000 });
    expect(mutation?.stamps).toEqual({ notes: MONDAY_MS + 10_000 });
  });

  test("[W2] keeps the entries of two records with one id in two tables apart", async () => {
    const store = await openTestStore();
    await retitle(store, "Physics");
    await commit(store.db, store, [edit("chat_sessions", EVENT, { title: { title: "Chat" } })]);
    expect(await store.db.outbox.count()).toBe(2);
  });

  test("[W3] a stamp follows the server's clock as far as it is known", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    server.now = MONDAY_MS + 3_600_000;
    await exchange(store, server);
    await retitle(store, "Physics");
    expect((await theEntry(store))?.stamp).toBe(MONDAY_MS + 3_600_000);
  });

  test("[W3] a stamp comes after that of the value edited, whatever the local clock says", async () => {
    const { store } = await withEvent();
    store.clock.ms = MONDAY_MS - 7 * 86_400_000;
    await retitle(store, "Physics");
    const first = (await theEntry(store))?.stamp ?? 0;
    expect(first).toBeGreaterThan(MONDAY_MS - 5_000);
    await retitle(store, "Chemistry");
    expect((await theEntry(store))?.stamp).toBe(first + 1);
  });

  test("[W4] keeps the canonical row beside the view", async () => {
    const { store, seq } = await withEvent();
    const canonical = await store.db.calendar_events.get(EVENT);
    await retitle(store, "Physics");
    await retitle(store, "Chemistry");
    const row = await store.db.calendar_events.get(EVENT);
    expect(row).toMatchObject({ title: "Chemistry", location: "Hall", seq });
    expect(row?.server).toEqual(canonical);
    expect(row?.server?.stamps.title?.[3]).toBe(OTHER_DEVICE);
  });

  test("[R4] NUL is left out and a lone surrogate replaced, in keys too", async () => {
    const store = await openTestStore();
    await setPreference(store, "note", { "a\0": ["x\0y", "\ud800!"], n: 1, none: null });
    const value = { a: ["xy", "\ufffd!"], n: 1, none: null };
    expect(await store.db.preferences.get(preferenceId("note"))).toMatchObject({ value });
    expect((await theEntry(store))?.set.value).toEqual({ value });
  });

  test("refuses what no server would take, counted in bytes of UTF-8", async () => {
    const store = await openTestStore();
    const welsh = "ŵ".repeat(MUTATION_BYTES_MAX / 2);
    await expect(setPreference(store, "big", welsh)).rejects.toBeInstanceOf(RecordTooLarge);
    await setPreference(store, "big", welsh.slice(500));
    const { mutations } = await sending(store);
    const [sent] = mutations;
    expect(new TextEncoder().encode(JSON.stringify(sent)).length).toBeLessThan(MUTATION_BYTES_MAX);
  });

  test("refuses an edit that would make the waiting entry too large, and keeps what waits", async () => {
    const store = await openTestStore();
    await renote(store, "n".repeat(40_000));
    await expect(retitle(store, "t".repeat(40_000))).rejects.toBeInstanceOf(RecordTooLarge);
    expect(Object.keys((await theEntry(store))?.set ?? {})).toEqual(["notes"]);
  });
});
