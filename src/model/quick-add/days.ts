/** Days that both languages name, from the one on which they are named. */
import { addDays, startOfWeek, weekdayOf } from "../civil.ts";

/** "A week on Tuesday": a week after the next one, which may be today. A weekday is 0 for Monday. */
export const weekOn = (weekday: number, today: string): string =>
  addDays(today, ((weekday - weekdayOf(today) + 7) % 7) + 7);

/** A weekday of the week after this one. Weeks begin on Monday. */
export const inNextWeek = (weekday: number, today: string): string =>
  addDays(startOfWeek(today, 0), 7 + weekday);

/** The next day of that number, from today on; null if there is none. */
export const dayOfMonthAfter = (day: number, today: string): string | null => {
  if (day < 1 || day > 31) return null;
  for (let date = today, n = 0; n < 62; n += 1, date = addDays(date, 1))
    if (Number(date.slice(8)) === day) return date;
  return null;
};
