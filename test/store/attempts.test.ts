import { describe, expect, test } from "vitest";
import { replyId } from "../../src/model/ids.ts";
import { openQuestions } from "../../src/store/askings.ts";
import { isReplyDeleted, regenerate, replyIsHere, showAttempt } from "../../src/store/attempts.ts";
import { keepDraft, readDraft } from "../../src/store/drafts.ts";
import { replaceQuestion, sendQuestion } from "../../src/store/messages.ts";
import { readChat } from "../../src/store/read-chat.ts";
import { deleteMessage, restoreEarlier, restoreMessages } from "../../src/store/removal.ts";
import { deleteSession, resumeSession, saveSession } from "../../src/store/sessions.ts";
import { openTestStore, type TestStore } from "../support/store.ts";
import { exchange, syncAll } from "./support/exchange.ts";
import { ServerRows } from "./support/server-rows.ts";

const MATHS = "athro-maths";

/** A question that the server holds, with so many replies. */
const asked = async (replies = 1) => {
  const store = await openTestStore();
  const server = new ServerRows();
  const { sessionId, messageId } = await sendQuestion(store, MATHS, "Why?");
  await syncAll(store, server);
  const answer = (attempt: number, question = messageId) =>
    server.put("chat_messages", replyId(question, attempt), {
      session_id: sessionId,
      role: "assistant",
      content: `Reply ${attempt}`,
      order_key: store.clock.ms + 1,
      question_id: question,
      attempt,
    });
  for (let attempt = 0; attempt < replies; attempt += 1) answer(attempt);
  await syncAll(store, server);
  return { store, server, sessionId, messageId, answer };
};

const said = async (store: TestStore, sessionId: string, limit = 50) => {
  const { lines } = await readChat(store, sessionId, limit);
  return lines.map(({ message }) => message.content);
};

const open = async (store: TestStore) =>
  (await openQuestions(store.db)).map(({ id, attempt }) => [id, attempt]);

describe("[A5] of several attempts at a reply", () => {
  test("the latest is shown, with what stands beside it", async () => {
    const { store, sessionId } = await asked(3);
    const { lines } = await readChat(store, sessionId, 50);
    expect(lines.map(({ message }) => message.content)).toEqual(["Why?", "Reply 2"]);
    expect(lines[1]?.siblings).toEqual({ nth: 3, count: 3, before: 1, after: null });
    expect(lines[0]?.siblings).toBeUndefined();
  });

  test("one that was deleted is known to be, so that what was heard of it is not shown again", async () => {
    const { store, messageId } = await asked(1);
    expect(await isReplyDeleted(store.db, messageId, 0)).toBe(false);
    await deleteMessage(store, { id: replyId(messageId, 0) });
    expect(await isReplyDeleted(store.db, messageId, 0)).toBe(true);
    expect(await isReplyDeleted(store.db, messageId, 1)).toBe(false);
  });

  test("the chosen one is shown on all devices, and the question was sent all the same", async () => {
    const { store, server, sessionId, messageId } = await asked(3);
    await showAttempt(store, messageId, 1);
    expect(await said(store, sessionId)).toEqual(["Why?", "Reply 1"]);
    const { lines } = await readChat(store, sessionId, 50);
    expect(lines[0]?.state).toEqual({ kind: "answered" });
    expect(lines[1]?.siblings).toEqual({ nth: 2, count: 3, before: 0, after: 2 });
    await syncAll(store, server);
    const other = await openTestStore({ origin: "bbbbbbbb" });
    await syncAll(other, server);
    expect(await said(other, sessionId)).toEqual(["Why?", "Reply 1"]);
  });

  test("a choice of one that was deleted falls to the latest", async () => {
    const { store, sessionId, messageId } = await asked(3);
    await showAttempt(store, messageId, 1);
    await deleteMessage(store, { id: replyId(messageId, 1) });
    expect(await said(store, sessionId)).toEqual(["Why?", "Reply 2"]);
  });

  test.each([1, 2, 3])(
    "the same one is shown where the window of %i lines parts them",
    async (limit) => {
      const { store, sessionId } = await asked(3);
      expect((await said(store, sessionId, limit)).at(-1)).toBe("Reply 2");
    },
  );

  test("whatever the window parts, it shows the end of what the whole chat shows", async () => {
    const { store, sessionId } = await asked(3);
    for (const body of ["And how?", "And when?"]) await sendQuestion(store, MATHS, body);
    const whole = await said(store, sessionId);
    expect(whole).toEqual(["Why?", "Reply 2", "And how?", "And when?"]);
    const shown = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((limit) => said(store, sessionId, limit)),
    );
    for (const part of shown) expect(part).toEqual(whole.slice(-part.length));
    expect(shown.map((part) => part.length)).toEqual([1, 2, 3, 3, 3, 4]);
  });

  test("another is asked for after the last, until it is here", async () => {
    const { store, server, sessionId, messageId, answer } = await asked(2);
    expect(await open(store)).toEqual([]);
    await showAttempt(store, messageId, 0);
    expect(await regenerate(store, messageId)).toBe(true);
    expect(await open(store)).toEqual([[messageId, 2]]);
    const { lines } = await readChat(store, sessionId, 50);
    expect(lines[0]?.state).toEqual({ kind: "answering" });
    // An earlier reply that comes again is not the one that was asked for.
    answer(0);
    await syncAll(store, server);
    expect(await open(store)).toEqual([[messageId, 2]]);
    expect(await replyIsHere(store.db, sessionId, messageId, 2)).toBe(false);
    answer(2);
    await syncAll(store, server);
    expect(await open(store)).toEqual([]);
    expect(await store.db.askings.count()).toBe(0);
    expect(await replyIsHere(store.db, sessionId, messageId, 2)).toBe(true);
    // The choice of an earlier one went with the wish for another.
    expect(await said(store, sessionId)).toEqual(["Why?", "Reply 2"]);
  });

  test("there are 21 at most", async () => {
    const { store, messageId } = await asked(21);
    expect(await regenerate(store, messageId)).toBe(false);
    expect(await open(store)).toEqual([]);
  });
});

