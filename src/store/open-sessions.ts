import type { AthroDatabase } from "./database.ts";
import type { SessionRow } from "./sessions.ts";

/** Each Athro's active session that has something in it, newest first: what the student can carry on with. */
export const openSessions = async (db: AthroDatabase): Promise<SessionRow[]> => {
  const found = new Map<string, SessionRow>();
  // All of them come in one request, filtered ones one by one.
  const all = await db.chat_sessions.toArray();
  const rows = all.filter((row) => row.is_active && !row.deleted);
  for (const row of rows.toSorted((a, b) => (a.created_at < b.created_at ? 1 : -1)))
    if (!found.has(row.athro_id)) found.set(row.athro_id, row);
  return [...found.values()].filter((row) => row.title !== "");
};
