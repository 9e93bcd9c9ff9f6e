import type { EventFields } from "../model/event-input.ts";
import { columnsOf, FIELD_GROUPS } from "../model/tables.ts";
import type { AthroDatabase, Row } from "./database.ts";
import { dateNow, type Store } from "./store.ts";
import { commit, create, edit } from "./write.ts";

export type EventRow = Row<"calendar_events">;

/** Events that touch [from, to), wall times; in order of their start. */
export const eventsBetween = async (
  db: AthroDatabase,
  from: string,
  to: string,
): Promise<EventRow[]> => {
  const rows = await db.calendar_events
    .where("ends_at")
    .aboveOrEqual(from)
    .filter((row) => touches(row, from, to))
    .toArray();
  return rows.toSorted(byStart);
};

/** An event of no length touches the moment at which it is. */
const touches = (row: EventRow, from: string, to: string): boolean =>
  !row.deleted && row.starts_at < to && (row.ends_at > from || row.starts_at === from);

const byStart = (a: EventRow, b: EventRow): number =>
  a.starts_at < b.starts_at ? -1 : a.starts_at > b.starts_at ? 1 : a.title < b.title ? -1 : 1;

export const getEvent = (db: AthroDatabase, id: string): Promise<EventRow | undefined> =>
  db.calendar_events.get(id);

export const createEvent = async (store: Store, fields: EventFields): Promise<string> => {
  const id = store.newId();
  const { title, athro_id, kind, notes, location, all_day, starts_at, ends_at, zone } = fields;
  await commit(store.db, store, [
    create("calendar_events", id, {
      origin: { created_at: new Date(await dateNow(store)).toISOString() },
      title: { title },
      time: { all_day, starts_at, ends_at, zone },
      repeat: { rrule: null },
      kind: { kind },
      athro: { athro_id },
      notes: { notes, location },
      study: { confidence: null, priority: false },
      deleted: { deleted: false },
    }),
  ]);
  return id;
};

/** Writes only the field groups that differ, so that another device's edit of the others stands. */
export const updateEvent = async (store: Store, id: string, fields: EventFields): Promise<void> => {
  const row = await store.db.calendar_events.get(id);
  if (!row) throw new Error(`no event ${id}`);
  const before = row as unknown as Record<string, unknown>;
  const after = fields as unknown as Record<string, unknown>;
  const set: Record<string, Record<string, unknown>> = {};
  for (const group of Object.keys(FIELD_GROUPS.calendar_events)) {
    const columns = columnsOf("calendar_events", group) ?? [];
    const given = columns.filter((column) => column in after);
    if (given.some((column) => after[column] !== before[column]))
      set[group] = Object.fromEntries(
        columns.map((column) => [column, (column in after ? after : before)[column]]),
      );
  }
  if (Object.keys(set).length > 0)
    await commit(store.db, store, [{ table: "calendar_events", id, set }]);
};

export const deleteEvent = (store: Store, id: string): Promise<void> =>
  commit(store.db, store, [edit("calendar_events", id, { deleted: { deleted: true } })]);

export const restoreEvent = (store: Store, id: string): Promise<void> =>
  commit(store.db, store, [edit("calendar_events", id, { deleted: { deleted: false } })]);
