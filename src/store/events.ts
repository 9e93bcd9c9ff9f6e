import type { EventFields } from "../model/event-input.ts";
import { byColumn, columnsOf, FIELD_GROUPS } from "../model/tables.ts";
import type { AthroDatabase, Row } from "./database.ts";
import { dateNow, type Store } from "./store.ts";
import { commitUndoable, type Undo } from "./undoable.ts";
import { commit, create, type Edit, edit, RecordGone } from "./write.ts";

export type EventRow = Row<"calendar_events">;

export const getEvent = (db: AthroDatabase, id: string): Promise<EventRow | undefined> =>
  db.calendar_events.get(id);

export const createEvent = async (store: Store, fields: EventFields): Promise<string> => {
  const id = store.newId();
  await commit(store.db, store, [createEdit(id, fields, await dateNow(store))]);
  return id;
};

/** What makes an event; `now` in ms. */
export const createEdit = (id: string, fields: EventFields, now: number): Edit => {
  const { title, athro_id, kind, notes, location, all_day, starts_at, ends_at, zone } = fields;
  return create("calendar_events", id, {
    origin: { created_at: new Date(now).toISOString() },
    title: { title },
    time: { all_day, starts_at, ends_at, zone },
    repeat: { rrule: fields.rrule ?? null },
    kind: { kind },
    athro: { athro_id },
    notes: { notes, location },
    study: { confidence: fields.confidence ?? null, priority: fields.priority ?? false },
    reminders: { reminders: fields.reminders ?? [] },
    source: { uid: null, imported: null },
    deleted: { deleted: false },
  });
};

/** Only the field groups that differ, so that another device's edit of the others stands; null if none does. */
export const editOf = (row: EventRow, fields: Partial<EventFields>): Edit | null => {
  const before = byColumn(row);
  const after = byColumn(fields);
  const set: Record<string, Record<string, unknown>> = {};
  for (const group of Object.keys(FIELD_GROUPS.calendar_events)) {
    const columns = columnsOf("calendar_events", group) ?? [];
    const given = columns.filter((column) => column in after);
    if (group !== "deleted" && given.some((column) => differ(after[column], before[column])))
      set[group] = Object.fromEntries(
        columns.map((column) => [column, (column in after ? after : before)[column]]),
      );
  }
  return Object.keys(set).length > 0 ? { table: "calendar_events", id: row.id, set } : null;
};

const differ = (a: unknown, b: unknown): boolean =>
  Array.isArray(a) && Array.isArray(b) ? a.join() !== b.join() : a !== b;

/** Changes what is given of an event, in one transaction that starts from what it is by now. Rejects with `RecordGone` if it is no more. */
export const updateEvent = (
  store: Store,
  id: string,
  fields: Partial<EventFields>,
): Promise<Undo> => change(store, id, (row) => editOf(row, fields));

/** The same, and brings it back if it was deleted. */
export const keepEvent = (store: Store, id: string, fields: Partial<EventFields>): Promise<Undo> =>
  change(store, id, (row) => {
    const changed = editOf(row, fields);
    return row.deleted
      ? edit("calendar_events", id, { ...changed?.set, deleted: { deleted: false } })
      : changed;
  });

const change = async (
  store: Store,
  id: string,
  made: (row: EventRow) => Edit | null,
): Promise<Undo> => {
  const { undo } = await commitUndoable(store, async (db) => {
    const row = await db.calendar_events.get(id);
    if (!row) throw new RecordGone(`no event ${id}`);
    const changed = made(row);
    return { edits: changed ? [changed] : [], result: null };
  });
  return undo;
};

export const deleteEvent = (store: Store, id: string): Promise<void> =>
  commit(store.db, store, [edit("calendar_events", id, { deleted: { deleted: true } })]);

export const restoreEvent = (store: Store, id: string): Promise<void> =>
  commit(store.db, store, [edit("calendar_events", id, { deleted: { deleted: false } })]);
