import { Dexie } from "dexie";
import { ORDER_KEY_AHEAD_MAX_MS } from "../model/limits.ts";
import { questionTitle } from "../model/title.ts";
import type { AskProblem } from "../sync/answers.ts";
import { type Attempts, linesOf } from "./chat-lines.ts";
import type { AthroDatabase, Row } from "./database.ts";
import { clearDraft } from "./drafts.ts";
import { activeSession, beginSession } from "./sessions.ts";
import { dateNow, type Store } from "./store.ts";
import { refusedEntries } from "./refused.ts";
import { removalOf } from "./removal.ts";
import { commit, create, edit } from "./write.ts";

export type MessageRow = Row<"chat_messages">;

/**
 * Where a message is. `saved`: on this device, where there is no account to send it to; `waiting`: in the outbox; `sent`: on the
 * server; `answering`: on the server, its reply (or another one that was asked for) not here yet; `answered`; `unanswered`: asking for
 * the reply failed and will be tried again, `problem` tells why and `until` (local clock, ms) from when on it can be had; `refused`: the
 * server will not take it, `entry` tells which outbox entry and why.
 */
export type MessageState =
  | { kind: "saved" | "waiting" | "sent" | "answering" | "answered" }
  | { kind: "unanswered"; problem: AskProblem; until?: number }
  | { kind: "refused"; entry: number; code: string };

/** Which of the attempts at a reply a line shows. */
export interface Siblings {
  /** From 1. */
  nth: number;
  count: number;
  /** The attempts to either side; null at the ends. */
  before: number | null;
  after: number | null;
}

export interface ChatLine {
  message: MessageRow;
  state: MessageState;
  /** Of a reply beside which there are others. */
  siblings?: Siblings;
  /** Ids of the messages that were deleted from the place before this one, and can be restored. */
  removed?: readonly string[];
}

export interface ChatPage {
  /** Oldest first. */
  lines: ChatLine[];
  /** Whether older messages remain. */
  more: boolean;
  /** Whether there are newer ones than were asked for. */
  later?: true;
  /** Ids of those that were deleted from the end. */
  removed?: readonly string[];
}

/**
 * The last `limit` messages of a session, of those up to the order key `upTo` where there is one: the cost does not grow with the length of
 * the chat.
 */
export const readChat = async (
  store: Store,
  sessionId: string,
  limit: number,
  upTo: number | null = null,
): Promise<ChatPage> => {
  const { db, user } = store;
  const [{ rows, more }, later, refused, askings] = await Promise.all([
    lastMessages(db, sessionId, limit, upTo),
    upTo === null ? false : hasLater(db, sessionId, upTo),
    user === null ? [] : refusedEntries(db),
    user === null ? [] : db.askings.toArray(),
  ]);
  const asking = new Map(askings.map((one) => [one.question_id, one]));
  const stateOf = (row: MessageRow): MessageState => {
    if (user === null) return { kind: "saved" };
    // Only what the server has never had waits: which attempt is shown may change at any time after.
    if (row.server !== undefined) {
      const entry = refused.find(({ table, id }) => table === "chat_messages" && id === row.id);
      if (entry?.refused) return { kind: "refused", entry: entry.n, code: entry.refused.code };
      if (row.server === null) return { kind: "waiting" };
    }
    if (!row.wants_reply) return { kind: "sent" };
    const asked = asking.get(row.id);
    if (row.awaiting !== 1 && (asked?.attempt ?? 0) === 0) return { kind: "answered" };
    if (!asked?.problem) return { kind: "answering" };
    const { problem, until } = asked;
    return { kind: "unanswered", problem, ...(until === undefined ? {} : { until }) };
  };
  const lines = linesOf(rows, await siblingsIn(db, rows), stateOf);
  return { ...lines, more, ...(later ? { later } : {}) };
};

const hasLater = async (db: AthroDatabase, sessionId: string, upTo: number): Promise<boolean> => {
  const next = await db.chat_messages
    .where("[session_id+order_key]")
    .between([sessionId, upTo], [sessionId, Dexie.maxKey], false)
    .filter((row) => !row.deleted)
    .first();
  return next !== undefined;
};

