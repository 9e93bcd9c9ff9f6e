import type { AthroDatabase } from "./database.ts";

/** Starts (wall times) of events just outside of a stretch of time, null where there is none on that side. */
export interface EventNeighbours {
  earlier: string | null;
  later: string | null;
}

/** The event that ended last before [from, to), and the one after it that ends first; wall times. */
export const eventNeighbours = async (
  db: AthroDatabase,
  from: string,
  to: string,
): Promise<EventNeighbours> => {
  const before = await db.calendar_events
    .where("ends_at")
    .belowOrEqual(from)
    .reverse()
    .filter((row) => !row.deleted && row.starts_at < from)
    .first();
  const after = await db.calendar_events
    .where("ends_at")
    .aboveOrEqual(to)
    .filter((row) => !row.deleted && row.starts_at >= to)
    .first();
  return { earlier: before?.starts_at ?? null, later: after?.starts_at ?? null };
};
