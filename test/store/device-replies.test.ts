import { expect, test } from "vitest";
import { replyId } from "../../src/model/ids.ts";
import { openQuestions } from "../../src/store/askings.ts";
import { keepDeviceReply, openHere, questionHere } from "../../src/store/device-replies.ts";
import { sendQuestion } from "../../src/store/messages.ts";
import { readChat } from "../../src/store/read-chat.ts";
import { deleteMessage } from "../../src/store/removal.ts";
import { openTestStore } from "../support/store.ts";
import { syncAll } from "./support/exchange.ts";
import { ServerRows } from "./support/server-rows.ts";

const MATHS = "athro-maths";

test("[A7] a device's reply is a message with the id of any, marked, and its question is not asked elsewhere", async () => {
  const store = await openTestStore();
  const server = new ServerRows();
  const { sessionId, messageId } = await sendQuestion(store, MATHS, "Why?");
  expect(await openHere(store.db, sessionId)).toBe(messageId);
  expect(await keepDeviceReply(store, messageId, "Because.", null)).toBe(true);
  const { lines } = await readChat(store, sessionId, 10);
  expect(lines.map(({ message }) => message)).toMatchObject([
    { id: messageId },
    {
      id: replyId(messageId, 0),
      role: "assistant",
      content: "Because.",
      question_id: messageId,
      attempt: 0,
      written_by: "device",
      ended: null,
    },
  ]);
  expect(await openHere(store.db, sessionId)).toBeUndefined();
  await syncAll(store, server);
  expect(await openQuestions(store.db)).toEqual([]);
  const other = await openTestStore({ origin: "bbbbbbbb" });
  await syncAll(other, server);
  expect(await openQuestions(other.db)).toEqual([]);
  expect((await readChat(other, sessionId, 10)).lines[1]?.message.written_by).toBe("device");
});

test("[A1] it stands back where a reply has come, or the question is gone", async () => {
  const store = await openTestStore();
  const { sessionId, messageId } = await sendQuestion(store, MATHS, "Why?");
  await keepDeviceReply(store, messageId, "Because.", null);
  expect(await keepDeviceReply(store, messageId, "Again.", null)).toBe(false);
  expect(await questionHere(store.db, messageId)).toBeUndefined();
  const { messageId: next } = await sendQuestion(store, MATHS, "And?");
  expect(await questionHere(store.db, next)).toEqual({
    athroId: MATHS,
    question: "And?",
    history: [
      { role: "user", content: "Why?" },
      { role: "assistant", content: "Because." },
    ],
  });
  await deleteMessage(store, { id: next });
  expect(await keepDeviceReply(store, next, "Late.", null)).toBe(false);
  expect(await openHere(store.db, sessionId)).toBeUndefined();
});

test("a guest's question is answered too, and nothing is queued", async () => {
  const store = await openTestStore({ user: null });
  const { sessionId, messageId } = await sendQuestion(store, MATHS, "Why?");
  expect(await keepDeviceReply(store, messageId, "Half", "stopped")).toBe(true);
  expect(await store.db.outbox.count()).toBe(0);
  expect((await readChat(store, sessionId, 10)).lines[1]?.message.ended).toBe("stopped");
});
