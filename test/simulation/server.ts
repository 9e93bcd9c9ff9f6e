/** The server: the project's own SQL in a real PostgreSQL, under the simulation's clock. */
import { Client, DatabaseError, escapeLiteral } from "pg";
import { TABLE_NAMES } from "../../src/model/tables.ts";

/** One version of one row, as its table holds it. */
export interface ServerRow {
  table: string;
  id: string;
  seq: number;
  purged: boolean;
  /** What travels: the columns without the server's own. */
  row: Readonly<Record<string, unknown>>;
}

export interface UserState {
  seq: number;
  digest: number;
  epoch: string;
  /** Versions above the seq that was asked for, in order. */
  rows: ServerRow[];
  /** Of all rows. */
  count: number;
}

export type CallResult =
  | { ok: true; text: string; state: UserState }
  /** `code` is a SQLSTATE. */
  | { ok: false; code: string; message: string };

/** A backup of some students' rows and clocks. */
export type Backup = ReadonlyMap<string, string>;

const HIDDEN = "'{user_id,deleted_at,purged,merged,updated_at}'::text[]";

const READ_STATE = `
  select json_build_object(
    'seq', coalesce((select c.seq from athro.clocks c where c.user_id = $1), 0),
    'digest', coalesce((select c.digest from athro.clocks c where c.user_id = $1), 0),
    'epoch', (select s.epoch from athro.server s),
    'count', ${TABLE_NAMES.map((name) => `(select count(*) from public.${name} where user_id = $1)`).join(" + ")},
    'rows', (
      select coalesce(json_agg(v order by v.seq), '[]') from (
        ${TABLE_NAMES.map(
          (
            name,
          ) => `select '${name}' as "table", t.id, t.seq, t.purged, to_jsonb(t) - ${HIDDEN} as "row"
          from public.${name} t where t.user_id = $1 and t.seq > $2`,
        ).join(" union all ")}
      ) v
    )
  )::text as state`;

const BACK_UP = `
  select json_build_object(
    'clocks', (select coalesce(json_agg(t), '[]') from athro.clocks t where t.user_id = $1),
    ${TABLE_NAMES.map((name) => `'${name}', (select coalesce(json_agg(t), '[]') from public.${name} t where t.user_id = $1)`).join(", ")}
  )::text as backup`;

/** What PostgreSQL says to who has waited too long for a lock. */
export const LOCK_TIMEOUT = "55P03";

export class Server {
  private readonly client: Client;
  /** A second connection, for a transaction that stays open for a while. */
  private readonly late: Client;
  /** The call whose transaction is open. */
  private held: { sub: string; answer: string } | null = null;

  private constructor(client: Client, late: Client) {
    this.client = client;
    this.late = late;
  }

  /** A server over two connections of its own to a database of its own, which gets the simulation's clock. */
  static async open(url: string): Promise<Server> {
    const [client, late] = [new Client(url), new Client(url)];
    await Promise.all([client.connect(), late.connect()]);
    await late.query("set timezone = 'UTC'");
    await client.query(`
      set timezone = 'UTC';
      create or replace function athro.now() returns timestamptz
      language sql volatile parallel safe
      set search_path = ''
      as $$
        select timestamptz 'epoch'
          + pg_catalog.current_setting('simulation.now_ms')::bigint * interval '1 millisecond'
      $$;
      prepare call_sync(json) as select public.sync($1)::text;
      prepare read_state(uuid, bigint) as ${READ_STATE};
    `);
    return new Server(client, late);
  }

  async close(): Promise<void> {
    await Promise.all([this.client.end(), this.late.end()]);
  }

  async addStudent(id: string): Promise<void> {
    await this.client.query("insert into auth.users (id, email) values ($1, $2)", [
      id,
      `${id}@example.org`,
    ]);
  }

  /** Takes the students out again, with all that is theirs. */
  async removeStudents(ids: readonly string[]): Promise<void> {
    await this.giveUpLate();
    await this.client.query("delete from auth.users where id = any ($1)", [ids]);
    await this.client.query("truncate realtime.messages");
  }

