import { addDays } from "../../model/civil.ts";
import { type DaySlice, type ShownEvent, slicesOn } from "./day-slice.ts";

/** Days that the agenda shows at first, and by which it grows. */
export const AGENDA_DAYS = 28;

/** A day with what is on it, or a run of days with nothing on them (`to` inclusive). */
export type AgendaPart =
  | { kind: "day"; date: string; slices: DaySlice[] }
  | { kind: "gap"; from: string; to: string };

/** The days from `from` until before `to`. Empty ones are joined, except today, which always has its own place. */
export const agendaOf = (
  events: readonly ShownEvent[],
  from: string,
  to: string,
  today: string,
): AgendaPart[] => {
  const parts: AgendaPart[] = [];
  for (let date = from; date < to; date = addDays(date, 1)) {
    const slices = slicesOn(events, date);
    const last = parts.at(-1);
    if (slices.length > 0 || date === today) parts.push({ kind: "day", date, slices });
    else if (last?.kind === "gap") last.to = date;
    else parts.push({ kind: "gap", from: date, to: date });
  }
  return parts;
};
