import {
  Dexie,
  type DexieOptions,
  type EntityTable,
  type PromiseExtended,
  type Table,
} from "dexie";
import type { Mutation } from "../model/mutation.ts";
import type { Shown } from "../model/reminders/shown.ts";
import { type CanonicalRow, isTableName, type TableName } from "../model/tables.ts";
import type { AskNote } from "../sync/answers.ts";
import type { SyncStatus } from "../sync/ports.ts";
import { addEventKeys, eventKeys, withoutMonths } from "./event-keys.ts";
import type { ImportedRecord, ImportMark } from "./import-marks.ts";

/** Rises with every version of the app that knows a table more than the one before. */
export const SCHEMA = 1;

/**
 * A row as the student sees it: pending values over the canonical row. While an outbox entry exists for it, `server` holds the
 * canonical row (null where the server has none yet); without one the row itself is canonical.
 */
export type Row<T extends TableName = TableName> = CanonicalRow<T> & {
  server?: CanonicalRow<T> | null;
  /** 1 on a question whose reply has not arrived, and absent otherwise, so that the index holds only these. */
  awaiting?: 1;
  /** Of a series: when its last occurrence ends, as a wall time; see event-keys.ts. */
  lasts?: string;
};

/** At most one per record. It leaves when the cursor has passed the seq at which the server acknowledged it. */
export interface OutboxEntry extends Mutation {
  /** Order of queueing. */
  n: number;
  /** Local clock, ms. */
  queuedAt: number;
  /** Seq of the acknowledgement, once there is one. */
  acked?: number;
  /** Why the server will not take it as it stands: a SQLSTATE, or `parked`. */
  refused?: { code: string; at: number };
}

/** Where this device stands with the server. */
export interface SyncState {
  key: "sync";
  /** Whose database this is; null for a guest. */
  user: string | null;
  /** In a guest's database: the student who is taking its work over ([U3]). What is written from then on is dated, as an edit. */
  adopter?: string;
  /** Local clock when that student's database last had an answer before that, ms: what the account has had since is known by a later one. */
  adoptedAfter?: number | null;
  device: string;
  epoch: string | null;
  cursor: number;
  /** Seq of the newest change that the server had at its last answer; absent before the first. */
  highWater?: number;
  /** Sum of `digestOf(seq)` over the canonical rows. */
  digest: number;
  /** Server clock minus local clock at the last answer, in ms. */
  offset: number;
  /** Set while everything is pulled again from 0. */
  resyncing: boolean;
  /** Local clock when a difference of digests last led to pulling everything again, ms. */
  resyncedAt?: number;
  /** Local clock at the last answer, ms. */
  syncedAt: number | null;
  /** SCHEMA of the app that last looked at the unknown rows; absent in a database older than that. */
  schema?: number;
  /** Whether the digests agreed when this device last held the newest row. */
  proof: "equal" | "different" | "unknown";
}

export type StatusRow = SyncStatus & { key: "status" };

/** What a student's database remembers of taking one guest's work over; one for each guest's database, by its device id. */
export interface AdoptionRow {
  key: `adoption ${string}`;
  /** The text that was taken over last, by Athro. */
  drafts: Readonly<Record<string, string>>;
  /** Ids of records that the server was seen to refuse: one that is gone since was given up by the student. */
  refused: readonly string[];
}

/** Which reminders this device has shown; one for all its tabs. It never leaves the device. */
export interface RemindedRow {
  key: "reminded";
  shown: Shown;
}

/** Questions of this device whose replies have come, and of which the student is still to be told. It never leaves the device. */
export interface UntoldRow {
  key: "untold";
  questions: readonly string[];
}

/** Text in a composer that is not sent, kept on this device as it is typed. */
export interface Draft {
  athro_id: string;
  text: string;
  /** Server's clock as far as it is known, ms; later than that of any draft over which it was typed. */
  at: number;
  /** When it was kept by the local clock, ms; absent in what is not typed. */
  typed?: number;
}

/** How asking for one question's reply goes on this device. */
export interface Asking extends AskNote {
  question_id: string;
  /** Absent for the first reply; one that is regenerated is asked for by this row alone. */
  attempt?: number;
}

/** A row of a table that this version does not know. */
export interface UnknownRow {
  table: string;
  id: string;
  seq: number;
  row: unknown;
}