  /**
   * One call of a function by a signed-in student, in a transaction of its own, as PostgREST would do it, and what the student's rows
   * are after it: versions above `seq`, by the simulation's own query, not by the page that devices get.
   */
  async call(sub: string, now: number, seq: number, call: string): Promise<CallResult> {
    // Who holds the student's clock does so until virtual time goes on, which it does not while anyone waits: the wait is over at once.
    if (this.held?.sub === sub) return { ok: false, code: LOCK_TIMEOUT, message: "lock timeout" };
    try {
      const results = await this.run(
        `${beginAs(sub, now)}; ${call}; commit; ${this.readState(sub, seq)}`,
      );
      const [answer, , state] = results.slice(-3);
      return { ok: true, text: answer ?? "null", state: JSON.parse(state ?? "null") as UserState };
    } catch (error) {
      await this.client.query("rollback");
      return failureOf(error);
    }
  }

  /** `request` as public.sync takes it. */
  sync(sub: string, now: number, seq: number, request: string): Promise<CallResult> {
    return this.call(sub, now, seq, `execute call_sync(${escapeLiteral(request)})`);
  }

  /**
   * Begins a call of public.sync whose transaction is not over yet: it holds the student's clock until `finishLate`. False if another
   * one is still open.
   */
  async beginLate(sub: string, now: number, request: string): Promise<boolean> {
    if (this.held !== null) return false;
    this.held = { sub, answer: "null" };
    const results: unknown = await this.late.query({
      text: `${beginAs(sub, now)}; select public.sync(${escapeLiteral(request)})::text`,
      rowMode: "array",
    });
    this.held = { sub, answer: firstValues(results).at(-1) ?? "null" };
    return true;
  }

  /** Whether a call's transaction is open. */
  isHeld(): boolean {
    return this.held !== null;
  }

  async finishLate(sub: string, seq: number): Promise<CallResult> {
    const text = this.held?.answer ?? "null";
    await this.late.query("commit");
    this.held = null;
    return { ok: true, text, state: await this.read(sub, seq) };
  }

  private async giveUpLate(): Promise<void> {
    if (this.held === null) return;
    await this.late.query("rollback");
    this.held = null;
  }

  /** SQL for a call of one of the functions around replies. */
  callOf(name: string, ...values: (string | number)[]): string {
    const given = values.map((value) => escapeLiteral(String(value)));
    return `select public.${name}(${given.join(", ")})::text as answer`;
  }

  async read(user: string, seq: number): Promise<UserState> {
    const [state] = await this.run(this.readState(user, seq));
    return JSON.parse(state ?? "null") as UserState;
  }

  private readState(user: string, seq: number): string {
    return `execute read_state(${escapeLiteral(user)}, ${seq})`;
  }

  /** The first value of the first row of each statement, in one round trip. */
  private async run(sql: string): Promise<(string | null)[]> {
    return firstValues(await this.client.query({ text: sql, rowMode: "array" }));
  }

  async backUp(users: readonly string[]): Promise<Backup> {
    const backup = new Map<string, string>();
    for (const user of users) {
      const { rows } = await this.client.query<{ backup: string }>(BACK_UP, [user]);
      backup.set(user, rows[0]?.backup ?? "{}");
    }
    return backup;
  }

  /** The runbook of a restored server: the rows as they were, then a new epoch. */
  async restore(backup: Backup): Promise<void> {
    const { client } = this;
    await client.query("begin");
    for (const [user, content] of backup) {
      await client.query("delete from athro.reply_claims where user_id = $1", [user]);
      for (const name of ["athro.clocks", ...TABLE_NAMES.map((table) => `public.${table}`)]) {
        await client.query(`delete from ${name} where user_id = $1`, [user]);
        await client.query(
          `insert into ${name} select * from json_populate_recordset(null::${name}, $1::json -> $2)`,
          [content, name.slice(name.indexOf(".") + 1)],
        );
      }
    }
    await client.query("select athro.begin_epoch()");
    await client.query("commit");
  }
}

const beginAs = (sub: string, now: number): string => {
  const claims = JSON.stringify({ sub, role: "authenticated", aud: "authenticated" });
  return `begin; select set_config('request.jwt.claims', ${escapeLiteral(claims)}, true),
    set_config('simulation.now_ms', '${now}', true), set_config('role', 'authenticated', true)`;
};

/** Of the answer to a string of statements: the first value of the first row of each. */
const firstValues = (results: unknown): (string | null)[] =>
  (Array.isArray(results) ? results : [results]).map(
    (result: { rows: (string | null)[][] }) => result.rows[0]?.[0] ?? null,
  );

const failureOf = (error: unknown): CallResult => {
  if (!(error instanceof DatabaseError)) throw error;
  return { ok: false, code: error.code ?? "XX000", message: error.message };
};
