/** Calendar files that are taken in, and what a store then has. */
import { readFileSync } from "node:fs";
import { columnsOfTable } from "../../../src/model/exported/format.ts";
import { byColumn } from "../../../src/model/tables.ts";
import { planImport, readCalendarFile } from "../../../src/store/import-calendar.optional.ts";
import { eventsBetween } from "../../../src/store/occurrences.ts";
import { type TestStore } from "../../support/store.ts";

/** A file as another program made it. */
export const fixture = (name: string): string =>
  readFileSync(new URL(`../../support/calendars/${name}.ics`, import.meta.url), "utf8");

export const read = async (text: string) => {
  const outcome = await readCalendarFile(new TextEncoder().encode(text), "Europe/London");
  if (outcome.kind === "problem") throw new Error(outcome.problem);
  return outcome.read;
};

export const kindsOf = async (store: TestStore, text: string): Promise<Record<string, number>> => {
  const { items } = await planImport(store.db, await read(text));
  const counts: Record<string, number> = {};
  for (const { kind } of items) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};

export const shown = async (store: TestStore, from: string, to: string): Promise<string[]> => {
  const found = await eventsBetween(store.db, `${from}T00:00:00`, `${to}T00:00:00`);
  return found.map(
    ({ title, starts_at, ends_at, zone }) =>
      `${title} ${starts_at.slice(0, 16)} ${ends_at.slice(5, 16)} ${zone}`,
  );
};

/** All that a calendar file can hold of a store's events. */
export const recordsOf = async (store: TestStore) => {
  const records: Record<string, unknown>[] = [];
  for (const table of ["calendar_events", "calendar_overrides"] as const)
    for (const row of await store.db.rows(table).orderBy(":id").toArray())
      if (!row.deleted)
        records.push(
          Object.fromEntries(
            columnsOfTable(table).map((name) => [
              name,
              byColumn(row)[name] ?? (name === "cancelled" ? false : null),
            ]),
          ),
        );
  return records;
};