describe("a message that is deleted", () => {
  test("goes with its replies, leaves a note of them, and comes back whole, everywhere", async () => {
    const { store, server, sessionId, messageId } = await asked(2);
    const { messageId: next } = await sendQuestion(store, MATHS, "And how?");
    const ids = await deleteMessage(store, { id: messageId });
    expect(ids).toHaveLength(3);
    await syncAll(store, server);
    const page = await readChat(store, sessionId, 50);
    expect(page.lines.map(({ message }) => message.id)).toEqual([next]);
    expect(page.lines[0]?.removed?.toSorted()).toEqual(ids.toSorted());
    const other = await openTestStore({ origin: "bbbbbbbb" });
    await syncAll(other, server);
    expect(await said(other, sessionId)).toEqual(["And how?"]);
    await restoreMessages(other, ids);
    await syncAll(other, server);
    await exchange(store, server);
    expect(await said(store, sessionId)).toEqual(["Why?", "Reply 1", "And how?"]);
    expect(await open(store)).toEqual([[next, 0]]);
  });

  test("twice, by two presses, leaves to the first what brings it back", async () => {
    const { store, sessionId, messageId } = await asked(2);
    const message = { id: messageId };
    const both = await Promise.all([deleteMessage(store, message), deleteMessage(store, message)]);
    expect(both.map((ids) => ids.length)).toEqual([3, 0]);
    await restoreMessages(store, both.flat());
    expect(await said(store, sessionId)).toEqual(["Why?", "Reply 1"]);
  });

  test("unanswered, is asked for no more, and again when it is back", async () => {
    const { store, server, messageId, sessionId } = await asked(0);
    const ids = await deleteMessage(store, { id: messageId });
    expect(await open(store)).toEqual([]);
    expect((await readChat(store, sessionId, 50)).removed).toEqual([messageId]);
    await restoreMessages(store, ids);
    await syncAll(store, server);
    expect(await open(store)).toEqual([[messageId, 0]]);
  });

  test("whose reply was on its way takes that along, and brings it back", async () => {
    const { store, server, messageId, sessionId, answer } = await asked(0);
    const ids = await deleteMessage(store, { id: messageId });
    answer(0);
    await syncAll(store, server);
    expect((await readChat(store, sessionId, 50)).lines).toEqual([]);
    await restoreMessages(store, ids);
    expect(await said(store, sessionId)).toEqual(["Why?", "Reply 0"]);
    expect(await open(store)).toEqual([]);
  });

  test("and whose content is gone for good leaves no note", async () => {
    const { store, server, messageId, sessionId } = await asked(1);
    await deleteMessage(store, { id: messageId });
    await syncAll(store, server);
    server.purge(messageId);
    server.purge(replyId(messageId, 0));
    await syncAll(store, server);
    expect(await readChat(store, sessionId, 50)).toEqual({ lines: [], more: false });
  });
});

