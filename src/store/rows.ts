import { type CanonicalRow, isTableName, type TableName } from "../model/tables.ts";
import { digestMoved } from "../sync/digest.ts";
import type { WireRow } from "../sync/protocol.ts";
import { addAbsent, readStored } from "./arrivals.ts";
import type { Released } from "./acks.ts";
import type { AthroDatabase, OutboxEntry, Row, SyncState } from "./database.ts";
import { settleAwaiting } from "./awaiting.ts";
import { canonicalOf, overlay } from "./overlay.ts";
import { lackingGroups, queueGroups } from "./resync.ts";
import type { Source } from "./write.ts";
import { inZone } from "./in-zone.ts";

/**
 * Stores a page's rows under what is pending, and returns the digest moved along. `released` are entries that have just left
 * the outbox. Runs inside the transaction that applies the page.
 */
export const applyRows = async (
  db: AthroDatabase,
  source: Source,
  state: SyncState,
  rows: readonly WireRow[],
  released: Released,
): Promise<number> => {
  const byTable = new Map<TableName, Map<string, CanonicalRow>>();
  for (const table of released.keys()) byTable.set(table, new Map());
  const unknown: WireRow[] = [];
  for (const one of rows) {
    if (!isTableName(one.table)) {
      unknown.push(one);
      continue;
    }
    const ofTable = byTable.get(one.table) ?? new Map<string, CanonicalRow>();
    // The server sends all columns of a table's rows, and the type of what comes over the wire names none.
    byTable.set(one.table, ofTable.set(one.row.id, one.row as unknown as CanonicalRow));
  }
  let moved = state.digest;
  for (const [table, incoming] of byTable) {
    const page = { table, incoming, released: released.get(table) ?? new Map() };
    moved = await inZone(applyTable(db, source, state, page, moved));
  }
  for (const one of unknown) {
    const before = await db.unknown_rows.get([one.table, one.row.id]);
    moved = digestMoved(moved, Math.max(before?.seq ?? 0, 0), one.row.seq);
    await db.unknown_rows.put({ table: one.table, id: one.row.id, seq: one.row.seq, row: one.row });
  }
  return moved;
};

/** One table's share of a page. */
interface TablePage {
  table: TableName;
  /** The rows by id. */
  incoming: ReadonlyMap<string, CanonicalRow>;
  /** Entries that have just left, by record, whether or not their rows are in the page. */
  released: ReadonlyMap<string, OutboxEntry>;
}

const applyTable = async (
  db: AthroDatabase,
  source: Source,
  state: SyncState,
  page: TablePage,
  digest: number,
): Promise<number> => {
  const { table, incoming, released } = page;
  const others = [...incoming.keys()].filter((id) => !released.has(id));
  const stored = await inZone(readStored(db.rows(table), [...released.keys()], others));
  let moved = await inZone(mergeRows(db, source, state, page, stored.found, digest));
  if (stored.absent.length === 0) return moved;

  const arriving = stored.absent.flatMap((id): Row[] => {
    const row = incoming.get(id);
    return row ? [{ ...row }] : [];
  });
  if (table === "chat_messages")
    await inZone(settleAwaiting(db, arriving as Row<"chat_messages">[], []));
  const there = new Set(await inZone(addAbsent(db.rows(table), arriving)));
  for (const { id, seq } of arriving) if (!there.has(id)) moved = digestMoved(moved, 0, seq);
  if (there.size === 0) return moved;
  const { found } = await inZone(readStored(db.rows(table), [...there], []));
  return mergeRows(db, source, state, page, found, moved);
};

/** Merges the page's rows with those that were found here (undefined for none), and returns the digest moved along. */
const mergeRows = async (
  db: AthroDatabase,
  source: Source,
  state: SyncState,
  { table, incoming, released }: TablePage,
  found: ReadonlyMap<string, Row | undefined>,
  digest: number,
): Promise<number> => {
  const pending = await inZone(pendingEntries(db, table, found, released));
  let moved = digest;
  const puts: Row[] = [];
  for (const [id, before] of found) {
    const known = before ? canonicalOf(before) : null;
    const fresh = incoming.get(id) ?? null;
    const newer = fresh !== null && fresh.seq > (known?.seq ?? 0);
    if (newer) moved = digestMoved(moved, Math.max(known?.seq ?? 0, 0), fresh.seq);
    const canonical = newer ? fresh : known;
    if (canonical === null) continue; // released, but the server's row has not come: keep the view as it is
    const again = known !== null && known.seq < 0 && newer;
    // Of what has just been answered for, the server has had the last word.
    const answered = released.get(id)?.set ?? {};
    const lacking = again
      ? lackingGroups(table, known, fresh, state.device).filter((group) => !(group in answered))
      : [];
    // Only where there is something to wait for: of a hundred awaits in a row without a request, Dexie's transaction is lost.
    const queued =
      known &&
      lacking.length > 0 &&
      (await inZone(queueGroups(db, source, state, table, known, lacking)));
    const entry = queued || pending.get(id);
    puts.push(entry ? overlay(canonical, entry) : { ...canonical });
  }
  if (puts.length === 0) return moved;
  if (table === "chat_messages")
    await inZone(
      settleAwaiting(
        db,
        puts as Row<"chat_messages">[],
        [...found.values()] as (Row<"chat_messages"> | undefined)[],
      ),
    );
  await db.rows(table).bulkPut(puts);
  return moved;
};

/** The entries that wait for records which are here. A row that has one keeps its canonical version beside the view ([W4]). */
const pendingEntries = async (
  db: AthroDatabase,
  table: TableName,
  found: ReadonlyMap<string, Row | undefined>,
  released: ReadonlyMap<string, OutboxEntry>,
): Promise<Map<string, OutboxEntry>> => {
  const keys: [string, string][] = [];
  for (const [id, row] of found)
    if (row?.server !== undefined && !released.has(id)) keys.push([table, id]);
  const entries = keys.length > 0 ? await db.outbox.where("[table+id]").anyOf(keys).toArray() : [];
  return new Map(entries.map((entry) => [entry.id, entry]));
};
