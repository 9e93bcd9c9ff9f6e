/** How long an event is, on the clock face. By itself, since it is needed where a database is opened. */
import { addDays, dateOf, daysBetween } from "../civil.ts";

/** Wall times. */
interface Times {
  starts_at: string;
  ends_at: string;
}

/** Days from the start of an event to its end. */
export const daysLong = ({ starts_at, ends_at }: Times): number =>
  daysBetween(dateOf(starts_at), dateOf(ends_at));

/** When an occurrence that begins on a date ends, as long as the event is. */
export const endOn = (date: string, event: Times): string =>
  addDays(date, daysLong(event)) + event.ends_at.slice(10);
