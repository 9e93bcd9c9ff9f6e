/**
 * The synced tables as plain data. A table's columns come in field groups: a group is the unit in which two devices' edits are
 * merged, so fields that only make sense together (start, end, all-day and zone) share one.
 */

/** Chat, calendar and settings rows that a device may write; `superseded` rows are written by the server. */
export const TABLE_NAMES = [
  "chat_sessions",
  "chat_messages",
  "calendar_events",
  "calendar_overrides",
  "preferences",
  "superseded",
] as const;

export type TableName = (typeof TABLE_NAMES)[number];

/** Columns by field group. `deleted` is a group of every table and is listed with the others. */
export const FIELD_GROUPS = {
  chat_sessions: {
    origin: ["athro_id", "created_at"],
    title: ["title"],
    active: ["is_active"],
    deleted: ["deleted"],
  },
  chat_messages: {
    body: [
      "session_id",
      "role",
      "content",
      "order_key",
      "question_id",
      "attempt",
      "wants_reply",
      "created_at",
      "replaces",
      "ended",
      "written_by",
    ],
    shown: ["shown_attempt"],
    deleted: ["deleted"],
  },
  calendar_events: {
    origin: ["created_at"],
    title: ["title"],
    time: ["all_day", "starts_at", "ends_at", "zone"],
    repeat: ["rrule"],
    kind: ["kind"],
    athro: ["athro_id"],
    notes: ["notes", "location"],
    study: ["confidence", "priority"],
    reminders: ["reminders"],
    source: ["uid", "imported"],
    deleted: ["deleted"],
  },
  calendar_overrides: {
    origin: ["event_id", "original_start"],
    cancelled: ["cancelled"],
    title: ["title"],
    time: ["all_day", "starts_at", "ends_at", "zone"],
    kind: ["kind"],
    athro: ["athro_id"],
    notes: ["notes", "location"],
    reminders: ["reminders"],
    source: ["imported"],
    deleted: ["deleted"],
  },
  preferences: { origin: ["name"], value: ["value"], deleted: ["deleted"] },
  superseded: {
    body: [
      "table_name",
      "record_id",
      "field_group",
      "lost",
      "lost_stamp",
      "lost_device",
      "created_at",
    ],
    deleted: ["deleted"],
  },
} as const satisfies Record<TableName, Record<string, readonly string[]>>;

/** Columns that rows made by an earlier version lack; they have the server's defaults. */
const LATER_COLUMNS: readonly string[] = ["replaces", "ended", "written_by"];

/** Whether a row may lack a column of a group that it has. */
export const isLaterColumn = (column: string): boolean => LATER_COLUMNS.includes(column);

/** A record's values by the names of their columns, for whoever has the names from `FIELD_GROUPS`. */
export const byColumn = (record: object): Readonly<Record<string, unknown>> =>
  record as Readonly<Record<string, unknown>>;

/** The values of one group in a row; null if the row lacks the group. */
export const groupIn = (
  columns: readonly string[],
  row: Readonly<Record<string, unknown>>,
): Record<string, unknown> | null => {
  const there = columns.filter((name) => row[name] !== undefined);
  if (there.length === 0) return null;
  if (columns.some((name) => row[name] === undefined && !isLaterColumn(name))) return null;
  return Object.fromEntries(there.map((name) => [name, row[name]]));
};

/**
 * A group's last write, as the server keeps it: stamp (ms), rev (the row's seq then), mutation id, device id, and the stamps of
 * the same device's values that it was written over, if there were any.
 */
export type GroupStamp = readonly [
  stamp: number,
  rev: number,
  mid: string,
  device: string,
  over?: readonly number[],
];

/** What every row that came from the server carries besides its columns. */
interface Versioned {
  id: string;
  /** The user's clock at the row's last change: unique per user over all tables, and in commit order. */
  seq: number;
  stamps: Readonly<Record<string, GroupStamp>>;
  deleted: boolean;
  /** Field groups that the server does not know yet, kept as they came. */
  extra: Readonly<Record<string, unknown>>;
}

export type Role = "user" | "assistant" | "system";

