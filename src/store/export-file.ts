import { byColumn } from "../model/tables.ts";
import {
  EXPORT_TABLES,
  type Exported,
  type ExportTable,
  exportText,
} from "../model/exported/format.ts";
import { calendarText, type IcsEvent, type IcsOverride } from "../model/ics/calendar.ts";
import { pack } from "./archive.ts";
import type { AthroDatabase, Row } from "./database.ts";

/** The name of the records' file in the archive. */
export const RECORDS_FILE = "athro.json";
const CALENDAR_FILE = "calendar.ics";

/** Rows read at a time: between two reads, the page is at hand. */
const SLICE = 500;

/** Everything that a device holds of a student's, as one zip ([X1]). `now`: local clock, ms. */
export const exportEverything = async (db: AthroDatabase, now: number): Promise<Blob> => {
  const exported = await readEverything(db, now);
  const { calendar_events: events, calendar_overrides: overrides } = exported.tables;
  const parts = await pack(
    [
      { name: RECORDS_FILE, text: exportText(exported) },
      {
        name: CALENDAR_FILE,
        text: calendarText(
          events as unknown as IcsEvent[],
          overrides as unknown as IcsOverride[],
          now,
        ),
      },
    ],
    now,
  );
  return new Blob(parts, { type: "application/zip" });
};

/** In one transaction, so that what is read belongs together. */
const readEverything = (db: AthroDatabase, now: number): Promise<Exported> =>
  db.transaction("r", db.tables, async () => {
    const tables: Partial<Record<ExportTable, Row[]>> = {};
    for (const table of EXPORT_TABLES)
      tables[table] = (await readTable(db, table)).filter((row) => !isPurged(row));
    const drafts = (await db.drafts.toArray()).filter(({ text }) => text !== "");
    const unknown = await db.unknown_rows.toArray();
    return {
      exportedAt: new Date(now).toISOString(),
      tables: tables as unknown as Exported["tables"],
      drafts: drafts.map(({ athro_id, text, at }) => ({ athro_id, text, at })),
      superseded: (await readTable(db, "superseded")).filter(
        (row) => !isPurged(row),
      ) as unknown as Exported["superseded"],
      unknown: unknown.map(({ table, row }) => ({ table, row })),
    };
  });

const readTable = async (db: AthroDatabase, table: ExportTable | "superseded"): Promise<Row[]> => {
  const rows: Row[] = [];
  for (let last = ""; ;) {
    const slice = await db.rows(table).where(":id").above(last).limit(SLICE).toArray();
    rows.push(...slice);
    const end = slice.at(-1);
    if (!end || slice.length < SLICE) return rows;
    last = end.id;
  }
};

/** What is left of a record that was deleted for good: every column of it is null ([M5]). */
const isPurged = (row: Row): boolean => {
  const { created_at, event_id, name } = byColumn(row);
  return row.deleted && (created_at ?? event_id ?? name ?? null) === null;
};
