/** Which replies are to be asked for, and how asking goes on this device. */
import { replyId } from "../model/ids.ts";
import { type AskNote, isSoon, type OpenQuestion } from "../sync/answers.ts";
import { type Asking, type AthroDatabase, readState, type Row } from "./database.ts";
import { keepUntold } from "./reply-news.ts";
import type { Store } from "./store.ts";

/** A question made elsewhere is left to the device that made it for so long. */
const FOREIGN_PATIENCE_MS = 60_000;

/**
 * Questions that the server holds and that no reply has reached, oldest first, and those to which the student wants another reply ([A2]
 * settles who gets to ask).
 */
export const openQuestions = (db: AthroDatabase): Promise<OpenQuestion[]> =>
  db.transaction("r", db.chat_messages, db.askings, db.meta, async () => {
    const { offset } = await readState(db);
    const askings = await db.askings.toArray();
    const byId = new Map(askings.map((asking) => [asking.question_id, asking]));
    const again = askings.filter(isAgain).map(({ question_id }) => question_id);
    const rows = [
      ...(await db.chat_messages.where("awaiting").equals(1).toArray()),
      ...(again.length > 0 ? await db.chat_messages.bulkGet(again) : []),
    ];
    return rows
      .flatMap((row) => (row && row.server !== null && !row.deleted ? [row] : []))
      .toSorted((a, b) => a.order_key - b.order_key)
      .map(({ id, order_key }) => {
        const asking = byId.get(id);
        return {
          id,
          attempt: asking?.attempt ?? 0,
          tries: asking?.tries ?? 0,
          notBefore: asking?.notBefore ?? order_key - offset + FOREIGN_PATIENCE_MS,
        };
      });
  });

/** Whether a reply that this device asks for is missing, and may be had before long. */
export const isReplyMissing = async (db: AthroDatabase, now: number): Promise<boolean> => {
  const asked = new Set(await db.askings.toCollection().primaryKeys());
  return (await openQuestions(db)).some((one) => asked.has(one.id) && isSoon(one, now));
};

const isAgain = ({ attempt = 0 }: Asking): boolean => attempt > 0;

/** Remembers how asking for a reply went; nothing if the reply has come meanwhile. */
export const noteAsking = (
  db: AthroDatabase,
  { id, attempt }: Pick<OpenQuestion, "id" | "attempt">,
  next: AskNote,
): Promise<void> =>
  db.transaction("rw", db.chat_messages, db.askings, async () => {
    if (attempt === 0 && (await db.chat_messages.get(id))?.awaiting !== 1) return;
    if (attempt > 0 && (await db.askings.get(id))?.attempt !== attempt) return;
    await db.askings.put({ question_id: id, ...(attempt > 0 ? { attempt } : {}), ...next });
  });

const AT_ONCE: AskNote = { tries: 0, notBefore: 0, problem: null };

/** Asks again at once for a reply that could not be had. */
export const askAgain = async (store: Store, questionId: string): Promise<void> => {
  const { db } = store;
  await db.transaction("rw", db.chat_messages, db.askings, async () => {
    const attempt = (await db.askings.get(questionId))?.attempt ?? 0;
    await noteAsking(db, { id: questionId, attempt }, AT_ONCE);
  });
  store.committed?.();
};

/** Another reply to a question, beside those that there are: `attempt` is one more than the last of them. */
export const wantAnother = async (
  db: AthroDatabase,
  questionId: string,
  attempt: number,
): Promise<void> => {
  await db.askings.put({ question_id: questionId, attempt, ...AT_ONCE });
};

/** Lets go of what has been answered: `replies` are arriving. Of those that this device had asked for the student is to be told. */
export const settleAskings = async (
  db: AthroDatabase,
  replies: readonly Pick<Row<"chat_messages">, "id" | "question_id" | "written_by">[],
): Promise<void> => {
  const arrived = new Set(replies.map(({ id }) => id));
  const about = new Set(replies.map(({ question_id }) => question_id));
  // There are few of them, and many replies in a first page.
  const done = (await db.askings.toArray()).filter(
    ({ question_id, attempt = 0 }) =>
      about.has(question_id) && (attempt === 0 || arrived.has(replyId(question_id, attempt))),
  );
  if (done.length === 0) return;
  await db.askings.bulkDelete(done.map(({ question_id }) => question_id));
  // What a device's own tutor writes is written before the student's eyes.
  const here = new Set(
    replies.filter(({ written_by }) => written_by === "device").map((reply) => reply.question_id),
  );
  const told = done.map(({ question_id }) => question_id).filter((id) => !here.has(id));
  await keepUntold(db, told);
};
