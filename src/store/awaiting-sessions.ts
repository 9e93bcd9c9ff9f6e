import type { AthroDatabase } from "./database.ts";

/** Ids of the sessions that have a question whose reply has not arrived. */
export const awaitingSessions = async (db: AthroDatabase): Promise<Set<string>> => {
  const questions = await db.chat_messages.where("awaiting").equals(1).toArray();
  return new Set(questions.filter((row) => !row.deleted).map((row) => row.session_id));
};
