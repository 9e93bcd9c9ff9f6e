import { Dexie, type PromiseExtended, type Transaction } from "dexie";
import { MUTATION_BYTES_MAX } from "../model/limits.ts";
import {
  coalesce,
  type GroupValues,
  type Mutation,
  valuesOf,
  writtenOver,
} from "../model/mutation.ts";
import type { Columns, GroupName, GroupStamp, TableName } from "../model/tables.ts";
import { cleanValue } from "../model/text.ts";
import { type Committed, tellCommit } from "./commits.ts";
import type { AthroDatabase, OutboxEntry, Row, SyncState } from "./database.ts";
import { readState } from "./database.ts";
import { inZone } from "./in-zone.ts";
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
  /** The id was drawn for it just now: no store holds such a record. */
  fresh?: true;
}

/** Typed values of one table's groups. */
export const edit = <T extends TableName>(
  table: T,
  id: string,
  set: { [G in GroupName<T>]?: Partial<Columns[T]> | { deleted: boolean } },
): Edit => ({ table, id, set: set as Edit["set"] });

/** The same for a record that is being made. Its id is a new one, not one that others may derive too ([R2]). */
export const create = <T extends TableName>(
  ...[table, id, set]: Parameters<typeof edit<T>>
): Edit => ({ ...edit(table, id, set), fresh: true });

/** A record too large to be sent is refused before it is written, so that it can't sit in the queue for ever. */
export class RecordTooLarge extends Error {
  override name = "RecordTooLarge";
}

/** What was to be changed is not there any more: another tab has discarded it, say, or the event repeats no longer. */
export class RecordGone extends Error {
  override name = "RecordGone";
}

/**
 * Commits edits: each record and its outbox entry in one transaction ([W1]). Durable when it resolves. The caller may run it inside
 * a larger transaction over the same tables.
 */
export const commit = (db: AthroDatabase, source: Source, edits: Edit[]): PromiseExtended<void> => {
  const tables = [...new Set(edits.map((one) => one.table))].map((name) => db.rows(name));
  let rows: Committed[] = [];
  const made = (committed: Committed[]): void => {
    rows = committed;
  };
  const tell = (transaction: Transaction): void =>
    whenCommitted(transaction, () => {
      for (const { table, row } of rows) db.written.add(keyOf(table, row.id));
      tellCommit(db, rows);
      source.committed?.();
    });
  const seen = db.lastSeen;
  const scope = [...tables, db.outbox, db.meta];
  if (seen && seen.user !== null && edits.every((one) => one.fresh))
    return db.transaction("rw", scope, (transaction) => {
      tell(transaction);
      return commitFresh(db, source, seen, edits).then(made);
    });
  // Dexie counts what an async function awaits in favour of a scope that is one, and else at the cost of other transactions' scopes.
  return db.transaction("rw", scope, async (transaction) => {
    tell(transaction);
    made(await inZone(commitEach(db, source, edits)));
  });
};

const keyOf = (table: TableName, id: string): string => `${table} ${id}`;

/** Calls back when a transaction has committed, the larger one where it is within one; what is called is part of none. */
const whenCommitted = (transaction: Transaction, told: () => void): void => {
  let outer = transaction;
  while (outer.parent) outer = outer.parent;
  outer.on("complete", () => Dexie.ignoreTransaction(told));
};

/**
 * New records need no look at what is there: with the state that this context saw last, everything is on its way at once. If that is
 * not the state any more, it is taken back and done over. (An async function would cost a change of Dexie's zone at each await.)
 */
const commitFresh = (
  db: AthroDatabase,
  source: Source,
  seen: SyncState,
  edits: Edit[],
): PromiseLike<Committed[]> => {
  const made = edits.map((one) => ({ ...pendingOf(source, seen, one), table: one.table }));
  const doOver = async (keys: number[]): Promise<Committed[]> => {
    await db.outbox.bulkDelete(keys);
    for (const { table, row } of made) await db.rows(table).delete(row.id);
    return inZone(commitEach(db, source, edits));
  };
  return Promise.all([
    db.meta.get("sync"),
    Promise.all(made.map(({ entry }) => db.outbox.add(entry))),
    ...made.map(({ table, row }) => db.rows(table).add(row)),
  ]).then(([state, keys]) => {
    const same = state?.key === "sync" && state.user === seen.user && state.offset === seen.offset;
    return same ? made : doOver(keys);
  });
};

const commitEach = async (
  db: AthroDatabase,
  source: Source,
  edits: Edit[],
): Promise<Committed[]> => {
  const state = readState(db);
  const rows: Committed[] = [];
  for (const one of edits)
    rows.push({ table: one.table, row: await inZone(commitOne(db, source, state, one)) });
  return rows;
};

