import { afterAll, beforeAll, expect, test } from "vitest";
import { FIELD_GROUPS, TABLE_NAMES } from "../../src/model/tables.ts";
import { type FreshDatabase, freshDatabase } from "../../test/support/database.ts";
import { addDevice, addDevices } from "./support/device.ts";
import {
  change,
  newEvent,
  newMessage,
  newOverride,
  newPreference,
  newSession,
} from "./support/records.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const all = async <T>(sql: string): Promise<T[]> => (await database.pool.query(sql)).rows as T[];

test("row level security is on in every table of public", async () => {
  const tables = await all<{ relname: string; relrowsecurity: boolean }>(
    `select relname, relrowsecurity from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f') order by 1`,
  );
  expect(tables).toEqual(
    [...TABLE_NAMES].toSorted().map((relname) => ({ relname, relrowsecurity: true })),
  );
});

test("the only policies are one for reading on each table, and one for hearing pokes", async () => {
  const policies = await all<{ place: string; cmd: string; roles: string; qual: string }>(
    `select schemaname || '.' || tablename as place, cmd, roles::text, qual from pg_policies order by 1`,
  );
  expect(policies.map(({ place, cmd, roles }) => `${place} ${cmd} ${roles}`)).toEqual(
    [...TABLE_NAMES.map((name) => `public.${name}`), "realtime.messages"]
      .toSorted()
      .map((place) => `${place} SELECT {authenticated}`),
  );
  for (const { qual } of policies) expect(qual).toContain("auth.uid()");
});

test("clients may read the tables of public, and nothing else of them", async () => {
  const granted = await all<{ granted: string }>(
    `select format('%s %s %s', r.rolname, c.oid::regclass, p.privilege) as granted
     from pg_class c
     cross join (values ('anon'), ('authenticated'), ('service_role'), ('public')) as r (rolname)
     cross join (values ('select'), ('insert'), ('update'), ('delete'), ('truncate'), ('references'), ('trigger'))
       as p (privilege)
     where c.relnamespace in ('public'::regnamespace, 'athro'::regnamespace) and c.relkind in ('r', 'p', 'v', 'm', 'f')
       and has_table_privilege(r.rolname, c.oid, p.privilege)`,
  );
  expect(granted.map((one) => one.granted.replace("public.", "")).toSorted()).toEqual(
    TABLE_NAMES.flatMap((name) => [
      `authenticated ${name} select`,
      `service_role ${name} select`,
    ]).toSorted(),
  );
});

test("no function can be executed but those behind the API and what they wrap; by a visitor, only what became of an account", async () => {
  const granted = await all<{ granted: string }>(
    `select format('%s %s.%s', r.rolname, n.nspname, p.proname) as granted
     from pg_proc p
     join pg_namespace n on n.oid = p.pronamespace
     cross join (values ('anon'), ('authenticated'), ('service_role'), ('public')) as r (rolname)
     where n.nspname in ('public', 'athro') and has_function_privilege(r.rolname, p.oid, 'execute')`,
  );
  expect(granted.map((one) => one.granted).toSorted()).toEqual(
    [
      ...[
        "sync",
        "claim_reply",
        "write_reply",
        "save_reply",
        "release_reply",
        "stop_reply",
        "delete_account",
        "push_offer",
        "save_push",
        "drop_push",
      ].map((name) => `authenticated ${name}`),
      "anon account_state",
      "authenticated account_state",
      // The Edge Function that sends reminders runs these, and no one else.
      ...["take_push_work", "claim_pushes", "finish_pushes"].map((name) => `service_role ${name}`),
    ]
      .flatMap((one) => ["public", "athro"].map((schema) => one.replace(" ", ` ${schema}.`)))
      .toSorted(),
  );
});

test("every function has an empty search_path; those that run as their owner are those behind the API", async () => {
  const functions = await all<{ name: string; definer: boolean; config: string[] | null }>(
    `select p.oid::regprocedure::text as name, p.prosecdef as definer, p.proconfig as config
     from pg_proc p where p.pronamespace in ('public'::regnamespace, 'athro'::regnamespace)`,
  );
  expect(functions.length).toBeGreaterThan(20);
  for (const { name, config } of functions)
    expect({ name, config }).toEqual({
      name,
      config: expect.arrayContaining(['search_path=""']),
    });
  expect(functions.flatMap(({ name, definer }) => (definer ? [name] : [])).toSorted()).toEqual([
    "athro.account_state(uuid)",
    "athro.claim_pushes(uuid,json)",
    "athro.claim_reply(uuid,integer)",
    "athro.delete_account()",
    "athro.drop_push(text)",
    "athro.finish_pushes(uuid,bigint,bigint,json,json,uuid[])",
    "athro.push_offer()",
    "athro.release_reply(uuid,uuid)",
    "athro.save_push(text,text,text,text,text)",
    "athro.save_reply(uuid,uuid,text,text)",
    "athro.stop_reply(uuid,integer)",
    "athro.sync(json)",
    "athro.take_push_work(text,integer)",
    "athro.write_reply(uuid,uuid,text)",
  ]);
});

