import { NOTES_LENGTH_MAX, TITLE_LENGTH_MAX } from "../limits.ts";
import { cleanText } from "../text.ts";
import { athroIdOf, isAthroId } from "./athro-id.ts";
import {
  instantOf,
  isoOf,
  laterWall,
  LEGACY_ZONE,
  NO_TIME_MS,
  wallOf,
  writtenAt,
} from "./instants.ts";
import { idOf, isLongerThan, isObject, own, trimEdges, unitsOf } from "./json.ts";
import { legacyEventId } from "./legacy-ids.ts";
import { type LegacyFinding, problem } from "./record.ts";

/** 1970 to 2199. */
const TO_MS = 7_258_118_400_000;
const MINUTE_MS = 60_000;
const LENGTH_MAX_MIN = 1_440;
/** Of an event that has neither an end nor a length. */
const USUAL_LENGTH_MIN = 60;

/**
 * The records of a list of CalendarEvent, each once. `day`, `time` and `weekType` go stale in the old app and are not read.
 */
export function* readEvents(list: readonly unknown[], path: string): Generator<LegacyFinding> {
  const seen = new Map<string, string>();
  for (const [index, one] of list.entries()) {
    const at = `${path}[${index}]`;
    for (const finding of readEvent(one, at)) {
      if ("problem" in finding) yield finding;
      else {
        const { id, set } = finding.record;
        const values = JSON.stringify(set);
        const first = seen.get(id);
        if (first === undefined) yield finding;
        else if (first !== values) yield problem("differs", at);
        seen.set(id, first ?? values);
      }
    }
  }
}

function* readEvent(value: unknown, path: string): Generator<LegacyFinding> {
  if (!isObject(value)) return yield problem("event", path);
  const start = instantOf(own(value, "start"), 0, TO_MS);
  if (start === null) return yield problem("date", `${path}.start`);
  const length = lengthOf(own(value, "length"));
  const given = own(value, "end");
  let end = instantOf(given, 0, TO_MS);
  if (end === null || end < start) {
    if (!isMissing(given)) yield problem("date", `${path}.end`);
    end = start + (length ?? USUAL_LENGTH_MIN) * MINUTE_MS;
  }
  const athroId = athroOfEvent(value);
  if (athroId !== null && !isAthroId(athroId)) return yield problem("athro", `${path}.athroId`);

  const subject = textOf(value, "subject");
  const title = textOf(value, "title") || subject;
  const long = isLongerThan(title, TITLE_LENGTH_MAX);
  const notes = [long ? title : "", isSaid(subject, title, athroId) ? "" : subject]
    .filter((part) => part !== "")
    .join("\n\n");
  const kept = notes.slice(0, unitsOf(notes, NOTES_LENGTH_MAX));
  if (kept !== notes) yield problem("long", `${path}.title`);
  const confidence = confidenceOf(own(value, "confidenceLevel"));
  if (confidence === null && !isMissing(own(value, "confidenceLevel")))
    yield problem("number", `${path}.confidenceLevel`);

  const legacyId = cleanText(idOf(own(value, "id")));
  const starts_at = wallOf(start);
  const ends_at = wallOf(end);
  const created = /^\d{13}$/.test(legacyId) ? writtenAt(Number(legacyId)) : null;
  yield {
    record: {
      table: "calendar_events",
      id: legacyEventId(legacyId, athroId, start, end, title),
      set: {
        origin: { created_at: isoOf(created ?? NO_TIME_MS) },
        title: { title: long ? `${title.slice(0, unitsOf(title, TITLE_LENGTH_MAX - 1))}…` : title },
        time: {
          all_day: false,
          starts_at,
          // Where the clock went back in between, the end would come before the start.
          ends_at: ends_at < starts_at ? laterWall(starts_at, end - start) : ends_at,
          zone: LEGACY_ZONE,
        },
        repeat: { rrule: null },
        kind: { kind: athroId === null ? "other" : "revision" },
        athro: { athro_id: athroId },
        notes: { notes: kept, location: "" },
        study: { confidence, priority: own(value, "isPriority") === true },
        deleted: { deleted: false },
      },
    },
  };
}

/** 0 to 10 as a whole number; null for anything else. */
export const confidenceOf = (value: unknown): number | null =>
  typeof value === "number" && value >= 0 && value <= 10 ? Math.round(value) : null;

const lengthOf = (value: unknown): number | null =>
  typeof value === "number" && value >= 1 && value <= LENGTH_MAX_MIN ? Math.floor(value) : null;

const isMissing = (value: unknown): boolean =>
  value === undefined || value === null || value === "";

const textOf = (value: unknown, name: string): string => {
  const text = own(value, name);
  return typeof text === "string" ? trimEdges(cleanText(text)) : "";
};

const athroOfEvent = (value: unknown): string | null =>
  athroIdOf(textOf(value, "athroId") || textOf(value, "athro")) || null;

/** Whether a subject says no more than the title or the Athro do. */
const isSaid = (subject: string, title: string, athroId: string | null): boolean =>
  subject.toLowerCase() === title.toLowerCase() ||
  (athroId !== null && athroIdOf(subject) === athroId);
