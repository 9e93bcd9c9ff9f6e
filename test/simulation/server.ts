/** The server: the project's own SQL in a real PostgreSQL, under the simulation's clock. */
import { type Client, DatabaseError } from "pg";
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
  | { ok: true; text: string }
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

export class Server {
  private readonly client: Client;

  constructor(client: Client) {
    this.client = client;
  }

  /** Gives the database the simulation's clock. Once for each database. */
  static async prepare(client: Client): Promise<void> {
    await client.query(`
      set timezone = 'UTC';
      create or replace function athro.now() returns timestamptz
      language sql volatile parallel safe
      set search_path = ''
      as $$
        select timestamptz 'epoch'
          + pg_catalog.current_setting('simulation.now_ms')::bigint * interval '1 millisecond'
      $$;
    `);
  }

  async addStudent(id: string): Promise<void> {
    await this.client.query("insert into auth.users (id, email) values ($1, $2)", [
      id,
      `${id}@example.org`,
    ]);
  }

  /** Takes the students out again, with all that is theirs. */
  async removeStudents(ids: readonly string[]): Promise<void> {
    await this.client.query("delete from auth.users where id = any ($1)", [ids]);
    await this.client.query("truncate realtime.messages");
  }

  /** One call of a function by a signed-in student, in a transaction of its own, as PostgREST would do it. */
  async call(sub: string, now: number, sql: string, values: unknown[]): Promise<CallResult> {
    const { client } = this;
    await client.query("begin");
    try {
      await client.query(
        `select set_config('request.jwt.claims', $1, true), set_config('simulation.now_ms', $2, true),
          set_config('role', 'authenticated', true)`,
        [JSON.stringify({ sub, role: "authenticated", aud: "authenticated" }), String(now)],
      );
      const { rows } = await client.query<{ answer: string }>(sql, values);
      await client.query("commit");
      return { ok: true, text: rows[0]?.answer ?? "null" };
    } catch (error) {
      await client.query("rollback");
      if (!(error instanceof DatabaseError)) throw error;
      return { ok: false, code: error.code ?? "XX000", message: error.message };
    }
  }

  sync(sub: string, now: number, request: string): Promise<CallResult> {
    return this.call(sub, now, "select public.sync($1::json)::text as answer", [request]);
  }

  /** A student's clock, and the row versions above `seq`; read by the simulation's own query, not by the page that devices get. */
  async read(user: string, seq: number): Promise<UserState> {
    const { rows } = await this.client.query<{ state: string }>(READ_STATE, [user, seq]);
    return JSON.parse(rows[0]?.state ?? "null") as UserState;
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
