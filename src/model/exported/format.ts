/**
 * The file in which a student takes everything along ([X1]): JSON with one record a line, so that it can be read, searched and compared
 * without the app, in an order that depends on the records alone.
 */
import { byColumn, FIELD_GROUPS, type TableName } from "../tables.ts";

/** Rises with every change that an older app could not read. */
export const FORMAT = 2;

/** Tables that an import writes, parents first. */
export const EXPORT_TABLES = [
  "chat_sessions",
  "chat_messages",
  "calendar_events",
  "calendar_overrides",
  "preferences",
] as const satisfies readonly TableName[];

export type ExportTable = (typeof EXPORT_TABLES)[number];

/** Text in a composer that is not sent. */
export interface ExportedDraft {
  athro_id: string;
  text: string;
  /** ms since 1970. */
  at: number;
}

/** All that a device holds of a student's. Rows are whatever the store has; what is no column of theirs is left out. */
export interface Exported {
  /** ISO 8601. */
  exportedAt: string;
  tables: Readonly<Record<ExportTable, readonly object[]>>;
  drafts: readonly ExportedDraft[];
  /** Edits that another edit won over; for reading, not for an import ([X5]). */
  superseded: readonly object[];
  /** Rows of tables that this version does not know; likewise. */
  unknown: readonly object[];
}

/** A table's columns in the order in which they are written. */
export const columnsOfTable = (table: TableName): string[] => [
  "id",
  ...Object.values(FIELD_GROUPS[table] as Record<string, readonly string[]>).flat(),
];

/** A record's columns and nothing else; one that the row lacks is left out. */
const plain = (table: TableName, row: object): object => {
  const columns = byColumn(row);
  return Object.fromEntries(
    columnsOfTable(table)
      .filter((name) => columns[name] !== undefined)
      .map((name) => [name, columns[name]]),
  );
};

/** The file's text, record by record, so that who writes it can pause in between. */
export function* exportText(exported: Exported): Generator<string> {
  const { exportedAt, tables, drafts, superseded, unknown } = exported;
  yield `{\n"app": "athro",\n"format": ${FORMAT},\n"exportedAt": ${JSON.stringify(exportedAt)}`;
  for (const table of EXPORT_TABLES)
    yield* list(
      table,
      tables[table].map((row) => () => plain(table, row)),
    );
  yield* list(
    "drafts",
    drafts.map((draft) => () => draft),
  );
  yield* list(
    "superseded",
    superseded.map((row) => () => plain("superseded", row)),
  );
  yield* list(
    "unknown",
    unknown.map((row) => () => row),
  );
  yield "\n}\n";
}

function* list(name: string, items: readonly (() => unknown)[]): Generator<string> {
  yield `,\n"${name}": [`;
  for (const [index, item] of items.entries())
    yield `${index === 0 ? "\n" : ",\n"}${JSON.stringify(item())}`;
  yield items.length === 0 ? "]" : "\n]";
}
