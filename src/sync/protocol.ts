/**
 * The wire shape of the one call, `public.sync(request json)`, in protocol version 1. The rules behind it are in SPEC.md; the SQL
 * in `supabase/migrations` is the other side.
 */

export const PROTOCOL = 1;

/** Mutations in one call at most. */
export const BATCH_COUNT_MAX = 500;
/** Bytes of the mutations in one call at most, as JSON; the whole body may have 1 MB. */
export const BATCH_BYTES_MAX = 786_432;
/** Rows asked for in one page. */
export const PAGE_ROWS = 1_000;

export interface SyncRequest {
  protocol: number;
  /** The user whose database this is; the server refuses unless it is the caller. */
  user: string;
  device: string;
  /**
   * The epoch that the cursor and the mutations' bases come from; null before the first answer. Where the server has another one, it
   * merges nothing and acknowledges nothing: revs of another history don't tell what the student saw ([E1]).
   */
  epoch: string | null;
  /** Seq of the last row that the device holds, 0 for none. */
  cursor: number;
  /**
   * Each mutation (`Mutation` of `src/model`) as a JSON text of its own, so that one which PostgreSQL cannot read (a NUL escape, say) fails alone, inside its
   * savepoint, and not while the envelope is parsed.
   */
  mutations: string[];
  /** Rows in the answer at most. */
  limit: number;
}

/** What became of `mutations[i]`. */
export type Ack =
  /** Merged, or already so; the row's state after it is at `seq`. */
  | { i: number; status: "applied"; seq: number }
  /** Refused for good as it stands; `code` is a SQLSTATE. */
  | { i: number; status: "rejected"; code: string }
  /** The stamp is too far ahead of the server's clock: stamp again with the new offset and resend. */
  | { i: number; status: "restamp" };

/** A row as sent: its table, and the columns. Tables and columns that this client does not know are kept as they are. */
export interface WireRow {
  table: string;
  row: { id: string; seq: number; deleted: boolean } & Record<string, unknown>;
}

export interface SyncResponse {
  protocol: number;
  user: string;
  /** By array index, one for each mutation; none where the request came from another epoch. */
  acks: Ack[];
  /** Ordered by seq, all above the request's cursor. */
  rows: WireRow[];
  /** Seq of the last row in `rows`, or the request's cursor. */
  cursor: number;
  /** The user's clock: seq of the newest change there is. */
  high_water: number;
  /** Changes when the server was restored from a backup. */
  epoch: string;
  /** Sum of `digestOf(seq)` over all the user's rows at `high_water`, mod 2^48. */
  digest: number;
  /** ms since 1970. */
  server_time: number;
  /** Whether rows above `cursor` remain. */
  more: boolean;
}

export type SyncOutcome =
  | { kind: "ok"; response: SyncResponse }
  /** Passing: no network, a time-out, 5xx, a lock that was busy. */
  | { kind: "retry"; cause: "network" | "server" }
  /** Too much for one call: send half. */
  | { kind: "split" }
  /** The session is gone or is not this user's: pause and ask. Nothing is rejected or wiped. */
  | { kind: "reauthenticate" }
  /** The server speaks a newer protocol. */
  | { kind: "upgrade" };
