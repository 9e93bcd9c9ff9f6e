import type { AthroDatabase } from "./database.ts";
import type { DeletedRecord } from "./recently-deleted.ts";
import type { SessionRow } from "./sessions.ts";
import type { Store } from "./store.ts";
import type { Undo } from "./undoable.ts";
import { commit, edit, type Edit } from "./write.ts";

/**
 * Takes deletions back, all in one transaction. Of an Athro's chats the one that was in use and was deleted last is in use again, as when they
 * are restored one by one. Resolves with what deletes them again; null where all are back already, by the same press a moment ago, say.
 */
export const restoreAll = (store: Store, asked: readonly DeletedRecord[]): Promise<Undo | null> => {
  const { db } = store;
  const scope = [db.chat_sessions, db.calendar_events, db.outbox, db.meta];
  return db.transaction("rw", scope, async () => {
    const present = await Promise.all(asked.map(({ table, row }) => db.rows(table).get(row.id)));
    const records = asked.filter((_, n) => present[n]?.deleted);
    if (records.length === 0) return null;
    const resting = new Set((await othersInUse(db, records)).map(({ id }) => id));
    await commit(db, store, editsOf(records, resting, false));
    return async () => {
      await commit(db, store, editsOf(records, resting, true));
    };
  });
};

/** One for each record: several of one record would be as many entries. */
const editsOf = (
  records: readonly DeletedRecord[],
  resting: ReadonlySet<string>,
  deleted: boolean,
): Edit[] => {
  const active = { active: { is_active: deleted } };
  const marked = records.map(({ table, row }) =>
    edit(table, row.id, { deleted: { deleted }, ...(resting.has(row.id) && active) }),
  );
  const ids = new Set(records.map(({ row }) => row.id));
  const others = [...resting].filter((id) => !ids.has(id));
  return [...marked, ...others.map((id) => edit("chat_sessions", id, active))];
};

/** The chats that give way to those which are restored. */
const othersInUse = async (
  db: AthroDatabase,
  records: readonly DeletedRecord[],
): Promise<SessionRow[]> => {
  const inUse = records
    .flatMap((record) => (record.table === "chat_sessions" ? [record] : []))
    .filter(({ row }) => row.is_active)
    .toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0))
    .map(({ row }) => row);
  const firstOf = new Map(inUse.toReversed().map((row) => [row.athro_id, row.id]));
  const present = await db.chat_sessions
    .filter((row) => row.is_active && !row.deleted && firstOf.has(row.athro_id))
    .toArray();
  return [...present, ...inUse.filter((row) => firstOf.get(row.athro_id) !== row.id)];
};
