import { afterAll, beforeAll, expect, test } from "vitest";
import { importLegacy } from "../../src/store/import-legacy.ts";
import { digestOf } from "../../src/sync/digest.ts";
import { FakeStorage } from "../../test/support/legacy-storage.ts";
import { openTestStore } from "../../test/support/store.ts";
import { addDevice, stateOf } from "./support/device.ts";
import { importAll, type OldDatabase, oldDatabase } from "./support/legacy-database.ts";
import {
  expectedOfPreference,
  expectedOfSession,
  expectRecords,
} from "./support/legacy-expected.ts";
import { fillSchool, type School, studentOf } from "./support/legacy-school.ts";

const SCHOOL: School = { students: 1_000, sessionsEach: 20, messagesEach: 20 };
/** Of hosted Supabase's API roles; its role `postgres` has 2 min. */
const STATEMENT_TIMEOUT = "8s";

interface Sum {
  sessions: string;
  texts: string;
  checksum: string;
}

/**
 * What was said, whoever keeps it: of each session, all that each role said in it, in order and put together. How it is cut into messages,
 * and what ids it has, takes no part.
 */
const sumOf = async (spoken: string): Promise<Sum> => {
  const { rows } = await database.pool.query<Sum>(`
    with spoken as (${spoken}),
    texts as (
      select distinct student, role, md5(string_agg(content, '' order by place)) as text, min(session) as session
      from spoken group by student, session, role
    )
    select (select count(distinct (student, session)) from texts)::text as sessions, count(*)::text as texts,
      sum(('x' || substr(md5(concat_ws(' ', student, role, text)), 1, 15))::bit(60)::bigint)::text as checksum
    from texts`);
  const sum = rows[0];
  if (sum === undefined) throw new Error("no sum");
  return sum;
};

const spokenIn = (schema: "public" | "athro_legacy") => `
  select s.user_id as student, s.id::text as session, e.value ->> 'role' as role, e.value ->> 'content' as content, e.place
  from ${schema}.chat_sessions s
  cross join lateral jsonb_array_elements(case jsonb_typeof(s.messages) when 'array' then s.messages else '[]' end)
    with ordinality e (value, place)
  where jsonb_typeof(e.value) = 'object' and e.value ->> 'role' <> 'robot' and e.value ->> 'content' <> ''
    and s.athro_id <> 'Mathematics'`;

const countOf = async (sql: string): Promise<number> =>
  Number((await database.pool.query<{ n: string }>(`select count(*) as n from ${sql}`)).rows[0]?.n);

const countWaiting = async (): Promise<number> =>
  (await countOf("athro_legacy.chat_sessions where athro_moved_at is null")) +
  (await countOf("athro_legacy.user_preferences where athro_moved_at is null"));

let database: OldDatabase;
let before: Sum;
let waiting: number;
beforeAll(async () => {
  database = await oldDatabase();
  await fillSchool(database.pool, SCHOOL);
  before = await sumOf(spokenIn("public"));
  await database.migrate();
  waiting = await countWaiting();
  await importAll(database.url, STATEMENT_TIMEOUT);
}, 300_000);
afterAll(() => database.drop());

test("a migration leaves a large project's rows to the procedure, which moves them in statements that hosted Supabase lets run", async () => {
  expect(waiting).toBe(SCHOOL.students * (SCHOOL.sessionsEach + 2));
  // A call that took longer than the timeout would have failed.
  expect(await countWaiting()).toBe(0);
});

test("all that was said before is there afterwards, and what it came from is as it was", async () => {
  const after = await sumOf(`
    select m.user_id as student, m.session_id::text as session, m.role, m.content, m.order_key as place
    from public.chat_messages m`);
  expect(after).toEqual(before);
  expect(Number(after.sessions)).toBeGreaterThan(SCHOOL.students * SCHOOL.sessionsEach * 0.95);
  expect(await sumOf(spokenIn("athro_legacy"))).toEqual(before);
  expect(await countOf("public.chat_sessions")).toBe(Number(before.sessions));
});

