/** What there is to tell of replies that came while no one was looking. */
import { titleFrom } from "../model/text.ts";
import type { AthroDatabase } from "./database.ts";

export interface ReplyNews {
  question: string;
  session: string;
  athro: string;
  /** Whether the session is its Athro's active one. */
  active: boolean;
  /** The first words of the reply. */
  words: string;
}

/** Of the questions, those whose replies are here, each with the latest. */
export const replyNews = (db: AthroDatabase, questions: readonly string[]): Promise<ReplyNews[]> =>
  db.transaction("r", db.chat_messages, db.chat_sessions, async () => {
    const news: ReplyNews[] = [];
    for (const id of questions) {
      const replies = await db.chat_messages.where("question_id").equals(id).toArray();
      const latest = replies
        .filter(({ deleted }) => !deleted)
        .toSorted((a, b) => (b.attempt ?? 0) - (a.attempt ?? 0))[0];
      const session = latest && (await db.chat_sessions.get(latest.session_id));
      if (!session || session.deleted) continue;
      news.push({
        question: id,
        session: session.id,
        athro: session.athro_id,
        active: session.is_active,
        words: titleFrom(latest.content),
      });
    }
    return news;
  });
