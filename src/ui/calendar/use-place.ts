import { useLocation } from "preact-iso/router";
import { type CalendarPlace, type CalendarView, parsePlace, urlOf } from "./place.ts";
import { narrow } from "./narrow.ts";
import { now, todayOf } from "./now.ts";

export interface ShownPlace {
  place: CalendarPlace;
  view: CalendarView;
  /** The date that is shown: the URL's, or today. */
  date: string;
  today: string;
  /** Goes to another place; with `replace` the present one leaves the history. */
  go: (change: Partial<CalendarPlace>, replace?: boolean) => void;
}

/** Where in the calendar the URL says that the student is. */
export const usePlace = (): ShownPlace => {
  const { query, route } = useLocation();
  const place = parsePlace(query);
  const today = todayOf(now.value);
  return {
    place,
    view: place.view ?? (narrow.value ? "agenda" : "week"),
    date: place.date ?? today,
    today,
    go: (change, replace) => route(urlOf({ ...place, ...change }), replace),
  };
};
