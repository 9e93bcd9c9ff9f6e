import {
  byColumn,
  type CanonicalRow,
  columnsOf,
  FIELD_GROUPS,
  TABLE_NAMES,
  type TableName,
} from "../model/tables.ts";
import {
  coalesce,
  type GroupValues,
  type Mutation,
  ownStamps,
  writtenBy,
} from "../model/mutation.ts";
import type { AthroDatabase, OutboxEntry, Row, SyncState } from "./database.ts";
import { canonicalOf, overlay } from "./overlay.ts";
import { entryOf, queuedAs, type Source } from "./write.ts";
import { inZone } from "./in-zone.ts";

/**
 * Starts pulling everything again ([E1]). Until a row has come again its canonical seq is negative, which tells it from the rows that
 * have; nothing is removed. Runs inside the transaction that applies the page. `otherHistory`: the server's seqs are no longer those
 * that the outbox was based on.
 */
export const beginResync = async (
  db: AthroDatabase,
  state: SyncState,
  otherHistory: boolean,
): Promise<void> => {
  for (const name of TABLE_NAMES)
    await db
      .rows(name)
      .toCollection()
      .modify((row) => {
        const canonical = row.server === undefined ? row : row.server;
        if (!canonical) return;
        canonical.seq = -Math.abs(canonical.seq);
        if (otherHistory) canonical.stamps = withoutRevs(canonical.stamps);
      });
  // What is kept whole is marked too: a newer version of the app may come to know its table before the resync ends.
  await db.unknown_rows.toCollection().modify((unknown) => {
    unknown.seq = -Math.abs(unknown.seq);
    const row = unknown.row as Partial<CanonicalRow>;
    row.seq = unknown.seq;
    if (otherHistory && row.stamps) row.stamps = withoutRevs(row.stamps);
  });
  await db.outbox.toCollection().modify((entry) => {
    delete entry.acked;
    // An edit that competes with one which this device hasn't seen is told by its base; better one such too many than one lost. The
    // same goes for what is edited from here on, until its row has come again.
    if (otherHistory)
      entry.base = Object.fromEntries(Object.keys(entry.set).map((group) => [group, 0]));
  });
  await db.meta.put({ ...state, cursor: 0, digest: 0, resyncing: true, proof: "unknown" });
};

const withoutRevs = (stamps: CanonicalRow["stamps"]): CanonicalRow["stamps"] =>
  Object.fromEntries(
    Object.entries(stamps).map(([group, [stamp, , mid, device]]) => [
      group,
      [stamp, 0, mid, device],
    ]),
  );

/**
 * After the last page: what the server did not send again it does not have, not even as a tombstone, so it is queued again.
 * Rows that only a server writes go, and those of which nothing but a tombstone is left.
 */
export const endResync = async (
  db: AthroDatabase,
  source: Source,
  state: SyncState,
): Promise<void> => {
  for (const name of TABLE_NAMES) {
    const missing = await db
      .rows(name)
      .filter((row) => (canonicalOf(row)?.seq ?? 0) < 0)
      .toArray();
    for (const row of missing) await inZone(queueRecord(db, source, state, name, row));
  }
  await db.unknown_rows.filter((row) => row.seq < 0).delete();
};

const queueRecord = async (
  db: AthroDatabase,
  source: Source,
  state: SyncState,
  table: TableName,
  row: Row,
): Promise<void> => {
  const canonical = canonicalOf(row);
  if (canonical === null) return;
  const entry = await entryOf(db, table, row.id);
  if (table === "superseded") {
    if (entry) await db.outbox.delete(entry.n);
    await db.rows(table).delete(row.id);
    return;
  }
  if (isPurged(table, canonical)) {
    // Nothing is left that could be queued, but for what is pending.
    if (entry) await db.rows(table).put(overlay(null, entry));
    else await db.rows(table).delete(row.id);
    return;
  }
  // What makes the record, and what was ever set: a group that was not must not rival another device's that was (a deletion, say).
  const [origin = ""] = Object.keys(FIELD_GROUPS[table]);
  const groups = [
    ...new Set([origin, ...Object.keys({ ...canonical.stamps, ...canonical.extra })]),
  ];
  const merged = await inZone(queue(db, source, state, table, canonical, groups, entry));
  // What was never set has its default in view, as before.
  const view = { ...overlay({ ...canonical, seq: 0, stamps: {} }, merged), server: null } as Row;
  await db.rows(table).put(row.awaiting ? { ...view, awaiting: 1 } : view);
};

