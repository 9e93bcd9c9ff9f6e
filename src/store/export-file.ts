import { byColumn } from "../model/tables.ts";
import { type Exported, type ExportTable, exportText } from "../model/exported/format.ts";
import { calendarText } from "../model/ics/calendar.ts";
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
        text: calendarText(events, overrides, now),
      },
    ],
    now,
  );
  return new Blob(parts, { type: "application/zip" });
};

/** In one transaction, so that what is read belongs together. */
const readEverything = (db: AthroDatabase, now: number) =>
  db.transaction("r", db.tables, async () => {
    const tables = {
      chat_sessions: await readTable(db, "chat_sessions"),
      chat_messages: await readTable(db, "chat_messages"),
      calendar_events: await readTable(db, "calendar_events"),
      calendar_overrides: await readTable(db, "calendar_overrides"),
      preferences: await readTable(db, "preferences"),
    };
    const drafts = (await db.drafts.toArray()).filter(({ text }) => text !== "");
    const superseded = await readTable(db, "superseded");
    const unknown = await db.unknown_rows.toArray();
    return {
      exportedAt: new Date(now).toISOString(),
      tables,
      drafts: drafts.map(({ athro_id, text, at }) => ({ athro_id, text, at })),
      superseded,
      unknown: unknown.map(({ table, row }) => ({ table, row })),
    } satisfies Exported;
  });

/** All rows but those of which nothing is left. */
const readTable = async <T extends ExportTable | "superseded">(
  db: AthroDatabase,
  name: T,
): Promise<Row<T>[]> => {
  const table = db.table<Row<T>, string>(name);
  const rows: Row<T>[] = [];
  for (let last = ""; ;) {
    const slice = await table.where(":id").above(last).limit(SLICE).toArray();
    rows.push(...slice.filter((row) => !isPurged(row)));
    const end = slice.at(-1);
    if (!end || slice.length < SLICE) return rows;
    last = end.id;
  }
};

/** What is left of a record that was deleted for good: every column of it is null ([M5]). */
const isPurged = (row: { deleted: boolean }): boolean => {
  const { created_at, event_id, name } = byColumn(row);
  return row.deleted && (created_at ?? event_id ?? name ?? null) === null;
};
