import type { GroupValues } from "../mutation.ts";
import type { TableName } from "../tables.ts";

/** One record made from old data: to be inserted if it is absent, and never to compete with an edit ([M4]). */
export interface LegacyRecord {
  table: Extract<TableName, "chat_sessions" | "chat_messages" | "calendar_events" | "preferences">;
  /** Derived, so that every import of the same data makes the same record. */
  id: string;
  set: Readonly<Record<string, GroupValues>>;
}

/** Why something in an old value was not taken in, or not all of it. FORMAT.md lists what each means. */
export type LegacyReason =
  | "json"
  | "shape"
  | "owner"
  | "athro"
  | "message"
  | "event"
  | "date"
  | "number"
  | "long"
  | "differs"
  | "unsafe"
  | "gone";

export interface LegacyProblem {
  reason: LegacyReason;
  /** Where in the value, such as `messages[3]`; empty for the whole of it. */
  at: string;
}

/** What a reading yields, piece by piece, so that who writes it down can pause in between. */
export type LegacyFinding = { record: LegacyRecord } | { problem: LegacyProblem };

export const problem = (reason: LegacyReason, at: string): LegacyFinding => ({
  problem: { reason, at },
});
