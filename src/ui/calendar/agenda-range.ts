import { addDays, dateOf } from "../../model/civil.ts";
import { AGENDA_DAYS } from "./agenda-model.ts";

/** Days of the agenda: `to` is exclusive. */
export interface AgendaRange {
  from: string;
  to: string;
}

export const firstRange = (date: string): AgendaRange => ({
  from: date,
  to: addDays(date, AGENDA_DAYS),
});

/** Grows back by four weeks, or as far as the nearest earlier event (a wall time). */
export const earlier = ({ from, to }: AgendaRange, nearest: string): AgendaRange => {
  const step = addDays(from, -AGENDA_DAYS);
  const event = dateOf(nearest);
  return { from: event < step ? event : step, to };
};

/** Grows on by four weeks, or until the nearest later event is in it. */
export const later = ({ from, to }: AgendaRange, nearest: string): AgendaRange => {
  const step = addDays(to, AGENDA_DAYS);
  const event = addDays(dateOf(nearest), 1);
  return { from, to: event > step ? event : step };
};
