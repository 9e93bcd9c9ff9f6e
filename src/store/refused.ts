import type { TableName } from "../model/tables.ts";
import { isTableName } from "../model/tables.ts";
import { titleFrom } from "../model/text.ts";
import type { AthroDatabase, OutboxEntry } from "./database.ts";
import { athroOfDraft } from "./drafts.ts";
import { refusedEntries } from "./refused-entries.ts";

/** A change that the server will not take as it stands, as the student is to see it. */
export interface RefusedChange {
  /** Which outbox entry, for `retryRefused` and `discardRefused`. */
  entry: number;
  table: TableName;
  /** The first words of what it holds; empty where it holds none. */
  title: string;
  /** Of a draft: the Athro in whose composer it is; null for all else. */
  draftFor: string | null;
  /** A SQLSTATE, or `parked`. */
  code: string;
  /** Local clock, ms. */
  at: number;
}

/** The refused changes, oldest first. */
export const refusedChanges = async (db: AthroDatabase): Promise<RefusedChange[]> =>
  db.transaction(
    "r",
    [
      db.outbox,
      db.chat_sessions,
      db.chat_messages,
      db.calendar_events,
      db.calendar_overrides,
      db.preferences,
    ],
    async () => {
      const entries = (await refusedEntries(db)).toSorted((a, b) => a.n - b.n);
      const found: RefusedChange[] = [];
      for (const entry of entries) {
        if (!entry.refused || !isTableName(entry.table)) continue;
        const { code, at } = entry.refused;
        found.push({
          entry: entry.n,
          table: entry.table,
          title: await titleOf(db, entry),
          draftFor: entry.table === "preferences" ? await draftFor(db, entry.id) : null,
          code,
          at,
        });
      }
      return found;
    },
  );

const titleOf = async (db: AthroDatabase, { table, id }: OutboxEntry): Promise<string> => {
  if (table === "chat_messages") return titleFrom((await db.chat_messages.get(id))?.content ?? "");
  if (table === "chat_sessions") return (await db.chat_sessions.get(id))?.title ?? "";
  if (table === "calendar_events") return (await db.calendar_events.get(id))?.title ?? "";
  if (table === "calendar_overrides") {
    const override = await db.calendar_overrides.get(id);
    const event = override && (await db.calendar_events.get(override.event_id));
    return override?.title ?? event?.title ?? "";
  }
  if (table === "preferences") return titleFrom(textOf((await db.preferences.get(id))?.value));
  return "";
};

/** What a draft's value holds; empty for all else. */
const textOf = (value: unknown): string =>
  typeof value === "object" && value !== null && "text" in value && typeof value.text === "string"
    ? value.text
    : "";

const draftFor = async (db: AthroDatabase, id: string): Promise<string | null> => {
  const row = await db.preferences.get(id);
  return row ? athroOfDraft(row.name) : null;
};

/** A refused change as the student can keep it outside of the app; times are ISO 8601. */
export interface RefusedCopy {
  table: TableName;
  /** Of the record. */
  id: string;
  /** The values that were to be written, by field group. */
  set: OutboxEntry["set"];
  writtenAt: string;
  refusedAt: string;
  code: string;
}

/** All of a refused change, by its entry; undefined if it is refused no more. */
export const copyRefused = async (
  db: AthroDatabase,
  n: number,
): Promise<RefusedCopy | undefined> => {
  const entry = await db.outbox.get(n);
  if (!entry?.refused || !isTableName(entry.table)) return undefined;
  const { table, id, set, queuedAt, refused } = entry;
  return {
    table,
    id,
    set,
    writtenAt: new Date(queuedAt).toISOString(),
    refusedAt: new Date(refused.at).toISOString(),
    code: refused.code,
  };
};