test("what could not be moved is listed, each of it", async () => {
  const { rows } = await database.pool.query(
    "select table_name, reason, sum(count)::integer as count from athro.legacy_report group by 1, 2 order by 1, 2",
  );
  const elements = `athro_legacy.chat_sessions s cross join lateral jsonb_array_elements(
    case jsonb_typeof(s.messages) when 'array' then s.messages else '[]' end) e`;
  const events = `athro_legacy.user_preferences p cross join lateral jsonb_array_elements(p.preference_value) e
    where p.preference_key = 'calendar_events'`;
  expect(rows).toEqual([
    {
      table_name: "chat_sessions",
      reason: "message",
      count: await countOf(
        `${elements} where jsonb_typeof(e) <> 'object' or e ->> 'role' = 'robot'`,
      ),
    },
    {
      table_name: "chat_sessions",
      reason: "shape",
      count: await countOf("athro_legacy.chat_sessions where jsonb_typeof(messages) <> 'array'"),
    },
    {
      table_name: "user_preferences",
      reason: "date",
      count: await countOf(`${events} and e ->> 'title' = 'No start'`),
    },
    {
      table_name: "user_preferences",
      reason: "event",
      count: await countOf(`${events} and jsonb_typeof(e) = 'string'`),
    },
    { table_name: "user_preferences", reason: "number", count: SCHOOL.students },
  ]);
  for (const { count } of rows as { count: number }[]) expect(count).toBeGreaterThan(10);
});

test("[O1] [E3] every student's clock stands at the number of rows, each with a seq of its own, and the digest is theirs", async () => {
  const { rows } = await database.pool.query<{
    rows: number;
    seqs: number;
    top: number;
    seq: number;
    digest: number;
  }>(`
    select count(*)::integer as rows, count(distinct r.seq)::integer as seqs, max(r.seq)::integer as top,
      c.seq::integer, c.digest::float8
    from (
      select user_id, seq from public.chat_sessions union all select user_id, seq from public.chat_messages
      union all select user_id, seq from public.calendar_events union all select user_id, seq from public.preferences
    ) r
    join athro.clocks c on c.user_id = r.user_id
    group by c.user_id`);
  expect(rows).toHaveLength(SCHOOL.students);
  const digests = [0];
  for (let seq = 1; seq <= Math.max(...rows.map((one) => one.top)); seq++)
    digests.push(((digests.at(-1) ?? 0) + digestOf(seq)) % 2 ** 48);
  for (const one of rows)
    expect(one).toEqual({
      rows: one.seq,
      seqs: one.seq,
      top: one.seq,
      seq: one.seq,
      digest: digests[one.seq],
    });
});

interface OldRow {
  session_id: string;
  athro_id: string;
  messages: unknown;
  is_active: boolean | null;
  created_at: string | null;
  updated_at: string | null;
}

const oldRowsOf = async (student: string) => {
  const { rows: sessions } = await database.pool.query<{ row: OldRow }>(
    `select to_jsonb(s) as row from athro_legacy.chat_sessions s
     where user_id = $1 order by is_active is distinct from false, created_at, id`,
    [student],
  );
  const { rows: preferences } = await database.pool.query<{ key: string; value: unknown }>(
    `select preference_key as key, preference_value as value from athro_legacy.user_preferences where user_id = $1`,
    [student],
  );
  return { sessions: sessions.map(({ row }) => row), preferences };
};

/** Spread over the school. */
const SOME = [1, 401, 707].map(studentOf);

test.each(SOME)("[M4] a student has the very records that a device makes: %s", async (student) => {
  const { sessions, preferences } = await oldRowsOf(student);
  const records = [
    ...sessions.map((row) => expectedOfSession({ ...row, user: student })),
    ...preferences.map(({ key, value }) => expectedOfPreference(student, key, value)),
  ].flatMap((one) => one.records);
  expect(records.length).toBeGreaterThan(300);
  await expectRecords(database.pool, student, records);
});

test.each(SOME)("[M4] [I1] a device's own import afterwards adds nothing: %s", async (student) => {
  const { sessions, preferences } = await oldRowsOf(student);
  const calendar = preferences.find(({ key }) => key === "calendar_events")?.value;
  const storage = new FakeStorage({
    [`calendar_events_${student}`]: { events: calendar, userId: student, source: "local" },
    ...Object.fromEntries(
      sessions.map((row) => [
        `athro_chat_session_${student}_${row.athro_id}_archived_${row.session_id}`,
        {
          id: row.session_id,
          athroId: row.athro_id,
          messages: row.messages,
          isActive: row.is_active,
          createdAt: row.created_at,
          updatedAt: row.updated_at,
        },
      ]),
    ),
  });
  const store = await openTestStore({ user: student });
  await importLegacy(store, { storage, databases: async () => [] });
  const entries = await store.db.outbox.toArray();
  expect(entries.length).toBeGreaterThan(300);

  const state = await stateOf(database.pool, student);
  const device = addDevice(database.pool, student);
  for (let from = 0; from < entries.length; from += 200) {
    const part = entries.slice(from, from + 200);
    const acks = await device.push(
      ...part.map(({ mid, table, id, set, base, stamp }) => ({ mid, table, id, set, base, stamp })),
    );
    for (const ack of acks) expect(ack.status).toBe("applied");
  }
  expect(await stateOf(database.pool, student)).toEqual(state);
});
