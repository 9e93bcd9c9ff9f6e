/** An event's reminders as the editor holds them: minutes before its start, joined by commas. */
import { REMINDER_AFTER_MAX_MIN, REMINDER_BEFORE_MAX_MIN, REMINDERS_MAX } from "../limits.ts";

/** What the editor offers for an event with times: none, at the start, 5, 10 and 30 minutes, an hour and a day before. */
const TIMED = ["", "0", "5", "10", "30", "60", "1440"];
/** And for one that lasts all day: at eight that morning, and at six the evening before. */
const ALL_DAY = ["", "-480", "360"];

/** The choices for an event, with what it has now if that is none of them: a calendar file may bring others, or several. */
export const reminderChoices = (allDay: boolean, present: string): readonly string[] => {
  const offered = allDay ? ALL_DAY : TIMED;
  return offered.includes(present) ? offered : [...offered, present];
};

export const remindersText = (minutes: readonly number[]): string => minutes.join(",");

/** Minutes before the start; what can't be kept is left out. */
export const remindersOf = (text: string): number[] => {
  const minutes = text === "" ? [] : text.split(",").map(Number);
  const fit = minutes.filter(
    (one) =>
      Number.isInteger(one) && one <= REMINDER_BEFORE_MAX_MIN && one >= -REMINDER_AFTER_MAX_MIN,
  );
  return [...new Set(fit)].slice(0, REMINDERS_MAX);
};
