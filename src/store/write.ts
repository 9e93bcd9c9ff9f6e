import { Dexie, type Transaction } from "dexie";
import { MUTATION_BYTES_MAX } from "../model/limits.ts";
import { coalesce, type GroupValues, type Mutation, valuesOf } from "../model/mutation.ts";
import type { Columns, GroupName, TableName } from "../model/tables.ts";
import { cleanValue } from "../model/text.ts";
import type { AthroDatabase, OutboxEntry, Row, SyncState } from "./database.ts";
import { readState } from "./database.ts";
import { canonicalOf, overlay, unborn } from "./overlay.ts";

/** The time and ids that writes are given. */
export interface Source {
  /** ms since 1970. */
  now(): number;
  newId(): string;
  /** Told after a commit that left something to send. */
  committed?(): void;
}

/** One record's new values, by field group. */
export interface Edit {
  table: TableName;
  id: string;
  set: Readonly<Record<string, GroupValues>>;
}

/** Typed values of one table's groups. */
export const edit = <T extends TableName>(
  table: T,
  id: string,
  set: { [G in GroupName<T>]?: Partial<Columns[T]> | { deleted: boolean } },
): Edit => ({ table, id, set: set as Edit["set"] });

/** A record too large to be sent is refused before it is written, so that it can't sit in the queue for ever. */
export class RecordTooLarge extends Error {
  override name = "RecordTooLarge";
}

/**
 * Commits edits: each record and its outbox entry in one transaction ([W1]). Durable when it resolves. The caller may run it inside
 * a larger transaction over the same tables.
 */
export const commit = async (db: AthroDatabase, source: Source, edits: Edit[]): Promise<void> => {
  const tables = [...new Set(edits.map((one) => one.table))].map((name) => db.rows(name));
  await db.transaction("rw", [...tables, db.outbox, db.meta], async () => {
    const state = await readState(db);
    for (const one of edits) await commitOne(db, source, state, one);
  });
  tell(source);
};

/** A commit within a larger transaction counts when that one has committed, and whoever is told is not part of it. */
const tell = (source: Source): void => {
  const told = () => Dexie.ignoreTransaction(() => source.committed?.());
  let outer: Transaction | null = Dexie.currentTransaction;
  if (!outer) return told();
  while (outer.parent) outer = outer.parent;
  outer.on("complete", told);
};

const commitOne = async (db: AthroDatabase, source: Source, state: SyncState, one: Edit) => {
  const table = db.rows(one.table);
  const row = await table.get(one.id);
  const set = cleanValue(one.set) as Edit["set"];
  if (state.user === null) {
    // A guest's rows have no server and therefore no queue, and are their own canonical version.
    const whole = { ...(row ?? unborn(one.id)), ...valuesOf(set) } as Row;
    // A student who takes them over will send each as one mutation.
    if (bytesOf(whole) > MUTATION_BYTES_MAX - ENVELOPE_BYTES) throw new RecordTooLarge();
    await table.put(whole);
    return;
  }
  const entry = row?.server === undefined ? undefined : await entryOf(db, one.table, one.id);
  const canonical = row ? canonicalOf(row) : null;
  const mutation: Mutation = {
    mid: entry?.mid ?? source.newId(),
    table: one.table,
    id: one.id,
    set,
    base: Object.fromEntries(
      Object.keys(set).map((group) => [group, canonical?.stamps[group]?.[1] ?? 0]),
    ),
    stamp: Math.max(
      source.now() + state.offset,
      (entry?.stamp ?? 0) + 1,
      ...Object.keys(set).map((group) => (canonical?.stamps[group]?.[0] ?? 0) + 1),
    ),
  };
  const merged = entry ? coalesce(entry, mutation) : mutation;
  if (bytesOf(merged) > MUTATION_BYTES_MAX) throw new RecordTooLarge();
  await table.put(withAwaiting(overlay(canonical, merged), row));
  const { acked: _acked, refused: _refused, ...kept } = entry ?? { queuedAt: source.now() };
  await db.outbox.put({ ...kept, ...merged } as OutboxEntry);
};

/** Room for what a mutation has besides a record's values. */
const ENVELOPE_BYTES = 1_024;

/** Bytes in UTF-8; a unit takes three at most, so that most texts need not be encoded to know that they fit. */
const bytesOf = (value: Mutation | Row): number => {
  const text = JSON.stringify(value);
  return text.length * 3 <= MUTATION_BYTES_MAX
    ? text.length
    : new TextEncoder().encode(text).length;
};

/** A new question waits for its reply; an old one keeps the mark it has. */
const withAwaiting = (next: Row, before: Row | undefined): Row => {
  const asked = "wants_reply" in next && next.wants_reply && !next.deleted;
  return asked && (before === undefined || before.awaiting === 1) ? { ...next, awaiting: 1 } : next;
};

export const entryOf = (
  db: AthroDatabase,
  table: string,
  id: string,
): Promise<OutboxEntry | undefined> => db.outbox.where("[table+id]").equals([table, id]).first();
