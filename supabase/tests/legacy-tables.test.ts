import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "../../test/support/database.ts";
import { runChecks } from "../lint/checks.ts";
import { addDevice } from "./support/device.ts";
import {
  addOldPreference,
  addOldSession,
  type OldDatabase,
  oldDatabase,
} from "./support/legacy-database.ts";
import { actAs, addStudent, anonymous, type Persona, studentPersona } from "./support/persona.ts";
import { newMessage } from "./support/records.ts";

let database: OldDatabase;
let student: string;
beforeAll(async () => {
  database = await oldDatabase();
  student = await addStudent(database.pool);
  await database.pool.query(
    `grant select (athro_id) on public.chat_sessions to anon;
     grant all on public.user_preferences to public;
     create index on public.chat_sessions (athro_id)`,
  );
  await addOldSession(database.pool, {
    user: student,
    messages: [{ role: "user", content: "Hi" }],
  });
  await addOldPreference(database.pool, student, "athro_confidence", { "athro-maths": 5 });
  await database.migrate();
});
afterAll(() => database.drop());

const all = async <T>(sql: string, values: unknown[] = []): Promise<T[]> =>
  (await database.pool.query(sql, values)).rows as T[];

const OLD = ["chat_sessions", "user_preferences"] as const;

test("the older tables are put where the API does not reach, and the new ones take their place", async () => {
  expect(
    await all(
      `select n.nspname || '.' || c.relname as place, c.relrowsecurity as rls,
         exists (select from pg_policy p where p.polrelid = c.oid) as policies,
         coalesce((select array_agg(distinct a.grantee) from aclexplode(c.relacl) a where a.grantee <> c.relowner), '{}') as grantees,
         exists (select from pg_attribute a where a.attrelid = c.oid and a.attacl is not null and a.attacl <> '{}') as columns
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relname = any ($1) and c.relkind = 'r' and n.nspname = 'athro_legacy' order by 1`,
      [OLD],
    ),
  ).toEqual(
    OLD.map((name) => ({
      place: `athro_legacy.${name}`,
      rls: true,
      policies: false,
      grantees: [],
      columns: false,
    })),
  );
  expect(await all("select to_regclass('public.user_preferences') as old")).toEqual([
    { old: null },
  ]);
  expect(
    await all(
      "select nspacl is null or array_length(nspacl, 1) = 1 as closed from pg_namespace where nspname = 'athro_legacy'",
    ),
  ).toEqual([{ closed: true }]);
});

describe.each([
  ["anonymous", () => anonymous],
  ["the student whose rows they are", () => studentPersona(student)],
  [
    "the service's own role",
    (): Persona => ({ role: "service_role", claims: { role: "service_role" } }),
  ],
] as const)("[G5] %s", (_, persona) => {
  test.each([
    ...OLD.flatMap((name) => [
      `select from athro_legacy.${name}`,
      `insert into athro_legacy.${name} default values`,
      `update athro_legacy.${name} set user_id = null`,
      `delete from athro_legacy.${name}`,
      `truncate athro_legacy.${name}`,
    ]),
    "select from athro.legacy_report",
    "call athro.import_legacy()",
    "select athro.import_legacy_batch(gen_random_uuid())",
    "select athro.import_legacy_sessions(gen_random_uuid(), '{}', now(), 0)",
    "select athro.pass_legacy_rows(null, now())",
    "select athro.next_legacy_student(null)",
    "select athro.count_waiting_legacy_rows()",
  ])("is refused: %s", async (statement) => {
    await expect(
      actAs(database.pool, persona(), (client) => client.query(statement)),
    ).rejects.toMatchObject({ code: "42501" });
  });
});

test("what was imported at once is the student's to read, and left the older rows as they were but for the mark", async () => {
  const { rows } = await actAs(database.pool, studentPersona(student), (client) =>
    client.query("select title, athro_id from public.chat_sessions"),
  );
  expect(rows).toEqual([{ title: "Hi", athro_id: "athro-maths" }]);
  expect(
    await all(
      `select messages, updated_at, athro_moved_at is not null as moved, athro_left_out as left from athro_legacy.chat_sessions`,
    ),
  ).toEqual([
    {
      messages: [{ role: "user", content: "Hi" }],
      updated_at: new Date("2024-04-05T19:35:38.901Z"),
      moved: true,
      left: null,
    },
  ]);
});

