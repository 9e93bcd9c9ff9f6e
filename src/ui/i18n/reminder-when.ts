import { dateOf, timeOf } from "../../model/civil.ts";
import { isElsewhere, type Remindable } from "../../model/reminders/due.ts";
import { dateLabel } from "./dates.ts";
import type { ReminderWords } from "./en/reminders.ts";
import type { Language } from "./languages.ts";

/**
 * When an event is, as the calendar shows it: by the clock of its own zone, which is named where it isn't the device's. `today` is the
 * device's date.
 */
export const reminderWhen = (
  words: ReminderWords,
  language: Language,
  event: Remindable,
  { today, zone }: { today: string; zone: string },
): string => {
  const day = dateOf(event.starts_at);
  const time = event.all_day ? null : timeOf(event.starts_at);
  // What is today here need not be today there.
  if (time !== null && isElsewhere(event, zone))
    return words.elsewhere(words.later(dateLabel(language, day, today), time), event.zone);
  return day === today && time !== null
    ? words.today(time)
    : words.later(dateLabel(language, day, today), time);
};
