/** Replies to one question side by side: which is shown, and asking for another. */
import { replyId } from "../model/ids.ts";
import { wantAnother } from "./askings.ts";
import type { AthroDatabase } from "./database.ts";
import type { Store } from "./store.ts";
import { commit, edit } from "./write.ts";

/** Attempts at one reply, the first included; the function takes no more. */
const ATTEMPTS_MAX = 21;

/** Whether a reply has come, or its question is of another session; then nothing is to be waited for here. */
export const replyIsHere = async (
  db: AthroDatabase,
  sessionId: string,
  questionId: string,
  attempt: number,
): Promise<boolean> => {
  const [question, reply] = await db.chat_messages.bulkGet([
    questionId,
    replyId(questionId, attempt),
  ]);
  return question?.session_id !== sessionId || reply !== undefined;
};

/** Whether a reply has come and was deleted: then the text of its writing is not to be shown in its place. */
export const isReplyDeleted = async (
  db: AthroDatabase,
  questionId: string,
  attempt: number,
): Promise<boolean> => (await db.chat_messages.get(replyId(questionId, attempt)))?.deleted ?? false;

/** Shows another attempt on all devices, and has the tutor take it for what was said. */
export const showAttempt = (store: Store, questionId: string, attempt: number): Promise<void> =>
  commit(store.db, store, [
    edit("chat_messages", questionId, { shown: { shown_attempt: attempt } }),
  ]);

/** Asks for another reply beside those that there are, which is shown when it comes. False if there are as many as there may be. */
export const regenerate = (store: Store, questionId: string): Promise<boolean> => {
  const { db } = store;
  const tables = [db.chat_messages, db.askings, db.outbox, db.meta];
  return db.transaction("rw", tables, async () => {
    const replies = await db.chat_messages.where("question_id").equals(questionId).toArray();
    const next = Math.max(-1, ...replies.map(({ attempt }) => attempt ?? 0)) + 1;
    if (next >= ATTEMPTS_MAX) return false;
    await wantAnother(db, questionId, next);
    const question = await db.chat_messages.get(questionId);
    if ((question?.shown_attempt ?? null) !== null)
      await commit(db, store, [
        edit("chat_messages", questionId, { shown: { shown_attempt: null } }),
      ]);
    else store.committed?.();
    return true;
  });
};
