import { describe, expect, test } from "vitest";
import { readState } from "../../src/store/database.ts";
import { preferenceId } from "../../src/model/ids.ts";
import { setPreference } from "../../src/store/preferences.ts";
import { commit, edit } from "../../src/store/write.ts";
import { MONDAY_MS, type TestStore } from "../support/store.ts";
import { exchange, sending, syncAll } from "./support/exchange.ts";
import { afterRestore } from "./support/restore.ts";

const EVENT = "66666666-6666-4666-8666-666666666666";
const SESSION = "77777777-7777-4777-8777-777777777777";
const MESSAGE = "88888888-8888-4888-8888-888888888888";
const LOST = "12121212-1212-4212-8212-121212121212";

const retitle = (store: TestStore, title: string, id = EVENT) =>
  commit(store.db, store, [edit("calendar_events", id, { title: { title } })]);

const event = (store: TestStore, id = EVENT) => store.db.calendar_events.get(id);

const refusedAs = (code: string) => (_: unknown, i: number) =>
  ({ i, status: "rejected", code }) as const;

describe("[E1] what the server lacks after the last page is queued again", () => {
  test("a whole record, at the stamp that it had, to be sent at once", async () => {
    const stamp = MONDAY_MS - 7_000;
    const { store, server } = await afterRestore(
      () => {},
      (rows) => rows.put("calendar_events", EVENT, { title: "Mock", notes: "Ruler" }, { stamp }),
    );
    await exchange(store, server);
    expect(await exchange(store, server)).toMatchObject({ digest: "resyncing" });
    const { mutations } = await sending(store);
    expect(mutations).toMatchObject([{ table: "calendar_events", id: EVENT, stamp, base: {} }]);
    expect(mutations[0]?.set).toMatchObject({
      origin: { created_at: "2026-11-20T10:00:00+00:00" },
      title: { title: "Mock" },
      notes: { notes: "Ruler", location: "Hall" },
      deleted: { deleted: false },
    });
    expect(await event(store)).toMatchObject({ title: "Mock", server: null });
    await syncAll(store, server);
    expect(await event(store)).toEqual(server.rows.get(EVENT)?.row);
    expect((await readState(store.db)).proof).toBe("equal");
  });

  test("a record of which some groups were never set, in view as before", async () => {
    const groups = ["origin", "title", "time"];
    const { store, server } = await afterRestore(
      () => {},
      (rows) => rows.put("calendar_events", EVENT, { title: "Mock" }, { groups }),
    );
    await exchange(store, server);
    await exchange(store, server);
    expect((await sending(store)).mutations[0]?.set).not.toHaveProperty("notes");
    expect(await event(store)).toMatchObject({ title: "Mock", location: "Hall", kind: "exam" });
  });

  test("a message, as it was", async () => {
    const { store, server } = await afterRestore(
      () => {},
      (rows) => rows.put("chat_messages", MESSAGE, { content: "Why?", order_key: 7 }),
    );
    await syncAll(store, server);
    expect(server.rows.get(MESSAGE)?.row).toMatchObject({ content: "Why?", order_key: 7 });
  });

  test("a record in Recently deleted, still deleted; and of a purged one nothing", async () => {
    const { store, server } = await afterRestore(
      () => {},
      (rows) => {
        rows.put("calendar_events", EVENT, {}, { deleted: true });
        rows.put("chat_sessions", SESSION, {}, { deleted: true });
        rows.purge(SESSION);
      },
    );
    await syncAll(store, server);
    expect(server.rows.get(EVENT)?.row).toMatchObject({ deleted: true, title: "Maths mock" });
    expect(server.rows.has(SESSION)).toBe(false);
    expect(await store.db.chat_sessions.count()).toBe(0);
  });

  test("a record with a pending edit over it, in one entry", async () => {
    const { store, server } = await afterRestore(
      () => {},
      (rows) => rows.put("calendar_events", EVENT, { title: "Mock", notes: "Ruler" }),
    );
    await retitle(store, "Physics");
    await exchange(store, server);
    await syncAll(store, server);
    expect(server.rows.get(EVENT)?.row).toMatchObject({ title: "Physics", notes: "Ruler" });
    expect(await store.db.outbox.count()).toBe(0);
  });

  test("a record whose pending edit the server refused because it lacked the record", async () => {
    const { store, server } = await afterRestore(
      () => {},
      (rows) => rows.put("calendar_events", EVENT, { title: "Mock", notes: "Ruler" }),
    );
    await retitle(store, "Physics");
    await exchange(store, server);
    await exchange(store, server, { answered: refusedAs("AT410") });
    await syncAll(store, server);
    expect(server.rows.get(EVENT)?.row).toMatchObject({ title: "Physics", notes: "Ruler" });
  });

  test("field groups that this version does not know, with the record", async () => {
    const { store, server } = await afterRestore(
      () => {},
      (rows) => rows.put("calendar_events", EVENT, { extra: { mood: { face: "🙂" } } }),
    );
    await exchange(store, server);
    await exchange(store, server);
    expect((await sending(store)).mutations[0]?.set).toMatchObject({ mood: { face: "🙂" } });
  });

  test("of a record that another device has changed since, an older write that the backup had not", async () => {
    const { store, server } = await afterRestore(
      (rows) => rows.put("calendar_events", EVENT),
      (rows) =>
        rows.put(
          "calendar_events",
          EVENT,
          { title: "Physics" },
          { groups: ["title"], stamp: MONDAY_MS - 2_000, device: "mine" },
        ),
    );
    const later = { groups: ["title"], stamp: MONDAY_MS - 1_000, device: "theirs" };
    server.put("calendar_events", EVENT, { title: "Biology" }, later);
    await exchange(store, server);
    await exchange(store, server);
    const [entry, ...others] = await store.db.outbox.toArray();
    expect(others).toEqual([]);
    expect(entry?.set).toEqual({ title: { title: "Physics" } });
    expect(entry?.stamp).toBe(MONDAY_MS - 2_000);
    expect(entry?.devices).toEqual({ title: "mine" });
    expect((await sending(store)).mutations[0]?.devices).toEqual({ title: "mine" });
    // What is edited now was edited over the older value, which is the one in view.
    await retitle(store, "Chemistry");
    const [joined] = await store.db.outbox.toArray();
    expect(joined?.base).toEqual({ title: 0 });
    expect(joined).not.toHaveProperty("devices");
  });

  test("of a record that it holds in an older version, the groups that are newer here", async () => {
    const stamp = MONDAY_MS - 7_000;
    const { store, server } = await afterRestore(
      (rows) => rows.put("calendar_events", EVENT, { title: "Mock", notes: "Ruler" }),
      (rows) =>
        rows.put("calendar_events", EVENT, { title: "Physics" }, { stamp, groups: ["title"] }),
    );
    // After the restore, another device changes what this one did not.
    server.put("calendar_events", EVENT, { notes: "Compasses" }, { groups: ["notes"] });
    await exchange(store, server);
    await exchange(store, server);
    expect(await event(store)).toMatchObject({ title: "Physics", notes: "Compasses" });
    const { mutations } = await sending(store);
    expect(mutations).toMatchObject([{ id: EVENT, stamp, set: { title: { title: "Physics" } } }]);
    expect(Object.keys(mutations[0]?.set ?? {})).toEqual(["title"]);
    await syncAll(store, server);
    expect(server.rows.get(EVENT)?.row).toMatchObject({ title: "Physics", notes: "Compasses" });
  });

  test("a deletion, also one that has been purged here", async () => {
    const { store, server } = await afterRestore(
      (rows) => {
        rows.put("calendar_events", EVENT);
        rows.put("chat_sessions", SESSION);
      },
      (rows) => {
        const written = { deleted: true, stamp: MONDAY_MS - 7_000 };
        rows.put("calendar_events", EVENT, {}, { ...written, groups: ["deleted"] });
        rows.put("chat_sessions", SESSION, {}, written);
        rows.purge(SESSION);
      },
    );
    await exchange(store, server);
    await syncAll(store, server);
    expect(server.rows.get(EVENT)?.row).toMatchObject({ deleted: true, title: "Maths mock" });
    expect(server.rows.get(SESSION)?.row).toMatchObject({ deleted: true, title: "Fractions" });
  });

  test("and what is newer there stays newer", async () => {
    const { store, server } = await afterRestore(
      (rows) => rows.put("calendar_events", EVENT, { title: "Mock" }),
      () => {},
    );
    server.put("calendar_events", EVENT, { title: "Biology" }, { stamp: MONDAY_MS });
    await syncAll(store, server);
    expect(await event(store)).toMatchObject({ title: "Biology" });
    expect(await store.db.outbox.count()).toBe(0);
  });

  test("a pending edit forgets which versions of the other history it was based on", async () => {
    const { store, server } = await afterRestore(
      (rows) => rows.put("preferences", LOST),
      (rows) => rows.put("calendar_events", EVENT, { title: "Mock" }),
    );
    await setPreference(store, "theme", "light");
    await retitle(store, "Physics");
    await exchange(store, server);
    const { mutations } = await sending(store);
    expect(mutations.map(({ base }) => base)).toEqual([{ origin: 0, value: 0 }, { title: 0 }]);
  });

  test("a superseded row that the student had dismissed goes with the wish to dismiss it", async () => {
    const { store, server } = await afterRestore(
      () => {},
      (rows) => rows.put("superseded", LOST),
    );
    await commit(store.db, store, [edit("superseded", LOST, { deleted: { deleted: true } })]);
    await exchange(store, server, { answered: refusedAs("AT410") });
    await exchange(store, server, { answered: refusedAs("AT410") });
    expect(await store.db.superseded.count()).toBe(0);
    expect(await store.db.outbox.count()).toBe(0);
  });

  test("a new record that never reached a server stays in the queue as it is", async () => {
    const { store, server } = await afterRestore(
      (rows) => rows.put("calendar_events", EVENT),
      () => {},
    );
    await setPreference(store, "theme", "light");
    await exchange(store, server);
    await syncAll(store, server);
    expect(server.rows.get(preferenceId("theme"))?.row).toMatchObject({ value: "light" });
  });
});
