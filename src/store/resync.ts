import { FIELD_GROUPS, TABLE_NAMES, type TableName } from "../model/tables.ts";
import { coalesce, type Mutation } from "../model/mutation.ts";
import type { AthroDatabase, OutboxEntry, Row, SyncState } from "./database.ts";
import { canonicalOf, overlay } from "./overlay.ts";
import { entryOf, type Source } from "./write.ts";

/**
 * Starts pulling everything again ([E1]). Until a row has come again its canonical seq is negative, which tells it from the rows that
 * have; nothing is removed. Runs inside the transaction that applies the page.
 */
export const beginResync = async (db: AthroDatabase, state: SyncState): Promise<void> => {
  for (const name of TABLE_NAMES)
    await db
      .rows(name)
      .toCollection()
      .modify((row) => {
        const canonical = row.server === undefined ? row : row.server;
        if (canonical && canonical.seq > 0) canonical.seq = -canonical.seq;
      });
  await db.unknown_rows.clear();
  await db.outbox.toCollection().modify((entry) => {
    delete entry.acked;
  });
  await db.meta.put({ ...state, cursor: 0, digest: 0, resyncing: true, proof: "unknown" });
};

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
    for (const row of missing) await queueAgain(db, source, state, name, row);
  }
};

const queueAgain = async (
  db: AthroDatabase,
  source: Source,
  state: SyncState,
  table: TableName,
  row: Row,
): Promise<void> => {
  const canonical = canonicalOf(row);
  if (canonical === null) return;
  const entry = await entryOf(db, table, row.id);
  const values = canonical as unknown as Record<string, unknown>;
  // A tombstone whose content the server has purged: nothing is left that could be queued.
  const [first = []] = Object.values(FIELD_GROUPS[table] as Record<string, readonly string[]>);
  const purged = canonical.deleted && first.every((name) => (values[name] ?? null) === null);
  if (table === "superseded" || (purged && entry === undefined)) {
    await db.rows(table).delete(row.id);
    return;
  }
  const set = Object.fromEntries(
    Object.entries(FIELD_GROUPS[table] as Record<string, readonly string[]>).map(
      ([group, columns]) => [
        group,
        Object.fromEntries(columns.map((name) => [name, values[name]])),
      ],
    ),
  );
  const stamps = Object.values(canonical.stamps).map(([stamp]) => stamp);
  const whole: Mutation = {
    mid: source.newId(),
    table,
    id: row.id,
    set,
    base: {},
    stamp: stamps.length > 0 ? Math.max(...stamps) : source.now() + state.offset,
  };
  const merged = entry ? { ...coalesce(whole, entry), mid: entry.mid } : whole;
  const { acked: _acked, ...kept } = entry ?? { queuedAt: source.now() };
  await db.outbox.put({ ...kept, ...merged } as OutboxEntry);
  const view = overlay(null, merged);
  await db.rows(table).put(row.awaiting ? { ...view, awaiting: 1 } : view);
};
