import { afterAll, beforeAll, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "../../test/support/database.ts";
import { CHECKS, runChecks } from "../lint/checks.ts";
import { isOurs, runPublished } from "../lint/published.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

test("the migrations leave nothing for the catalogue's checks to find", async () => {
  const client = await database.pool.connect();
  try {
    expect(await runChecks(client)).toEqual([]);
  } finally {
    client.release();
  }
});

const notes = `
  create table athro.notes (user_id uuid primary key references auth.users (id) on delete cascade);
  comment on table athro.notes is 'Notes.';
`;
const shownNotes = `
  create table public.notes (user_id uuid primary key);
  comment on table public.notes is 'Notes.';
  alter table public.notes enable row level security;
  create policy mine on public.notes for select to authenticated using ((select auth.uid()) = user_id);
`;

/** What each check is there to find. */
const mistakes: Record<string, [sql: string, place: string]> = {
  "a foreign key whose columns begin no index": [
    `${notes} alter table athro.notes add column clock uuid constraint to_clock references athro.clocks (user_id);`,
    "athro.notes: to_clock",
  ],
  "a foreign key to a column of auth that is no primary key": [
    `${notes} alter table athro.notes add column email text unique constraint to_email references auth.users (email);`,
    "athro.notes: to_email",
  ],
  "a table without a primary key": [
    `${notes} alter table athro.notes drop constraint notes_pkey cascade; create index on athro.notes (user_id);`,
    "athro.notes",
  ],
  "a table without a comment": [`${notes} comment on table athro.notes is null;`, "athro.notes"],
  "two indexes that are the same": [
    "create unique index again on public.preferences (user_id, seq);",
    "public.preferences",
  ],
  "a table of the API without row level security": [
    `${shownNotes} drop policy mine on public.notes; alter table public.notes disable row level security;`,
    "public.notes",
  ],
  "a table with row level security and no policy": [
    `${shownNotes} drop policy mine on public.notes;`,
    "public.notes",
  ],
  "a policy on a table without row level security": [
    `${notes} create policy mine on athro.notes for select to authenticated using ((select auth.uid()) = user_id);`,
    "mine on athro.notes",
  ],
  "two permissive policies for one role and operation": [
    `${shownNotes} create policy more on public.notes to authenticated using ((select auth.uid()) = user_id);`,
    "public.notes authenticated r",
  ],
  "a policy that asks for each row who the caller is": [
    `${shownNotes} alter policy mine on public.notes using (auth.uid() = user_id);`,
    "mine on public.notes",
  ],
  "a policy that lets anyone write": [
    `${shownNotes} create policy more on public.notes for insert to authenticated with check (true);`,
    "more on public.notes",
  ],
  "a policy that trusts what users write about themselves": [
    `${shownNotes} alter policy mine on public.notes
       using ((select auth.jwt()) #>> '{user_metadata,uid}' = user_id::text);`,
    "mine on public.notes",
  ],
  "a function whose search_path is not empty": [
    "create function athro.loose() returns int language sql as 'select 1';",
    "athro.loose()",
  ],
  "a function of the API that runs as its owner": [
    `create function public.strong() returns int language sql security definer set search_path = '' as 'select 1';
     grant execute on function public.strong() to authenticated;`,
    "strong()",
  ],
  "a function that callers without an account can run": [
    "grant execute on function public.sync(json) to anon;",
    "sync(json)",
  ],
  "a view that reads as its owner": [
    "create view public.titles as select title from public.chat_sessions;",
    "public.titles",
  ],
  "a materialised view or foreign table in the API": [
    "create materialized view public.titles as select title from public.chat_sessions;",
    "public.titles",
  ],
  "a table that clients can write": [
    "grant update on public.preferences to authenticated;",
    "public.preferences: authenticated",
  ],
  "a column whose type an upgrade of the server cannot carry over": [
    `${notes} alter table athro.notes add column made_by regproc;`,
    "athro.notes.made_by",
  ],
  "an extension in public": [
    'drop extension "uuid-ossp"; create extension "uuid-ossp" schema public;',
    "uuid-ossp",
  ],
};

test.each(Object.keys(CHECKS))("found by the check for it: %s", async (name) => {
  const [sql, place] = mistakes[name] ?? [];
  const client = await database.pool.connect();
  try {
    await client.query("begin");
    await client.query(sql ?? "");
    expect(await runChecks(client)).toContainEqual({ name, place });
  } finally {
    await client.query("rollback");
    client.release();
  }
});

test("a published linter's findings are read from whichever statement gives them, and those on the platform's schemas are not ours", async () => {
  const rows = [
    ["loose_function", "WARN", "Function \\`athro.f\\`", { schema: "athro" }],
    ["multiple_policies", "WARN", "Table", { schema: "realtime" }],
    ["loose_function", "WARN", "Function", { schema: "auth" }],
    ["unused_index", "INFO", "Index", { schema: "public" }],
    ["extension_old", "WARN", "Extension", {}],
  ];
  const sql = `set local search_path = '';
    select x ->> 0 as name, x ->> 1 as level, x ->> 2 as detail, x -> 3 as metadata
    from json_array_elements('${JSON.stringify(rows)}') x
    where current_setting('pgrst.db_schemas') = 'public';
    select 1 as one;`;
  const client = await database.pool.connect();
  try {
    const findings = await runPublished(client, sql);
    expect(findings).toHaveLength(5);
    expect(findings[0]).toEqual({
      name: "loose_function",
      level: "WARN",
      detail: "Function `athro.f`",
      schema: "athro",
    });
    expect(findings.map(isOurs)).toEqual([true, true, false, false, false]);
    await expect(runPublished(client, "select 1 as one")).rejects.toThrow("no statement answers");
    await expect(runPublished(client, "create table t ()")).rejects.toMatchObject({
      code: "25006",
    });
  } finally {
    client.release();
  }
});
