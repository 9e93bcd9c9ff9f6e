import type { AthroDatabase } from "./database.ts";
import type { EventRow } from "./events.ts";

/** The exam that begins next, or is going on, at wall time `now`; undefined if none is planned. */
export const nextExam = async (db: AthroDatabase, now: string): Promise<EventRow | undefined> => {
  const exams = await db.calendar_events
    .where("ends_at")
    .above(now)
    .filter((row) => row.kind === "exam" && !row.deleted)
    .toArray();
  return exams.toSorted((a, b) => (a.starts_at < b.starts_at ? -1 : 1))[0];
};
