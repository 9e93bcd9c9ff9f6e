import { describe, expect, test } from "vitest";
import { replyId } from "../../src/model/ids.ts";
import { awaitingSessions } from "../../src/store/awaiting-sessions.ts";
import { askAgain, noteAsking, openQuestions } from "../../src/store/askings.ts";
import { sendQuestion } from "../../src/store/messages.ts";
import { idSource, MONDAY_MS, openTestStore, type TestStore } from "../support/store.ts";
import { exchange, syncAll } from "./support/exchange.ts";
import { ServerRows } from "./support/server-rows.ts";

const MATHS = "athro-maths";
const SESSION = "77777777-7777-4777-8777-777777777777";
const QUESTION = "88888888-8888-4888-8888-888888888888";

const open = async (store: TestStore) => (await openQuestions(store.db)).map(({ id }) => id);

const ask = (server: ServerRows, id = QUESTION, at = MONDAY_MS - 60_000) =>
  server.put("chat_messages", id, { session_id: SESSION, wants_reply: true, order_key: at });

const reply = (server: ServerRows, id = QUESTION) =>
  server.put("chat_messages", replyId(id, 0), {
    session_id: SESSION,
    role: "assistant",
    question_id: id,
    attempt: 0,
  });

/** Pulls in pages of so many rows. */
const pull = async (store: TestStore, server: ServerRows, limit: number) => {
  for (let page = 0; page < 10; page += 1) await exchange(store, server, { limit });
};

describe("[A2] a question is open", () => {
  test("once the server holds it, until its reply is here", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    const { messageId } = await sendQuestion(store, MATHS, "Why?");
    expect(await open(store)).toEqual([]);
    await syncAll(store, server);
    expect(await open(store)).toEqual([messageId]);
    reply(server, messageId);
    await syncAll(store, server);
    expect(await open(store)).toEqual([]);
    expect(await store.db.askings.count()).toBe(0);
    expect((await store.db.chat_messages.get(messageId))?.awaiting).toBeUndefined();
  });

  test.each([1, 2, 1_000])("also one of another device's, pulled by %i", async (limit) => {
    const store = await openTestStore();
    const server = new ServerRows();
    ask(server);
    const answered = idSource("bbbbbbbb")();
    ask(server, answered);
    reply(server, answered);
    await pull(store, server, limit);
    expect(await open(store)).toEqual([QUESTION]);
    expect(await awaitingSessions(store.db)).toEqual(new Set([SESSION]));
  });

  test.each([1, 1_000])("not one whose reply came before it, pulled by %i", async (limit) => {
    const store = await openTestStore();
    const server = new ServerRows();
    reply(server);
    ask(server);
    await pull(store, server, limit);
    expect(await open(store)).toEqual([]);
  });

  test("not a message that wants no reply, nor a deleted one", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    const id = idSource("bbbbbbbb");
    server.put("chat_messages", id(), { wants_reply: false });
    ask(server);
    await syncAll(store, server);
    server.put("chat_messages", QUESTION, {}, { deleted: true });
    server.put("chat_messages", id(), { wants_reply: true }, { deleted: true });
    await syncAll(store, server);
    expect(await open(store)).toEqual([]);
    expect(await awaitingSessions(store.db)).toEqual(new Set());
  });

  test("still after the row came again, changed, and after a resync", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    ask(server);
    const answered = idSource("bbbbbbbb")();
    ask(server, answered);
    reply(server, answered);
    await syncAll(store, server);
    ask(server);
    ask(server, answered);
    await syncAll(store, server);
    expect(await open(store)).toEqual([QUESTION]);
    server.epoch = "epoch-2";
    await exchange(store, server);
    await syncAll(store, server);
    expect(await open(store)).toEqual([QUESTION]);
  });

  test("not again when its reply was purged and the question comes once more", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    ask(server);
    reply(server);
    await syncAll(store, server);
    server.purge(replyId(QUESTION, 0));
    await syncAll(store, server);
    ask(server);
    await syncAll(store, server);
    expect(await open(store)).toEqual([]);
  });

  test("not in a guest's database", async () => {
    const store = await openTestStore({ user: null });
    await sendQuestion(store, MATHS, "Why?");
    expect(await open(store)).toEqual([]);
  });
});

describe("when an open question is asked for", () => {
  test("an own one at once, another device's after a minute, oldest first", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    const { messageId } = await sendQuestion(store, MATHS, "Why?");
    ask(server, QUESTION, MONDAY_MS - 5_000);
    await syncAll(store, server);
    expect(await openQuestions(store.db)).toEqual([
      { id: QUESTION, attempt: 0, tries: 0, notBefore: MONDAY_MS - 5_000 + 60_000 },
      { id: messageId, attempt: 0, tries: 0, notBefore: 0 },
    ]);
  });

  test("another device's after a minute by this device's clock, which may be slow", async () => {
    const store = await openTestStore({ at: MONDAY_MS - 1_800_000 });
    const server = new ServerRows();
    ask(server, QUESTION, MONDAY_MS);
    await syncAll(store, server);
    expect(await openQuestions(store.db)).toEqual([
      { id: QUESTION, attempt: 0, tries: 0, notBefore: store.clock.ms + 60_000 },
    ]);
  });

  test("is as it was noted, and at once after Ask again", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    ask(server);
    await syncAll(store, server);
    await noteAsking(
      store.db,
      { id: QUESTION, attempt: 0 },
      { tries: 3, notBefore: MONDAY_MS + 9_000, problem: "tutor" },
    );
    expect(await openQuestions(store.db)).toEqual([
      { id: QUESTION, attempt: 0, tries: 3, notBefore: MONDAY_MS + 9_000 },
    ]);
    await askAgain(store, QUESTION);
    expect(await openQuestions(store.db)).toEqual([
      { id: QUESTION, attempt: 0, tries: 0, notBefore: 0 },
    ]);
    expect(await store.db.askings.toArray()).toMatchObject([{ problem: null }]);
    expect(store.commits()).toBe(1);
  });

  test("nothing is noted of one that has been answered meanwhile", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    ask(server);
    reply(server);
    await syncAll(store, server);
    await noteAsking(
      store.db,
      { id: QUESTION, attempt: 0 },
      { tries: 1, notBefore: 0, problem: "tutor" },
    );
    expect(await store.db.askings.count()).toBe(0);
  });
});