test("what is made in public later is granted to no one", async () => {
  const client = await database.pool.connect();
  try {
    await client.query("begin");
    await client.query("create table public.later (n int); create sequence public.later_seq");
    const { rows } = await client.query(
      `select r.rolname,
         has_table_privilege(r.rolname, 'public.later', 'select, insert, update, delete') as table,
         has_sequence_privilege(r.rolname, 'public.later_seq', 'usage, select, update') as sequence
       from (values ('anon'), ('authenticated'), ('service_role')) as r (rolname)`,
    );
    expect(rows).toEqual(
      ["anon", "authenticated", "service_role"].map((rolname) => ({
        rolname,
        table: false,
        sequence: false,
      })),
    );
    await client.query("rollback");
  } finally {
    client.release();
  }
});

test("every table has a comment, a primary key that begins with the user, and one row per seq", async () => {
  const tables = await all<{ name: string; comment: string | null; key: string; unique: boolean }>(
    `select c.relname as name, obj_description(c.oid) as comment,
       (select pg_get_constraintdef(k.oid) from pg_constraint k where k.conrelid = c.oid and k.contype = 'p') as key,
       exists (
         select from pg_index i where i.indrelid = c.oid and i.indisunique
           and pg_get_indexdef(i.indexrelid) like '%(user_id, seq)'
       ) as unique
     from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`,
  );
  for (const { name, comment, key, unique } of tables)
    expect({ name, key, unique, commented: comment !== null }).toEqual({
      name,
      key: "PRIMARY KEY (user_id, id)",
      unique: true,
      commented: true,
    });
});

test("the registry is FIELD_GROUPS, and each of its columns is there", async () => {
  const groups = await all<{ table_name: string; field_group: string; columns: string[] }>(
    "select table_name, field_group, columns from athro.field_groups",
  );
  const registry: Record<string, Record<string, string[]>> = {};
  for (const { table_name, field_group, columns } of groups)
    (registry[table_name] ??= {})[field_group] = columns;
  expect(registry).toEqual(FIELD_GROUPS);
  const columns = await all<{ name: string }>(
    `select c.table_name || '.' || c.column_name as name
     from information_schema.columns c where c.table_schema = 'public'`,
  );
  const names = columns.map((one) => one.name);
  for (const [table, tableGroups] of Object.entries(FIELD_GROUPS))
    for (const column of Object.values(tableGroups).flat())
      expect(names).toContain(`${table}.${column}`);
});

test("every column of the registry travels, with the version and nothing else", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const event = newEvent();
  await device.push(
    newSession(),
    newMessage(),
    event,
    newOverride(event.id),
    newPreference("p", 1),
  );
  await addDevice(database.pool, device.student, "phone").push(
    change(event, "title", { title: "Rival" }),
  );
  const rows = await device.pull();
  expect(rows.map(({ table }) => table).toSorted()).toEqual([...TABLE_NAMES].toSorted());
  for (const { table, row } of rows) {
    const groups: Record<string, readonly string[]> =
      Object.entries(FIELD_GROUPS).find(([name]) => name === table)?.[1] ?? {};
    expect({ table, columns: Object.keys(row).toSorted() }).toEqual({
      table,
      columns: ["id", "seq", "stamps", "extra", ...Object.values(groups).flat()].toSorted(),
    });
  }
});

test("every foreign key's columns lead an index", async () => {
  const missing = await all(
    `select k.conrelid::regclass::text as table, k.conname
     from pg_constraint k
     where k.contype = 'f' and k.connamespace in ('public'::regnamespace, 'athro'::regnamespace)
       and not exists (
         select from pg_index i where i.indrelid = k.conrelid and i.indkey[0] = k.conkey[1] and i.indpred is null
       )`,
  );
  expect(missing).toEqual([]);
});
