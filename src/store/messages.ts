import { Dexie } from "dexie";
import { ORDER_KEY_AHEAD_MAX_MS } from "../model/limits.ts";
import type { OpenQuestion } from "../sync/answers.ts";
import { type AthroDatabase, readState, type Row } from "./database.ts";
import { clearDraft } from "./drafts.ts";
import { activeSession, beginSession, sessionTitle } from "./sessions.ts";
import { dateNow, type Store } from "./store.ts";
import { refusedEntries } from "./refused.ts";
import { commit, create, edit } from "./write.ts";

export type MessageRow = Row<"chat_messages">;

/**
 * Where a message is. `saved`: on this device, where there is no account to send it to; `waiting`: in the outbox; `sent`: on the
 * server; `answering`: on the server, its reply not here yet; `answered`; `unanswered`: asking for the reply failed and will be tried
 * again; `refused`: the server will not take it, `entry` tells which outbox entry and why.
 */
export type MessageState =
  | { kind: "saved" | "waiting" | "sent" | "answering" | "answered" | "unanswered" }
  | { kind: "refused"; entry: number; code: string };

export interface ChatLine {
  message: MessageRow;
  state: MessageState;
}

export interface ChatPage {
  /** Oldest first. */
  lines: ChatLine[];
  /** Whether older messages remain. */
  more: boolean;
}

/** The last `limit` messages of a session: the cost does not grow with the length of the chat. */
export const readChat = async (
  store: Store,
  sessionId: string,
  limit: number,
): Promise<ChatPage> => {
  const { db, user } = store;
  const [rows, refused] = await Promise.all([
    lastMessages(db, sessionId, limit + 1),
    user === null ? [] : refusedEntries(db),
  ]);
  const shown = rows.slice(0, limit).toReversed();
  const asked = shown.filter(isAsked);
  const askings = asked.length > 0 ? await db.askings.bulkGet(asked.map(({ id }) => id)) : [];
  const failing = new Set(askings.filter((one) => one?.problem).map((one) => one?.question_id));
  const stateOf = (row: MessageRow): MessageState => {
    if (user === null) return { kind: "saved" };
    if (row.server !== undefined) {
      const entry = refused.find(({ table, id }) => table === "chat_messages" && id === row.id);
      return entry?.refused
        ? { kind: "refused", entry: entry.n, code: entry.refused.code }
        : { kind: "waiting" };
    }
    if (!row.wants_reply) return { kind: "sent" };
    if (!isAsked(row)) return { kind: "answered" };
    return { kind: failing.has(row.id) ? "unanswered" : "answering" };
  };
  return {
    lines: shown.map((message) => ({ message, state: stateOf(message) })),
    more: rows.length > limit,
  };
};

/** A question that the server holds and no reply has reached. */
const isAsked = (row: MessageRow): boolean => row.server === undefined && row.awaiting === 1;

/**
 * Newest first. A range without a filter comes in one request, one with it row by row; so deleted ones are left out afterwards, and
 * made up for by asking for more.
 */
const lastMessages = async (
  db: AthroDatabase,
  sessionId: string,
  count: number,
): Promise<MessageRow[]> => {
  for (let limit = count; ; limit *= 2) {
    const rows = await db.chat_messages
      .where("[session_id+order_key]")
      .between([sessionId, Dexie.minKey], [sessionId, Dexie.maxKey])
      .reverse()
      .limit(limit)
      .toArray();
    const shown = rows.filter((row) => !row.deleted);
    if (shown.length >= count || rows.length < limit) return shown.slice(0, count);
  }
};

/**
 * Commits a question to an Athro: in its active session, or in a new one where there is none. Session, message and the emptied draft
 * are one transaction; the composer may clear when it resolves.
 */
export const sendQuestion = async (
  store: Store,
  athroId: string,
  content: string,
): Promise<{ sessionId: string; messageId: string }> => {
  const { db } = store;
  const tables = [
    db.chat_sessions,
    db.chat_messages,
    db.preferences,
    db.outbox,
    db.meta,
    db.drafts,
    db.askings,
  ];
  return db.transaction("rw", tables, async () => {
    const now = await dateNow(store);
    const session = await activeSession(db, athroId);
    const sessionId = session?.id ?? store.newId();
    const messageId = store.newId();
    const title = sessionTitle(content);
    const edits = [
      create("chat_messages", messageId, {
        body: {
          session_id: sessionId,
          role: "user",
          content,
          order_key: await nextOrderKey(db, sessionId, now),
          question_id: null,
          attempt: null,
          wants_reply: true,
          created_at: new Date(now).toISOString(),
        },
      }),
    ];
    if (!session) edits.unshift(beginSession(athroId, sessionId, title, now));
    else if (session.title === "")
      edits.unshift(edit("chat_sessions", sessionId, { title: { title } }));
    await commit(db, store, edits);
    if (store.user !== null)
      await db.askings.put({ question_id: messageId, tries: 0, notBefore: 0, problem: null });
    await clearDraft(store, athroId);
    return { sessionId, messageId };
  });
};

/** max(local clock, last seen + 1), no more than a day ahead of now. */
const nextOrderKey = async (db: AthroDatabase, sessionId: string, now: number): Promise<number> => {
  const last = await db.chat_messages
    .where("[session_id+order_key]")
    .between([sessionId, Dexie.minKey], [sessionId, Dexie.maxKey])
    .last();
  return Math.min(Math.max(now, (last?.order_key ?? 0) + 1), now + ORDER_KEY_AHEAD_MAX_MS - 60_000);
};

/** A question made elsewhere is left to the device that made it for so long. */
const FOREIGN_PATIENCE_MS = 60_000;

/** Questions that the server holds and that no reply has reached, oldest first ([A2] settles who gets to ask). */
export const openQuestions = (db: AthroDatabase): Promise<OpenQuestion[]> =>
  db.transaction("r", db.chat_messages, db.askings, db.meta, async () => {
    const { offset } = await readState(db);
    const rows = await db.chat_messages.where("awaiting").equals(1).toArray();
    const sent = rows
      .filter((row) => row.server === undefined && !row.deleted)
      .toSorted((a, b) => a.order_key - b.order_key);
    return Promise.all(
      sent.map(async ({ id, order_key }) => {
        const asking = await db.askings.get(id);
        return {
          id,
          tries: asking?.tries ?? 0,
          notBefore: asking?.notBefore ?? order_key - offset + FOREIGN_PATIENCE_MS,
        };
      }),
    );
  });

/** Remembers how asking for a reply went; nothing if the reply has come meanwhile. */
export const noteAsking = (
  db: AthroDatabase,
  questionId: string,
  next: { tries: number; notBefore: number; failed: boolean },
): Promise<void> =>
  db.transaction("rw", db.chat_messages, db.askings, async () => {
    const question = await db.chat_messages.get(questionId);
    if (question?.awaiting !== 1) return;
    const { tries, notBefore, failed } = next;
    await db.askings.put({
      question_id: questionId,
      tries,
      notBefore,
      problem: failed ? "tutor" : null,
    });
  });

/** Asks again at once for a reply that could not be had. */
export const askAgain = async (store: Store, questionId: string): Promise<void> => {
  await noteAsking(store.db, questionId, { tries: 0, notBefore: 0, failed: false });
  store.committed?.();
};