/**
 * A row that comes again may do so in an older version than the one that is here: a server restored from a backup. Names the field groups
 * whose last write the server lacks. An older write may be lacking too, where another device's came to the restored server first, made
 * without knowing it; whether it does is for the server to say, which knows a replay. `device` is this one.
 */
export const lackingGroups = (
  table: TableName,
  known: CanonicalRow,
  fresh: CanonicalRow,
  device: string,
): readonly string[] => {
  if (table === "superseded") return [];
  const isRival = (group: string): boolean => {
    const [, rev, , writer] = known.stamps[group] ?? [];
    const rival = fresh.stamps[group]?.[3];
    const otherHistory = rev === 0;
    return otherHistory && rival !== writer && rival !== device && !isPurged(table, fresh);
  };
  const lacking = Object.keys(known.stamps).filter(
    (group) => isLater(known, fresh, group) || (isLater(fresh, known, group) && isRival(group)),
  );
  return isPurged(table, known) ? lacking.filter((group) => group === "deleted") : lacking;
};

/** Queues groups of a record as they are here, and returns the record's outbox entry. */
export const queueGroups = async (
  db: AthroDatabase,
  source: Source,
  state: SyncState,
  table: TableName,
  known: CanonicalRow,
  groups: readonly string[],
): Promise<OutboxEntry> =>
  queue(db, source, state, table, known, groups, await entryOf(db, table, known.id));

/** Whether a group's last write that is known here comes after the one that has come: the order of [M2]. */
const isLater = (known: CanonicalRow, fresh: CanonicalRow, group: string): boolean => {
  const [mine, theirs] = [known.stamps[group], fresh.stamps[group]];
  if (!mine || !theirs) return mine !== undefined;
  return mine[0] > theirs[0] || (mine[0] === theirs[0] && mine[2] > theirs[2]);
};

/** Whether a tombstone is all that is left: the server has purged every column of what makes the record. */
const isPurged = (table: TableName, canonical: CanonicalRow): boolean => {
  const values = byColumn(canonical);
  const [first = []] = Object.values(FIELD_GROUPS[table] as Record<string, readonly string[]>);
  return canonical.deleted && first.every((name) => (values[name] ?? null) === null);
};

/** Puts groups of a record into the outbox as they are here, at the stamp that they had, under what is pending. */
const queue = async (
  db: AthroDatabase,
  source: Source,
  state: SyncState,
  table: TableName,
  canonical: CanonicalRow,
  groups: readonly string[],
  entry: OutboxEntry | undefined,
): Promise<OutboxEntry> => {
  const writes = groups.flatMap((group) => {
    const written = canonical.stamps[group];
    return written ? [{ group, stamp: written[0], mid: written[2], device: written[3] }] : [];
  });
  const last = writes.toSorted((a, b) => a.stamp - b.stamp).at(-1);
  const stamp = last?.stamp ?? source.now() + state.offset;
  const stamps = writes.map((one): [string, number] => [one.group, one.stamp]);
  const mutation: Mutation = {
    // As it was, so that a server which has merged it knows it again.
    mid: entry?.mid ?? last?.mid ?? source.newId(),
    table,
    id: canonical.id,
    set: Object.fromEntries(groups.map((group) => [group, valuesIn(table, canonical, group)])),
    // An edit that joins it was made over these values, not over the server's.
    base: Object.fromEntries(groups.map((group) => [group, 0])),
    stamp,
    ...ownStamps(stamps, stamp),
    ...writtenBy(writes.map(({ group, device }) => [group, device])),
  };
  // What was refused for want of the record is due again, now that it comes with it.
  const merged = entry ? coalesce(mutation, entry) : mutation;
  const queued = queuedAs(merged, entry, source.now()) as OutboxEntry;
  const n = await db.outbox.put(queued);
  return { ...queued, n };
};

const valuesIn = (table: TableName, canonical: CanonicalRow, group: string): GroupValues => {
  const values = byColumn(canonical);
  const columns = columnsOf(table, group);
  // A group that no server of this version knows came and goes as it is.
  if (!columns) return canonical.extra[group] as GroupValues;
  return Object.fromEntries(columns.map((name) => [name, values[name]]));
};
