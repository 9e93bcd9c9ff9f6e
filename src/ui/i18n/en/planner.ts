import { plural } from "../plural.ts";
import type { WriteProblem } from "../../../store/write-problem.ts";

/** The calendar's views, and what is said while events are moved in them. Dates are `Wednesday 25 November`. */
export interface PlannerWords {
  previous: string;
  next: string;
  view: string;
  week: string;
  agenda: string;
  /** Names the week's grid by its first day. */
  weekFrom: (date: string) => string;
  /** A day's button for a new event on it; `date` is `Wednesday 25 November`. */
  addOn: (date: string) => string;
  nothingThisWeek: string;
  addByClick: string;
  nothingAfter: (date: string) => string;
  showEarlier: string;
  showLater: string;
  empty: string;
  addEvent: string;
  month: string;
  day: string;
  print: string;
  /** A day of the month as it is read out. */
  events: (date: string, n: number) => string;
  more: (n: number) => string;
  moreOn: (n: number, date: string) => string;
  goToDay: (date: string) => string;
  gridHelp: string;
  nothingThisMonth: string;
  nothingThisDay: string;
  addByDay: string;
  moving: {
    /** Tells of an event's button how to move it. */
    help: string;
    name: (title: string) => string;
    keys: string;
    dayKeys: string;
    keep: string;
    between: (from: string, to: string) => string;
    moved: (when: string) => string;
    resized: (when: string) => string;
    /** Another device moved it too. */
    meanwhile: (when: string) => string;
    restore: string;
    cancelled: string;
    gone: string;
    failed: Record<WriteProblem, string>;
  };
}

export const planner: PlannerWords = {
  previous: "Previous",
  next: "Next",
  view: "View",
  week: "Week",
  agenda: "Agenda",
  weekFrom: (date) => `Week from ${date}`,
  addOn: (date) => `Add to ${date}`,
  nothingThisWeek: "Nothing planned this week.",
  addByClick: "Choose a time to add an event.",
  nothingAfter: (date) => `Nothing planned after ${date}`,
  showEarlier: "Show earlier",
  showLater: "Show later",
  empty: "Lessons, revision and exams that you add appear here, day by day.",
  addEvent: "Add an event",
  month: "Month",
  day: "Day",
  print: "Print",
  events: (date, n) =>
    n === 0 ? date : `${date}, ${plural("en", n, { one: "1 event", other: "{n} events" })}`,
  more: (n) => plural("en", n, { other: "+{n} more" }),
  moreOn: (n, date) => plural("en", n, { other: `{n} more on ${date}` }),
  goToDay: (date) => `Show ${date}`,
  gridHelp:
    "Arrow keys go from day to day, Page Up and Page Down from month to month. Enter chooses a day, and Tab goes through its events.",
  nothingThisMonth: "Nothing planned this month.",
  nothingThisDay: "Nothing planned on this day.",
  addByDay: "Choose a day to add an event.",
  moving: {
    help: "Press M to move it with the arrow keys.",
    name: (title) => `Moving: ${title}`,
    keys: "Arrow keys move it, with Shift its end, and with Ctrl and Shift its start. Enter keeps the new time, Escape the old one.",
    dayKeys:
      "Arrow keys move it by days and weeks, with Shift its end, and with Ctrl and Shift its start. Enter keeps the new days, Escape the old ones.",
    keep: "Keep",
    between: (from, to) => `${from} to ${to}`,
    moved: (when) => `Moved: ${when}.`,
    resized: (when) => `Length changed: ${when}.`,
    meanwhile: (when) => `Another device moved it meanwhile: ${when}.`,
    restore: "Restore",
    cancelled: "Not moved.",
    gone: "This event was deleted meanwhile, so it wasn't moved.",
    failed: {
      full: "Not moved: this device has no space left. The event is where it was.",
      "too-large": "Not moved: the event is too large. It is where it was.",
      closed: "Not moved: the browser closed the app's storage. Load the page again.",
      unknown: "Not moved. The event is where it was. Try again.",
    },
  },
};
