import { afterAll, beforeAll, expect, test } from "vitest";
import { digestOf } from "../../src/sync/digest.ts";
import { addDevice, rowsOf, stateOf } from "./support/device.ts";
import {
  addOldPreference,
  addOldSession,
  importAll,
  leftOf,
  type OldDatabase,
  oldDatabase,
  type OldSessionRow,
} from "./support/legacy-database.ts";
import { passingFailure } from "./support/line.ts";
import { addStudent } from "./support/persona.ts";
import { change, remove } from "./support/records.ts";

let database: OldDatabase;
beforeAll(async () => {
  database = await oldDatabase();
  await database.migrate();
});
afterAll(() => database.drop());

const said = (...contents: string[]) =>
  contents.map((content, index) => ({ role: index % 2 === 0 ? "user" : "assistant", content }));

const sessionsOf = async (...rows: Omit<OldSessionRow, "user">[]): Promise<string> => {
  const user = await addStudent(database.pool);
  for (const row of rows) await addOldSession(database.pool, { ...row, user }, "athro_legacy");
  await importAll(database.url);
  return user;
};

const query = async (sql: string, values: unknown[]): Promise<unknown[]> =>
  (await database.pool.query(sql, values)).rows;

const again = async (student: string) => {
  for (const name of ["chat_sessions", "user_preferences"])
    await database.pool.query(
      `update athro_legacy.${name} set athro_moved_at = null, athro_left_out = null where user_id = $1`,
      [student],
    );
  await importAll(database.url);
};

test("[M4] [I1] an import made again adds nothing, moves no clock, and reports the same", async () => {
  const student = await sessionsOf({ messages: [...said("Hi", "Hello"), null] });
  await addOldPreference(
    database.pool,
    student,
    "athro_confidence",
    { Maths: 3, maths: 4 },
    "athro_legacy",
  );
  await importAll(database.url);
  const [before, report] = [
    await stateOf(database.pool, student),
    await leftOf(database.pool, student),
  ];
  expect(report).toHaveLength(2);
  await again(student);
  expect(await stateOf(database.pool, student)).toEqual(before);
  expect(await leftOf(database.pool, student)).toEqual(report);
});

test("[M4] what was edited, deleted or purged since stays as it is", async () => {
  const student = await sessionsOf(
    { session_id: "edited", messages: said("Hi", "Hello") },
    { session_id: "deleted", messages: said("Bye") },
    { session_id: "purged", messages: said("Gone", "for good") },
  );
  await addOldPreference(
    database.pool,
    student,
    "athro_confidence",
    { "athro-maths": 3 },
    "athro_legacy",
  );
  await addOldPreference(
    database.pool,
    student,
    "calendar_events",
    [{ id: "1", title: "Algebra", start: "2024-07-01T15:00:00Z" }],
    "athro_legacy",
  );
  await importAll(database.url);
  const device = addDevice(database.pool, student, "laptop");
  const of = async (table: "chat_sessions" | "preferences" | "calendar_events", title: string) => {
    const row = (await rowsOf(device, table)).find(
      (one) => one["title"] === title || one["name"] === title,
    );
    if (row === undefined) throw new Error(title);
    return { table, id: row.id };
  };
  const purged = await of("chat_sessions", "Gone");
  await device.push(
    change(await of("chat_sessions", "Hi"), "title", { title: "Greetings" }),
    remove(await of("chat_sessions", "Bye")),
    remove(purged),
    change(await of("preferences", "confidence:athro-maths"), "value", { value: 9 }),
    remove(await of("calendar_events", "Algebra")),
  );
  await database.pool.query(
    `update public.chat_sessions set deleted_at = now() - interval '31 days' where id = $1;`,
    [purged.id],
  );
  await database.pool.query("update athro.clocks set purge_due = now() where user_id = $1", [
    student,
  ]);
  await device.call();
  expect(
    await query("select from public.chat_sessions where user_id = $1 and purged", [student]),
  ).toHaveLength(1);
  const before = await stateOf(database.pool, student);
  await again(student);
  expect(await stateOf(database.pool, student)).toEqual(before);
  expect(await leftOf(database.pool, student)).toEqual([]);
});

