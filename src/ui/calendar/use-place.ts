import { useLocation } from "preact-iso/router";
import { keepOnDevice, readFromDevice } from "../kept-on-device.ts";
import { narrow } from "./narrow.ts";
import { now, todayOf } from "./now.ts";
import { type CalendarPlace, type CalendarView, parsePlace, urlOf, viewOf } from "./place.ts";

export interface ShownPlace {
  place: CalendarPlace;
  view: CalendarView;
  /** The date that is shown: the URL's, or today. */
  date: string;
  today: string;
  /** Goes to another place; with `replace` the present one leaves the history. */
  go: (change: Partial<CalendarPlace>, replace?: boolean) => void;
}

/** Where in the calendar the URL says that the student is. Where it leaves the view open, it is the one that was chosen last on this device. */
export const usePlace = (): ShownPlace => {
  const { query, route } = useLocation();
  const place = parsePlace(query);
  const today = todayOf(now.value);
  return {
    place,
    view:
      place.view ?? viewOf(readFromDevice("calendar-view")) ?? (narrow.value ? "agenda" : "week"),
    date: place.date ?? today,
    today,
    go: (change, replace) => {
      if (change.view) keepOnDevice("calendar-view", change.view);
      route(urlOf({ ...place, ...change }), replace);
    },
  };
};
