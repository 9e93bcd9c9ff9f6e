import type { Mutation } from "../model/mutation.ts";
import type { TableName } from "../model/tables.ts";
import type { Ack, SyncResponse } from "../sync/protocol.ts";
import type { AthroDatabase, OutboxEntry } from "./database.ts";
import { keyOf, type RecordKey } from "./record-key.ts";
import { stampAgain } from "./restamp.ts";

/**
 * Marks the entries that the server answered for. An acknowledgement counts only for the `(mid, stamp)` that was sent ([P1]): an
 * entry edited meanwhile stays due. Runs inside the transaction that applies the page.
 */
export const applyAcks = async (
  db: AthroDatabase,
  mutations: readonly Mutation[],
  acks: readonly Ack[],
  clock: { now: number; offset: number },
): Promise<void> => {
  if (mutations.length === 0) return;
  const entries = new Map<RecordKey, OutboxEntry>();
  const keys = mutations.map((one): [string, string] => [one.table, one.id]);
  for (const entry of await db.outbox.where("[table+id]").anyOf(keys).toArray())
    entries.set(keyOf(entry.table, entry.id), entry);
  const changed: OutboxEntry[] = [];
  for (const ack of acks) {
    const mutation = mutations[ack.i];
    const entry = mutation && entries.get(keyOf(mutation.table, mutation.id));
    if (!entry || entry.mid !== mutation.mid || entry.stamp !== mutation.stamp) continue;
    if (ack.status === "applied") changed.push({ ...entry, acked: ack.seq });
    else if (ack.status === "rejected")
      changed.push({ ...entry, refused: { code: ack.code, at: clock.now } });
    else changed.push(await stampAgain(db, entry, clock.now + clock.offset, ack.i));
  }
  await db.outbox.bulkPut(changed);
};

/**
 * Lets go of the entries whose acknowledged seq the cursor has reached ([O4]), and returns which records they were, by table: their
 * view becomes the canonical row. Where the row is not in the page, another device may have moved it on to a seq that is still to
 * come: until it does, or the last page is here, the entry keeps the view as it is.
 */
export const releasePassed = async (
  db: AthroDatabase,
  page: Pick<SyncResponse, "cursor" | "rows" | "more">,
): Promise<Map<TableName, string[]>> => {
  const passed = await db.outbox.where("acked").belowOrEqual(page.cursor).toArray();
  const here = new Set(page.rows.map(({ table, row }) => keyOf(table, row.id)));
  const leaving = page.more ? passed.filter(({ table, id }) => here.has(keyOf(table, id))) : passed;
  await db.outbox.bulkDelete(leaving.map((entry) => entry.n));
  const released = new Map<TableName, string[]>();
  for (const entry of leaving)
    released.set(entry.table, [...(released.get(entry.table) ?? []), entry.id]);
  return released;
};
