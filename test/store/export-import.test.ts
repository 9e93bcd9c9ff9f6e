import { strToU8, unzipSync, zipSync } from "fflate";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ReadExport } from "../../src/model/exported/read-export.ts";
import { overrideId } from "../../src/model/ids.ts";
import { readState } from "../../src/store/database.ts";
import { keepDraft, pushDraft, readDraft } from "../../src/store/drafts.ts";
import { deleteEvent, restoreEvent } from "../../src/store/events.ts";
import { exportEverything } from "../../src/store/export-file.ts";
import { type Imported, importFile, readFile } from "../../src/store/import-file.ts";
import { openQuestions } from "../../src/store/askings.ts";
import { sendQuestion } from "../../src/store/messages.ts";
import { getPreference, setPreference } from "../../src/store/preferences.ts";
import { deleteSession, renameSession, savedSessions } from "../../src/store/sessions.ts";
import type { Store } from "../../src/store/store.ts";
import { commit, create, edit } from "../../src/store/write.ts";
import { MONDAY_MS, openTestStore } from "../support/store.ts";
import { armDatabase, KillSwitch } from "./support/kill-switch.ts";

const bytesOf = async (store: Store, at = MONDAY_MS): Promise<Uint8Array> =>
  new Uint8Array(await (await exportEverything(store.db, at)).arrayBuffer());

const readWhole = async (bytes: Uint8Array): Promise<ReadExport> => {
  const outcome = await readFile(bytes);
  if (outcome.kind !== "read") throw new Error(JSON.stringify(outcome.problem));
  return outcome.read;
};

const bring = async (store: Store, bytes: Uint8Array): Promise<Imported> =>
  importFile(store, await readWhole(bytes));

const newEvent = (store: Store, title: string, id = store.newId()) =>
  create("calendar_events", id, {
    origin: { created_at: new Date(store.now()).toISOString() },
    title: { title },
    time: {
      all_day: false,
      starts_at: "2026-11-25T14:00:00",
      ends_at: "2026-11-25T15:00:00",
      zone: "Europe/London",
    },
    repeat: { rrule: "FREQ=WEEKLY;COUNT=4" },
    kind: { kind: "lesson" },
    athro: { athro_id: null },
    notes: { notes: "", location: "" },
  });

/** A student or guest with something of every kind; returns the event's id. */
const fill = async (store: Store): Promise<string> => {
  const event = newEvent(store, "Physics");
  const skipped = "2026-12-02T14:00:00";
  await sendQuestion(store, "athro-maths", "What is ŵ + 1? 🌼");
  await commit(store.db, store, [
    event,
    newEvent(store, "Chemistry"),
    edit("calendar_overrides", overrideId(event.id, skipped), {
      origin: { event_id: event.id, original_start: skipped },
      cancelled: { cancelled: true },
    }),
  ]);
  await setPreference(store, "theme", { dark: true });
  await keepDraft(store, "athro-welsh", "Beth yw");
  return event.id;
};

const open = async (user?: string | null, origin = "bbbbbbbb") =>
  openTestStore({ origin, ...(user === undefined ? {} : { user }) });

describe.each([
  ["a student", undefined],
  ["a guest", null],
] as const)("[X1] [X2] %s", (_, user) => {
  test("gets from an empty database the same bytes back", async () => {
    const store = await open(user, "aaaaaaaa");
    const id = await fill(store);
    await deleteEvent(store, id);
    const bytes = await bytesOf(store);
    const other = await open(user);
    expect(await bring(other, bytes)).toEqual({
      chats: 1,
      messages: 1,
      events: 2,
      other: 3,
      present: 0,
      gone: 0,
    });
    expect(await bytesOf(other)).toEqual(bytes);
    expect(await other.db.outbox.count()).toBe(user === null ? 0 : 6);
  });

  test("imports twice as well as once", async () => {
    const store = await open(user, "aaaaaaaa");
    await fill(store);
    const bytes = await bytesOf(store);
    const other = await open(user);
    await bring(other, bytes);
    const before = await Promise.all(other.db.tables.map((table) => table.toArray()));
    expect(await bring(other, bytes)).toMatchObject({ chats: 0, messages: 0, events: 0, other: 0 });
    expect(await Promise.all(other.db.tables.map((table) => table.toArray()))).toEqual(before);
    expect((await bring(store, bytes)).present).toBe(7);
  });
});

const text = fc
  .string({ unit: "grapheme", maxLength: 60 })
  .map((one) => one.replaceAll("\0", "").toWellFormed());
const said = text.filter((one) => one.trim() !== "");

