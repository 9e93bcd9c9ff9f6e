import { Dexie } from "dexie";
import type { AthroDatabase } from "./database.ts";

/** The events, and changes of one of their times, that the server will not take as they stand, by id: the outbox entry of each (`n`), and why. */
export const refusedEvents = async (
  db: AthroDatabase,
): Promise<ReadonlyMap<string, { entry: number; code: string }>> => {
  const entries = await db.outbox
    .where("[table+id]")
    .between(["calendar_events", Dexie.minKey], ["calendar_overrides", Dexie.maxKey])
    .toArray();
  const refused = new Map<string, { entry: number; code: string }>();
  for (const entry of entries)
    if (entry.refused) refused.set(entry.id, { entry: entry.n, code: entry.refused.code });
  return refused;
};
