/** What is looked through: messages, the titles of chats, events, and what was changed of single times of events. */
import type { SearchDocument } from "../model/search/term-index.ts";
import type { Row } from "./database.ts";

export const SEARCHED_TABLES = [
  "chat_sessions",
  "calendar_events",
  "calendar_overrides",
  "chat_messages",
] as const;

export type SearchedTable = (typeof SEARCHED_TABLES)[number];

/** Which record a document is of, and to which it belongs: a message's session, an override's event, or itself. */
export interface SearchedRecord {
  table: SearchedTable;
  id: string;
  owner: string;
}

export const documentKey = (table: SearchedTable, id: string): string => `${table} ${id}`;

/** A row as it is looked for; null if it is not to be found. What was deleted is not; of what was purged every column is null. */
export const documentOf = (
  table: SearchedTable,
  row: Row,
): SearchDocument<SearchedRecord> | null => {
  if (row.deleted) return null;
  const found = textsOf(table, row);
  if (!found || (found.title === "" && found.text === "")) return null;
  const { owner, ...texts } = found;
  const about = { table, id: row.id, owner };
  return { key: documentKey(table, row.id), ...texts, about };
};

type Texts = Pick<SearchDocument<SearchedRecord>, "title" | "text" | "at"> & { owner: string };

const textsOf = (table: SearchedTable, row: Row): Texts | null => {
  switch (table) {
    case "chat_messages": {
      const { content, session_id, order_key } = row as Row<"chat_messages">;
      return { title: "", text: content ?? "", at: order_key, owner: session_id };
    }
    case "chat_sessions": {
      const { title, created_at } = row as Row<"chat_sessions">;
      return { title: title ?? "", text: "", at: instantOf(created_at), owner: row.id };
    }
    case "calendar_events": {
      const { title, starts_at, ...event } = row as Row<"calendar_events">;
      return { ...texts(title, event), at: instantOf(`${starts_at}Z`), owner: row.id };
    }
    case "calendar_overrides": {
      const override = row as Row<"calendar_overrides">;
      const { title, cancelled, event_id, original_start, starts_at } = override;
      if (cancelled) return null;
      const at = instantOf(`${starts_at ?? original_start}Z`);
      return { ...texts(title, override), at, owner: event_id };
    }
    default:
      return null;
  }
};

const texts = (
  title: string | null,
  { notes, location }: { notes: string | null; location: string | null },
) => ({ title: title ?? "", text: [location, notes].filter(Boolean).join("\n") });

/** ms, and 0 for what has no proper date; the zone of an event does not matter for what is near. */
const instantOf = (time: string): number => {
  const at = Date.parse(time);
  return Number.isNaN(at) ? 0 : at;
};
