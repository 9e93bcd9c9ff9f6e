import { Dexie } from "dexie";
import { ORDER_KEY_AHEAD_MAX_MS } from "../model/limits.ts";
import { questionTitle } from "../model/title.ts";
import type { AskProblem } from "../sync/answers.ts";
import type { AthroDatabase, Row } from "./database.ts";
import { clearDraft } from "./drafts.ts";
import { activeSession } from "./active-session.ts";
import { beginSession } from "./sessions.ts";
import { dateNow, type Store } from "./store.ts";
import { removalOf } from "./removal.ts";
import { commit, create, edit, type Edit } from "./write.ts";

export type MessageRow = Row<"chat_messages">;

/**
 * Where a message is. `saved`: on this device, where there is no account to send it to; `waiting`: in the outbox; `sent`: on the
 * server; `answering`: on the server, its reply (or another one that was asked for) not here yet; `answered`; `unanswered`: asking for
 * the reply failed and will be tried again, `problem` tells why, `until` (local clock, ms) from when on it can be had and `most` how many
 * characters the question may have; `refused`: the server will not take it, `entry` tells which outbox entry and why.
 */
export type MessageState =
  | { kind: "saved" | "waiting" | "sent" | "answering" | "answered" }
  | { kind: "unanswered"; problem: AskProblem; until?: number; most?: number }
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

/** Whether the last message of a session is a question that the server has not had. */
export const hasUnsent = async (db: AthroDatabase, sessionId: string): Promise<boolean> => {
  const last = await db.chat_messages
    .where("[session_id+order_key]")
    .between([sessionId, Dexie.minKey], [sessionId, Dexie.maxKey])
    .last();
  return last?.server === null && last.wants_reply && !last.deleted;
};

interface Sent {
  sessionId: string;
  messageId: string;
}

const tablesOf = (db: AthroDatabase) => [
  db.chat_sessions,
  db.chat_messages,
  db.preferences,
  db.outbox,
  db.meta,
  db.drafts,
  db.askings,
];

/**
 * Commits a question to an Athro: in its active session, or in a new one where there is none. Session, message and the emptied draft
 * are one transaction; the composer may clear when it resolves. `messageId` is one that was drawn before, by which it can be looked for.
 */
export const sendQuestion = (
  store: Store,
  athroId: string,
  content: string,
  messageId?: string,
): Promise<Sent> => {
  const { db } = store;
  return db.transaction("rw", tablesOf(db), async () => {
    const now = await dateNow(store);
    const session = await activeSession(db, athroId);
    const sessionId = session?.id ?? store.newId();
    const sent = { sessionId, messageId: messageId ?? store.newId() };
    const title = questionTitle(content);
    const edits = [await questionOf(db, sent, content, now)];
    if (!session) edits.unshift(beginSession(athroId, sessionId, title, now));
    else if (session.title === "")
      edits.unshift(edit("chat_sessions", sessionId, { title: { title } }));
    await commitQuestion(store, sent, edits);
    await clearDraft(store, athroId);
    return sent;
  });
};

/**
 * Commits a question that stands for another: that one and its replies are deleted, and stay restorable. Null, and nothing is changed,
 * where its chat has been saved or deleted meanwhile: another one goes on, to which it does not belong. The draft stays as it is.
 */
export const replaceQuestion = (
  store: Store,
  replaced: MessageRow,
  content: string,
  messageId?: string,
): Promise<Sent | null> => {
  const { db } = store;
  return db.transaction("rw", tablesOf(db), async () => {
    const session = await db.chat_sessions.get(replaced.session_id);
    const active = session && (await activeSession(db, session.athro_id));
    if (session?.id !== active?.id || !active) return null;
    const sent = { sessionId: active.id, messageId: messageId ?? store.newId() };
    await commitQuestion(store, sent, [
      await questionOf(db, sent, content, await dateNow(store), replaced.id),
      ...(await removalOf(db, replaced)),
    ]);
    return sent;
  });
};

const questionOf = async (
  db: AthroDatabase,
  { sessionId, messageId }: Sent,
  content: string,
  now: number,
  replaces?: string,
): Promise<Edit> =>
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
      ...(replaces === undefined ? {} : { replaces }),
    },
  });

/** Commits it, and has the server asked for its reply. */
const commitQuestion = async (store: Store, { messageId }: Sent, edits: Edit[]): Promise<void> => {
  const { db } = store;
  await commit(db, store, edits);
  if (store.user !== null)
    await db.askings.put({ question_id: messageId, tries: 0, notBefore: 0, problem: null });
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
