/** The chat that goes on with an Athro; apart from what writes, since a start needs it first. */
import { Dexie } from "dexie";
import type { AthroDatabase } from "./database.ts";
import type { SessionRow } from "./sessions.ts";

/** An Athro's sessions, the deleted ones among them. */
export const newestFirst = (db: AthroDatabase, athroId: string) =>
  db.chat_sessions
    .where("[athro_id+created_at]")
    .between([athroId, Dexie.minKey], [athroId, Dexie.maxKey])
    .reverse();

/** The newest of an Athro's active sessions ([M7]); undefined before the first question. */
export const activeSession = (
  db: AthroDatabase,
  athroId: string,
): Promise<SessionRow | undefined> =>
  newestFirst(db, athroId)
    .filter((row) => row.is_active && !row.deleted)
    .first();
