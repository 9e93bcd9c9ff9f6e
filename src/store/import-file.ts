import { EXPORT_TABLES, type ExportedDraft, type ExportTable } from "../model/exported/format.ts";
import {
  type ExportProblem,
  type ReadExport,
  readExport,
  type ReadRecord,
} from "../model/exported/read-export.ts";
import { preferenceId } from "../model/ids.ts";
import type { Mutation } from "../model/mutation.ts";
import { DamagedArchive, unpack } from "./archive.ts";
import { settleAwaiting } from "./awaiting.ts";
import { createBreath } from "./breathe.ts";
import {
  type AthroDatabase,
  type OutboxEntry,
  readState,
  type Row,
  type SyncState,
} from "./database.ts";
import { draftName } from "./drafts.ts";
import { RECORDS_FILE } from "./export-file.ts";
import { overlay } from "./overlay.ts";
import { datedAgain } from "./restamp.ts";
import type { Store } from "./store.ts";

/** Records looked up and written at a time. */
const SLICE = 500;

/** What an import did. */
export interface Imported {
  /** Records that were put in, by kind. */
  chats: number;
  messages: number;
  events: number;
  other: number;
  /** Records that were here already, in whatever state, and were left as they are. */
  present: number;
  /** Records of chats and events that were deleted for good. */
  gone: number;
}

export type FileOutcome =
  | { kind: "read"; read: ReadExport }
  | { kind: "problem"; problem: ExportProblem };

const problem = (kind: "damaged" | "foreign"): FileOutcome => ({
  kind: "problem",
  problem: { kind },
});

/** Reads a file that a student chose, without changing anything ([X3]). */
export const readFile = async (bytes: Uint8Array): Promise<FileOutcome> => {
  let text: string;
  try {
    const found = await unpack(bytes, RECORDS_FILE);
    if (found === null) return problem("foreign");
    text = new TextDecoder("utf-8", { fatal: true }).decode(found);
  } catch (error) {
    if (error instanceof DamagedArchive) return problem("damaged");
    // Bytes that are no text: a picture, say.
    if (error instanceof TypeError) return problem("foreign");
    throw error;
  }
  const reading = readExport(text);
  const breath = createBreath();
  for (;;) {
    const { done, value } = reading.next();
    if (done)
      return "kind" in value ? { kind: "problem", problem: value } : { kind: "read", read: value };
    await breath();
  }
};

/**
 * Puts in what is not here, in one transaction over all of it ([X2]): whatever cuts it off, nothing of it is here then, and it can be done
 * again.
 */
export const importFile = async (
  store: Store,
  { records, drafts }: ReadExport,
): Promise<Imported> => {
  const { db } = store;
  const made = await db.transaction("rw", tablesOf(db), async () => {
    const state = await readState(db);
    const count: Imported = { chats: 0, messages: 0, events: 0, other: 0, present: 0, gone: 0 };
    const composers = await freeComposers(db, drafts);
    for (const table of EXPORT_TABLES)
      await insertTable(store, state, table, records[table], count);
    await db.drafts.bulkPut(composers);
    count.other += composers.length;
    count.present += drafts.length - composers.length;
    return count;
  });
  store.committed?.();
  return made;
};

/** Drafts for composers of which nothing is known here: what was in another may have been sent or given up since. */
const freeComposers = async (
  db: AthroDatabase,
  drafts: readonly ExportedDraft[],
): Promise<ExportedDraft[]> => {
  const typed = await db.drafts.bulkGet(drafts.map(({ athro_id }) => athro_id));
  const synced = await db.preferences.bulkGet(
    drafts.map(({ athro_id }) => preferenceId(draftName(athro_id))),
  );
  return drafts.filter((_, index) => !typed[index] && !synced[index]);
};

const tablesOf = (db: AthroDatabase) => [
  ...EXPORT_TABLES.map((name) => db.rows(name)),
  db.outbox,
  db.meta,
  db.drafts,
  db.askings,
];

const insertTable = async (
  store: Store,
  state: SyncState,
  table: ExportTable,
  records: readonly ReadRecord[],
  count: Imported,
): Promise<void> => {
  const { db } = store;
  for (let at = 0; at < records.length; at += SLICE) {
    const slice = records.slice(at, at + SLICE);
    const before = await db.rows(table).bulkGet(slice.map(({ id }) => id));
    const absent = slice.filter((_, index) => before[index] === undefined);
    const gone = await goneParents(db, table, absent);
    const fresh = absent.filter((one) => !gone.has(parentOf(one)));
    count.present += slice.length - absent.length;
    count.gone += absent.length - fresh.length;
    count[KINDS[table]] += fresh.length;
    if (fresh.length === 0) continue;
    const mutations = fresh.map((one, index) => mutationOf(store, state, one, at + index));
    const rows = mutations.map((one): Row => overlay(null, one));
    if (state.user === null) {
      // A guest's rows have no server, and are their own canonical version.
      await db.rows(table).bulkAdd(rows.map(({ server: _server, ...row }) => row as Row));
      continue;
    }
    if (table === "chat_messages") await settleAwaiting(db, rows as Row<"chat_messages">[], []);
    await db.rows(table).bulkAdd(rows);
    const queuedAt = store.now();
    await db.outbox.bulkAdd(mutations.map((one) => ({ ...one, queuedAt }) as OutboxEntry));
  }
};

const KINDS = {
  chat_sessions: "chats",
  chat_messages: "messages",
  calendar_events: "events",
  calendar_overrides: "other",
  preferences: "other",
} as const satisfies Record<ExportTable, keyof Imported>;

/** At stamp 0: it is inserted where the server has no such record either, and changes nothing otherwise ([M4]). */
const mutationOf = (
  store: Store,
  state: SyncState,
  { table, id, set }: ReadRecord,
  nth: number,
): Mutation => {
  const groups = Object.entries(set);
  // What a wrong clock dated ahead would be refused. Before the first answer nothing is known of the server's.
  const now = state.syncedAt === null ? null : store.now() + state.offset;
  const dated =
    now === null ? groups : groups.map(([name, values]) => [name, datedAgain(values, now, nth)]);
  return {
    mid: store.newId(),
    table,
    id,
    set: Object.fromEntries(dated) as Mutation["set"],
    base: Object.fromEntries(groups.map(([name]) => [name, 0])),
    stamp: 0,
  };
};

/** The id of the session or event that a record belongs to; empty if it belongs to none. */
const parentOf = ({ table, set }: ReadRecord): string =>
  table === "chat_messages"
    ? String(set["body"]?.["session_id"])
    : table === "calendar_overrides"
      ? String(set["origin"]?.["event_id"])
      : "";

/** Ids of sessions or events that were deleted for good, among those that these records belong to ([X4]). */
const goneParents = async (
  db: AthroDatabase,
  table: ExportTable,
  records: readonly ReadRecord[],
): Promise<Set<string>> => {
  if (table !== "chat_messages" && table !== "calendar_overrides") return new Set();
  const ids = [...new Set(records.map(parentOf))];
  const parents = table === "chat_messages" ? "chat_sessions" : "calendar_events";
  const rows = await db.rows(parents).bulkGet(ids);
  // Of a purged row every column is null, whatever its type says.
  return new Set(
    rows.flatMap((row) =>
      row?.deleted && "created_at" in row && (row.created_at ?? null) === null ? [row.id] : [],
    ),
  );
};
