import { type CanonicalRow, isTableName, type TableName } from "../model/tables.ts";
import { digestMoved } from "../sync/digest.ts";
import type { WireRow } from "../sync/protocol.ts";
import type { AthroDatabase, OutboxEntry, Row, SyncState } from "./database.ts";
import { settleAwaiting } from "./awaiting.ts";
import { canonicalOf, overlay } from "./overlay.ts";
import { queueNewerGroups } from "./resync.ts";
import type { Source } from "./write.ts";

/**
 * Stores a page's rows under what is pending, and returns the digest moved along. `released` are records whose entry has just left
 * the outbox. Runs inside the transaction that applies the page.
 */
export const applyRows = async (
  db: AthroDatabase,
  source: Source,
  state: SyncState,
  rows: readonly WireRow[],
  released: ReadonlyMap<TableName, readonly string[]>,
): Promise<number> => {
  const byTable = new Map<TableName, Map<string, CanonicalRow | null>>();
  const unknown: WireRow[] = [];
  for (const [table, ids] of released) byTable.set(table, new Map(ids.map((id) => [id, null])));
  for (const one of rows) {
    if (!isTableName(one.table)) {
      unknown.push(one);
      continue;
    }
    const ofTable = byTable.get(one.table) ?? new Map<string, CanonicalRow | null>();
    byTable.set(one.table, ofTable.set(one.row.id, one.row as unknown as CanonicalRow));
  }
  const anyPending = (await db.outbox.count()) > 0;
  let moved = state.digest;
  for (const [table, incoming] of byTable)
    moved = await applyTable(db, source, state, table, incoming, anyPending, moved);
  for (const one of unknown) {
    const before = await db.unknown_rows.get([one.table, one.row.id]);
    moved = digestMoved(moved, Math.max(before?.seq ?? 0, 0), one.row.seq);
    await db.unknown_rows.put({ table: one.table, id: one.row.id, seq: one.row.seq, row: one.row });
  }
  return moved;
};

const applyTable = async (
  db: AthroDatabase,
  source: Source,
  state: SyncState,
  table: TableName,
  incoming: ReadonlyMap<string, CanonicalRow | null>,
  anyPending: boolean,
  digest: number,
): Promise<number> => {
  const ids = [...incoming.keys()];
  const existing = await db.rows(table).bulkGet(ids);
  const pending = new Map<string, OutboxEntry>();
  if (anyPending) {
    const keys = ids.map((id): [string, string] => [table, id]);
    for (const entry of await db.outbox.where("[table+id]").anyOf(keys).toArray())
      pending.set(entry.id, entry);
  }
  let moved = digest;
  const puts: Row[] = [];
  for (const [index, id] of ids.entries()) {
    const before = existing[index];
    const known = before ? canonicalOf(before) : null;
    const fresh = incoming.get(id) ?? null;
    const newer = fresh !== null && fresh.seq > (known?.seq ?? 0);
    if (newer) moved = digestMoved(moved, Math.max(known?.seq ?? 0, 0), fresh.seq);
    const canonical = newer ? fresh : known;
    if (canonical === null) continue; // released, but the server's row has not come: keep the view as it is
    const again = known !== null && known.seq < 0 && newer;
    const queued = again && (await queueNewerGroups(db, source, state, table, known, fresh));
    const entry = queued || pending.get(id);
    puts.push(entry ? overlay(canonical, entry) : canonical);
  }
  if (table === "chat_messages")
    await settleAwaiting(
      db,
      puts as Row<"chat_messages">[],
      existing as (Row<"chat_messages"> | undefined)[],
    );
  await db.rows(table).bulkPut(puts);
  return moved;
};
