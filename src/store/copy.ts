import type { MessageRow } from "./messages.ts";
import { FIELD_GROUPS, type TableName } from "../model/tables.ts";
import type { AthroDatabase, Row } from "./database.ts";

/** What a device holds of a student's, as a file that can be read without the app; times are ISO 8601. */
export interface Copy {
  app: "athro";
  version: 1;
  madeAt: string;
  /** Each with its messages, oldest first. */
  chats: Record<string, unknown>[];
  events: Record<string, unknown>[];
  changedOccurrences: Record<string, unknown>[];
  preferences: Record<string, unknown>[];
  /** Texts in composers, by Athro. */
  drafts: Record<string, string>;
  /** The changes that the server has not been seen to hold, as they would be sent. */
  unsynced: { table: string; id: string; set: unknown; refused?: string }[];
}

/** Reads all of it in one transaction. `now`: local clock, ms. */
export const copyOf = (db: AthroDatabase, now: number): Promise<Copy> =>
  db.transaction("r", db.tables, async () => {
    const messages = (await db.chat_messages.toArray()).toSorted(
      (a, b) => a.order_key - b.order_key,
    );
    const bySession = new Map<string, MessageRow[]>();
    for (const row of messages)
      bySession.set(row.session_id, [...(bySession.get(row.session_id) ?? []), row]);
    const chats = (await db.chat_sessions.toArray()).map((row) => ({
      ...plain("chat_sessions", row),
      messages: (bySession.get(row.id) ?? []).map((one) => plain("chat_messages", one)),
    }));
    const drafts = (await db.drafts.toArray()).filter(({ text }) => text !== "");
    const entries = await db.outbox.toArray();
    return {
      app: "athro",
      version: 1,
      madeAt: new Date(now).toISOString(),
      chats,
      events: await plainRows(db, "calendar_events"),
      changedOccurrences: await plainRows(db, "calendar_overrides"),
      preferences: await plainRows(db, "preferences"),
      drafts: Object.fromEntries(drafts.map(({ athro_id, text }) => [athro_id, text])),
      unsynced: entries.map(({ table, id, set, refused }) => ({
        table,
        id,
        set,
        ...(refused && { refused: refused.code }),
      })),
    };
  });

const plainRows = async (db: AthroDatabase, table: TableName): Promise<Record<string, unknown>[]> =>
  (await db.rows(table).toArray()).map((row) => plain(table, row));

const plain = (table: TableName, row: Row): Record<string, unknown> => {
  const values = row as unknown as Record<string, unknown>;
  const columns = ["id", ...Object.values(FIELD_GROUPS[table]).flat()];
  return Object.fromEntries(columns.map((name) => [name, values[name]]));
};
