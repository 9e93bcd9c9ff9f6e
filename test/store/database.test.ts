import { Dexie } from "dexie";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  AthroDatabase,
  databaseName,
  openDatabase,
  readState,
  SCHEMA,
} from "../../src/store/database.ts";
import { watch } from "../../src/store/live.ts";
import { setPreference } from "../../src/store/preferences.ts";
import { readSummary } from "../../src/store/summary.ts";
import { freshStorage } from "../support/indexed-db.ts";
import { idSource, openTestStore, STUDENT } from "../support/store.ts";

const OTHER = "99999999-9999-4999-8999-999999999999";

describe("a database", () => {
  test("begins at nothing, as one student's and one device's", async () => {
    const { db } = await openTestStore();
    expect(await readState(db)).toEqual({
      key: "sync",
      user: STUDENT,
      device: idSource("aaaaaaaa")(),
      epoch: null,
      cursor: 0,
      digest: 0,
      offset: 0,
      resyncing: false,
      syncedAt: null,
      schema: SCHEMA,
      proof: "unknown",
    });
  });

  test("[O6] of an older version gives rows their table once it is known, and keeps the others", async () => {
    const storage = freshStorage();
    const { db } = await openTestStore({ storage });
    const { schema: _, ...older } = await readState(db);
    await db.meta.put({ ...older, cursor: 9, digest: 12 });
    const row = {
      id: OTHER,
      seq: 8,
      deleted: false,
      stamps: {},
      extra: {},
      name: "theme",
      value: 1,
    };
    await db.unknown_rows.bulkPut([
      { table: "preferences", id: OTHER, seq: 8, row },
      { table: "flashcards", id: OTHER, seq: 9, row: { id: OTHER, seq: 9 } },
    ]);
    db.close();

    const again = await openTestStore({ storage });
    expect(await again.db.preferences.toArray()).toEqual([row]);
    expect((await again.db.unknown_rows.toArray()).map(({ table }) => table)).toEqual([
      "flashcards",
    ]);
    expect(await readState(again.db)).toMatchObject({ cursor: 9, digest: 12, schema: SCHEMA });
  });

  test("of the first version keeps its rows, and its events are found by their months", async () => {
    const storage = freshStorage();
    const first = new Dexie(databaseName(STUDENT), storage);
    // Written out: what devices have of it does not change with the source.
    first.version(1).stores({
      chat_sessions: "id, [athro_id+created_at]",
      chat_messages: "id, [session_id+order_key], question_id, awaiting",
      calendar_events: "id, ends_at",
      calendar_overrides: "id, event_id",
      preferences: "id",
      superseded: "id",
      outbox: "++n, &[table+id], acked, refused.code",
      meta: "key",
      drafts: "athro_id",
      askings: "question_id",
      unknown_rows: "[table+id]",
    });
    const lesson = { id: OTHER, starts_at: "2026-11-30T09:00", ends_at: "2026-12-01T10:00" };
    await first.table("calendar_events").add(lesson);
    await first.table("drafts").add({ athro_id: "AthroMaths", text: "half a th", at: 1 });
    first.close();

    const { db } = await openTestStore({ storage });
    expect(await db.drafts.toArray()).toEqual([
      { athro_id: "AthroMaths", text: "half a th", at: 1 },
    ]);
    for (const month of ["2026-11", "2026-12"])
      expect(await db.calendar_events.where("months").equals(month).toArray()).toEqual([lesson]);
    expect(await db.imports.count()).toBe(0);
  });

  test("opened again, by whatever context, stays the same device's with what it holds", async () => {
    const storage = freshStorage();
    const first = await openTestStore({ storage, origin: "bbbbbbbb" });
    await setPreference(first, "theme", "dark");
    const second = await openTestStore({ storage, origin: "cccccccc" });
    expect((await readState(second.db)).device).toBe((await readState(first.db)).device);
    expect(await second.db.outbox.count()).toBe(1);
  });

  test("opened by two contexts at once is one device's", async () => {
    const storage = freshStorage();
    const both = await Promise.all(
      ["bbbbbbbb", "cccccccc"].map((origin) => openTestStore({ storage, origin })),
    );
    const devices = await Promise.all(both.map(async ({ db }) => (await readState(db)).device));
    expect(new Set(devices).size).toBe(1);
  });

  test("[G5] is another for each student, and for the guest", async () => {
    const storage = freshStorage();
    const users = [STUDENT, OTHER, null];
    for (const user of users) {
      const store = await openTestStore({ storage, user });
      await setPreference(store, "theme", String(user));
    }
    for (const user of users) {
      const { db } = await openTestStore({ storage, user });
      expect((await readState(db)).user).toBe(user);
      expect((await db.preferences.toArray()).map(({ value }) => value)).toEqual([String(user)]);
    }
  });

  test("without its state row says so instead of guessing whose it is", async () => {
    const db = new AthroDatabase("athro-unopened", freshStorage());
    onTestFinished(() => db.close());
    await expect(readState(db)).rejects.toThrow("not opened by openDatabase");
  });

  test("that was deleted under the app begins anew, with a new device", async () => {
    const storage = freshStorage();
    const first = await openDatabase(STUDENT, idSource("bbbbbbbb"), storage);
    first.close();
    await new Dexie(first.name, storage).delete();
    const second = await openDatabase(STUDENT, idSource("cccccccc"), storage);
    onTestFinished(() => second.close());
    expect((await readState(second)).device).toBe(idSource("cccccccc")());
  });
});

/** A device whose storage is the platform's, which live queries ask for. */
const platformStorage = () => {
  const before = { ...Dexie.dependencies };
  const storage = freshStorage();
  Object.assign(Dexie.dependencies, storage);
  onTestFinished(() => void Object.assign(Dexie.dependencies, before));
  return storage;
};

describe("[W5] a watched query", () => {
  test("tells at once and after each change, also one that another context made", async () => {
    const storage = platformStorage();
    const [page, worker] = [await openTestStore({ storage }), await openTestStore({ storage })];
    const seen: number[] = [];
    const heard: (() => void)[] = [];
    const next = () => new Promise<void>((resolve) => heard.push(resolve));
    const first = next();
    const end = watch(
      () => readSummary(page.db),
      ({ waiting }) => {
        seen.push(waiting);
        heard.shift()?.();
      },
      () => {},
    );
    onTestFinished(end);
    await first;
    const second = next();
    await setPreference(page, "theme", "dark");
    await second;
    const third = next();
    await setPreference(worker, "language", "cy");
    await third;
    end();
    await setPreference(page, "zoom", 2);
    expect(seen).toEqual([0, 1, 2]);
  });

  test("that fails says so", async () => {
    const { db } = await openTestStore({ storage: platformStorage() });
    const error = new Error("what");
    const failed = await new Promise((resolve) => {
      watch(
        async () => {
          await db.meta.count();
          throw error;
        },
        () => {},
        resolve,
      );
    });
    expect(failed).toBe(error);
  });
});
