/** What there is to tell of replies that came while no one was looking. */
import { titleFrom } from "../model/text.ts";
import type { AthroDatabase } from "./database.ts";

export interface ReplyNews {
  session: string;
  athro: string;
  /** Whether the session is its Athro's active one. */
  active: boolean;
  /** The first words of the reply. */
  words: string;
}

/** Remembers questions whose replies arrive, in the transaction that stores these: however a worker ends, they are told of. */
export const keepUntold = async (
  db: AthroDatabase,
  questions: readonly string[],
): Promise<void> => {
  if (questions.length === 0) return;
  const row = await db.meta.get("untold");
  const before = row?.key === "untold" ? row.questions : [];
  await db.meta.put({ key: "untold", questions: [...new Set([...before, ...questions])] });
};

/** The student has seen what there was to tell. */
export const forgetUntold = async (db: AthroDatabase): Promise<void> => {
  if (await db.meta.get("untold")) await db.meta.delete("untold");
};

/** Takes what there is to tell, each with the latest reply: whoever has it tells of it, and no one else does. */
export const takeReplyNews = async (db: AthroDatabase): Promise<ReplyNews[]> => {
  // There is seldom any, and this is looked at often.
  if (!(await db.meta.get("untold"))) return [];
  return db.transaction("rw", db.chat_messages, db.chat_sessions, db.meta, async () => {
    const row = await db.meta.get("untold");
    if (row?.key !== "untold") return [];
    await db.meta.delete("untold");
    const news: ReplyNews[] = [];
    for (const id of row.questions) {
      const replies = await db.chat_messages.where("question_id").equals(id).toArray();
      const latest = replies
        .filter(({ deleted }) => !deleted)
        .toSorted((a, b) => (b.attempt ?? 0) - (a.attempt ?? 0))[0];
      const session = latest && (await db.chat_sessions.get(latest.session_id));
      if (!session || session.deleted) continue;
      news.push({
        session: session.id,
        athro: session.athro_id,
        active: session.is_active,
        words: titleFrom(latest.content),
      });
    }
    return news;
  });
};
