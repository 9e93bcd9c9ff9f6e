import { describe, expect, test } from "vitest";
import { noteAsking } from "../../src/store/askings.ts";
import { type MessageState, sendQuestion } from "../../src/store/messages.ts";
import { readChat } from "../../src/store/read-chat.ts";
import { discardRefused } from "../../src/store/sync-store.ts";
import { saveSession } from "../../src/store/sessions.ts";
import { RecordTooLarge } from "../../src/store/write.ts";
import { replyId } from "../../src/model/ids.ts";
import { idSource, MONDAY_MS, openTestStore, type TestStore } from "../support/store.ts";
import { exchange, sending, syncAll } from "./support/exchange.ts";
import { ServerRows } from "./support/server-rows.ts";

const MATHS = "athro-maths";
const SESSION = "77777777-7777-4777-8777-777777777777";
const DAY_MS = 86_400_000;

const chat = async (store: TestStore, sessionId: string, limit = 50) => {
  const { lines, more } = await readChat(store, sessionId, limit);
  return { texts: lines.map(({ message }) => message.content), more };
};

/** The states of a session's messages, in order. */
const states = async (store: TestStore, sessionId: string): Promise<MessageState[]> =>
  (await readChat(store, sessionId, 50)).lines.map(({ state }) => state);

/** The server's session with so many messages, m0 to the last; AthroMaths's active one. */
const withMessages = async (count: number) => {
  const store = await openTestStore();
  const server = new ServerRows();
  server.put("chat_sessions", SESSION, { athro_id: MATHS, is_active: true });
  const id = idSource("bbbbbbbb");
  const start = MONDAY_MS - count * 1_000;
  const ids = Array.from({ length: count }, (_, i) => {
    const one = id();
    const columns = { session_id: SESSION, content: `m${i}`, order_key: start + i * 1_000 };
    server.put("chat_messages", one, columns);
    return one;
  });
  await syncAll(store, server);
  return { store, server, ids };
};

describe("a question", () => {
  test("is committed with its session and its place, and waits for its reply", async () => {
    const store = await openTestStore();
    const { sessionId, messageId } = await sendQuestion(store, MATHS, "Why?");
    expect(await store.db.chat_messages.get(messageId)).toMatchObject({
      session_id: sessionId,
      role: "user",
      content: "Why?",
      order_key: MONDAY_MS,
      question_id: null,
      attempt: null,
      wants_reply: true,
      created_at: "2026-11-23T09:00:00.000Z",
      awaiting: 1,
    });
    expect((await sending(store)).mutations.map(({ table }) => table)).toEqual([
      "chat_sessions",
      "chat_messages",
    ]);
    expect(await store.db.askings.toArray()).toEqual([
      { question_id: messageId, tries: 0, notBefore: 0, problem: null },
    ]);
  });

  test("leaves nothing behind if it can't be committed", async () => {
    const store = await openTestStore();
    await expect(sendQuestion(store, MATHS, "x".repeat(70_000))).rejects.toBeInstanceOf(
      RecordTooLarge,
    );
    for (const table of [store.db.chat_sessions, store.db.chat_messages, store.db.outbox])
      expect(await table.count()).toBe(0);
    expect(store.commits()).toBe(0);
  });

  test("comes after what is there, whatever the clock says", async () => {
    const { store } = await withMessages(3);
    store.clock.ms = MONDAY_MS - 3_600_000;
    await sendQuestion(store, MATHS, "Now?");
    await sendQuestion(store, MATHS, "And now?");
    expect((await chat(store, SESSION)).texts).toEqual(["m0", "m1", "m2", "Now?", "And now?"]);
  });

  test("has a place less than a day ahead, although one there has more", async () => {
    const { store, server } = await withMessages(1);
    const id = idSource("cccccccc")();
    server.put("chat_messages", id, { session_id: SESSION, order_key: MONDAY_MS + 5 * DAY_MS });
    await syncAll(store, server);
    const { messageId } = await sendQuestion(store, MATHS, "Now?");
    const { order_key } = (await store.db.chat_messages.get(messageId)) ?? { order_key: 0 };
    expect(order_key).toBeLessThan(MONDAY_MS + DAY_MS);
    expect(order_key).toBeGreaterThan(MONDAY_MS + DAY_MS / 2);
  });
});