test("what a student had in the older tables goes with the account", async () => {
  const other = await addStudent(database.pool);
  await addOldSession(database.pool, { user: other }, "athro_legacy");
  await addOldPreference(database.pool, other, "theme", "dark", "athro_legacy");
  await database.pool.query("delete from auth.users where id = $1", [other]);
  for (const name of OLD)
    expect(await all(`select from athro_legacy.${name} where user_id = $1`, [other])).toEqual([]);
});

/** But for the older app's own trigger function. */
const findingsIn = async ({ pool }: FreshDatabase): Promise<string[]> => {
  const client = await pool.connect();
  try {
    const findings = await runChecks(client);
    return findings
      .filter(({ place }) => place !== "set_updated_at()")
      .map(({ name, place }) => `${place}: ${name}`);
  } finally {
    client.release();
  }
};

test("the catalogue's checks find nothing but the procedure, which could not commit with a search_path of its own", async () => {
  const fresh = await freshDatabase();
  try {
    const usual = new Set(await findingsIn(fresh));
    expect((await findingsIn(database)).filter((one) => !usual.has(one))).toEqual([
      "athro.import_legacy(bigint,interval): a function whose search_path is not empty",
    ]);
  } finally {
    await fresh.drop();
  }
});

describe("where there is nothing older", () => {
  let fresh: FreshDatabase;
  beforeAll(async () => {
    fresh = await freshDatabase();
  });
  afterAll(() => fresh.drop());

  const traces = async () =>
    (
      await fresh.pool.query(
        `select to_regnamespace('athro_legacy') as schema, to_regclass('athro.legacy_report') as report,
           (select count(*)::integer from pg_proc where prokind = 'p' and pronamespace = 'athro'::regnamespace) as procedures`,
      )
    ).rows;

  test("nothing of it is made", async () => {
    expect(await traces()).toEqual([{ schema: null, report: null, procedures: 0 }]);
  });

  test("a database that has the new tables already keeps them, if the first migration comes late", async () => {
    const sql = await readFile(
      new URL("../migrations/20261122220050_legacy_tables.sql", import.meta.url),
      "utf8",
    );
    await fresh.pool.query(sql);
    expect(await traces()).toEqual([{ schema: null, report: null, procedures: 0 }]);
    await fresh.pool.query("select seq, title from public.chat_sessions");
  });
});

test("a project with preferences alone, in a table with fewer columns, is moved too", async () => {
  const partial = await oldDatabase();
  try {
    await partial.pool.query(
      "drop table public.chat_sessions; alter table public.user_preferences drop column id, drop column updated_at",
    );
    const user = await addStudent(partial.pool);
    await addOldPreference(partial.pool, user, "theme", { mode: "dark" });
    await partial.migrate();
    const { rows } = await partial.pool.query("select name, value from public.preferences");
    expect(rows).toEqual([{ name: "legacy:theme", value: { mode: "dark" } }]);
  } finally {
    await partial.drop();
  }
});

test("a view over an older table, which would leave a way in, stops the migration before it changes anything", async () => {
  const viewed = await oldDatabase();
  try {
    await viewed.pool.query(
      "create view public.active as select * from public.chat_sessions where is_active",
    );
    await expect(viewed.migrate()).rejects.toThrow(
      "public.chat_sessions is read by active: drop that first",
    );
    await viewed.pool.query("select messages from public.active");
    await viewed.pool.query("drop view public.active");
    await viewed.migrate();
    await viewed.pool.query("select messages from athro_legacy.chat_sessions");
  } finally {
    await viewed.drop();
  }
});

test("the operator can drop all that is older, and the app goes on", async () => {
  const done = await oldDatabase();
  try {
    const user = await addStudent(done.pool);
    await addOldSession(done.pool, { user, messages: [{ role: "user", content: "Hi" }] });
    await done.migrate();
    await done.pool.query(
      "drop procedure athro.import_legacy; drop view athro.legacy_report; drop schema athro_legacy cascade",
    );
    const laptop = addDevice(done.pool, user, "laptop");
    await laptop.push(newMessage());
    expect((await laptop.pull()).map(({ table }) => table)).toEqual([
      "chat_sessions",
      "chat_messages",
      "chat_messages",
    ]);
    await done.pool.query("delete from auth.users where id = $1", [user]);
    await done.migrate();
  } finally {
    await done.drop();
  }
});
