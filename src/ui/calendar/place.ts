import { dayOfDate } from "../../model/civil.ts";

export const VIEWS = ["month", "week", "day", "agenda"] as const;

export type CalendarView = (typeof VIEWS)[number];

/** Where in the calendar the student is, as the URL's query tells it; null where it leaves the choice to the screen. */
export interface CalendarPlace {
  view: CalendarView | null;
  date: string | null;
  /** Whether the editor is to open for a new event. */
  isNew: boolean;
  /** The key of an event that is to be opened. */
  event?: string | null;
}

const FIRST_DATE = "1900-01-01";
const LAST_DATE = "2199-12-31";

/** Reads the query of `/calendar`; what it doesn't understand counts as not given. */
export const parsePlace = (query: Readonly<Record<string, string>>): CalendarPlace => {
  const { view, date } = query;
  return {
    view: viewOf(view),
    date: date !== undefined && isReachable(date) ? date : null,
    isNew: query["new"] === "1",
    ...(query["event"] ? { event: query["event"] } : {}),
  };
};

export const viewOf = (text: string | null | undefined): CalendarView | null =>
  VIEWS.find((view) => view === text) ?? null;

export const isReachable = (date: string): boolean =>
  dayOfDate(date) !== null && date >= FIRST_DATE && date <= LAST_DATE;

export const urlOf = ({ view, date, isNew, event }: CalendarPlace): string => {
  const query = new URLSearchParams();
  if (view !== null) query.set("view", view);
  if (date !== null) query.set("date", date);
  if (isNew) query.set("new", "1");
  if (event) query.set("event", event);
  const text = query.toString();
  return text === "" ? "/calendar" : `/calendar?${text}`;
};
