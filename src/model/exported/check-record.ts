/** Whether a record of a file obeys the rules that the server has for it (`supabase/migrations`): what breaks one is not taken in. */
import { dayOfDate, isWallTime, timeOf } from "../civil.ts";
import { overrideId, preferenceId } from "../ids.ts";
import { isAthroId } from "../legacy/athro-id.ts";
import { isLongerThan, isObject, jsonBytes } from "../legacy/json.ts";
import { isStorable } from "../legacy/preference.ts";
import {
  MESSAGE_LENGTH_MAX,
  MUTATION_BYTES_MAX,
  NOTES_LENGTH_MAX,
  REMINDER_AFTER_MAX_MIN,
  REMINDER_BEFORE_MAX_MIN,
  REMINDERS_MAX,
  TITLE_LENGTH_MAX,
  UID_LENGTH_MAX,
} from "../limits.ts";
import { parseRule } from "../recurrence/rule.ts";
import { EVENT_KINDS, FIELD_GROUPS, isLaterColumn } from "../tables.ts";
import { cleanText } from "../text.ts";
import { columnsOfTable, type ExportTable } from "./format.ts";

type Check = (value: unknown) => boolean;

/** Room for what a mutation has besides a record's values. */
const ENVELOPE_BYTES = 1_024;
const NAME_LENGTH_MAX = 200;
const IMPORTED_LENGTH_MAX = 500;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const INSTANT =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const ZONE = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/;

const text =
  (max: number): Check =>
  (value) =>
    typeof value === "string" && cleanText(value) === value && !isLongerThan(value, max);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const whole =
  (min: number, max: number): Check =>
  (value) =>
    Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max;
const oneOf =
  (...allowed: readonly string[]): Check =>
  (value) =>
    typeof value === "string" && allowed.includes(value);

const uuid: Check = (value) => typeof value === "string" && UUID.test(value);
const boolean: Check = (value) => typeof value === "boolean";
const wall: Check = (value) => typeof value === "string" && isWallTime(value);
const instant: Check = (value) => {
  const match = typeof value === "string" ? INSTANT.exec(value) : null;
  return match !== null && dayOfDate(match[1] ?? "") !== null;
};
const athro: Check = (value) =>
  typeof value === "string" && cleanText(value) === value && isAthroId(value);
const isReminders: Check = (value) =>
  Array.isArray(value) &&
  value.length <= REMINDERS_MAX &&
  new Set(value).size === value.length &&
  value.every(whole(-REMINDER_AFTER_MAX_MIN, REMINDER_BEFORE_MAX_MIN));
const zone: Check = (value) => typeof value === "string" && value.length <= 64 && ZONE.test(value);

const COLUMNS: Record<ExportTable, Record<string, Check>> = {
  chat_sessions: {
    athro_id: athro,
    created_at: instant,
    title: text(TITLE_LENGTH_MAX),
    is_active: boolean,
  },
  chat_messages: {
    session_id: uuid,
    role: oneOf("user", "assistant", "system"),
    content: (value) => value !== "" && text(MESSAGE_LENGTH_MAX)(value),
    order_key: whole(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    question_id: orNull(uuid),
    attempt: orNull(whole(0, 2_147_483_647)),
    wants_reply: boolean,
    created_at: instant,
    replaces: orNull(uuid),
    ended: orNull(oneOf("stopped", "cut")),
    written_by: orNull(oneOf("device")),
    shown_attempt: orNull(whole(0, 2_147_483_647)),
  },
  calendar_events: {
    created_at: instant,
    title: text(TITLE_LENGTH_MAX),
    all_day: boolean,
    starts_at: wall,
    ends_at: wall,
    zone,
    rrule: orNull((value) => typeof value === "string" && parseRule(value) !== null),
    kind: oneOf(...EVENT_KINDS),
    athro_id: orNull(athro),
    notes: text(NOTES_LENGTH_MAX),
    location: text(NOTES_LENGTH_MAX),
    confidence: orNull(whole(0, 10)),
    priority: boolean,
    reminders: isReminders,
    uid: orNull((value) => value !== "" && text(UID_LENGTH_MAX)(value)),
    imported: orNull(text(IMPORTED_LENGTH_MAX)),
  },
  calendar_overrides: {
    event_id: uuid,
    original_start: wall,
    cancelled: boolean,
    title: orNull(text(TITLE_LENGTH_MAX)),
    all_day: orNull(boolean),
    starts_at: orNull(wall),
    ends_at: orNull(wall),
    zone: orNull(zone),
    kind: orNull(oneOf(...EVENT_KINDS)),
    athro_id: orNull((value) => value === "" || athro(value)),
    notes: orNull(text(NOTES_LENGTH_MAX)),
    location: orNull(text(NOTES_LENGTH_MAX)),
    reminders: orNull(isReminders),
    imported: orNull(text(IMPORTED_LENGTH_MAX)),
  },
  preferences: {
    name: (value) => value !== "" && text(NAME_LENGTH_MAX)(value),
    value: isStorable,
  },
};

/** What makes a record; the other groups may be lacking, and then have the server's defaults. */
const NEEDED: Record<ExportTable, readonly string[]> = {
  chat_sessions: ["origin"],
  chat_messages: ["body"],
  calendar_events: ["origin", "time"],
  calendar_overrides: ["origin"],
  preferences: ["origin"],
};

/** The name of a column that is not as it has to be, the empty string for the record as a whole, or null if all is well. */
export const checkRecord = (table: ExportTable, row: unknown): string | null => {
  if (!isObject(row)) return "";
  const known = columnsOfTable(table);
  const strange = Object.keys(row).find((name) => !known.includes(name));
  if (strange !== undefined) return strange;
  if (!uuid(row["id"])) return "id";
  const groups: Record<string, readonly string[]> = FIELD_GROUPS[table];
  for (const [group, columns] of Object.entries(groups)) {
    const given = columns.filter((name) => name in row);
    if (given.length === 0 && !NEEDED[table].includes(group)) continue;
    for (const name of columns) {
      if (!(name in row) && isLaterColumn(name)) continue;
      const check = name === "deleted" ? boolean : COLUMNS[table][name];
      if (!(name in row) || !check?.(row[name])) return name;
    }
  }
  return checkWhole(table, row) ?? (isTooLarge(row) ? "" : null);
};

/** What holds between a record's columns, each of which is as it has to be. */
const checkWhole = (table: ExportTable, row: Readonly<Record<string, unknown>>): string | null => {
  const { id, all_day, starts_at, ends_at } = row;
  if (table === "preferences") return id === preferenceId(String(row["name"])) ? null : "id";
  if (
    table === "calendar_overrides" &&
    id !== overrideId(String(row["event_id"]), String(row["original_start"]))
  )
    return "id";
  if (typeof starts_at !== "string" || typeof ends_at !== "string") return null;
  if (ends_at < starts_at || (all_day === true && ends_at === starts_at)) return "ends_at";
  const midnight = timeOf(starts_at) === "00:00" && timeOf(ends_at) === "00:00";
  return all_day === true && !midnight ? "all_day" : null;
};

const isTooLarge = (row: unknown): boolean => jsonBytes(row) > MUTATION_BYTES_MAX - ENVELOPE_BYTES;
