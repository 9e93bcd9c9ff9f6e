import { Socket } from "node:net";
import { Client, DatabaseError } from "pg";
import type { SyncResponse } from "../../../src/sync/protocol.ts";
import { studentPersona } from "./persona.ts";

/** One connection that can be lost: killed by the server, or cut by its own end. */
export interface Line {
  readonly pid: number;
  query<T>(sql: string, values?: unknown[]): Promise<T[]>;
  /** Drops the connection without a word; the server finds out when it next reads. */
  cut(): void;
  close(): Promise<void>;
}

export const openLine = async (url: string): Promise<Line> => {
  const socket = new Socket();
  const client = new Client({ connectionString: url, stream: () => socket });
  // The query that was under way is rejected; that is where the loss is told.
  client.on("error", () => undefined);
  await client.connect();
  const query = async <T>(sql: string, values?: unknown[]): Promise<T[]> =>
    (await client.query(sql, values)).rows as T[];
  const [me] = await query<{ pid: number }>("select pg_backend_pid() as pid");
  return {
    pid: me?.pid ?? 0,
    query,
    cut: () => void socket.destroy(),
    close: () => client.end().catch(() => undefined),
  };
};

export interface CallHooks {
  /** After the role has been taken, before the call. */
  prepare?: (line: Line) => Promise<unknown>;
  /** With the answer in hand and the clock still held. */
  beforeCommit?: () => Promise<unknown>;
}

/** One call as PostgREST makes it, in a transaction of its own; an answer counts only once that is committed. */
export const callOn = async <T>(
  line: Line,
  student: string,
  [sql, values]: readonly [sql: string, values: unknown[]],
  { prepare, beforeCommit }: CallHooks = {},
): Promise<T> => {
  try {
    await line.query("begin");
    await line.query("select set_config('request.jwt.claims', $1, true)", [
      JSON.stringify(studentPersona(student).claims),
    ]);
    await line.query("set local role authenticated");
    await prepare?.(line);
    const [row] = await line.query<{ answer: T }>(`select ${sql} as answer`, values);
    if (row === undefined) throw new Error("no answer");
    await beforeCommit?.();
    await line.query("commit");
    return row.answer;
  } catch (error) {
    await line.query("rollback").catch(() => undefined);
    throw error;
  }
};

export const syncOn = (
  line: Line,
  student: string,
  body: string,
  hooks?: CallHooks,
): Promise<SyncResponse> => callOn(line, student, ["public.sync($1::json)", [body]], hooks);

const PASSING = /^(40001|40P01|55P03|57014|57P0[1-3]|53...|08...)$/;

/**
 * Names a failure after which the client sends the same again ([P4]): its SQLSTATE, or "lost" for a connection that is gone.
 *
 * @throws the failure itself if it is of another kind.
 */
export const passingFailure = (error: unknown): string => {
  if (error instanceof DatabaseError) {
    if (error.code !== undefined && PASSING.test(error.code)) return error.code;
  } else if (
    error instanceof Error &&
    /terminated|not queryable|closed|ECONN|EPIPE/.test(error.message)
  ) {
    return "lost";
  }
  throw error;
};
