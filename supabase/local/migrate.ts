/** Brings a database to where hosted Supabase would be: what it starts with, then this app's migrations. */
import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { Client, DatabaseError, escapeLiteral } from "pg";
import { StartupError } from "./startup-error.ts";

const BOOTSTRAP = new URL("bootstrap.sql", import.meta.url);
const MIGRATIONS = new URL("../migrations/", import.meta.url);
/** Any fixed number: two backends on one DATABASE_URL prepare it one after the other. */
const LOCK_KEY = 7_364_021;

interface Migration {
  /** The digits that the file name begins with, as the Supabase CLI counts them. */
  version: string;
  name: string;
  file: string;
}

/**
 * Idempotent. Each migration runs in a transaction of its own and is recorded where the Supabase CLI records it. A database
 * that Supabase itself made (it has a schema `auth` that is not ours) gets the migrations only.
 *
 * @throws StartupError naming the file and line of a migration that fails.
 */
export async function prepareDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    const { host, port, database } = client;
    const reason = error instanceof Error && error.message !== "" ? error.message : String(error);
    throw new StartupError(`Cannot connect to ${database} at ${host}:${port} (${reason}).`);
  }
  try {
    await client.query("select pg_advisory_lock($1)", [LOCK_KEY]);
    await client.query(`
      create schema if not exists supabase_migrations;
      create table if not exists supabase_migrations.schema_migrations (
        version text primary key, statements text[], name text
      );
      create table if not exists supabase_migrations.local_bootstrap (digest text primary key);
    `);
    await bootstrap(client);
    await migrate(client);
  } finally {
    await client.end();
  }
}

async function bootstrap(client: Client): Promise<void> {
  const sql = await readFile(BOOTSTRAP, "utf8");
  const digest = createHash("sha256").update(sql).digest("hex");
  const { rows } = await client.query<{ digest: string | null; foreign: boolean }>(`
    select
      (select digest from supabase_migrations.local_bootstrap) as digest,
      to_regnamespace('auth') is not null as foreign
  `);
  const state = rows[0];
  if (state?.digest === digest || (state?.digest === null && state.foreign)) return;
  await apply(client, "bootstrap.sql", sql, [
    "delete from supabase_migrations.local_bootstrap",
    `insert into supabase_migrations.local_bootstrap values ('${digest}')`,
  ]);
}

async function migrate(client: Client): Promise<void> {
  const migrations = await listMigrations();
  const { rows } = await client.query<{ version: string }>(
    "select version from supabase_migrations.schema_migrations",
  );
  const applied = new Set(rows.map((row) => row.version));
  const known = new Set(migrations.map((migration) => migration.version));
  const unknown = [...applied].find((version) => !known.has(version));
  if (unknown !== undefined) {
    throw new StartupError(
      `The database holds migration ${unknown}, which this version of Athro does not have: it belongs to another version.`,
    );
  }
  for (const { version, name, file } of migrations) {
    if (applied.has(version)) continue;
    const sql = await readFile(new URL(file, MIGRATIONS), "utf8");
    await apply(client, file, sql, [
      `insert into supabase_migrations.schema_migrations (version, name, statements)
       values (${escapeLiteral(version)}, ${escapeLiteral(name)}, array[${escapeLiteral(sql)}])`,
    ]);
  }
}

async function listMigrations(): Promise<Migration[]> {
  const files = (await readdir(MIGRATIONS).catch(() => [])).filter((file) => file.endsWith(".sql"));
  return files.sort().map((file) => {
    const match = /^(\d+)_(.+)\.sql$/.exec(file);
    if (match === null) {
      throw new StartupError(`supabase/migrations/${file} is not named <digits>_<name>.sql.`);
    }
    const [, version = "", name = ""] = match;
    return { version, name, file };
  });
}

async function apply(client: Client, file: string, sql: string, records: string[]): Promise<void> {
  await client.query("begin");
  try {
    await client.query(sql);
    // A migration may set its own search_path or role for its transaction.
    for (const record of records) await client.query(record);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    if (!(error instanceof DatabaseError)) throw error;
    const line = sql.slice(0, Number(error.position ?? 0)).split("\n").length;
    const where = error.position === undefined ? (error.where ?? "") : `line ${line}`;
    throw new StartupError(
      `${file} failed: ${error.message} (${[error.code, error.detail, error.hint, where].filter(Boolean).join("; ")})`,
    );
  }
}
