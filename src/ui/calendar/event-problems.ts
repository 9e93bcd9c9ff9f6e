import { dayOfDate } from "../../model/civil.ts";
import { type EventInput, type EventProblem, parseEvent } from "../../model/event-input.ts";
import { NOTES_LENGTH_MAX, TITLE_LENGTH_MAX } from "../../model/limits.ts";
import type { RepeatProblem } from "../../model/recurrence/repeat-input.ts";
import { cleanText } from "../../model/text.ts";

export type FieldName =
  | "title"
  | "kind"
  | "startDate"
  | "startTime"
  | "endDate"
  | "endTime"
  | "repeatUntil"
  | "repeatCount"
  | "confidence"
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
  "repeatUntil",
  "repeatCount",
  "confidence",
  "location",
  "notes",
];

/** What is wrong with a field; the words are the dictionary's. */
export type FieldProblem =
  | "title-missing"
  | "title-long"
  | "kind-unknown"
  | "confidence-invalid"
  | "date-invalid"
  | "time-invalid"
  | "ends-before-start"
  | "location-long"
  | "notes-long"
  | RepeatProblem;

export type FieldProblems = Partial<Record<FieldName, FieldProblem>>;

/** Checks what was typed, and tells each problem at the field where it can be mended. */
export const checkInput = (input: EventInput, parsed = parseEvent(input)): FieldProblems => {
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
    case "confidence-invalid":
      return { confidence: problem };
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
    case "until-invalid":
    case "until-early":
      return { repeatUntil: problem };
    case "count-invalid":
      return { repeatCount: problem };
    case "ends-before-start":
      return input.allDay || input.endDate < input.startDate
        ? { endDate: "ends-before-start" }
        : { endTime: "ends-before-start" };
  }
};

/** The first field, in the form's order, that has a problem. */
export const firstProblem = (problems: FieldProblems): FieldName | null =>
  FIELD_ORDER.find((field) => problems[field] !== undefined) ?? null;
