import { afterEach, expect, test } from "vitest";
import { prepareDatabase } from "../../supabase/local/migrate.ts";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";

const open: FreshDatabase[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((database) => database.drop()));
});

async function database(): Promise<FreshDatabase> {
  const made = await freshDatabase();
  open.push(made);
  return made;
}

test("databases of two tests are made at the same time and share nothing", async () => {
  const [one, other] = await Promise.all([database(), database()]);
  await one.pool.query("create table public.marks (n int)");
  const { rows } = await other.pool.query("select to_regclass('public.marks') as marks");
  expect(rows).toEqual([{ marks: null }]);
});

test("preparing a prepared database changes nothing", async () => {
  const { url, pool } = await database();
  const applied = "select version, name from supabase_migrations.schema_migrations order by 1";
  const before = await pool.query(applied);
  await Promise.all([prepareDatabase(url), prepareDatabase(url)]);
  expect((await pool.query(applied)).rows).toEqual(before.rows);
});

test("a database with a migration that this version lacks is refused", async () => {
  const { url, pool } = await database();
  await pool.query(
    "insert into supabase_migrations.schema_migrations (version, name) values ('99990101000000', 'later')",
  );
  await expect(prepareDatabase(url)).rejects.toThrow("99990101000000");
});

test("migrations run as a role that is no superuser, as on hosted Supabase", async () => {
  const { pool } = await database();
  const { rows } = await pool.query(
    "select rolname, rolsuper, rolbypassrls from pg_roles where rolname = current_user",
  );
  expect(rows).toEqual([{ rolname: "postgres", rolsuper: false, rolbypassrls: true }]);
});

test("identity helpers read the claims, and are null without any", async () => {
  const { pool } = await database();
  const sub = "6f5e4d3c-2b1a-4000-8000-000000000001";
  const read = "select auth.uid() as uid, auth.role() as role, auth.jwt() ->> 'email' as email";
  expect((await pool.query(read)).rows).toEqual([{ uid: null, role: null, email: null }]);
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query("select set_config('request.jwt.claims', $1, true)", [
      JSON.stringify({ sub, role: "authenticated", email: "a@example.org" }),
    ]);
    await client.query("set local role authenticated");
    expect((await client.query(read)).rows).toEqual([
      { uid: sub, role: "authenticated", email: "a@example.org" },
    ]);
    await client.query("rollback");
  } finally {
    client.release();
  }
});

test("a bootstrap of another version runs again, keeps the data, and leaves to migrations what they decided", async () => {
  const { url, pool } = await database();
  const { rows } = await pool.query(
    "insert into auth.users (email) values ('kept@example.org') returning id",
  );
  const digest = await pool.query("select digest from supabase_migrations.local_bootstrap");
  await pool.query("update supabase_migrations.local_bootstrap set digest = 'an older one'");
  await prepareDatabase(url);
  expect((await pool.query("select digest from supabase_migrations.local_bootstrap")).rows).toEqual(
    digest.rows,
  );
  expect((await pool.query("select id from auth.users")).rows).toEqual(rows);
  await pool.query("create table public.marks (n int)");
  const rights = await pool.query("select has_table_privilege('anon', 'public.marks', 'insert')");
  expect(rights.rows).toEqual([{ has_table_privilege: false }]);
});

test.each(["anon", "authenticated", "service_role"])(
  "%s reads no account and no session",
  async (role) => {
    const { pool } = await database();
    for (const table of ["users", "sessions", "refresh_tokens"]) {
      const { rows } = await pool.query("select has_table_privilege($1, $2, 'select') as may", [
        role,
        `auth.${table}`,
      ]);
      expect(rows).toEqual([{ may: false }]);
    }
  },
);
