import type { ReminderWords } from "../i18n/en/reminders.ts";

const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** A choice of the editor in words; of several reminders all. */
export const reminderWords = (words: ReminderWords, choice: string, allDay: boolean): string =>
  choice === ""
    ? words.none
    : choice
        .split(",")
        .map((one) => oneOf(words, Number(one), allDay))
        .join(", ");

const oneOf = (words: ReminderWords, minutes: number, allDay: boolean): string => {
  if (!allDay) return minutes === 0 ? words.atStart : words.before(minutes);
  if (minutes <= 0 && minutes > -1440) return words.onDay(timeOf(-minutes));
  return minutes > 0 && minutes < 1440
    ? words.dayBefore(timeOf(1440 - minutes))
    : words.before(minutes);
};
