import { Dexie } from "dexie";
import type { AthroDatabase } from "./database.ts";

/** Ids of the Athros that the student has chats with, in no order: also those that this version of the app does not know. */
export const athrosInUse = async (db: AthroDatabase): Promise<string[]> => {
  const rows = await db.chat_sessions.toArray();
  return [...new Set(rows.flatMap((row) => (row.deleted ? [] : row.athro_id)))];
};

export const hasChatsWith = async (db: AthroDatabase, athroId: string): Promise<boolean> => {
  const first = await db.chat_sessions
    .where("[athro_id+created_at]")
    .between([athroId, Dexie.minKey], [athroId, Dexie.maxKey])
    .filter((row) => !row.deleted)
    .first();
  return first !== undefined;
};
