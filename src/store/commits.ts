import type { TableName } from "../model/tables.ts";
import type { AthroDatabase, Row } from "./database.ts";

/** A row as this context has just committed it. */
export interface Committed {
  table: TableName;
  row: Row;
}

type Listener = (rows: readonly Committed[]) => void;

const listeners = new WeakMap<AthroDatabase, Set<Listener>>();

/** Tells of every commit made through this connection, once it is durable. Returns a function that ends it. */
export const hearCommits = (db: AthroDatabase, listener: Listener): (() => void) => {
  const all = listeners.get(db) ?? new Set();
  listeners.set(db, all.add(listener));
  return () => {
    all.delete(listener);
  };
};

export const tellCommit = (db: AthroDatabase, rows: readonly Committed[]): void => {
  for (const listener of listeners.get(db) ?? []) listener(rows);
};