describe("a chat", () => {
  test("is read from its end, oldest first, and tells whether there is more", async () => {
    const { store } = await withMessages(12);
    expect(await chat(store, SESSION, 5)).toEqual({
      texts: ["m7", "m8", "m9", "m10", "m11"],
      more: true,
    });
    expect(await chat(store, SESSION, 12)).toMatchObject({ more: false });
    expect((await chat(store, SESSION, 11)).more).toBe(true);
    expect(await chat(store, "no such session")).toEqual({ texts: [], more: false });
  });

  test("leaves out deleted messages, and fills the page all the same", async () => {
    const { store, server, ids } = await withMessages(20);
    for (const id of ids.slice(8, 19)) server.put("chat_messages", id, {}, { deleted: true });
    await syncAll(store, server);
    expect(await chat(store, SESSION, 3)).toEqual({ texts: ["m6", "m7", "m19"], more: true });
    expect(await chat(store, SESSION, 9)).toMatchObject({ more: false });
  });

  test("is of one session", async () => {
    const store = await openTestStore();
    const { sessionId: first } = await sendQuestion(store, MATHS, "One?");
    const session = await store.db.chat_sessions.get(first);
    if (!session) throw new Error("no session");
    await saveSession(store, session);
    const { sessionId: second } = await sendQuestion(store, MATHS, "Two?");
    expect((await chat(store, first)).texts).toEqual(["One?"]);
    expect((await chat(store, second)).texts).toEqual(["Two?"]);
  });
});

describe("the state of a message", () => {
  test("of a guest's is `saved`", async () => {
    const store = await openTestStore({ user: null });
    const { sessionId } = await sendQuestion(store, MATHS, "Why?");
    expect(await states(store, sessionId)).toEqual([{ kind: "saved" }]);
    expect(await store.db.askings.count()).toBe(0);
  });

  test("of a question goes from waiting to answering, unanswered and answered", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    const { sessionId, messageId } = await sendQuestion(store, MATHS, "Why?");
    expect(await states(store, sessionId)).toEqual([{ kind: "waiting" }]);
    await syncAll(store, server);
    expect(await states(store, sessionId)).toEqual([{ kind: "answering" }]);
    await noteAsking(
      store.db,
      { id: messageId, attempt: 0 },
      { tries: 1, notBefore: 0, problem: "tutor" },
    );
    expect(await states(store, sessionId)).toEqual([{ kind: "unanswered", problem: "tutor" }]);
    await noteAsking(
      store.db,
      { id: messageId, attempt: 0 },
      { tries: 2, notBefore: 0, problem: null },
    );
    expect(await states(store, sessionId)).toEqual([{ kind: "answering" }]);
    server.put("chat_messages", replyId(messageId, 0), {
      session_id: sessionId,
      role: "assistant",
      question_id: messageId,
      order_key: MONDAY_MS + 1,
    });
    await syncAll(store, server);
    expect(await states(store, sessionId)).toEqual([{ kind: "answered" }, { kind: "sent" }]);
  });

  test("is `waiting` as long as the cursor has not passed it", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    server.put("preferences", idSource("cccccccc")());
    const { sessionId } = await sendQuestion(store, MATHS, "Why?");
    await exchange(store, server, { limit: 1 });
    expect(await states(store, sessionId)).toEqual([{ kind: "waiting" }]);
  });

  test("of a refused one is `refused`, with the entry to retry or discard", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    const { sessionId, messageId } = await sendQuestion(store, MATHS, "Why?");
    await exchange(store, server, {
      answered: (mutation, i) =>
        mutation.id === messageId
          ? { i, status: "rejected", code: "AT422" }
          : server.accept(mutation, i),
    });
    const [state] = await states(store, sessionId);
    const [entry] = await store.db.outbox.toArray();
    expect(state).toEqual({ kind: "refused", entry: entry?.n, code: "AT422" });
    await discardRefused(store.db, entry?.n ?? -1);
    expect(await states(store, sessionId)).toEqual([]);
  });
});
