/** The days that a view shows at a time. `first` is the weekday with which weeks begin, 0 for Monday. */
import { addDays, addMonths, startOfMonth, startOfWeek } from "../../model/civil.ts";
import { type CalendarView, isReachable } from "./place.ts";

/** Days by which an agenda goes on. */
const AGENDA_STEP = 7;

/** The first day of what is shown for a date. An agenda begins with the date itself. */
export const periodStart = (view: CalendarView, date: string, first: number): string =>
  view === "month" ? startOfMonth(date) : view === "week" ? startOfWeek(date, first) : date;

/** Whether what is shown for a date has a day in it; an agenda has no end. */
export const isInPeriod = (view: CalendarView, date: string, day: string, first: number): boolean =>
  view === "agenda"
    ? day >= date
    : periodStart(view, date, first) === periodStart(view, day, first);

/** A date in the next period (or with -1 in the one before), or the date itself at the ends of the calendar. */
export const stepPeriod = (view: CalendarView, date: string, by: 1 | -1): string => {
  const next =
    view === "month"
      ? addMonths(date, by)
      : addDays(date, by * (view === "week" ? 7 : view === "day" ? 1 : AGENDA_STEP));
  return isReachable(next) ? next : date;
};

/** The date by which the URL names a period: its first, or (null) today where it is the present one. */
export const dateOfPeriod = (
  view: CalendarView,
  date: string,
  today: string,
  first: number,
): string | null => {
  const start = periodStart(view, date, first);
  return start === periodStart(view, today, first) ? null : start;
};
