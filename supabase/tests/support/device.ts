import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import type { Mutation } from "../../../src/model/mutation.ts";
import { TABLE_NAMES, type TableName } from "../../../src/model/tables.ts";
import {
  type Ack,
  PROTOCOL,
  type SyncRequest,
  type SyncResponse,
  type WireRow,
} from "../../../src/sync/protocol.ts";
import { actAs, addStudent, studentPersona } from "./persona.ts";

/** A request as any client might send it, the well-behaved or another. */
export const callSync = (pool: Pool, student: string, request: unknown): Promise<SyncResponse> =>
  actAs(pool, studentPersona(student), async (client) => {
    const { rows } = await client.query<{ answer: SyncResponse }>(
      "select public.sync($1::json) as answer",
      [typeof request === "string" ? request : JSON.stringify(request)],
    );
    const answer = rows[0]?.answer;
    if (answer === undefined) throw new Error("no answer");
    return answer;
  });

/** One of a student's devices. */
export interface Device {
  readonly student: string;
  readonly name: string;
  /** A request from cursor 0 that asks for no rows, unless told otherwise. */
  call(part?: Partial<SyncRequest>): Promise<SyncResponse>;
  /**
   * Sends mutations, objects or raw texts, and returns what became of each. It remembers what it has sent: an edit goes out as one that
   * was written over the last one before it, and the same object as it first went.
   */
  push(...mutations: (Mutation | string)[]): Promise<Ack[]>;
  /** Every row above the cursor, page by page. */
  pull(cursor?: number): Promise<WireRow[]>;
}

export const addDevice = (pool: Pool, student: string, name: string = randomUUID()): Device => {
  const stamps = new Map<string, number[]>();
  const sent = new WeakMap<Mutation, string>();
  const textOf = (mutation: Mutation): string => {
    const text = sent.get(mutation) ?? JSON.stringify(remembering(stamps, mutation));
    sent.set(mutation, text);
    return text;
  };
  const call: Device["call"] = (part = {}) =>
    callSync(pool, student, {
      protocol: PROTOCOL,
      user: student,
      device: name,
      cursor: 0,
      mutations: [],
      limit: 0,
      ...part,
    });
  return {
    student,
    name,
    call,
    push: async (...mutations) => {
      const texts = mutations.map((one) => (typeof one === "string" ? one : textOf(one)));
      return (await call({ mutations: texts })).acks;
    },
    pull: async (cursor = 0) => {
      const rows: WireRow[] = [];
      for (let from = cursor, more = true; more;) {
        const page = await call({ cursor: from, limit: 2000 });
        rows.push(...page.rows);
        from = page.cursor;
        more = page.more;
      }
      return rows;
    },
  };
};

/** The mutation with `over`, unless it has one of its own, after what was sent before it. */
const remembering = (stamps: Map<string, number[]>, mutation: Mutation): Mutation => {
  const over: Record<string, number[]> = {};
  for (const group of Object.keys(mutation.set)) {
    const key = `${mutation.table} ${mutation.id} ${group}`;
    const before = stamps.get(key);
    const stamp = mutation.stamps?.[group] ?? mutation.stamp;
    if (before !== undefined) over[group] = before.slice(-16);
    stamps.set(key, [...(before ?? []), stamp]);
  }
  return Object.keys(over).length > 0 ? { over, ...mutation } : mutation;
};

/** Devices of one new student, by name. */
export const addDevices = async <N extends string[]>(
  pool: Pool,
  ...names: [...N]
): Promise<{ [K in keyof N]: Device }> => {
  const student = await addStudent(pool);
  return names.map((name) => addDevice(pool, student, name)) as { [K in keyof N]: Device };
};

export const seqOf = (ack: Ack | undefined): number => {
  if (ack?.status !== "applied") throw new Error(`not applied: ${JSON.stringify(ack)}`);
  return ack.seq;
};

/** The one row of a table that has this id, as it travels. */
export const rowOf = async (
  device: Device,
  table: TableName,
  id: string,
): Promise<WireRow["row"]> => {
  const found = (await device.pull()).filter((one) => one.table === table && one.row.id === id);
  if (found[0] === undefined || found.length > 1) throw new Error(`${found.length} rows ${id}`);
  return found[0].row;
};

export const rowsOf = async (device: Device, table: TableName): Promise<WireRow["row"][]> =>
  (await device.pull()).filter((one) => one.table === table).map((one) => one.row);

/** Everything in the student's tables and clock that a merge could have touched, bookkeeping included. */
export const stateOf = async (pool: Pool, student: string): Promise<unknown> => {
  const state: unknown[] = [];
  for (const name of TABLE_NAMES)
    state.push(
      (await pool.query(`select * from public.${name} where user_id = $1 order by id`, [student]))
        .rows,
    );
  state.push((await pool.query("select * from athro.clocks where user_id = $1", [student])).rows);
  return state;
};
