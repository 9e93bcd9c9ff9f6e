import { describe, expect, test } from "vitest";
import { readState } from "../../src/store/database.ts";
import { keepDraft, pushDraft, readDraft } from "../../src/store/drafts.ts";
import { deleteEvent, restoreEvent } from "../../src/store/events.ts";
import { importFile } from "../../src/store/import-file.ts";
import { openQuestions } from "../../src/store/askings.ts";
import { sendQuestion } from "../../src/store/messages.ts";
import { getPreference, setPreference } from "../../src/store/preferences.ts";
import { deleteSession, renameSession, savedSessions } from "../../src/store/sessions.ts";
import { commit, create } from "../../src/store/write.ts";
import { MONDAY_MS } from "../support/store.ts";
import { bring, bytesOf, fill, openStore, readWhole } from "./support/exported.ts";
import { armDatabase, KillSwitch } from "./support/kill-switch.ts";

describe("[X2] an import", () => {
  test("overrides nothing that was edited, and brings nothing back that was deleted", async () => {
    const store = await openStore(undefined, "aaaaaaaa");
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
    const store = await openStore(undefined, "aaaaaaaa");
    const id = await fill(store);
    await deleteEvent(store, id);
    const other = await openStore();
    await bring(other, await bytesOf(store));
    await restoreEvent(other, id);
    expect((await other.db.calendar_events.get(id))?.deleted).toBe(false);
  });

  test("competes with no one: everything of it has stamp 0 and no base", async () => {
    const store = await openStore(undefined, "aaaaaaaa");
    await fill(store);
    const other = await openStore();
    await bring(other, await bytesOf(store));
    for (const { stamp, base, stamps } of await other.db.outbox.toArray()) {
      expect([stamp, stamps]).toEqual([0, undefined]);
      expect(new Set(Object.values(base))).toEqual(new Set([0]));
    }
    expect(other.commits()).toBe(1);
  });

  test("lets an open question be answered, and a question with a reply alone", async () => {
    const store = await openStore(undefined, "aaaaaaaa");
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
    const other = await openStore();
    await bring(other, await bytesOf(store));
    const waiting = await other.db.chat_messages.where("awaiting").equals(1).toArray();
    expect(waiting.map(({ content }) => content)).toEqual(["Open?"]);
    // Only once the server holds it.
    expect(await openQuestions(other.db)).toEqual([]);
  });

  test("[X4] leaves out and counts what belongs to a chat that was deleted for good", async () => {
    const store = await openStore(undefined, "aaaaaaaa");
    await sendQuestion(store, "athro-maths", "Gone?");
    const bytes = await bytesOf(store);
    const other = await openStore();
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
    const store = await openStore(undefined, "aaaaaaaa");
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
    const store = await openStore(undefined, "aaaaaaaa");
    store.clock.ms = MONDAY_MS + 5 * 86_400_000;
    await sendQuestion(store, "athro-maths", "From the future");
    const other = await openStore();
    const state = await readState(other.db);
    await other.db.meta.put({ ...state, syncedAt: MONDAY_MS });
    await bring(other, await bytesOf(store));
    const [message] = await other.db.chat_messages.toArray();
    expect(message?.order_key).toBeLessThan(MONDAY_MS + 60_000);
  });

  test("that is killed at any of its requests leaves nothing behind, and can be done again", async () => {
    const store = await openStore(undefined, "aaaaaaaa");
    await fill(store);
    const bytes = await bytesOf(store);
    const read = await readWhole(bytes);
    const empty = await bytesOf(await openStore());
    let at = 1;
    for (let killed = true; killed; at += 1) {
      const other = await openStore();
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