const commitOne = async (
  db: AthroDatabase,
  source: Source,
  reading: Promise<SyncState>,
  one: Edit,
): Promise<Row> => {
  const table = db.rows(one.table);
  const [state, before] = await Promise.all([reading, table.get(one.id)]);
  if (state.user === null) {
    // A guest's rows have no server and therefore no queue, and are their own canonical version.
    const values = valuesOf(cleanValue(one.set) as Edit["set"]);
    const whole = {
      ...(before ?? unborn(one.id)),
      ...values,
      ...markedStamps(source, state, one, before),
    } as Row;
    // A student who takes them over will send each as one mutation.
    if (bytesOf(whole) > MUTATION_BYTES_MAX - ENVELOPE_BYTES) throw new RecordTooLarge();
    await table.put(whole);
    return whole;
  }
  const waiting = before?.server === undefined ? undefined : await entryOf(db, one.table, one.id);
  const isFirst = !db.written.has(keyOf(one.table, one.id));
  const { row, entry } = pendingOf(source, state, one, before, waiting, isFirst);
  await Promise.all([table.put(row), db.outbox.put(entry as OutboxEntry)]);
  return row;
};

/** After a guest's work was given to a student, an edit of it is dated, so that it follows the record where that has gone ([U4]). */
const markedStamps = (
  source: Source,
  { adopter, device }: SyncState,
  { set }: Edit,
  before: Row | undefined,
): Partial<Pick<Row, "stamps">> => {
  if (adopter === undefined) return {};
  const stamps = Object.keys(set).map((group): [string, GroupStamp] => {
    const over = before?.stamps[group]?.[0] ?? 0;
    return [group, [Math.max(source.now(), over + 1), 0, source.newId(), device, [over]]];
  });
  return { stamps: { ...before?.stamps, ...Object.fromEntries(stamps) } };
};

/**
 * What an edit makes of a record and of the entry that waits for it, where there are any. `isFirst`: none was made of it since this context
 * opened the database.
 */
const pendingOf = (
  source: Source,
  state: SyncState,
  { table, id, set: given }: Edit,
  before?: Row,
  waiting?: OutboxEntry,
  isFirst = false,
): { row: Row; entry: Omit<OutboxEntry, "n"> } => {
  const set = cleanValue(given) as Edit["set"];
  const canonical = before ? canonicalOf(before) : null;
  const groups = Object.keys(set);
  const over = Math.max(
    waiting?.stamp ?? 0,
    ...groups.map((group) => canonical?.stamps[group]?.[0] ?? 0),
  );
  const mutation: Mutation = {
    mid: waiting?.mid ?? source.newId(),
    table,
    id,
    set,
    base: Object.fromEntries(groups.map((group) => [group, canonical?.stamps[group]?.[1] ?? 0])),
    stamp: stampAfter(over, source, state, isFirst),
    ...writtenOver(
      groups.map((group): [string, number[]] => {
        const [stamp, , , device] = canonical?.stamps[group] ?? [];
        // What waits hides the canonical value: the edit is made over the one, which knows what it was made over, and not over the other.
        const isSeen = device === state.device && !(waiting && group in waiting.set);
        return [group, stamp && isSeen ? [stamp] : []];
      }),
    ),
  };
  const merged = waiting ? coalesce(waiting, mutation) : mutation;
  if (bytesOf(merged) > MUTATION_BYTES_MAX) throw new RecordTooLarge();
  return {
    row: withAwaiting(overlay(canonical, merged), before),
    entry: queuedAs(merged, waiting, source.now()),
  };
};

/** How far beyond what it edits an edit may be dated at most, ms: a power of two, and far less than what the server finds too far ahead ([P5]). */
const LEAP = 1 << 14;

/**
 * When an edit of what was written at `over` was made ([W3]). By a clock that is behind it comes after that by as little as may be; but
 * the first that this opening of the database makes of a record leaps ahead at random. Before it the power may have failed, and what was
 * sent be forgotten with the stamps that it had: dated like that, another edit would be taken for it.
 */
const stampAfter = (
  over: number,
  source: Source,
  { offset }: SyncState,
  isFirst: boolean,
): number => {
  const now = source.now() + offset;
  if (now > over) return now;
  return over + 1 + (isFirst ? parseInt(source.newId().slice(-4), 16) % LEAP : 0);
};

/** An outbox entry, which the database numbers if it is a new one. */
export type Unnumbered = Omit<OutboxEntry, "n"> & { n?: number };

/** A mutation's entry, in the place of the one that it was joined to if there is one. Whatever the server said of that, it is due again. */
export const queuedAs = (
  mutation: Mutation,
  joined: OutboxEntry | undefined,
  now: number,
): Unnumbered =>
  joined ? { ...mutation, n: joined.n, queuedAt: joined.queuedAt } : { ...mutation, queuedAt: now };

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