interface ChatSession {
  athro_id: string;
  /** ISO 8601 with offset. */
  created_at: string;
  title: string;
  is_active: boolean;
}

interface ChatMessage {
  session_id: string;
  role: Role;
  content: string;
  /** Orders messages within a session: max(local clock, last seen + 1), in ms. */
  order_key: number;
  /** On a reply: the message that it answers; else null. */
  question_id: string | null;
  /** On a reply: 0 for the first, 1 for the first regenerated one, and so on; else null. */
  attempt: number | null;
  /** On a question: whether an Athro is to answer it. */
  wants_reply: boolean;
  created_at: string;
  /** On a question that was edited and sent anew: the one in whose place it stands. */
  replaces?: string | null;
  /** On a reply that is not whole: `stopped` by the student, or `cut` off. */
  ended?: "stopped" | "cut" | null;
  /** On a reply: `device` if the browser's own tutor wrote it; null for the server's. */
  written_by?: "device" | null;
  /** On a question: which attempt at a reply is shown; null for the latest. */
  shown_attempt?: number | null;
}

export const EVENT_KINDS = ["lesson", "revision", "exam", "assignment", "break", "other"] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export interface CalendarEvent {
  created_at: string;
  title: string;
  all_day: boolean;
  /** Wall time `YYYY-MM-DDTHH:MM:SS` in `zone`; midnight for an all-day event. */
  starts_at: string;
  /** Exclusive; same form as `starts_at`. */
  ends_at: string;
  /** IANA zone name. */
  zone: string;
  /**
   * RFC 5545 rule without the `RRULE:` prefix, or null. It comes to an end: COUNT of at most 999, or UNTIL, the last day on which it may
   * happen, within 100 years.
   */
  rrule: string | null;
  kind: EventKind;
  athro_id: string | null;
  notes: string;
  location: string;
  /** 0 (not started) to 10, or null. */
  confidence: number | null;
  priority: boolean;
  /** Minutes before the start (before midnight, for an all-day event), each once; negative after it. */
  reminders: readonly number[];
  /** By what other calendars know it, where it was imported from one; else null. */
  uid: string | null;
  /** What a file said of it when it was last imported, as fingerprints by group; null where it was not. */
  imported: string | null;
}

/** Null in what an override may change means: as in the event. */
export interface CalendarOverride {
  event_id: string;
  /**
   * Its date tells which occurrence this changes, in the event's zone: a rule happens once a day at most. The time is midnight, or, in
   * records of earlier versions, the time of day that the series had.
   */
  original_start: string;
  cancelled: boolean;
  title: string | null;
  all_day: boolean | null;
  starts_at: string | null;
  ends_at: string | null;
  zone: string | null;
  kind: EventKind | null;
  /** Empty for none, whatever the event has. */
  athro_id: string | null;
  notes: string | null;
  location: string | null;
  reminders: readonly number[] | null;
  imported: string | null;
}

interface Preference {
  name: string;
  value: unknown;
}

/** An edit that lost to another of the same thing, kept so that it can be restored. */
interface Superseded {
  table_name: TableName;
  record_id: string;
  field_group: string;
  /** The losing group's columns. */
  lost: Readonly<Record<string, unknown>>;
  lost_stamp: number;
  lost_device: string;
  created_at: string;
}

export interface Columns {
  chat_sessions: ChatSession;
  chat_messages: ChatMessage;
  calendar_events: CalendarEvent;
  calendar_overrides: CalendarOverride;
  preferences: Preference;
  superseded: Superseded;
}

/** A row as the server sends it. */
export type CanonicalRow<T extends TableName = TableName> = Versioned & Columns[T];

export type GroupName<T extends TableName = TableName> = T extends TableName
  ? keyof (typeof FIELD_GROUPS)[T] & string
  : never;

export const isTableName = (name: string): name is TableName => Object.hasOwn(FIELD_GROUPS, name);

/** Columns of one group, or undefined for a group that this version does not know. */
export const columnsOf = (table: TableName, group: string): readonly string[] | undefined =>
  (FIELD_GROUPS[table] as Record<string, readonly string[]>)[group];
