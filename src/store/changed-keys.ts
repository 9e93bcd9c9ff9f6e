import { Dexie, RangeSet } from "dexie";
import type { TableName } from "../model/tables.ts";
import type { AthroDatabase } from "./database.ts";

/** What has changed in a table: rows by their ids, or any of them. */
export interface ChangedKeys {
  table: TableName;
  ids: readonly string[] | "any";
}

/**
 * Tells which rows of some tables were written or deleted, in whatever tab or worker that was, as live queries learn of it too. It is told
 * once the change is committed, outside of its transaction. Of fifty rows and more that are written at once the ids are not told. Returns
 * a function that ends it.
 */
export const watchKeys = (
  db: AthroDatabase,
  tables: readonly TableName[],
  changed: (keys: ChangedKeys) => void,
): (() => void) => {
  const hear = (parts: Readonly<Record<string, Parameters<typeof RangeSet>[0]>>): void => {
    for (const table of tables) {
      // `all`: the page was kept for Back, and heard nothing meanwhile.
      const part = parts["all"] ?? parts[`idb://${db.name}/${table}/`];
      const ids = part && idsIn(RangeSet(part));
      if (ids && ids.length > 0) Dexie.ignoreTransaction(() => changed({ table, ids }));
    }
  };
  Dexie.on("storagemutated", hear);
  return () => Dexie.on.storagemutated.unsubscribe(hear);
};

const idsIn = (set: RangeSet): string[] | "any" => {
  const ids: string[] = [];
  const ranges = set[Symbol.iterator]();
  for (let next = ranges.next(); !next.done; next = ranges.next()) {
    const { from, to } = next.value;
    if (typeof from !== "string" || from !== to) return "any";
    ids.push(from);
  }
  return ids;
};
