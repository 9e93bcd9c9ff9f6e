import { byColumn, columnsOf } from "../model/tables.ts";
import type { AthroDatabase, Row } from "./database.ts";
import { inZone } from "./in-zone.ts";
import type { Store } from "./store.ts";
import { commit, type Edit } from "./write.ts";

/** Takes a change back, as a change of its own. */
export type Undo = () => Promise<void>;

/**
 * Works edits out and commits them in one transaction over the calendar. Returns what `work` returned beside its edits, and what takes
 * them back: each group has the value that it had, and what was not there before is deleted.
 */
export const commitUndoable = async <T>(
  store: Store,
  work: (db: AthroDatabase) => PromiseLike<{ edits: Edit[]; result: T }>,
): Promise<{ result: T; undo: Undo }> => {
  const { db } = store;
  const scope = [db.calendar_events, db.calendar_overrides, db.outbox, db.meta];
  return db.transaction("rw", scope, async () => {
    const { edits, result } = await inZone(work(db));
    const backwards: Edit[] = [];
    for (const one of edits) backwards.push(inverse(one, await db.rows(one.table).get(one.id)));
    if (edits.length > 0) await commit(db, store, edits);
    const undo = async () => {
      if (backwards.length > 0) await commit(db, store, backwards);
    };
    return { result, undo };
  });
};

export const inverse = ({ table, id, set }: Edit, before: Row | undefined): Edit => {
  if (!before) return { table, id, set: { deleted: { deleted: true } } };
  const values = byColumn(before);
  const groups = Object.keys(set).map((group): [string, Record<string, unknown>] => {
    const columns = columnsOf(table, group) ?? [];
    return [
      group,
      Object.fromEntries(columns.map((name) => [name, values[name] ?? absent(table, name)])),
    ];
  });
  return { table, id, set: Object.fromEntries(groups) };
};

/** What the server has for a column that a record was made without. */
const absent = (table: string, column: string): unknown =>
  column === "cancelled" || column === "priority"
    ? false
    : column === "reminders" && table === "calendar_events"
      ? []
      : null;
