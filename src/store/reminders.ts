/** Reminders of the events that are near, and which of them this device has shown. */
import { addDays } from "../model/civil.ts";
import { REMINDER_BEFORE_MAX_MIN } from "../model/limits.ts";
import { dueReminders, type Reminder, remindersOfEvents } from "../model/reminders/due.ts";
import { withShown } from "../model/reminders/shown.ts";
import type { AthroDatabase } from "./database.ts";
import { eventsBetween, type Occurrence } from "./occurrences.ts";

export type EventReminder = Reminder<Occurrence>;

/** Days from a date on of whose events a reminder may come within a day: the longest before, and what zones are apart. */
const AHEAD_DAYS = REMINDER_BEFORE_MAX_MIN / 1440 + 2;

/** Reminders of what may be told of on a date or the day after; in order. `here` is the device's zone. */
export const remindersNear = async (
  db: AthroDatabase,
  date: string,
  here: string,
): Promise<EventReminder[]> => {
  const from = `${addDays(date, -2)}T00:00:00`;
  const events = await eventsBetween(db, from, `${addDays(date, AHEAD_DAYS)}T00:00:00`);
  return remindersOfEvents(events, here);
};

/**
 * What is due now and has not been shown on this device. It counts as shown from then on: of several tabs that ask, one gets it, and a page
 * that is loaded again does not.
 */
export const claimReminders = (
  db: AthroDatabase,
  reminders: readonly EventReminder[],
  now: number,
): Promise<EventReminder[]> =>
  db.transaction("rw", db.meta, async () => {
    const row = await db.meta.get("reminded");
    const shown = row?.key === "reminded" ? row.shown : {};
    const due = dueReminders(reminders, now, shown);
    if (due.length > 0) await db.meta.put({ key: "reminded", shown: withShown(shown, due, now) });
    return due;
  });
