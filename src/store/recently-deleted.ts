import type { AthroDatabase, OutboxEntry, Row } from "./database.ts";
import type { EventRow } from "./events.ts";
import { keyOf } from "./record-key.ts";
import type { SessionRow } from "./sessions.ts";
import { dateNow, type Store } from "./store.ts";

/** So long the server keeps what was deleted ([M5]). */
const KEPT_MS = 30 * 86_400_000;

/** What was deleted and can still be restored. */
export type DeletedRecord = {
  /** When it was deleted, by the server's clock, ms; null where no one noted it: in a guest's database, which keeps it for good. */
  at: number | null;
  /** Until when it can be restored; null for good. */
  until: number | null;
} & ({ table: "chat_sessions"; row: SessionRow } | { table: "calendar_events"; row: EventRow });

/** Deleted sessions and events whose content is still here, the latest deletion first. Sessions in which nothing was said are left out. */
export const recentlyDeleted = async (store: Store): Promise<DeletedRecord[]> => {
  const { db } = store;
  const now = await dateNow(store);
  const sessions = await db.chat_sessions.filter(isDeletedWhole).toArray();
  const events = await db.calendar_events.filter(isDeletedWhole).toArray();
  const keys = [
    ...sessions.filter(isPending).map(({ id }): [string, string] => ["chat_sessions", id]),
    ...events.filter(isPending).map(({ id }): [string, string] => ["calendar_events", id]),
  ];
  const entries = keys.length > 0 ? await db.outbox.where("[table+id]").anyOf(keys).toArray() : [];
  const waiting = new Map(entries.map((entry) => [keyOf(entry.table, entry.id), entry]));
  const found: DeletedRecord[] = [];
  for (const row of sessions)
    if (row.title !== "" || (await hasMessages(db, row.id))) {
      const dates = datesOf(row, waiting.get(keyOf("chat_sessions", row.id)));
      found.push({ table: "chat_sessions", row, ...dates });
    }
  for (const row of events) {
    const dates = datesOf(row, waiting.get(keyOf("calendar_events", row.id)));
    found.push({ table: "calendar_events", row, ...dates });
  }
  return found.filter(({ until }) => until === null || until > now).toSorted(latestFirst);
};

/** Of a purged row every column is null, whatever its type says. */
const isDeletedWhole = (row: SessionRow | EventRow): boolean =>
  row.deleted && (row.created_at ?? null) !== null;

const isPending = (row: Row): boolean => row.server !== undefined;

/** The stamp of a deletion that waits is in its entry; the row has that of the last write which the server holds. */
const datesOf = (row: Row, entry: OutboxEntry | undefined): Pick<DeletedRecord, "at" | "until"> => {
  const pending = entry && "deleted" in entry.set;
  const stamp = pending
    ? (entry.stamps?.["deleted"] ?? entry.stamp)
    : (row.stamps["deleted"]?.[0] ?? 0);
  // What came from a guest or from elsewhere was not dated (stamp 0, [M4]); it is there for as long as the server keeps it.
  const at = stamp === 0 ? null : stamp;
  return { at, until: at === null ? null : at + KEPT_MS };
};

const hasMessages = async (db: AthroDatabase, session: string): Promise<boolean> => {
  const first = await db.chat_messages
    .where("[session_id+order_key]")
    .between([session, -Infinity], [session, Infinity])
    .filter((row) => !row.deleted)
    .first();
  return first !== undefined;
};

const latestFirst = (a: DeletedRecord, b: DeletedRecord): number =>
  (b.at ?? 0) - (a.at ?? 0) || (a.row.created_at < b.row.created_at ? 1 : -1);
