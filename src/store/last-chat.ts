import { Dexie } from "dexie";
import type { AthroDatabase } from "./database.ts";
import { openSessions } from "./open-sessions.ts";
import type { SessionRow } from "./sessions.ts";

/** The open chat in which something was said last; undefined where none is open. Reads one message of each. */
export const lastChat = async (db: AthroDatabase): Promise<SessionRow | undefined> => {
  const sessions = await openSessions(db);
  const said = await Promise.all(
    sessions.map(async (session) => {
      const last = await db.chat_messages
        .where("[session_id+order_key]")
        .between([session.id, Dexie.minKey], [session.id, Dexie.maxKey])
        .last();
      return { session, at: last?.order_key ?? 0 };
    }),
  );
  return said.toSorted((a, b) => b.at - a.at)[0]?.session;
};
