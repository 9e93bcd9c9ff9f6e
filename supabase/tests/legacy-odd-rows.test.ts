import { afterAll, beforeAll, expect, test } from "vitest";
import {
  addOldPreference,
  addOldSession,
  importAll,
  leftOf,
  type OldDatabase,
  oldDatabase,
  type OldSessionRow,
} from "./support/legacy-database.ts";
import { expectedOfSession, expectRecords } from "./support/legacy-expected.ts";
import { addStudent } from "./support/persona.ts";

const GONE = "99999999-9999-4999-8999-999999999999";
const said = (...contents: string[]) =>
  contents.map((content, index) => ({ role: index % 2 === 0 ? "user" : "assistant", content }));

/** A project whose constraints were dropped at some time, and which is empty when it is migrated. */
let database: OldDatabase;
beforeAll(async () => {
  database = await oldDatabase();
  await database.pool.query(`
    alter table public.chat_sessions
      drop constraint chat_sessions_user_id_fkey, drop constraint chat_sessions_user_id_athro_id_session_id_key;
    alter table public.user_preferences
      drop constraint user_preferences_user_id_fkey, drop constraint user_preferences_user_id_preference_key_key;
  `);
  await addOldSession(database.pool, { user: GONE, messages: said("Hi") });
  await addOldSession(database.pool, { user: null, messages: said("Hi") });
  await addOldPreference(database.pool, GONE, "theme", "dark");
  await addOldPreference(database.pool, null, "theme", "dark");
  await database.migrate();
});
afterAll(() => database.drop());

const sessionsOf = async (...rows: Omit<OldSessionRow, "user">[]): Promise<string> => {
  const user = await addStudent(database.pool);
  for (const row of rows) await addOldSession(database.pool, { ...row, user }, "athro_legacy");
  await importAll(database.url);
  return user;
};

const query = async (sql: string, values: unknown[]): Promise<unknown[]> =>
  (await database.pool.query(sql, values)).rows;

test("rows of no account stay where they are, and are listed", async () => {
  for (const user of [GONE, null])
    expect(await leftOf(database.pool, user)).toEqual([
      { name: "athro-maths s1", reason: "user", count: 1, places: [""] },
      { name: "theme", reason: "user", count: 1, places: [""] },
    ]);
  expect(
    await query("select from athro_legacy.chat_sessions where athro_moved_at is null", []),
  ).toEqual([]);
  expect(await query("select from public.chat_sessions where user_id = $1", [GONE])).toEqual([]);
});

test.each([
  ["messages that are null", { messages: null }, "shape"],
  ["no messages at all", {}, "shape"],
  ["messages that are a text", { messages: "[]" }, "shape"],
  ["messages that are an object", { messages: { 0: { role: "user", content: "Hi" } } }, "shape"],
  ["no Athro", { athro_id: " \t", messages: said("Hi") }, "athro"],
  ["no Athro and null", { athro_id: null, messages: said("Hi") }, "athro"],
  ["an Athro with too long a name", { athro_id: "x".repeat(181), messages: said("Hi") }, "athro"],
] as const)("a session with %s makes no record, and is listed", async (_, row, reason) => {
  const student = await sessionsOf({
    ...row,
    messages: "messages" in row ? row.messages : undefined,
  });
  await expectRecords(database.pool, student, []);
  expect(await leftOf(database.pool, student)).toMatchObject([{ reason, count: 1 }]);
});

test("what can be read of a session is imported, however much beside it can't", async () => {
  const broken = [
    null,
    7,
    "text",
    [],
    ["user", "Hi"],
    {},
    { role: "user" },
    { content: "Hi" },
    { role: ["user"], content: "Hi" },
  ];
  const row = {
    messages: [
      ...Array.from({ length: 30 }, () => broken).flat(),
      ...said("What is 2 + 2?", "4"),
      { role: "user", content: { text: "nested" } },
    ],
  };
  const student = await sessionsOf(row);
  const expected = expectedOfSession({
    ...row,
    user: student,
    session_id: "s1",
    athro_id: "athro-maths",
    is_active: true,
    created_at: "2024-04-05T19:34:38.901Z",
  });
  expect(expected.records).toHaveLength(3);
  await expectRecords(database.pool, student, expected.records);
  const [left] = await leftOf(database.pool, student);
  expect(left).toMatchObject({ name: "athro-maths s1", reason: "message", count: 271 });
  expect(left?.places.slice(0, 3)).toEqual(["messages[0]", "messages[1]", "messages[2]"]);
  expect(left?.places).toHaveLength(20);
});

