import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keepDraft } from "../../src/store/drafts.ts";
import { deleteEvent } from "../../src/store/events.ts";
import { sendQuestion } from "../../src/store/messages.ts";
import { setPreference } from "../../src/store/preferences.ts";
import { commit } from "../../src/store/write.ts";
import { MONDAY_MS } from "../support/store.ts";
import { bring, bytesOf, fill, newEvent, openStore } from "./support/exported.ts";

describe.each([
  ["a student", undefined],
  ["a guest", null],
] as const)("[X1] [X2] %s", (_, user) => {
  test("gets from an empty database the same bytes back", async () => {
    const store = await openStore(user, "aaaaaaaa");
    const id = await fill(store);
    await deleteEvent(store, id);
    const bytes = await bytesOf(store);
    const other = await openStore(user);
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
    const store = await openStore(user, "aaaaaaaa");
    await fill(store);
    const bytes = await bytesOf(store);
    const other = await openStore(user);
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
        const store = await openStore(undefined, "aaaaaaaa");
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
        const other = await openStore();
        await bring(other, bytes);
        expect(await bytesOf(other)).toEqual(bytes);
      },
    ),
    { numRuns: 40 },
  );
}, 60_000);

test("[X1] [X2] more messages than are read or written at a time go out and come back", async () => {
  const store = await openStore(undefined, "aaaaaaaa");
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
  const other = await openStore();
  expect((await bring(other, bytes)).messages).toBe(1_301);
  expect(await bytesOf(other)).toEqual(bytes);
}, 30_000);
