import type { SessionRow } from "./sessions.ts";
import { resumeSession } from "./sessions.ts";
import type { Store } from "./store.ts";
import { commit, edit } from "./write.ts";

/**
 * Takes a save back, in one transaction: the saved session is the active one again, and the one that `saveSession` began in its place
 * goes if nothing was written in it. If something was, it is kept among the saved ones.
 */
export const undoSave = async (store: Store, saved: SessionRow, nextId: string): Promise<void> => {
  const { db } = store;
  const tables = [db.chat_sessions, db.chat_messages, db.outbox, db.meta];
  await db.transaction("rw", tables, async () => {
    await resumeSession(store, saved);
    const next = await db.chat_sessions.get(nextId);
    if (next && next.title === "")
      await commit(db, store, [edit("chat_sessions", nextId, { deleted: { deleted: true } })]);
  });
};
