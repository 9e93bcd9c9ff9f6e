import type { AthroDatabase } from "../../store/database.ts";
import { getEvent } from "../../store/events.ts";
import { type Occurrence, occurrenceAt } from "../../store/occurrences.ts";

/** Why an address opens no event: it was deleted, or of one that repeats this time alone; or this device has none such. */
export type NotLinked = "deleted" | "cancelled" | "missing";

/** The event, or the one of its times, that an address names by its key. */
export const linkedEvent = async (
  db: AthroDatabase,
  key: string,
): Promise<Occurrence | NotLinked> => {
  const [id = "", date] = key.split(" ");
  const row = await occurrenceAt(db, id, date ? `${date}T00:00:00` : null);
  if (row && !row.deleted) return row;
  const event = await getEvent(db, id);
  if (!event) return "missing";
  return event.deleted ? "deleted" : "cancelled";
};
