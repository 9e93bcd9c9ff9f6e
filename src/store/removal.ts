/** Deleting messages, and bringing them back; what goes with a question comes back with it. */
import type { AthroDatabase } from "./database.ts";
import type { MessageRow } from "./messages.ts";
import type { Store } from "./store.ts";
import { commit, edit, type Edit } from "./write.ts";

const marked = (ids: readonly string[], deleted: boolean): Edit[] =>
  ids.map((id) => edit("chat_messages", id, { deleted: { deleted } }));

/** A message and the replies to it that are there now. */
const withReplies = async (
  db: AthroDatabase,
  { id }: Pick<MessageRow, "id">,
): Promise<string[]> => {
  const replies = await db.chat_messages.where("question_id").equals(id).toArray();
  return [id, ...replies.flatMap((row) => (row.deleted ? [] : [row.id]))];
};

/** What deletes a message and its replies. Runs inside the transaction that commits it. */
export const removalOf = async (
  db: AthroDatabase,
  message: Pick<MessageRow, "id">,
): Promise<Edit[]> => marked(await withReplies(db, message), true);

/**
 * Deletes a message on all devices, a question with its replies. Resolves with the ids that bring it back: none where it is deleted
 * already, by the same press a moment ago, say.
 */
export const deleteMessage = (
  store: Store,
  message: Pick<MessageRow, "id">,
): Promise<readonly string[]> => {
  const { db } = store;
  return db.transaction("rw", db.chat_messages, db.outbox, db.meta, async () => {
    if ((await db.chat_messages.get(message.id))?.deleted) return [];
    const ids = await withReplies(db, message);
    await commit(db, store, marked(ids, true));
    return ids;
  });
};

/** Brings messages back; a question that has no reply waits for one again. */
export const restoreMessages = (store: Store, ids: readonly string[]): Promise<void> => {
  const { db } = store;
  return db.transaction("rw", db.chat_messages, db.outbox, db.meta, () =>
    bringBack(store, ids, []),
  );
};

/** Puts a question that was edited, and the replies to it, back in the place of the one that was sent instead. */
export const restoreEarlier = (
  store: Store,
  message: Pick<MessageRow, "id" | "replaces">,
): Promise<void> => {
  const { db } = store;
  return db.transaction("rw", db.chat_messages, db.outbox, db.meta, async () => {
    const earlier = message.replaces ? await readEarlier(db, message) : undefined;
    if (!earlier) return;
    const replies = await db.chat_messages.where("question_id").equals(earlier.id).toArray();
    const whole = replies.filter(({ content }) => (content ?? null) !== null);
    await bringBack(
      store,
      [earlier.id, ...whole.map(({ id }) => id)],
      await withReplies(db, message),
    );
  });
};

/** The question in whose place another stands; undefined if it is not here, or its content is gone for good. */
const readEarlier = async (
  db: AthroDatabase,
  { replaces }: Pick<MessageRow, "replaces">,
): Promise<MessageRow | undefined> => {
  const row = replaces ? await db.chat_messages.get(replaces) : undefined;
  return (row?.content ?? null) === null ? undefined : row;
};

const bringBack = async (
  store: Store,
  back: readonly string[],
  away: readonly string[],
): Promise<void> => {
  const { db } = store;
  await commit(db, store, [...marked(back, false), ...marked(away, true)]);
  if (store.user === null) return;
  for (const id of back) {
    const row = await db.chat_messages.get(id);
    if (!row?.wants_reply || row.awaiting === 1) continue;
    const replies = await db.chat_messages.where("question_id").equals(id).count();
    if (replies === 0) await db.chat_messages.put({ ...row, awaiting: 1 });
  }
};
