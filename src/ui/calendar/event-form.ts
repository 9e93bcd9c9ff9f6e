import {
  addDays,
  addMinutes,
  dateOf,
  dayOfDate,
  isWallTime,
  minutesOf,
  timeOf,
  wallTime,
} from "../../model/civil.ts";
import { type EventInput, type EventProblem, parseEvent } from "../../model/event-input.ts";
import { NOTES_LENGTH_MAX, TITLE_LENGTH_MAX } from "../../model/limits.ts";
import type { CalendarEvent } from "../../model/tables.ts";
import { cleanText } from "../../model/text.ts";
import { MINUTES_PER_DAY } from "./day-slice.ts";

/** Length of a new event, in minutes. */
const NEW_EVENT_MINUTES = 60;

/** An empty event of an hour from a wall time on. */
export const newInput = (start: string, zone: string): EventInput => {
  const end = addMinutes(start, NEW_EVENT_MINUTES);
  return {
    title: "",
    athroId: null,
    kind: "lesson",
    allDay: false,
    startDate: dateOf(start),
    startTime: timeOf(start),
    endDate: dateOf(end),
    endTime: timeOf(end),
    zone,
    notes: "",
    location: "",
  };
};

/** Where an all-day event starts on the clock once it gets times. */
const FIRST_TIMES = { startTime: "09:00", endTime: "10:00" };

/** An event as the editor holds it: with the last day that it includes. */
export const inputOf = (event: CalendarEvent): EventInput => {
  const { title, kind, zone, notes, location, starts_at, ends_at } = event;
  const common = { title, athroId: event.athro_id, kind, zone, notes, location };
  const startDate = dateOf(starts_at);
  if (!event.all_day)
    return {
      ...common,
      allDay: false,
      startDate,
      startTime: timeOf(starts_at),
      endDate: dateOf(ends_at),
      endTime: timeOf(ends_at),
    };
  const lastDay = addDays(dateOf(ends_at), -1);
  return {
    ...common,
    allDay: true,
    startDate,
    endDate: lastDay < startDate ? startDate : lastDay,
    ...FIRST_TIMES,
  };
};

/** Minutes between two wall times on the same clock face. */
const minutesBetween = (from: string, to: string): number =>
  ((dayOfDate(dateOf(to)) ?? 0) - (dayOfDate(dateOf(from)) ?? 0)) * MINUTES_PER_DAY +
  minutesOf(to) -
  minutesOf(from);

type Start = Partial<Pick<EventInput, "startDate" | "startTime">>;

/**
 * Moves the start and, with it, the end, so that the event keeps its length. `from` is the last start that was complete, since a
 * date being typed is no date for a while. An end that is incomplete, or before the start, stays where it is.
 */
export const moveStart = (input: EventInput, from: string, start: Start): EventInput => {
  const moved = { ...input, ...start };
  const to = startOf(moved);
  const end = wallTime(input.endDate, input.allDay ? "00:00" : input.endTime);
  if (!isWallTime(to) || !isWallTime(from) || !isWallTime(end) || end < from) return moved;
  const movedEnd = addMinutes(end, minutesBetween(from, to));
  if (!isWallTime(movedEnd)) return moved;
  const endTime = input.allDay ? input.endTime : timeOf(movedEnd);
  return { ...moved, endDate: dateOf(movedEnd), endTime };
};

/** The start that an input tells; no wall time while it is incomplete. The times of an all-day event don't count. */
export const startOf = (input: EventInput): string =>
  wallTime(input.startDate, input.allDay ? "00:00" : input.startTime);

/** Fields that two devices' edits are merged by, as the store's groups are. */
const GROUPS = {
  title: ["title"],
  athro: ["athroId"],
  kind: ["kind"],
  time: ["allDay", "startDate", "startTime", "endDate", "endTime", "zone"],
  notes: ["location", "notes"],
} as const satisfies Record<string, readonly (keyof EventInput)[]>;

