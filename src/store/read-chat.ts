/** Reads a chat to show it; apart from what writes, since a start needs it first. */
import { Dexie } from "dexie";
import { type Attempts, linesOf } from "./chat-lines.ts";
import type { AthroDatabase } from "./database.ts";
import type { ChatPage, MessageRow, MessageState } from "./messages.ts";
import { refusedEntries } from "./refused-entries.ts";
import type { Store } from "./store.ts";

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
    const { problem, until, most } = asked;
    return {
      kind: "unanswered",
      problem,
      ...(until === undefined ? {} : { until }),
      ...(most === undefined ? {} : { most }),
    };
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
      // Where the next place was come to, all that share the first one's are here.
      const whole = (rows.at(-1)?.order_key ?? 0) < first.order_key;
      const later = rows.filter(
        ({ order_key }) => order_key > first.order_key || (whole && order_key === first.order_key),
      );
      const place = whole ? [] : await withSiblings(db, first);
      return { rows: [...place, ...later.toReversed()], more: true };
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
