import type { Mutation } from "../model/mutation.ts";
import type { TableName } from "../model/tables.ts";
import type { SyncResponse } from "../sync/protocol.ts";
import type { AthroDatabase, OutboxEntry } from "./database.ts";
import { keyOf, type RecordKey } from "./record-key.ts";
import { stampAgain } from "./restamp.ts";
import { inZone } from "./in-zone.ts";

/** Entries that have left the outbox, by table and record. */
export type Released = ReadonlyMap<TableName, ReadonlyMap<string, OutboxEntry>>;

/**
 * Marks the entries that the server answered for, and lets go of those whose acknowledged seq the page's cursor has reached ([O4]).
 * Returns them by table and record: their view becomes the canonical row. An acknowledgement counts only for the
 * `(mid, stamp)` that was sent ([P1]): an entry edited meanwhile stays due. Where an entry's row is not in the page, another device may
 * have moved it on to a seq that is still to come: until it does, or the last page is here, the entry keeps the view as it is. Runs
 * inside the transaction that applies the page.
 */
export const applyAcks = async (
  db: AthroDatabase,
  mutations: readonly Mutation[],
  page: Pick<SyncResponse, "acks" | "cursor" | "rows" | "more">,
  clock: { now: number; offset: number },
): Promise<Released> => {
  const here = new Set(page.rows.map(({ table, row }) => keyOf(table, row.id)));
  const hasPassed = ({ table, id }: OutboxEntry): boolean =>
    !page.more || here.has(keyOf(table, id));
  const leaving = (await db.outbox.where("acked").belowOrEqual(page.cursor).toArray()).filter(
    hasPassed,
  );
  const entries = await inZone(entriesOf(db, mutations));
  const changed: OutboxEntry[] = [];
  for (const ack of page.acks) {
    const mutation = mutations[ack.i];
    const entry = mutation && entries.get(keyOf(mutation.table, mutation.id));
    if (!entry || entry.mid !== mutation.mid || entry.stamp !== mutation.stamp) continue;
    if (ack.status === "rejected")
      changed.push({ ...entry, refused: { code: ack.code, at: clock.now } });
    else if (ack.status === "restamp")
      changed.push(await inZone(stampAgain(db, entry, clock.now + clock.offset, ack.i)));
    else if (ack.seq <= page.cursor && hasPassed(entry)) leaving.push(entry);
    else changed.push({ ...entry, acked: ack.seq });
  }
  if (changed.length > 0) await db.outbox.bulkPut(changed);
  await inZone(
    removeEntries(
      db,
      leaving.map(({ n }) => n),
    ),
  );
  const released = new Map<TableName, Map<string, OutboxEntry>>();
  for (const entry of leaving) {
    const ofTable = released.get(entry.table) ?? new Map<string, OutboxEntry>();
    released.set(entry.table, ofTable.set(entry.id, entry));
  }
  return released;
};

/** Entries that are not due may stand between those that were sent. */
const SLACK = 16;

/** The entries of what was sent. It was the first in the queue, so that a look there finds most of it in one request. */
const entriesOf = async (
  db: AthroDatabase,
  mutations: readonly Mutation[],
): Promise<Map<RecordKey, OutboxEntry>> => {
  const entries = new Map<RecordKey, OutboxEntry>();
  if (mutations.length === 0) return entries;
  for (const entry of await db.outbox.limit(mutations.length + SLACK).toArray())
    entries.set(keyOf(entry.table, entry.id), entry);
  const elsewhere = mutations.filter(({ table, id }) => !entries.has(keyOf(table, id)));
  if (elsewhere.length === 0) return entries;
  const keys = elsewhere.map(({ table, id }): [string, string] => [table, id]);
  for (const entry of await db.outbox.where("[table+id]").anyOf(keys).toArray())
    entries.set(keyOf(entry.table, entry.id), entry);
  return entries;
};

/** Removes entries by number, those that follow one another in one request. */
const removeEntries = async (db: AthroDatabase, numbers: readonly number[]): Promise<void> => {
  const runs: { from: number; to: number }[] = [];
  for (const n of numbers.toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && n <= last.to + 1) last.to = n;
    else runs.push({ from: n, to: n });
  }
  const long = runs.filter(({ from, to }) => from < to);
  await Promise.all([
    db.outbox.bulkDelete(runs.filter(({ from, to }) => from === to).map(({ from }) => from)),
    ...long.map(({ from, to }) => db.outbox.where("n").between(from, to, true, true).delete()),
  ]);
};
