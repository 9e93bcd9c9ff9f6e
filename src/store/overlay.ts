import { type Mutation, valuesOf } from "../model/mutation.ts";
import type { CanonicalRow } from "../model/tables.ts";
import type { Row } from "./database.ts";

/** What a row that no server holds yet starts from. */
export const unborn = (id: string) => ({ id, seq: 0, stamps: {}, deleted: false, extra: {} });

/** The view: what is pending, replayed over the canonical row (null where there is none). */
export const overlay = (server: CanonicalRow | null, pending: Pick<Mutation, "id" | "set">): Row =>
  ({ ...(server ?? unborn(pending.id)), ...valuesOf(pending.set), server }) as Row;

/** The canonical row under a view, or null where the server has none. */
export const canonicalOf = (row: Row): CanonicalRow | null => {
  if (row.server !== undefined) return row.server;
  const { awaiting: _, lasts: _lasts, ...canonical } = row;
  return canonical as CanonicalRow;
};
