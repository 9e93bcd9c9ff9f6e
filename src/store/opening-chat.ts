/** What a start shows first, read while the screen's code is still on its way. */
import type { AthroDatabase } from "./database.ts";
import { lastChat } from "./last-chat.ts";
import type { ChatPage } from "./messages.ts";
import { readChat } from "./read-chat.ts";
import { activeSession } from "./active-session.ts";
import type { SessionRow } from "./sessions.ts";
import type { Store } from "./store.ts";

/** An Athro's active chat as it was when the page began. */
export interface OpeningChat {
  athro: string;
  /** Undefined before the first question. */
  session: SessionRow | undefined;
  /** Its last messages; empty without a session. */
  page: ChatPage;
}

const openings = new WeakMap<AthroDatabase, OpeningChat>();

/**
 * Reads the end of the active chat with an Athro, or with the one that was spoken with last (null), `limit` messages of it, in one
 * transaction; whoever shows it takes it. Resolves with the Athro's id, undefined where no chat is open.
 */
export const prepareChat = (
  store: Store,
  athro: string | null,
  limit: number,
): Promise<string | undefined> => {
  const { db } = store;
  const { chat_sessions, chat_messages, outbox, askings } = db;
  const read = async () => {
    const session = athro === null ? await lastChat(db) : await activeSession(db, athro);
    const id = athro ?? session?.athro_id;
    if (id === undefined) return undefined;
    const page = session ? await readChat(store, session.id, limit) : { lines: [], more: false };
    openings.set(db, { athro: id, session, page });
    return id;
  };
  // What was read is known before the transaction is over, which the browser tells a good while later.
  return new Promise((resolve, reject) => {
    db.transaction("r", [chat_sessions, chat_messages, outbox, askings], () =>
      read().then(resolve),
    ).catch(reject);
  });
};

/** What was prepared of an Athro's chat, once: later it may not be so any more. */
export const takeOpeningChat = (db: AthroDatabase, athro: string): OpeningChat | undefined => {
  const opening = openings.get(db);
  openings.delete(db);
  return opening?.athro === athro ? opening : undefined;
};