test("[M4] a message of a session that was deleted for good stays out, and is listed", async () => {
  const student = await sessionsOf({ session_id: "purged", messages: said("Gone") });
  const device = addDevice(database.pool, student, "laptop");
  const [row] = await rowsOf(device, "chat_sessions");
  const id = row?.id ?? "";
  await device.push(remove({ table: "chat_sessions", id }));
  await database.pool.query(
    "update public.chat_sessions set deleted_at = now() - interval '31 days' where id = $1",
    [id],
  );
  await database.pool.query("update athro.clocks set purge_due = now() where user_id = $1", [
    student,
  ]);
  await device.call();
  await database.pool.query(
    "update athro_legacy.chat_sessions set messages = messages || $2 where user_id = $1",
    [student, JSON.stringify(said("New"))],
  );
  const before = await stateOf(database.pool, student);
  await again(student);
  expect(await stateOf(database.pool, student)).toEqual(before);
  expect(await leftOf(database.pool, student)).toMatchObject([{ reason: "gone", count: 1 }]);
});

test("[M4] messages that the older app added after the import are added, after those that are there", async () => {
  const student = await sessionsOf({ messages: said("Hi", "Hello") });
  await database.pool.query(
    "update athro_legacy.chat_sessions set messages = messages || $2 where user_id = $1",
    [student, JSON.stringify(said("More"))],
  );
  await again(student);
  const device = addDevice(database.pool, student, "laptop");
  const rows = await rowsOf(device, "chat_messages");
  expect(rows.map((row) => [row["content"], row["order_key"], row.seq])).toEqual([
    ["Hi", 0, 2],
    ["Hello", 1, 3],
    ["More", 2, 4],
  ]);
});

test.each([
  [0, 0, 0],
  [0, 0, 500],
  [2 ** 48 - 1, 499, 500],
  [123_456_789, 2 ** 31 - 40, 2 ** 31 + 40],
  [5, 2 ** 40, 2 ** 40 + 40],
])(
  "[E3] a batch moves the digest as its rows one by one would: %i, after %i up to %i",
  async (digest, from, to) => {
    let expected = digest;
    for (let seq = from + 1; seq <= to; seq++) expected = (expected + digestOf(seq)) % 2 ** 48;
    expect(
      await query("select athro.digest_extended($1, $2, $3)::float8 as digest", [digest, from, to]),
    ).toEqual([{ digest: expected }]);
  },
);

test("an account that is deleted while its rows are imported takes them along, and keeps no one else waiting", async () => {
  const leaving: string[] = [];
  const staying: string[] = [];
  for (let n = 0; n < 20; n++) {
    const user = await addStudent(database.pool);
    (n % 2 === 0 ? leaving : staying).push(user);
    for (const session_id of ["a", "b"])
      await addOldSession(
        database.pool,
        { user, session_id, messages: said("Hi", "Hello") },
        "athro_legacy",
      );
  }
  const removals = leaving.map(async (user) => {
    // Either may be the one that PostgreSQL ends, where each holds what the other needs.
    for (let gone = false; !gone;)
      gone = await database.pool.query("delete from auth.users where id = $1", [user]).then(
        () => true,
        (error: unknown) => passingFailure(error) === "",
      );
  });
  await Promise.all([importAll(database.url), ...removals]);
  await importAll(database.url);
  expect(
    await query("select from athro_legacy.chat_sessions where user_id = any ($1)", [leaving]),
  ).toEqual([]);
  expect(
    await query("select from public.chat_sessions where user_id = any ($1)", [leaving]),
  ).toEqual([]);
  expect(
    await query("select from public.chat_messages where user_id = any ($1)", [staying]),
  ).toHaveLength(40);
  expect(
    await query("select from athro.legacy_report where user_id = any ($1)", [
      [...leaving, ...staying],
    ]),
  ).toEqual([]);
});
