import { minutesBetween } from "../civil.ts";
import type { CalendarEvent } from "../tables.ts";

/** What is proposed where an event says nothing of how long to revise. */
export const SESSION_MINUTES = 45;
/** Lengths of a session that a student may choose, minutes. */
export const SESSION_LENGTHS = [20, 25, 30, 45, 60, 90, 120] as const;

/** Outside of these an event's length is none to revise for. */
const LENGTH_MIN = 5;
const LENGTH_MAX = 180;

type Timed = Pick<CalendarEvent, "kind" | "all_day" | "starts_at" | "ends_at">;

/** How long an event lasts on the clock, minutes; null for whole days. */
export const lengthOf = ({ all_day, starts_at, ends_at }: Timed): number | null =>
  all_day ? null : minutesBetween(starts_at, ends_at);

/** For how long to revise when it is begun from an event: as long as the event, but not as long as an exam. */
export const revisionMinutes = (event: Timed): number => {
  const length = lengthOf(event);
  if (event.kind === "exam" || length === null) return SESSION_MINUTES;
  return length >= LENGTH_MIN && length <= LENGTH_MAX ? length : SESSION_MINUTES;
};
