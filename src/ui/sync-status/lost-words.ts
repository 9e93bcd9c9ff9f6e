import { athroOf } from "../../model/athros.ts";
import { addDays, dateOf, isWallTime, timeOf } from "../../model/civil.ts";
import { EVENT_KINDS } from "../../model/tables.ts";
import { dateLabel } from "../i18n/dates.ts";
import type { FieldName } from "../i18n/en/sync.ts";
import type { Words } from "../i18n/dictionaries.ts";
import type { Language } from "../i18n/languages.ts";

type Values = Readonly<Record<string, unknown>>;

const FIELDS: ReadonlySet<string> = new Set<FieldName>([
  "title",
  "time",
  "repeat",
  "kind",
  "athro",
  "notes",
  "study",
  "reminders",
  "source",
  "active",
  "deleted",
  "cancelled",
  "value",
]);

const isField = (group: string): group is FieldName => FIELDS.has(group);

/** A field group as the student knows it. */
export const fieldOf = (group: string): FieldName => (isField(group) ? group : "other");

interface Reader {
  words: Pick<Words, "sync" | "calendar">;
  language: Language;
  /** `YYYY-MM-DD` */
  today: string;
}

/** A field group's values in words. They come from another device, perhaps of another version: what isn't understood is told as it is. */
export const valueWords = (reader: Reader, group: string, values: Values): string => {
  const { sync, calendar } = reader.words;
  switch (fieldOf(group)) {
    case "title":
      return textOf(values["title"]) || sync.untitled;
    case "time":
      return timeWords(reader, values);
    case "kind": {
      const kind = EVENT_KINDS.find((one) => one === values["kind"]);
      return kind ? calendar.kinds[kind] : plainWords(reader, values);
    }
    case "athro": {
      const id = textOf(values["athro_id"]);
      return id ? athroOf(id).name : calendar.editor.noAthro;
    }
    case "active":
      return values["is_active"] === true ? sync.values.open : sync.values.saved;
    case "deleted":
      return values["deleted"] === true ? sync.values.deleted : sync.values.notDeleted;
    case "cancelled":
      return values["cancelled"] === true ? sync.values.cancelled : sync.values.notCancelled;
    default:
      return plainWords(reader, values);
  }
};

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** An all-day event ends at the midnight after its last day. */
const timeWords = (reader: Reader, values: Values): string => {
  const [from, to] = [textOf(values["starts_at"]), textOf(values["ends_at"])];
  if (!isWallTime(from) || !isWallTime(to)) return plainWords(reader, values);
  const day = (date: string) => dateLabel(reader.language, date, reader.today, "short");
  const first = dateOf(from);
  if (values["all_day"] === true) {
    const last = addDays(dateOf(to), -1);
    return last > first ? `${day(first)} – ${day(last)}` : day(first);
  }
  return dateOf(to) === first
    ? `${day(first)}, ${timeOf(from)}–${timeOf(to)}`
    : `${day(first)}, ${timeOf(from)} – ${day(dateOf(to))}, ${timeOf(to)}`;
};

const plainWords = ({ words }: Reader, values: Values): string =>
  Object.values(values)
    .filter((value) => value !== null && value !== undefined && value !== "" && value !== false)
    .map((value) => (typeof value === "string" ? value : JSON.stringify(value)))
    .join(" · ") || words.sync.values.none;