/** The order key of the `count`-th message of a session after the order key `from`; null if there are not as many. */
export const orderKeyAfter = async (
  db: AthroDatabase,
  sessionId: string,
  from: number,
  count: number,
): Promise<number | null> => {
  const row = await db.chat_messages
    .where("[session_id+order_key]")
    .between([sessionId, from], [sessionId, Dexie.maxKey], false)
    .offset(count - 1)
    .first();
  return row?.order_key ?? null;
};

/**
 * The last rows of a session, oldest first, and whether there are more. The deleted ones among them come too, and don't count. A range
 * without a filter comes in one request, one with it row by row; so they are made up for by asking for more.
 */
const lastMessages = async (
  db: AthroDatabase,
  sessionId: string,
  count: number,
  upTo: number | null,
): Promise<{ rows: MessageRow[]; more: boolean }> => {
  for (let limit = count + 1; ; limit *= 2) {
    const rows = await db.chat_messages
      .where("[session_id+order_key]")
      .between([sessionId, Dexie.minKey], [sessionId, upTo ?? Dexie.maxKey], true, true)
      .reverse()
      .limit(limit)
      .toArray();
    const alive = rows.filter((row) => !row.deleted);
    const first = alive[count - 1];
    if (alive.length > count && first) {
      const later = rows.filter((row) => row.order_key > first.order_key);
      return { rows: [...(await withSiblings(db, first)), ...later.toReversed()], more: true };
    }
    if (rows.length < limit) return { rows: rows.toReversed(), more: false };
  }
};

/** A row and those that share its place, as attempts at one reply do: a window must not part them. */
const withSiblings = (db: AthroDatabase, { session_id, order_key }: MessageRow) =>
  db.chat_messages.where("[session_id+order_key]").equals([session_id, order_key]).toArray();

/** All attempts at the replies among `rows` that have more than one, by question, and which of them was chosen. */
const siblingsIn = async (db: AthroDatabase, rows: readonly MessageRow[]): Promise<Attempts> => {
  const again = new Set<string>();
  for (const { question_id, attempt } of rows) {
    if (question_id === null || question_id === undefined) continue;
    if ((attempt ?? 0) > 0) again.add(question_id);
  }
  if (again.size === 0) return new Map();
  const ids = [...again];
  const [replies, questions] = await Promise.all([
    db.chat_messages.where("question_id").anyOf(ids).toArray(),
    db.chat_messages.bulkGet(ids),
  ]);
  return new Map(
    ids.map((id, index) => [
      id,
      {
        attempts: replies.filter((row) => row.question_id === id && !row.deleted),
        chosen: questions[index]?.shown_attempt ?? null,
      },
    ]),
  );
};

/** Whether the last message of a session is a question that the server has not had. */
export const hasUnsent = async (db: AthroDatabase, sessionId: string): Promise<boolean> => {
  const last = await db.chat_messages
    .where("[session_id+order_key]")
    .between([sessionId, Dexie.minKey], [sessionId, Dexie.maxKey])
    .last();
  return last?.server === null && last.wants_reply && !last.deleted;
};

/**
 * Commits a question to an Athro: in its active session, or in a new one where there is none. Session, message and the emptied draft
 * are one transaction; the composer may clear when it resolves. With `replaces`, a question of that session, the new one stands for it:
 * the old one and its replies are deleted, and stay restorable.
 */
export const sendQuestion = async (
  store: Store,
  athroId: string,
  content: string,
  replaces: MessageRow | null = null,
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
    const title = questionTitle(content);
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
          ...(replaces ? { replaces: replaces.id } : {}),
        },
      }),
      ...(replaces ? await removalOf(db, replaces) : []),
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
export const nextOrderKey = async (
  db: AthroDatabase,
  sessionId: string,
  now: number,
): Promise<number> => {
  const last = await db.chat_messages
    .where("[session_id+order_key]")
    .between([sessionId, Dexie.minKey], [sessionId, Dexie.maxKey])
    .last();
  return Math.min(Math.max(now, (last?.order_key ?? 0) + 1), now + ORDER_KEY_AHEAD_MAX_MS - 60_000);
};
