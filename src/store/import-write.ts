import type { LegacyRecord } from "../model/legacy/record.ts";
import type { Mutation } from "../model/mutation.ts";
import type { AthroDatabase, OutboxEntry, Row, SyncState } from "./database.ts";
import { overlay } from "./overlay.ts";
import type { Source } from "./write.ts";

/**
 * Inserts the records of which this database has no row, not even a tombstone, and which it has never imported ([I1]); in a student's, each
 * with an outbox entry at stamp 0 ([M4]). `sessions` are the sessions that the messages among them may belong to. Returns the records that stay
 * out because what they belong to was deleted for good. Runs inside the transaction that notes them as imported.
 */
export const insertAbsent = async (
  db: AthroDatabase,
  source: Source,
  state: SyncState,
  records: readonly LegacyRecord[],
  sessions: ReadonlyMap<string, LegacyRecord>,
): Promise<LegacyRecord[]> => {
  const known = await knownIds(db, records);
  const fresh = new Map<string, LegacyRecord>();
  for (const one of records) if (!known.has(one.id) && !fresh.has(one.id)) fresh.set(one.id, one);
  const gone = await settleSessions(db, fresh, sessions);
  for (const table of IMPORT_TABLES) {
    const made = [...fresh.values()].filter((one) => one.table === table);
    if (made.length === 0) continue;
    const pending = made.map((one) => pendingOf(source, state, one));
    await db.rows(table).bulkAdd(pending.map(({ row }) => row));
    await db.outbox.bulkAdd(pending.flatMap(({ entry }) => (entry ? [entry] : [])));
  }
  return gone;
};

/** Those that an import writes. */
export const IMPORT_TABLES = [
  "chat_sessions",
  "chat_messages",
  "calendar_events",
  "preferences",
] as const;

const knownIds = async (
  db: AthroDatabase,
  records: readonly LegacyRecord[],
): Promise<Set<string>> => {
  const known = new Set<string>();
  const ids = records.map(({ id }) => id);
  for (const { id } of await db.imported.where("id").anyOf(ids).toArray()) known.add(id);
  for (const table of IMPORT_TABLES) {
    const ofTable = records.filter((one) => one.table === table).map(({ id }) => id);
    if (ofTable.length === 0) continue;
    for (const row of await db.rows(table).bulkGet(ofTable)) if (row) known.add(row.id);
  }
  return known;
};

/**
 * Sees to it that each new message has its session: one that is no longer here (its work was taken over by a student) comes again with it.
 * Takes the messages of a session that was deleted for good away, and returns them.
 */
const settleSessions = async (
  db: AthroDatabase,
  fresh: Map<string, LegacyRecord>,
  sessions: ReadonlyMap<string, LegacyRecord>,
): Promise<LegacyRecord[]> => {
  const messages = [...fresh.values()].filter(({ table }) => table === "chat_messages");
  const ids = [...new Set(messages.map(sessionOf))];
  const rows = await db.chat_sessions.bulkGet(ids);
  const purged = new Set<string>();
  for (const [index, id] of ids.entries()) {
    const row = rows[index];
    const session = sessions.get(id);
    // Of a purged row every column is null, whatever its type says.
    if (row?.deleted && (row.created_at ?? null) === null) purged.add(id);
    else if (!row && session) fresh.set(id, session);
  }
  const gone = messages.filter((one) => purged.has(sessionOf(one)));
  for (const { id } of gone) fresh.delete(id);
  return gone;
};

const sessionOf = ({ set }: LegacyRecord): string => String(set["body"]?.["session_id"]);

const pendingOf = (
  source: Source,
  state: SyncState,
  { table, id, set }: LegacyRecord,
): { row: Row; entry: OutboxEntry | null } => {
  // A guest's rows have no server and therefore no queue. Their columns are those that a record of the table sets.
  if (state.user === null) {
    const { server: _server, ...row } = overlay(null, { id, set });
    return { row: row as Row, entry: null };
  }
  const mutation: Mutation = {
    mid: source.newId(),
    table,
    id,
    set,
    base: Object.fromEntries(Object.keys(set).map((group) => [group, 0])),
    stamp: 0,
  };
  return {
    row: overlay(null, mutation),
    entry: { ...mutation, queuedAt: source.now() } as OutboxEntry,
  };
};
