import { plural } from "../plural.ts";
import type { EventKind } from "../../../model/tables.ts";
import type { Repeats } from "../../../model/recurrence/repeat-input.ts";
import type { IcsSkip } from "../../../model/ics/read.ts";
import type { CalendarProblem, PlanKind } from "../../../store/import-calendar.optional.ts";
import type { SeriesScope } from "../../../store/series.ts";
import type { WriteProblem } from "../../../store/write-problem.ts";
import type { SliceTimes } from "../../calendar/date-words.ts";
import type { FieldProblem } from "../../calendar/event-problems.ts";
import type { NotLinked } from "../../calendar/linked-event.ts";
import { TITLE_LENGTH_MAX, NOTES_LENGTH_MAX } from "../../../model/limits.ts";

export interface CalendarWords {
  heading: string;
  today: string;
  tomorrow: string;
  yesterday: string;
  newEvent: string;
  allDay: string;
  /** A day's heading as it is read out. */
  dayToday: (date: string) => string;
  nothingPlanned: string;
  untitled: string;
  startRevision: string;
  planRevision: string;
  revisionNotStarted: string;
  dayOf: (day: number, of: number) => string;
  kinds: Record<EventKind, string>;
  /** An event's times as they are seen, and as they are heard. */
  times: (times: SliceTimes) => string;
  spokenTimes: (times: SliceTimes) => string;
  needsAttention: string;
  editor: {
    name: string;
    title: string;
    athro: string;
    noAthro: string;
    kind: string;
    allDay: string;
    startDate: string;
    startTime: string;
    endDate: string;
    endTime: string;
    confidence: string;
    unsaid: string;
    level: (level: number) => string;
    priority: string;
    /** What confidence and priority do, where the event is an exam; or the Athro's name, by which they go where nothing is said here. */
    planGoesBy: string;
    unsaidGoesBy: (athro: string) => string;
    studyForAll: string;
    location: string;
    notes: string;
    zone: (zone: string) => string;
    save: string;
    delete: string;
    cancel: string;
    problems: Record<FieldProblem, string>;
    notSaved: Record<WriteProblem, string>;
    notDeleted: string;
    refused: string;
    tryAgain: string;
    /** The button of a menu with what else can be done. */
    more: string;
    notTriedAgain: string;
    /** Of an event that repeats `all` is said where all its times were. */
    deletedMeanwhile: Record<"this" | "all", string>;
    clash: string;
    keepThis: string;
    keepOther: string;
  };
  discard: { name: string; text: string; discard: string; keep: string };
  added: string;
  saved: string;
  deleted: string;
  /** Said where a link or a reminder leads to an event that can't be opened. */
  linked: Record<NotLinked | "toDeleted" | "failed", string>;
  undo: string;
  notUndone: string;
  repeat: {
    label: string;
    /** Said of an event that does. */
    repeats: string;
    kinds: Record<Repeats, string>;
    monthlyDay: (day: number) => string;
    /** `nth` is -1 for the last. */
    monthlyNth: (nth: number, weekday: string) => string;
    yearly: (date: string) => string;
    days: string;
    ends: string;
    onDate: string;
    afterCount: string;
    never: string;
    until: string;
    count: string;
  };
  ics: {
    import: string;
    export: string;
    importTitle: string;
    exportTitle: string;
    reading: string;
    close: string;
    confirm: (n: number) => string;
    nothing: string;
    unchanged: string;
    kinds: Record<PlanKind, (n: number) => string>;
    replace: string;
    skipped: (n: number) => string;
    reasons: Record<IcsSkip, string>;
    more: (n: number) => string;
    done: (added: number, updated: number) => string;
    problems: Record<CalendarProblem | "failed" | "not-written", string>;
    any: string;
    from: string;
    to: string;
    none: string;
    save: (n: number) => string;
    notSaved: string;
  };
  scope: {
    save: string;
    delete: string;
    scopes: Record<SeriesScope, string>;
    /** Why "Only this" is not among them. */
    notAlone: string;
    deleted: Record<SeriesScope, string>;
    outside: (n: number) => string;
    cancelled: (n: number) => string;
    restore: string;
    bringBack: (date: string) => string;
    restored: string;
    notRestored: string;
  };
}

const NTH: Record<string, string> = {
  "-1": "last",
  1: "first",
  2: "second",
  3: "third",
  4: "fourth",
  5: "fifth",
};

