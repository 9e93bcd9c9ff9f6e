import { addDays, dayOfDate, isWallTime, wallTime } from "./civil.ts";
import { NOTES_LENGTH_MAX, TITLE_LENGTH_MAX } from "./limits.ts";
import { type CalendarEvent, EVENT_KINDS, type EventKind } from "./tables.ts";
import { type RepeatInput, type RepeatProblem, ruleOfInput } from "./recurrence/repeat-input.ts";
import { remindersOf } from "./reminders/choices.ts";
import { isConfidence } from "./teaching.ts";
import { cleanText } from "./text.ts";

/** What the event editor holds: dates as `YYYY-MM-DD`, times as `HH:MM`, the end date as people say it (inclusive). */
export interface EventInput extends RepeatInput {
  title: string;
  athroId: string | null;
  kind: EventKind;
  allDay: boolean;
  startDate: string;
  startTime: string;
  endDate: string;
  endTime: string;
  zone: string;
  notes: string;
  location: string;
  /** Minutes before the start, joined by commas. */
  reminders: string;
  /** 0 (not started) to 10, or null where the student hasn't said. */
  confidence: number | null;
  priority: boolean;
}

export type EventProblem =
  | "title-missing"
  | "title-long"
  | "start-invalid"
  | "end-invalid"
  | "ends-before-start"
  | "notes-long"
  | "kind-unknown"
  | "confidence-invalid"
  | RepeatProblem;

/** What an event may be given besides: a new one that is not has none of it. */
type MoreFields = Partial<Pick<CalendarEvent, "rrule" | "reminders" | "confidence" | "priority">>;

/** The columns of an event that the editor sets. */
export type EventFields = MoreFields &
  Pick<
    CalendarEvent,
    | "title"
    | "athro_id"
    | "kind"
    | "all_day"
    | "starts_at"
    | "ends_at"
    | "zone"
    | "notes"
    | "location"
  >;

/** Checks what was typed. All problems are told at once, so that a form can mark every field. */
export const parseEvent = (
  input: EventInput,
): { ok: true; fields: EventFields } | { ok: false; problems: EventProblem[] } => {
  const problems: EventProblem[] = [];
  const title = cleanText(input.title).trim();
  if (title === "") problems.push("title-missing");
  if (title.length > TITLE_LENGTH_MAX) problems.push("title-long");
  const notes = cleanText(input.notes);
  const location = cleanText(input.location).trim();
  if (notes.length > NOTES_LENGTH_MAX || location.length > TITLE_LENGTH_MAX)
    problems.push("notes-long");
  if (!EVENT_KINDS.includes(input.kind)) problems.push("kind-unknown");
  if (input.confidence !== null && !isConfidence(input.confidence))
    problems.push("confidence-invalid");

  const starts_at = wallTime(input.startDate, input.allDay ? "00:00" : input.startTime);
  const startOk = isWallTime(starts_at);
  if (!startOk) problems.push("start-invalid");
  const endDateOk = dayOfDate(input.endDate) !== null;
  const ends_at = input.allDay
    ? endDateOk
      ? wallTime(addDays(input.endDate, 1), "00:00")
      : ""
    : wallTime(input.endDate, input.endTime);
  const endOk = isWallTime(ends_at);
  if (!endOk) problems.push("end-invalid");
  if (startOk && endOk && (ends_at < starts_at || (input.allDay && ends_at === starts_at)))
    problems.push("ends-before-start");

  const repeat = startOk ? ruleOfInput(input, input.startDate) : { rrule: null };
  if ("problem" in repeat) problems.push(repeat.problem);

  if (problems.length > 0 || "problem" in repeat) return { ok: false, problems };
  return {
    ok: true,
    fields: {
      title,
      athro_id: input.athroId,
      kind: input.kind,
      all_day: input.allDay,
      starts_at,
      ends_at,
      zone: input.zone,
      notes,
      location,
      rrule: repeat.rrule,
      reminders: remindersOf(input.reminders),
      confidence: input.confidence,
      priority: input.priority,
    },
  };
};
