/** The plain Dexie app that everything is compared with: the same rows, the same indexes, and nothing around them. */
import { Dexie, type EntityTable, type Table } from "dexie";
import type { OutboxEntry, Row } from "../../../src/store/database.ts";

export class PlainDatabase extends Dexie {
  declare chat_sessions: EntityTable<Row<"chat_sessions">, "id">;
  declare chat_messages: EntityTable<Row<"chat_messages">, "id">;
  declare calendar_events: EntityTable<Row<"calendar_events">, "id">;
  declare outbox: EntityTable<OutboxEntry, "n">;
  declare meta: Table<{ key: string; cursor: number }, string>;

  constructor() {
    super("plain");
    this.version(1).stores({
      chat_sessions: "id, [athro_id+created_at]",
      chat_messages: "id, [session_id+order_key], question_id, awaiting",
      calendar_events: "id, ends_at",
      outbox: "++n, &[table+id], acked, refused.code",
      meta: "key",
    });
  }

  lastMessages(sessionId: string, limit: number): Promise<Row<"chat_messages">[]> {
    return this.chat_messages
      .where("[session_id+order_key]")
      .between([sessionId, Dexie.minKey], [sessionId, Dexie.maxKey])
      .reverse()
      .limit(limit)
      .toArray();
  }
}
