import type { TableName } from "./tables.ts";

/** Values of one field group, by column. */
export type GroupValues = Readonly<Record<string, unknown>>;

/**
 * A recorded intent: the values that some field groups of one record are to have. It is a state to merge, not a command, so that
 * applying it again changes nothing.
 */
export interface Mutation {
  /** UUID; breaks ties between equal stamps. */
  mid: string;
  table: TableName;
  /** UUID of the record. */
  id: string;
  set: Readonly<Record<string, GroupValues>>;
  /** For each group in `set`: the rev of the value that the student saw when editing; 0 where there was none. */
  base: Readonly<Record<string, number>>;
  /** ms; 0 means: only if the record does not exist yet, never competing with an edit. */
  stamp: number;
}

/** Joins a later edit of the same record to one that has not left the outbox: first base, last stamp, last value of each group. */
export const coalesce = (
  { mid, table, id, ...earlier }: Mutation,
  later: Pick<Mutation, "set" | "base" | "stamp">,
): Mutation => ({
  mid,
  table,
  id,
  set: { ...earlier.set, ...later.set },
  base: { ...later.base, ...earlier.base },
  stamp: Math.max(earlier.stamp, later.stamp),
});

/** The columns that a mutation sets, all groups together. */
export const valuesOf = (set: Mutation["set"]): Record<string, unknown> =>
  Object.assign({}, ...Object.values(set)) as Record<string, unknown>;