export type InputGroup = keyof typeof GROUPS;

export const fieldsOfGroup = (group: InputGroup): readonly (keyof EventInput)[] => GROUPS[group];

const GROUP_NAMES = Object.keys(GROUPS) as InputGroup[];

const differ = (a: EventInput, b: EventInput, group: InputGroup): boolean =>
  GROUPS[group].some((field) => a[field] !== b[field]);

/** `to` with one group's fields taken from `from`. */
export const withGroup = (to: EventInput, from: EventInput, group: InputGroup): EventInput => ({
  ...to,
  ...Object.fromEntries(GROUPS[group].map((field) => [field, from[field]])),
});

export interface Rebased {
  /** What the event is now: what the student's changes are told from. */
  base: EventInput;
  input: EventInput;
  /** Groups that both the student and someone else have changed, differently. */
  clashes: InputGroup[];
}

/** Brings an open form up to an event that changed meanwhile. What the student changed stays as typed; the rest follows. */
export const rebase = (base: EventInput, input: EventInput, fresh: EventInput): Rebased => {
  const result: Rebased = { base, input, clashes: [] };
  for (const group of GROUP_NAMES) {
    if (!differ(fresh, base, group)) continue;
    result.base = withGroup(result.base, fresh, group);
    if (!differ(input, base, group)) result.input = withGroup(result.input, fresh, group);
    else if (differ(input, fresh, group)) result.clashes.push(group);
  }
  return result;
};

export const sameInput = (a: EventInput, b: EventInput): boolean =>
  (Object.keys(a) as (keyof EventInput)[]).every((key) => a[key] === b[key]);

export type FieldName =
  | "title"
  | "kind"
  | "startDate"
  | "startTime"
  | "endDate"
  | "endTime"
  | "location"
  | "notes";

/** The fields in their order on the form. */
export const FIELD_ORDER: readonly FieldName[] = [
  "title",
  "kind",
  "startDate",
  "startTime",
  "endDate",
  "endTime",
  "location",
  "notes",
];

/** What is wrong with a field; the words are the dictionary's. */
export type FieldProblem =
  | "title-missing"
  | "title-long"
  | "kind-unknown"
  | "date-invalid"
  | "time-invalid"
  | "ends-before-start"
  | "location-long"
  | "notes-long";

export type FieldProblems = Partial<Record<FieldName, FieldProblem>>;

/** Checks what was typed, and tells each problem at the field where it can be mended. */
export const checkInput = (input: EventInput): FieldProblems => {
  const parsed = parseEvent(input);
  if (parsed.ok) return {};
  return Object.assign({}, ...parsed.problems.map((problem) => atField(problem, input)));
};

const atField = (problem: EventProblem, input: EventInput): FieldProblems => {
  switch (problem) {
    case "title-missing":
    case "title-long":
      return { title: problem };
    case "kind-unknown":
      return { kind: problem };
    case "notes-long":
      return {
        ...(cleanText(input.location).trim().length > TITLE_LENGTH_MAX
          ? { location: "location-long" }
          : {}),
        ...(cleanText(input.notes).length > NOTES_LENGTH_MAX ? { notes: "notes-long" } : {}),
      };
    case "start-invalid":
      return dayOfDate(input.startDate) === null
        ? { startDate: "date-invalid" }
        : { startTime: "time-invalid" };
    case "end-invalid":
      return dayOfDate(input.endDate) === null || input.allDay
        ? { endDate: "date-invalid" }
        : { endTime: "time-invalid" };
    case "ends-before-start":
      return input.allDay || input.endDate < input.startDate
        ? { endDate: "ends-before-start" }
        : { endTime: "ends-before-start" };
  }
};

/** The first field, in the form's order, that has a problem. */
export const firstProblem = (problems: FieldProblems): FieldName | null =>
  FIELD_ORDER.find((field) => problems[field] !== undefined) ?? null;