export class AthroDatabase extends Dexie {
  declare chat_sessions: EntityTable<Row<"chat_sessions">, "id">;
  declare chat_messages: EntityTable<Row<"chat_messages">, "id">;
  declare calendar_events: EntityTable<Row<"calendar_events">, "id">;
  declare calendar_overrides: EntityTable<Row<"calendar_overrides">, "id">;
  declare preferences: EntityTable<Row<"preferences">, "id">;
  declare superseded: EntityTable<Row<"superseded">, "id">;
  declare outbox: EntityTable<OutboxEntry, "n">;
  declare meta: Table<SyncState | StatusRow | AdoptionRow | RemindedRow | UntoldRow, string>;
  declare drafts: EntityTable<Draft, "athro_id">;
  declare askings: EntityTable<Asking, "question_id">;
  declare unknown_rows: Table<UnknownRow, [string, string]>;
  declare imports: EntityTable<ImportMark, "key">;
  declare imported: Table<ImportedRecord, [string, string]>;
  /** The state row as this context read it last: a guess, to be checked in the transaction that relies on it. */
  lastSeen: SyncState | null = null;
  /** What this context has edited since it opened the database: tables with ids. */
  readonly written = new Set<string>();

  constructor(name: string, options: DexieOptions) {
    // Dexie's cache shows what is not yet committed, and copies every result that it keeps.
    super(name, { cache: "disabled", ...options });
    // The last schema is enough: Dexie compares it with the one that it finds. Each version more is read again at every start.
    this.version(3)
      .stores({
        chat_sessions: "id, [athro_id+created_at]",
        chat_messages: "id, [session_id+order_key], question_id, awaiting",
        calendar_events: "id, ends_at, *months, lasts, [kind+ends_at]",
        calendar_overrides: "id, event_id, original_start, ends_at, *months",
        preferences: "id",
        superseded: "id",
        outbox: "++n, &[table+id], acked, refused.code",
        meta: "key",
        drafts: "athro_id",
        askings: "question_id",
        unknown_rows: "[table+id]",
        imports: "key",
        imported: "[key+id], id",
      })
      .upgrade(addEventKeys);
    this.use(eventKeys);
    this.calendar_events.hook("reading", withoutMonths);
    this.calendar_overrides.hook("reading", withoutMonths);
  }

  /** A synced table by name, with the row type left open: for code that treats all tables alike. */
  rows(table: TableName): Table<Row, string> {
    return this.table<Row, string>(table);
  }

  /** Not an async function, so that a transaction that awaits it stays in its zone. */
  readState(): PromiseExtended<SyncState> {
    return this.meta.get("sync").then((state) => {
      if (state?.key !== "sync") throw new EmptiedDatabaseError();
      this.lastSeen = state;
      return state;
    });
  }
}

export const databaseName = (user: string | null): string =>
  user === null ? "athro-guest" : `athro-${user}`;

/**
 * Opens one student's (or the guest's) database and makes its state row if it is new. `newDevice` draws the id by which the server
 * tells this device from the student's others. `name` is given where it is not the user's usual one: a guest's, after another's work
 * was taken over.
 */
export const openDatabase = async (
  user: string | null,
  newDevice: () => string,
  options: DexieOptions = {},
  name = databaseName(user),
): Promise<AthroDatabase> => {
  const db = new AthroDatabase(name, options);
  // A look is cheap, and enough whenever the database is not new.
  const state = await db.meta.get("sync");
  if (state?.key === "sync") {
    db.lastSeen = state;
    if ((state.schema ?? 0) < SCHEMA) await readUnknownAgain(db);
    return db;
  }
  await db.transaction("rw", db.meta, async () => {
    if (!(await db.meta.get("sync")))
      await db.meta.add({
        key: "sync",
        user,
        device: newDevice(),
        epoch: null,
        cursor: 0,
        digest: 0,
        offset: 0,
        resyncing: false,
        syncedAt: null,
        schema: SCHEMA,
        proof: "unknown",
      });
    await readState(db);
  });
  return db;
};

/**
 * Looks again at the rows that an older version of the app stored without knowing their table ([O6]): those whose table is known by now
 * move there. They keep their seq, so the digest stays.
 */
const readUnknownAgain = (db: AthroDatabase): Promise<void> =>
  db.transaction("rw", db.tables, async () => {
    const state = await readState(db);
    for (const { table, id, row } of await db.unknown_rows.toArray()) {
      if (!isTableName(table)) continue;
      await db.rows(table).put(row as Row);
      await db.unknown_rows.delete([table, id]);
    }
    await db.meta.put({ ...state, schema: SCHEMA });
    await readState(db);
  });

/** The database has no state row: it was wiped under whoever still has it open ([U9]), or not opened by openDatabase. */
export class EmptiedDatabaseError extends Error {
  override name = "EmptiedDatabaseError";

  constructor() {
    super("the database has no state row: it was wiped, or not opened by openDatabase");
  }
}

export const readState = (db: AthroDatabase): PromiseExtended<SyncState> => db.readState();

/** What this student's database remembers of one guest's. */
export const readAdoption = async (
  db: AthroDatabase,
  guestDevice: string,
): Promise<AdoptionRow> => {
  const key: AdoptionRow["key"] = `adoption ${guestDevice}`;
  const row = await db.meta.get(key);
  return row && "drafts" in row ? row : { key, drafts: {}, refused: [] };
};
