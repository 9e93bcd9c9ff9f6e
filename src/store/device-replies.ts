/** Replies that the browser's own tutor writes: ordinary messages, marked as such, with the id that any reply to the question has. */
import { Dexie } from "dexie";
import { replyId } from "../model/ids.ts";
import { settleAwaiting } from "./awaiting.ts";
import type { AthroDatabase } from "./database.ts";
import { type MessageRow, nextOrderKey } from "./messages.ts";
import { readChat } from "./read-chat.ts";
import { dateNow, type Store } from "./store.ts";
import { commit, edit } from "./write.ts";

/** How many messages of a chat are told to a model of a browser, whose memory is small. */
const HISTORY_LENGTH = 12;

/**
 * Id of the question that a device's tutor may answer now: the last message of a session, if it is a question that has no reply.
 * Undefined for none.
 */
export const openHere = async (
  db: AthroDatabase,
  sessionId: string,
): Promise<string | undefined> => {
  const last = await db.chat_messages
    .where("[session_id+order_key]")
    .between([sessionId, Dexie.minKey], [sessionId, Dexie.maxKey])
    .reverse()
    .filter((row) => !row.deleted)
    .first();
  return last?.role === "user" && last.wants_reply ? last.id : undefined;
};

/** A question, what was said before it and to whom; undefined if it is gone, or has a reply. */
export const questionHere = async (
  db: AthroDatabase,
  questionId: string,
): Promise<
  | { athroId: string; question: string; history: { role: MessageRow["role"]; content: string }[] }
  | undefined
> => {
  const asked = await db.chat_messages.get(questionId);
  const session = asked && (await db.chat_sessions.get(asked.session_id));
  if (!asked || asked.deleted || !session || session.deleted) return undefined;
  if ((await db.chat_messages.get(replyId(questionId, 0))) !== undefined) return undefined;
  const reader = { db, user: null } as Pick<Store, "db" | "user"> as Store;
  const { lines } = await readChat(reader, asked.session_id, HISTORY_LENGTH);
  const before = lines.map(({ message }) => message).filter(({ id }) => id !== questionId);
  return {
    athroId: session.athro_id,
    question: asked.content,
    history: before.map(({ role, content }) => ({ role, content })),
  };
};

/** Stores a reply unless one has come meanwhile; the question then waits for none. True if it was stored. */
export const keepDeviceReply = (
  store: Store,
  questionId: string,
  content: string,
  ended: MessageRow["ended"],
): Promise<boolean> => {
  const { db } = store;
  const id = replyId(questionId, 0);
  const tables = [db.chat_messages, db.outbox, db.meta, db.askings];
  return db.transaction("rw", tables, async () => {
    const question = await db.chat_messages.get(questionId);
    if (!question || question.deleted || (await db.chat_messages.get(id)) !== undefined)
      return false;
    const now = await dateNow(store);
    const body = {
      session_id: question.session_id,
      role: "assistant" as const,
      content,
      order_key: await nextOrderKey(db, question.session_id, now),
      question_id: questionId,
      attempt: 0,
      wants_reply: false,
      created_at: new Date(now).toISOString(),
      ended: ended ?? null,
      written_by: "device" as const,
    };
    await commit(db, store, [edit("chat_messages", id, { body })]);
    const reply = await db.chat_messages.get(id);
    if (reply) await settleAwaiting(db, [reply], [undefined]);
    return true;
  });
};
