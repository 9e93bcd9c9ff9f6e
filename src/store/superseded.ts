import { byColumn, isTableName, type TableName } from "../model/tables.ts";
import type { AthroDatabase, Row } from "./database.ts";
import { readState } from "./database.ts";
import { resumeSession } from "./sessions.ts";
import type { Store } from "./store.ts";
import { commit, edit, RecordGone } from "./write.ts";

/** An edit that lost to another device's edit of the same thing ([M3]), as the student is to see it. */
export interface OverwrittenEdit {
  /** Of the row in `superseded`. */
  id: string;
  table: TableName;
  record: string;
  /** The record's title as it is now; empty where it has none. */
  title: string;
  group: string;
  /** The values that lost, by column. */
  lost: Readonly<Record<string, unknown>>;
  /** What the record has in their place; null if it is not here any more, and then nothing can be restored. */
  present: Readonly<Record<string, unknown>> | null;
  /** When the edit that lost was made, by the server's clock, ms. */
  at: number;
  /** Whether it was made on this device. */
  here: boolean;
}

/** The edits that lost, the latest first. */
export const overwrittenEdits = async (db: AthroDatabase): Promise<OverwrittenEdit[]> => {
  const kept = await db.superseded.filter((row) => !row.deleted).toArray();
  if (kept.length === 0) return [];
  const { device } = await readState(db);
  const found: OverwrittenEdit[] = [];
  for (const row of kept) {
    const { id, table_name: table, record_id: record, field_group: group, lost } = row;
    // One of a table that this version does not know waits for one that does.
    if (!isTableName(table) || table === "superseded") continue;
    const now = await db.rows(table).get(record);
    found.push({
      id,
      table,
      record,
      title: now ? await titleOf(db, table, now) : "",
      group,
      lost,
      present: now && isWhole(table, now) ? valuesIn(now, Object.keys(lost)) : null,
      at: row.lost_stamp,
      here: row.lost_device === device,
    });
  }
  return found.toSorted((a, b) => b.at - a.at);
};

/**
 * Writes what was lost as a new edit, which wins over what is there, brings the record back if it was deleted, and dismisses the kept
 * copy: all in one transaction. Rejects, changing nothing, if the record is not there any more.
 */
export const restoreOverwritten = (store: Store, id: string): Promise<void> => {
  const { db } = store;
  const tables = [db.superseded, db.outbox, db.meta, ...recordTables(db)];
  return db.transaction("rw", tables, async () => {
    const kept = await db.superseded.get(id);
    // Another device may have dealt with it a moment ago.
    if (!kept || kept.deleted) return;
    const { table_name: table, record_id: record, field_group: group, lost } = kept;
    const row = isTableName(table) ? await db.rows(table).get(record) : undefined;
    if (!row || !isWhole(table, row))
      throw new RecordGone(`nothing to restore to: ${table} ${record}`);
    const back = row.deleted && group !== "deleted" ? { deleted: { deleted: false } } : {};
    await commit(db, store, [
      { table, id: record, set: { [group]: lost, ...back } },
      edit("superseded", id, { deleted: { deleted: true } }),
    ]);
    if (table !== "chat_sessions" || lost["is_active"] !== true) return;
    // Of an Athro's chats only one is open: the others give way.
    const session = await db.chat_sessions.get(record);
    if (session) await resumeSession(store, session);
  });
};

/** Lets the lost edit go, on all devices; `undo` keeps it after all. */
export const dismissOverwritten = (store: Store, id: string, undo = false): Promise<void> =>
  commit(store.db, store, [edit("superseded", id, { deleted: { deleted: !undo } })]);

const recordTables = (db: AthroDatabase) => [
  db.chat_sessions,
  db.chat_messages,
  db.calendar_events,
  db.calendar_overrides,
  db.preferences,
];

/** Of a purged row every column is null, whatever its type says. */
const isWhole = (table: TableName, row: Row): boolean => {
  const made =
    table === "preferences" ? "name" : table === "calendar_overrides" ? "event_id" : "created_at";
  return (valuesIn(row, [made])[made] ?? null) !== null;
};

const valuesIn = (row: Row, columns: readonly string[]): Record<string, unknown> => {
  const values = byColumn(row);
  return Object.fromEntries(columns.map((name) => [name, values[name]]));
};

const titleOf = async (db: AthroDatabase, table: TableName, row: Row): Promise<string> => {
  const { title, event_id: event } = valuesIn(row, ["title", "event_id"]);
  if (typeof title === "string") return title;
  if (table !== "calendar_overrides" || typeof event !== "string") return "";
  return (await db.calendar_events.get(event))?.title ?? "";
};