test.each([null, "-infinity", "infinity", "0044-03-15 BC", "1999-12-31T23:59:59Z", "200000-01-01"])(
  "a time that is absurd is no time: %s",
  async (time) => {
    const student = await sessionsOf({ messages: said("Hi"), created_at: time, updated_at: time });
    expect(
      await query(
        "select created_at, updated_at > now() - interval '1 hour' as fresh from public.chat_sessions where user_id = $1",
        [student],
      ),
    ).toEqual([{ created_at: new Date("2020-01-01T00:00:00Z"), fresh: true }]);
  },
);

test("a session that is there several times, under several names of its Athro, is one; an archived copy tells what it is", async () => {
  const copies: Omit<OldSessionRow, "user">[] = [
    { athro_id: "athro-maths", messages: said("one", "two"), created_at: "2024-01-02T00:00:00Z" },
    { athro_id: "athro-maths", messages: said("one", "two", "three") },
    {
      athro_id: "Mathematics",
      is_active: false,
      messages: said("one"),
      created_at: "2024-03-03T00:00:00Z",
    },
    { athro_id: "maths", messages: said("other", "two") },
  ];
  const student = await sessionsOf(...copies);
  const inOrder = [copies[2], copies[0], copies[3], copies[1]].flatMap((one) =>
    one === undefined
      ? []
      : expectedOfSession({
          session_id: "s1",
          is_active: true,
          created_at: "2024-04-05T19:34:38.901Z",
          ...one,
          user: student,
        }).records,
  );
  expect(
    await query("select is_active, created_at from public.chat_sessions where user_id = $1", [
      student,
    ]),
  ).toEqual([{ is_active: false, created_at: new Date("2024-03-03T00:00:00Z") }]);
  const ids = await query("select id from public.chat_messages where user_id = $1 order by id", [
    student,
  ]);
  expect(ids.length).toBe(4);
  expect(ids).toEqual(
    [...new Set(inOrder.filter(({ table }) => table === "chat_messages").map(({ id }) => id))]
      .toSorted()
      .map((id) => ({ id })),
  );
});

test("a preference that is there twice counts once, and the other value is listed", async () => {
  const student = await addStudent(database.pool);
  const event = { id: "1712345678901", title: "Algebra", start: "2024-07-01T15:00:00Z" };
  for (const [key, value] of [
    ["theme", "dark"],
    ["theme", "light"],
    ["athro_confidence", { Maths: 3 }],
    ["athro_confidence", { "athro-maths": 4, "athro-it": 1 }],
    ["calendar_events", [event]],
    [
      "calendar_events",
      [event, { ...event, isPriority: true }, { ...event, start: "2024-07-02T15:00:00Z" }],
    ],
  ] as const)
    await addOldPreference(database.pool, student, key, value, "athro_legacy");
  await importAll(database.url);
  expect(
    await query("select name, value from public.preferences where user_id = $1 order by name", [
      student,
    ]),
  ).toEqual([
    { name: "confidence:athro-it", value: 1 },
    { name: "confidence:athro-maths", value: 3 },
    { name: "legacy:theme", value: "dark" },
  ]);
  expect(
    await query("select from public.calendar_events where user_id = $1", [student]),
  ).toHaveLength(2);
  expect(await leftOf(database.pool, student)).toEqual([
    { name: "athro_confidence", reason: "differs", count: 1, places: ["athro-maths"] },
    { name: "calendar_events", reason: "differs", count: 1, places: ["[1]"] },
    { name: "theme", reason: "differs", count: 1, places: [""] },
  ]);
});

test("a row that the rules refuse keeps no other row back, and is listed with the refusal", async () => {
  await database.pool.query(
    `alter table public.chat_messages add constraint test_poison check (content <> 'poison');
     alter table public.preferences add constraint test_poison check (value <> '"poison"')`,
  );
  try {
    const student = await addStudent(database.pool);
    for (const n of [1, 2, 3, 4, 5])
      await addOldSession(
        database.pool,
        { user: student, session_id: `s${n}`, messages: said(n === 3 ? "poison" : "Hi") },
        "athro_legacy",
      );
    await addOldPreference(database.pool, student, "a", "poison", "athro_legacy");
    await addOldPreference(database.pool, student, "b", "fine", "athro_legacy");
    await importAll(database.url);
    expect(
      await query("select from public.chat_messages where user_id = $1", [student]),
    ).toHaveLength(4);
    expect(
      await query("select name from public.preferences where user_id = $1", [student]),
    ).toEqual([{ name: "legacy:b" }]);
    expect(await leftOf(database.pool, student)).toEqual([
      { name: "a", reason: "refused", count: 1, places: ["23514"] },
      { name: "athro-maths s3", reason: "refused", count: 1, places: ["23514"] },
    ]);
    expect(
      await query("select seq::integer from athro.clocks where user_id = $1", [student]),
    ).toEqual([{ seq: 9 }]);
  } finally {
    await database.pool.query(
      "alter table public.chat_messages drop constraint test_poison; alter table public.preferences drop constraint test_poison",
    );
  }
});