const session = async (store: TestStore, id: string) => {
  const row = await store.db.chat_sessions.get(id);
  if (!row) throw new Error("there is no such session");
  return row;
};

/** Edits a question and sends it anew. */
const replaced = async (store: TestStore, messageId: string, content: string) => {
  const before = await store.db.chat_messages.get(messageId);
  const sent = before && (await replaceQuestion(store, before, content));
  if (!sent) throw new Error("it was not sent");
  return sent;
};

describe("a question that is edited", () => {
  test("is a new one in the place of the old, which can be put back with its replies", async () => {
    const { store, server, sessionId, messageId } = await asked(2);
    const { messageId: edited } = await replaced(store, messageId, "Why not?");
    const page = await readChat(store, sessionId, 50);
    expect(page.lines.map(({ message }) => message.content)).toEqual(["Why not?"]);
    // It is offered by the question that took its place, and by no note.
    expect(page.lines[0]?.message.replaces).toBe(messageId);
    expect(page.lines[0]?.removed).toBeUndefined();
    await syncAll(store, server);
    expect(await open(store)).toEqual([[edited, 0]]);

    await restoreEarlier(store, { id: edited, replaces: messageId });
    const back = await readChat(store, sessionId, 50);
    expect(back.lines.map(({ message }) => message.content)).toEqual(["Why?", "Reply 1"]);
    expect(back.removed).toEqual([edited]);
    expect(await open(store)).toEqual([]);
  });

  test("and whose first form is gone for good stays as it is", async () => {
    const { store, server, sessionId, messageId } = await asked(0);
    const { messageId: edited } = await replaced(store, messageId, "Why not?");
    await syncAll(store, server);
    server.purge(messageId);
    await syncAll(store, server);
    await restoreEarlier(store, { id: edited, replaces: messageId });
    expect(await said(store, sessionId)).toEqual(["Why not?"]);
  });

  test("leaves what is being typed below the chat alone", async () => {
    const { store, messageId } = await asked(1);
    await keepDraft(store, MATHS, "Half of the next");
    await replaced(store, messageId, "Why not?");
    expect(await readDraft(store.db, MATHS)).toBe("Half of the next");
  });

  test.for([
    ["saved", saveSession],
    ["deleted", deleteSession],
  ] as const)(
    "is not sent to another chat where its own was %s meanwhile",
    async ([, takeAway]) => {
      const { store, sessionId, messageId } = await asked(1);
      const before = await store.db.chat_messages.get(messageId);
      if (!before) throw new Error("it was not asked");
      await takeAway(store, await session(store, sessionId));
      const waiting = await store.db.outbox.count();
      expect(await replaceQuestion(store, before, "Why not?")).toBeNull();
      expect(await store.db.outbox.count()).toBe(waiting);
      expect(await said(store, sessionId)).toEqual(["Why?", "Reply 0"]);
    },
  );

  test("goes where it was first asked, where that chat goes on again", async () => {
    const { store, sessionId, messageId } = await asked(1);
    await saveSession(store, await session(store, sessionId));
    const { sessionId: other } = await sendQuestion(store, MATHS, "Something else?");
    await resumeSession(store, await session(store, sessionId));
    expect((await replaced(store, messageId, "Why not?")).sessionId).toBe(sessionId);
    expect(await said(store, sessionId)).toEqual(["Why not?"]);
    expect(await said(store, other)).toEqual(["Something else?"]);
  });
});

test("[A4] why a reply has not come is told with the question", async () => {
  const { store, sessionId, messageId } = await asked(0);
  await store.db.askings.put({
    question_id: messageId,
    tries: 1,
    notBefore: 0,
    problem: "quota",
    until: 7_000,
  });
  const state = async () => (await readChat(store, sessionId, 50)).lines[0]?.state;
  expect(await state()).toEqual({ kind: "unanswered", problem: "quota", until: 7_000 });
  await store.db.askings.put({
    question_id: messageId,
    tries: 1,
    notBefore: 0,
    problem: "length",
    most: 8_000,
  });
  expect(await state()).toEqual({ kind: "unanswered", problem: "length", most: 8_000 });
});