test("[X1] [X2] export, import and export again is the identity, whatever was written", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(said, { maxLength: 8 }),
      fc.array(fc.tuple(said, fc.boolean()), { maxLength: 5 }),
      fc.dictionary(
        fc.string({ minLength: 1, maxLength: 20, unit: "grapheme-ascii" }),
        // A key of this name is refused wherever it comes from.
        fc.jsonValue({ maxDepth: 3 }).filter((one) => !JSON.stringify(one).includes("__proto__")),
        {
          maxKeys: 4,
        },
      ),
      fc.option(said),
      async (questions, events, preferences, draft) => {
        const store = await open(undefined, "aaaaaaaa");
        for (const one of questions) await sendQuestion(store, "athro-maths", one);
        for (const [title, deleted] of events) {
          const event = newEvent(store, title);
          await commit(store.db, store, [event]);
          if (deleted) await deleteEvent(store, event.id);
        }
        for (const [name, value] of Object.entries(preferences))
          if (name !== "__proto__") await setPreference(store, name, value);
        if (draft !== null) await keepDraft(store, "athro-art", draft);
        const bytes = await bytesOf(store);
        const other = await open();
        await bring(other, bytes);
        expect(await bytesOf(other)).toEqual(bytes);
      },
    ),
    { numRuns: 40 },
  );
}, 60_000);

describe("[X2] an import", () => {
  test("overrides nothing that was edited, and brings nothing back that was deleted", async () => {
    const store = await open(undefined, "aaaaaaaa");
    const id = await fill(store);
    const bytes = await bytesOf(store);
    await setPreference(store, "theme", "light");
    await deleteEvent(store, id);
    const [session] = await store.db.chat_sessions.toArray();
    if (!session) throw new Error("no session");
    await renameSession(store, session.id, "Renamed");
    await deleteSession(store, session);
    const before = await bytesOf(store);
    expect(await bring(store, bytes)).toMatchObject({ chats: 0, events: 0, messages: 0, other: 0 });
    expect(await bytesOf(store)).toEqual(before);
    expect(await getPreference(store.db, "theme")).toBe("light");
    expect(await savedSessions(store.db, "athro-maths")).toEqual([]);
  });

  test("of what was deleted can be restored afterwards, as before", async () => {
    const store = await open(undefined, "aaaaaaaa");
    const id = await fill(store);
    await deleteEvent(store, id);
    const other = await open();
    await bring(other, await bytesOf(store));
    await restoreEvent(other, id);
    expect((await other.db.calendar_events.get(id))?.deleted).toBe(false);
  });

  test("competes with no one: everything of it has stamp 0 and no base", async () => {
    const store = await open(undefined, "aaaaaaaa");
    await fill(store);
    const other = await open();
    await bring(other, await bytesOf(store));
    for (const { stamp, base, stamps } of await other.db.outbox.toArray()) {
      expect([stamp, stamps]).toEqual([0, undefined]);
      expect(new Set(Object.values(base))).toEqual(new Set([0]));
    }
    expect(other.commits()).toBe(1);
  });

  test("lets an open question be answered, and a question with a reply alone", async () => {
    const store = await open(undefined, "aaaaaaaa");
    const { sessionId, messageId } = await sendQuestion(store, "athro-maths", "Answered?");
    await sendQuestion(store, "athro-maths", "Open?");
    await commit(store.db, store, [
      create("chat_messages", store.newId(), {
        body: {
          session_id: sessionId,
          role: "assistant",
          content: "Yes",
          order_key: MONDAY_MS + 5,
          question_id: messageId,
          attempt: 0,
          wants_reply: false,
          created_at: new Date(MONDAY_MS).toISOString(),
        },
      }),
    ]);
    const other = await open();
    await bring(other, await bytesOf(store));
    const waiting = await other.db.chat_messages.where("awaiting").equals(1).toArray();
    expect(waiting.map(({ content }) => content)).toEqual(["Open?"]);
    // Only once the server holds it.
    expect(await openQuestions(other.db)).toEqual([]);
  });

  test("[X4] leaves out and counts what belongs to a chat that was deleted for good", async () => {
    const store = await open(undefined, "aaaaaaaa");
    await sendQuestion(store, "athro-maths", "Gone?");
    const bytes = await bytesOf(store);
    const other = await open();
    const [session] = await store.db.chat_sessions.toArray();
    const purged = {
      id: session?.id,
      seq: 9,
      stamps: {},
      extra: {},
      deleted: true,
      athro_id: null,
      created_at: null,
    };
    await other.db.table("chat_sessions").add(purged);
    expect(await bring(other, bytes)).toMatchObject({ chats: 0, messages: 0, present: 1, gone: 1 });
    expect(await other.db.chat_messages.count()).toBe(0);
    expect((await readWhole(await bytesOf(other))).records.chat_sessions).toEqual([]);
  });

  test("takes no draft where one was sent or given up since", async () => {
    const store = await open(undefined, "aaaaaaaa");
    await keepDraft(store, "athro-maths", "Half a question");
    await pushDraft(store, "athro-maths");
    const bytes = await bytesOf(store);
    await sendQuestion(store, "athro-maths", "Half a question, and the rest");
    await bring(store, bytes);
    expect(await readDraft(store.db, "athro-maths")).toBe("");
    // On a device that knows of it from the server alone.
    await store.db.drafts.clear();
    await bring(store, bytes);
    expect(await readDraft(store.db, "athro-maths")).toBe("");
  });

  test("dates nothing ahead of the server's clock, which would be refused", async () => {
    const store = await open(undefined, "aaaaaaaa");
    store.clock.ms = MONDAY_MS + 5 * 86_400_000;
    await sendQuestion(store, "athro-maths", "From the future");
    const other = await open();
    const state = await readState(other.db);
    await other.db.meta.put({ ...state, syncedAt: MONDAY_MS });
    await bring(other, await bytesOf(store));
    const [message] = await other.db.chat_messages.toArray();
    expect(message?.order_key).toBeLessThan(MONDAY_MS + 60_000);
  });

  test("that is killed at any of its requests leaves nothing behind, and can be done again", async () => {
    const store = await open(undefined, "aaaaaaaa");
    await fill(store);
    const bytes = await bytesOf(store);
    const read = await readWhole(bytes);
    const empty = await bytesOf(await open());
    let at = 1;
    for (let killed = true; killed; at += 1) {
      const other = await open();
      const kill = new KillSwitch(at);
      await armDatabase(other.db, kill);
      killed = await importFile(other, read).then(
        () => false,
        () => true,
      );
      kill.disarm();
      expect(await bytesOf(other), `killed at ${at}`).toEqual(killed ? empty : bytes);
      expect(await other.db.outbox.count()).toBe(killed ? 0 : 6);
      expect(other.commits()).toBe(killed ? 0 : 1);
      await importFile(other, read);
      expect(await bytesOf(other), `killed at ${at}`).toEqual(bytes);
    }
    expect(at).toBeGreaterThan(10);
  }, 60_000);
});

