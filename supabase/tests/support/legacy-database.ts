import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Client, Pool } from "pg";
import { inject } from "vitest";
import type { FreshDatabase } from "../../../test/support/database.ts";
import { prepareDatabase } from "../../local/migrate.ts";

/** The older Athro's schema, with what hosted Supabase grants by default. */
const OLD_SCHEMA = `
  create table public.chat_sessions (
    id uuid primary key default gen_random_uuid(),
    session_id text,
    user_id uuid references auth.users (id),
    athro_id text,
    messages jsonb default '[]',
    is_active boolean default true,
    created_at timestamptz default now(),
    updated_at timestamptz default now(),
    unique (user_id, athro_id, session_id)
  );
  create index idx_chat_sessions_user_athro on public.chat_sessions (user_id, athro_id);
  create index idx_chat_sessions_active on public.chat_sessions (user_id, athro_id) where is_active;
  create table public.user_preferences (
    id uuid primary key default gen_random_uuid(),
    user_id uuid references auth.users (id),
    preference_key text,
    preference_value jsonb,
    created_at timestamptz default now(),
    updated_at timestamptz default now(),
    unique (user_id, preference_key)
  );
  create function public.set_updated_at() returns trigger language plpgsql
  as $$ begin new.updated_at := now(); return new; end $$;
  create trigger set_updated_at before update on public.chat_sessions
  for each row execute function public.set_updated_at();
  create trigger set_updated_at before update on public.user_preferences
  for each row execute function public.set_updated_at();
  alter table public.chat_sessions enable row level security;
  alter table public.user_preferences enable row level security;
  create policy "own sessions" on public.chat_sessions for all to public using (auth.uid() = user_id);
  create policy "own preferences" on public.user_preferences for all to public using (auth.uid() = user_id);
`;

/** A row of the older chat_sessions; what is not given is as in the older app. */
export interface OldSessionRow {
  user: string | null;
  session_id?: string | null;
  athro_id?: string | null;
  messages?: unknown;
  is_active?: boolean | null;
  created_at?: string | null;
  updated_at?: string | null;
}

export interface OldDatabase extends FreshDatabase {
  /** Applies the migrations, which import at once what there is. */
  migrate(): Promise<void>;
}

/** A database of the test's own as the older Athro's project has it: its schema, and no migration yet. */
export const oldDatabase = async (): Promise<OldDatabase> => {
  const { url: base } = inject("cluster");
  const name = `old_${randomBytes(8).toString("hex")}`;
  await administer(base, `create database ${name}`);
  const url = new URL(base);
  url.pathname = `/${name}`;
  const pool = new Pool({ connectionString: url.href, max: 20 });
  // An idle client that is cut off, by a test or by drop, is no failure of the test.
  pool.on("error", () => undefined);
  const platform = await readFile(new URL("../../local/bootstrap.sql", import.meta.url), "utf8");
  await pool.query(`
    create schema supabase_migrations;
    create table supabase_migrations.schema_migrations (version text primary key, statements text[], name text);
  `);
  await pool.query(platform);
  await pool.query(OLD_SCHEMA);
  return {
    url: url.href,
    pool,
    migrate: () => prepareDatabase(url.href),
    drop: async () => {
      await pool.end();
      await administer(base, `drop database ${name} with (force)`);
    },
  };
};

const administer = async (url: string, sql: string): Promise<void> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};

/** Where the older app's tables are: before the migrations, and after them. */
export type Place = "public" | "athro_legacy";

export const addOldSession = async (
  pool: Pool,
  row: OldSessionRow,
  place: Place = "public",
): Promise<string> => {
  const { rows } = await pool.query<{ id: string }>(
    `insert into ${place}.chat_sessions (user_id, session_id, athro_id, messages, is_active, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    [
      row.user,
      row.session_id === undefined ? "s1" : row.session_id,
      row.athro_id === undefined ? "athro-maths" : row.athro_id,
      row.messages === undefined ? null : JSON.stringify(row.messages),
      row.is_active === undefined ? true : row.is_active,
      row.created_at === undefined ? "2024-04-05T19:34:38.901Z" : row.created_at,
      row.updated_at === undefined ? "2024-04-05T19:35:38.901Z" : row.updated_at,
    ],
  );
  return rows[0]?.id ?? "";
};

export const addOldPreference = async (
  pool: Pool,
  user: string | null,
  key: string | null,
  value: unknown,
  place: Place = "public",
): Promise<void> => {
  await pool.query(
    `insert into ${place}.user_preferences (user_id, preference_key, preference_value) values ($1, $2, $3)`,
    [user, key, JSON.stringify(value)],
  );
};

/** Calls the procedure until nothing waits, each call within the statement timeout that is given. */
export const importAll = async (url: string, statementTimeout = "2min"): Promise<number> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`set statement_timeout = '${statementTimeout}'`);
    for (let calls = 1; ; calls++) {
      const { rows } = await client.query<{ waiting: string }>("call athro.import_legacy()");
      if (rows[0]?.waiting === "0") return calls;
    }
  } finally {
    await client.end();
  }
};

export interface Left {
  name: string | null;
  reason: string;
  count: number;
  places: string[];
}

/** What the operator is told of a student's rows. */
export const leftOf = async (pool: Pool, student: string | null): Promise<Left[]> =>
  (
    await pool.query<Left>(
      `select name, reason, count, places from athro.legacy_report where user_id is not distinct from $1 order by name, reason`,
      [student],
    )
  ).rows;