/** The levels that have names. */
const LEVELS: Record<number, string> = {
  0: ": not started",
  2: ": low",
  5: ": medium",
  8: ": high",
};

const times = (times: SliceTimes): string => {
  switch (times.kind) {
    case "all-day":
      return "All day";
    case "at":
      return times.at;
    case "from":
      return `From ${times.from}`;
    case "until":
      return `Until ${times.until}`;
    case "span":
      return `${times.from}–${times.to}`;
  }
};

export const calendar: CalendarWords = {
  heading: "Calendar",
  today: "Today",
  tomorrow: "Tomorrow",
  yesterday: "Yesterday",
  newEvent: "New event",
  allDay: "All day",
  dayToday: (date) => `${date}, today`,
  nothingPlanned: "Nothing planned",
  untitled: "Untitled event",
  startRevision: "Start revision",
  planRevision: "Plan revision",
  revisionNotStarted: "Revision couldn't be started, and nothing has changed. Try again.",
  dayOf: (day, of) => `Day ${day} of ${of}`,
  kinds: {
    lesson: "Lesson",
    revision: "Revision",
    exam: "Exam",
    assignment: "Assignment",
    break: "Break",
    other: "Other",
  },
  times,
  spokenTimes: (spoken) =>
    spoken.kind === "span" ? `${spoken.from} to ${spoken.to}` : times(spoken),
  needsAttention: "Needs attention",
  editor: {
    name: "Event",
    title: "Title",
    athro: "Athro",
    noAthro: "None",
    kind: "Kind",
    allDay: "All day",
    startDate: "Start date",
    startTime: "Start time",
    endDate: "End date",
    endTime: "End time",
    confidence: "Confidence",
    unsaid: "Not said",
    level: (level) => `${level} of 10${LEVELS[level] ?? ""}`,
    priority: "Priority",
    planGoesBy:
      "Your revision plan has more sessions for what you're less sure of, and for what has priority.",
    unsaidGoesBy: (athro) =>
      `Until you say so here, your revision plan goes by your confidence with ${athro}.`,
    studyForAll: "Confidence and priority are the same each time the event repeats.",
    location: "Location",
    notes: "Notes",
    zone: (zone) => `These times are in the time zone ${zone}, which isn't this device's.`,
    save: "Save",
    delete: "Delete",
    cancel: "Cancel",
    problems: {
      "title-missing": "Give the event a title.",
      "title-long": `The title is too long. Use ${TITLE_LENGTH_MAX} characters at most.`,
      "kind-unknown": "Choose a kind.",
      "confidence-invalid": "Choose a confidence from 0 to 10.",
      "date-invalid": "Enter a full date: day, month and year.",
      "time-invalid": "Enter a time, such as 16:30.",
      "ends-before-start": "The event ends before it starts.",
      "location-long": `The location is too long. Use ${TITLE_LENGTH_MAX} characters at most.`,
      "notes-long": `The notes are too long. Use ${NOTES_LENGTH_MAX} characters at most.`,
      "until-invalid": "Enter the last day: day, month and year.",
      "until-early": "The last day is before the event starts.",
      "count-invalid": "Enter how often, from 1 to 999.",
    },
    notSaved: {
      full: "Not saved: this device has no space left. What you typed is still here. Free some space, then save again.",
      "too-large":
        "Not saved: the event is too large. What you typed is still here. Shorten the notes, then save again.",
      closed:
        "Not saved: the browser closed the app's storage. Copy what you need from here, then load the page again.",
      unknown: "Not saved. What you typed is still here. Try again.",
    },
    notDeleted: "Not deleted. The event is still here. Try again.",
    refused:
      "This event couldn't be synced. It's safe on this device. Change it and save, or try again as it is.",
    tryAgain: "Try again",
    more: "More",
    notTriedAgain: "That couldn't be tried again. The event is safe on this device.",
    deletedMeanwhile: {
      this: "This event was deleted meanwhile. Save to keep it.",
      all: "All of these were deleted meanwhile. Save to keep only this one.",
    },
    clash: "Changed on another device.",
    keepThis: "Keep this",
    keepOther: "Keep other",
  },
  discard: {
    name: "Discard changes?",
    text: "What you changed in this event hasn't been saved.",
    discard: "Discard",
    keep: "Keep editing",
  },
  added: "Event added.",
  saved: "Event saved.",
  deleted: "Event deleted.",
  linked: {
    deleted: "This event was deleted. It can be restored from Recently deleted.",
    toDeleted: "Recently deleted",
    cancelled:
      "This one was deleted, the others of its event weren't. Open one of them to bring it back.",
    missing: "This event isn't in the calendar on this device.",
    failed: "This event couldn't be opened. Try again.",
  },
  undo: "Undo",
  notUndone: "That couldn't be undone. Try again.",
  repeat: {
    label: "Repeats",
    repeats: "Repeats",
    kinds: {
      none: "Doesn't repeat",
      daily: "Every day",
      weekdays: "Every school day (Monday to Friday)",
      weekly: "Every week",
      fortnightly: "Every two weeks (A/B fortnight)",
      "monthly-day": "Every month, on the same day",
      "monthly-nth": "Every month, on the same weekday",
      "monthly-last": "Every month, on the last such weekday",
      yearly: "Every year",
      custom: "By a rule from another calendar",
    },
    monthlyDay: (day) => `Every month on day ${day}`,
    monthlyNth: (nth, weekday) => `Every month on the ${NTH[nth] ?? `${nth}th`} ${weekday}`,
    yearly: (date) => `Every year on ${date}`,
    days: "On these days",
    ends: "Ends",
    onDate: "On a date",
    afterCount: "After a number of times",
    never: "Never",
    until: "Last day",
    count: "Number of times",
  },
  ics: {
    import: "Import",
    export: "Export",
    importTitle: "Import a calendar file",
    exportTitle: "Export a calendar file",
    reading: "Reading the file…",
    close: "Close",
    confirm: (n) => plural("en", n, { one: "Import 1 change", other: "Import {n} changes" }),
    nothing: "Everything in this file is in your calendar already.",
    unchanged: "Nothing was changed.",
    kinds: {
      added: (n) => plural("en", n, { one: "1 will be added", other: "{n} will be added" }),
      updated: (n) => plural("en", n, { one: "1 will be updated", other: "{n} will be updated" }),
      removed: (n) =>
        plural("en", n, {
          one: "1 is cancelled in the file, and will be deleted",
          other: "{n} are cancelled in the file, and will be deleted",
        }),
      mine: (n) =>
        plural("en", n, {
          one: "1 that you changed in Athro stays as you have it",
          other: "{n} that you changed in Athro stay as you have them",
        }),
      deleted: (n) =>
        plural("en", n, {
          one: "1 that you deleted in Athro stays deleted",
          other: "{n} that you deleted in Athro stay deleted",
        }),
      unchanged: (n) =>
        plural("en", n, { one: "1 is there already", other: "{n} are there already" }),
    },
    replace: "Replace what I changed in Athro with what the file says",
    skipped: (n) => plural("en", n, { one: "1 can't be imported", other: "{n} can't be imported" }),
    reasons: {
      cancelled: "it is cancelled in the file.",
      start: "it has no start that Athro can read.",
      rule: "it repeats in a way that Athro doesn't know.",
      broken: "it is damaged in the file.",
      range: "it changes all that follow too, which Athro can't read. Only this one is changed.",
    },
    more: (n) => plural("en", n, { one: "and 1 more", other: "and {n} more" }),
    done: (added, updated) => `Imported: ${added} added, ${updated} updated.`,
    problems: {
      foreign: "This is no calendar file, or only a part of one.",
      large: "This file is too large to be a student's calendar.",
      empty: "There are no events in this file.",
      failed: "This file couldn't be read.",
      "not-written": "The events couldn't be saved on this device.",
    },
    any: "Any",
    from: "From",
    to: "Until",
    none: "No events match.",
    save: (n) => plural("en", n, { one: "Export 1 event", other: "Export {n} events" }),
    notSaved: "The file couldn't be made. Try again.",
  },
  scope: {
    save: "Change which ones?",
    delete: "Delete which ones?",
    scopes: { this: "Only this", following: "This and following", all: "All" },
    notAlone: "Confidence, priority and how it repeats can't be changed for one alone.",
    deleted: {
      this: "Deleted, only this one.",
      following: "This and the following were deleted.",
      all: "All of them were deleted.",
    },
    outside: (n) =>
      plural("en", n, {
        one: "One that you had changed before isn't in the new pattern, and stays as it is.",
        other: "{n} that you had changed before aren't in the new pattern, and stay as they are.",
      }),
    cancelled: (n) => plural("en", n, { one: "One was deleted", other: "{n} were deleted" }),
    restore: "Bring back",
    bringBack: (date) => `Bring back ${date}`,
    restored: "Brought back.",
    notRestored: "Not brought back. Try again.",
  },
};
