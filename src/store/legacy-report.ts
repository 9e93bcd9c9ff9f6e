import type { LegacyReason } from "../model/legacy/record.ts";
import type { AthroDatabase } from "./database.ts";

/** One of the old app's keys of which something was left out. */
export interface UnreadKey {
  key: string;
  reasons: LegacyReason[];
  /** How much was left out. */
  count: number;
}

/** What was taken in from the old app, as far as it is this database's. */
export interface LegacyReport {
  chats: number;
  messages: number;
  events: number;
  unread: UnreadKey[];
}

/** Null where nothing of the old app was found. */
export const legacyReport = async (db: AthroDatabase): Promise<LegacyReport | null> => {
  const marks = (await db.imports.toArray()).filter(({ state }) => state !== "passed");
  if (marks.length === 0) return null;
  const keys = new Set(marks.map(({ key }) => key));
  const found = new Map<string, Set<string>>();
  for (const { key, table, id } of await db.imported.toArray())
    if (keys.has(key)) found.set(table, (found.get(table) ?? new Set()).add(id));
  return {
    chats: found.get("chat_sessions")?.size ?? 0,
    messages: found.get("chat_messages")?.size ?? 0,
    events: found.get("calendar_events")?.size ?? 0,
    unread: marks
      .filter(({ problemCount }) => problemCount > 0)
      .map(({ key, problems, problemCount }) => ({
        key,
        reasons: [...new Set(problems.map(({ reason }) => reason))],
        count: problemCount,
      })),
  };
};

/** The values of those keys as the old app left them, for the student to keep. */
export const unreadValues = async (
  db: AthroDatabase,
): Promise<{ key: string; value: string }[]> => {
  const marks = await db.imports.toArray();
  return marks.flatMap(({ key, raw }) => (raw === undefined ? [] : [{ key, value: raw }]));
};
