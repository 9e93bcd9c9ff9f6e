/** Looking up and adding many rows at once, in as few requests as it takes: each costs its way to the browser's process and back. */
import { Dexie, type Table } from "dexie";
import type { Row } from "./database.ts";
import { inZone } from "./in-zone.ts";

/** Fewer rows than this are looked up one by one. */
const MANY = 16;

interface Stored {
  /** Those that were looked up, undefined where there is none. */
  found: Map<string, Row | undefined>;
  /** Those that were not, since they are most likely not here. */
  absent: string[];
}

/** The rows that a page is about: `here` is known to be here, `others` may be. */
export const readStored = async (
  table: Table<Row, string>,
  here: readonly string[],
  others: readonly string[],
): Promise<Stored> => {
  const found = new Map<string, Row | undefined>();
  const lookUp = async (ids: readonly string[]): Promise<void> => {
    for (const [index, row] of (await table.bulkGet([...ids])).entries())
      found.set(ids[index] ?? "", row);
  };
  for (const row of await inZone(readNeighbours(table, here))) found.set(row.id, row);
  await inZone(lookUp(here.filter((id) => !found.has(id))));
  if (others.length >= MANY) {
    // Whether the page is news of new rows or of old, its first and last row tell well enough.
    const sample = await table.bulkGet([others[0] ?? "", others.at(-1) ?? ""]);
    if (sample.every((row) => row === undefined)) return { found, absent: [...others] };
  }
  await inZone(lookUp(others));
  return { found, absent: [] };
};

/** Ids are time-ordered, so that rows made in one go lie together: then one request has them all. Empty where they don't. */
const readNeighbours = async (
  table: Table<Row, string>,
  ids: readonly string[],
): Promise<Row[]> => {
  if (ids.length < MANY) return [];
  const sorted = ids.toSorted();
  const [first = "", last = ""] = [sorted[0], sorted.at(-1)];
  const rows = await table
    .where(":id")
    .between(first, last, true, true)
    .limit(ids.length + MANY)
    .toArray();
  const asked = new Set(ids);
  return rows.filter(({ id }) => asked.has(id));
};

/** Adds rows; returns the ids of those that are here already, which are left as they are. */
export const addAbsent = async (
  table: Table<Row, string>,
  rows: readonly Row[],
): Promise<string[]> => {
  try {
    await table.bulkAdd([...rows]);
    return [];
  } catch (error) {
    if (!(error instanceof Dexie.BulkError)) throw error;
    // Typed as a list, but by position: the others are added.
    const failures = Object.entries(error.failuresByPos);
    const other = failures.find(([, { name }]) => name !== "ConstraintError");
    if (other) throw other[1];
    return failures.map(([position]) => rows[Number(position)]?.id ?? "");
  }
};
