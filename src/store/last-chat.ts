import { Dexie } from "dexie";
import type { AthroDatabase } from "./database.ts";
import { openSessions } from "./open-sessions.ts";

/** The Athro of the open chat in which something was said last; undefined where none is open. Reads one message of each. */
export const lastAthro = async (db: AthroDatabase): Promise<string | undefined> => {
  const sessions = await openSessions(db);
  const said = await Promise.all(
    sessions.map(async (session) => {
      const last = await db.chat_messages
        .where("[session_id+order_key]")
        .between([session.id, Dexie.minKey], [session.id, Dexie.maxKey])
        .last();
      return { athro: session.athro_id, at: last?.order_key ?? 0 };
    }),
  );
  return said.toSorted((a, b) => b.at - a.at)[0]?.athro;
};
