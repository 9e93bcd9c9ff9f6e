/** Reads a file that a student brings back, all of it before any of it counts ([X3]). */
import { isObject } from "../legacy/json.ts";
import type { GroupValues } from "../mutation.ts";
import { FIELD_GROUPS, groupIn } from "../tables.ts";
import { checkRecord } from "./check-record.ts";
import { EXPORT_TABLES, type ExportedDraft, type ExportTable, FORMAT } from "./format.ts";

/** A record to be inserted where it is absent: its groups as a mutation has them. */
export interface ReadRecord {
  table: ExportTable;
  id: string;
  set: Readonly<Record<string, GroupValues>>;
}

export interface ReadExport {
  /** As the file says. */
  exportedAt: string;
  /** Parents first. */
  records: Record<ExportTable, ReadRecord[]>;
  drafts: ExportedDraft[];
}

/** Why a file is refused. */
export type ExportProblem =
  /** Cut off, or changed into what no program can read. */
  | { kind: "damaged" }
  /** Something else, and not an export. */
  | { kind: "foreign" }
  /** Made by a version that knows more. */
  | { kind: "newer" }
  /** Records that break the rules: how many, and where the first ones are, such as `chat_messages[12].content`. */
  | { kind: "records"; count: number; at: string[] };

/** Places that are named. */
const PLACES_MAX = 5;
/** Records between two pauses. */
const SLICE = 250;

/**
 * Reads a file's text. Yields between slices, so that the page stays at hand; what it returns is either all of the records or what is
 * wrong with them.
 */
export function* readExport(text: string): Generator<undefined, ReadExport | ExportProblem> {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    // What at least begins as one was cut off or spoilt.
    return { kind: /^\s*\{\s*"app":\s*"athro"/.test(text) ? "damaged" : "foreign" };
  }
  yield;
  if (!isObject(file) || file["app"] !== "athro") return { kind: "foreign" };
  const { format, exportedAt, drafts } = file;
  if (typeof format !== "number" || format < FORMAT) return { kind: "foreign" };
  if (format > FORMAT) return { kind: "newer" };
  if (typeof exportedAt !== "string" || !Array.isArray(drafts)) return { kind: "damaged" };

  const bad: string[] = [];
  const records: Record<string, ReadRecord[]> = {};
  for (const table of EXPORT_TABLES) {
    const rows = file[table];
    if (!Array.isArray(rows)) return { kind: "damaged" };
    records[table] = yield* readTable(table, rows, bad);
  }
  const read: ExportedDraft[] = [];
  for (const [index, one] of drafts.entries())
    if (isDraft(one)) read.push({ athro_id: one.athro_id, text: one.text, at: one.at });
    else bad.push(`drafts[${index}]`);
  if (bad.length > 0) return { kind: "records", count: bad.length, at: bad.slice(0, PLACES_MAX) };
  return { exportedAt, records: records as ReadExport["records"], drafts: read };
}

function* readTable(
  table: ExportTable,
  rows: readonly unknown[],
  bad: string[],
): Generator<undefined, ReadRecord[]> {
  const read: ReadRecord[] = [];
  const seen = new Set<unknown>();
  for (const [index, row] of rows.entries()) {
    if (index % SLICE === SLICE - 1) yield;
    const problem = checkRecord(table, row) ?? (seen.has(idOf(row)) ? "id" : null);
    if (problem === null) read.push(recordOf(table, row as Readonly<Record<string, unknown>>));
    else bad.push(`${table}[${index}]${problem === "" ? "" : `.${problem}`}`);
    seen.add(idOf(row));
  }
  return read;
}

const idOf = (row: unknown): unknown => (isObject(row) ? row["id"] : undefined);

/** Each group that the row has. That it is not deleted need not be said of a record that is new. */
const recordOf = (table: ExportTable, row: Readonly<Record<string, unknown>>): ReadRecord => {
  const groups: Record<string, readonly string[]> = FIELD_GROUPS[table];
  const set = Object.entries(groups).flatMap(([group, columns]): [string, GroupValues][] => {
    if (group === "deleted" && row["deleted"] === false) return [];
    const values = groupIn(columns, row);
    return values ? [[group, values]] : [];
  });
  return { table, id: String(row["id"]), set: Object.fromEntries(set) };
};

const isDraft = (value: unknown): value is ExportedDraft =>
  isObject(value) &&
  typeof value["athro_id"] === "string" &&
  typeof value["text"] === "string" &&
  Number.isSafeInteger(value["at"]);
