import { calendarText } from "../model/ics/calendar.ts";
import { createBreath } from "./breathe.ts";
import type { AthroDatabase } from "./database.ts";

/** Events, with what was changed of their times, as one calendar file. `now`: local clock, ms. */
export const exportCalendar = async (
  db: AthroDatabase,
  ids: readonly string[],
  now: number,
): Promise<Blob> => {
  const { events, overrides } = await db.transaction(
    "r",
    db.calendar_events,
    db.calendar_overrides,
    async () => {
      const wanted = new Set(ids);
      const rows = await db.calendar_events.bulkGet([...wanted]);
      const events = rows.filter((row) => row !== undefined);
      const all = await db.calendar_overrides.toArray();
      return { events, overrides: all.filter(({ event_id }) => wanted.has(event_id)) };
    },
  );
  const breath = createBreath();
  const parts: string[] = [];
  for (const part of calendarText(events, overrides, now)) {
    parts.push(part);
    await breath();
  }
  return new Blob(parts, { type: "text/calendar;charset=utf-8" });
};