const whole = async (): Promise<Uint8Array> => {
  const store = await open(undefined, "aaaaaaaa");
  await fill(store);
  return bytesOf(store);
};

describe("[X3] a file", () => {
  test("is read as it was unpacked by the browser, and packed anew by another program", async () => {
    const bytes = await whole();
    const records = unzipSync(bytes)["athro.json"] ?? new Uint8Array();
    const read = await readFile(bytes);
    expect(read.kind).toBe("read");
    expect(await readFile(records)).toEqual(read);
    expect(await readFile(zipSync({ "athro.json": records, "notes.txt": strToU8("x") }))).toEqual(
      read,
    );
  });

  test("that was cut off anywhere is refused", async () => {
    const bytes = await whole();
    for (let length = 4; length < bytes.length; length += 97)
      expect(await readFile(bytes.subarray(0, length))).toEqual({
        kind: "problem",
        problem: { kind: "damaged" },
      });
  });

  test("in which bytes were spoilt is refused, or reads as a file that obeys every rule", async () => {
    const bytes = await whole();
    for (let at = 40; at < bytes.length; at += 53) {
      const spoilt = bytes.slice();
      spoilt[at] = (spoilt[at] ?? 0) ^ 0xff;
      const outcome = await readFile(spoilt);
      const found =
        outcome.kind === "read" ? outcome.read.records.chat_sessions.length : outcome.problem.kind;
      expect([1, "damaged", "foreign", "records"]).toContain(found);
    }
  });

  test("that is something else is told from one that is damaged", async () => {
    const foreign = { kind: "problem", problem: { kind: "foreign" } };
    expect(await readFile(zipSync({ "holiday.txt": strToU8("x") }))).toEqual(foreign);
    expect(await readFile(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff]))).toEqual(foreign);
    expect(await readFile(new Uint8Array())).toEqual(foreign);
  });

  test("has a calendar that leaves out what was deleted", async () => {
    const store = await open(undefined, "aaaaaaaa");
    await deleteEvent(store, await fill(store));
    const calendar = unzipSync(await bytesOf(store))["calendar.ics"];
    const text = new TextDecoder().decode(calendar);
    expect(text).toContain("SUMMARY:Chemistry\r\n");
    expect(text).not.toContain("Physics");
  });
});

test("[X1] [X2] more messages than are read or written at a time go out and come back", async () => {
  const store = await open(undefined, "aaaaaaaa");
  const { sessionId } = await sendQuestion(store, "athro-maths", "The first");
  const [first] = await store.db.chat_messages.toArray();
  if (!first) throw new Error("no message");
  await store.db.chat_messages.bulkAdd(
    Array.from({ length: 1_300 }, (_, n) => ({
      ...first,
      id: store.newId(),
      session_id: sessionId,
      content: `${n} ${"What is the derivative of x squared? ".repeat(8)}`,
      order_key: MONDAY_MS + n,
      wants_reply: false,
    })),
  );
  const bytes = await bytesOf(store);
  const other = await open();
  expect((await bring(other, bytes)).messages).toBe(1_301);
  expect(await bytesOf(other)).toEqual(bytes);
}, 30_000);
