import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { LegacyRecord } from "../../src/model/legacy/record.ts";
import {
  addOldPreference,
  addOldSession,
  importAll,
  type OldDatabase,
  oldDatabase,
} from "./support/legacy-database.ts";
import {
  expectedOfPreference,
  expectedOfSession,
  expectRecords,
} from "./support/legacy-expected.ts";
import { type Line, openLine, passingFailure } from "./support/line.ts";
import { addStudent } from "./support/persona.ts";
import { seededRandom } from "./support/random.ts";

const GATE = 20261123;

let database: OldDatabase;
beforeAll(async () => {
  database = await oldDatabase();
  await database.migrate();
  // Whoever writes this message waits for as long as someone holds the gate.
  await database.pool.query(`
    create function athro.test_wait() returns trigger language plpgsql set search_path = ''
    as $$ begin perform pg_advisory_xact_lock_shared(${GATE}); return new; end $$;
    create trigger test_gate before insert on public.chat_messages
    for each row when (new.content like 'wait%') execute function athro.test_wait();
  `);
});
afterAll(() => database.drop());

/** Students with some sessions and a preference each, and what is to become of them. */
const addStudents = async (
  count: number,
  wordOf: (student: number, session: number) => string = () => "What is",
): Promise<Map<string, LegacyRecord[]>> => {
  const students = new Map<string, LegacyRecord[]>();
  for (let n = 0; n < count; n++) {
    const user = await addStudent(database.pool);
    const records: LegacyRecord[] = [];
    for (let s = 0; s < 4; s++) {
      const row = {
        user,
        session_id: `s${s}`,
        athro_id: "athro-maths",
        is_active: s === 3,
        created_at: `2024-01-0${s + 1}T00:00:00Z`,
        messages: Array.from({ length: 8 }, (_, m) => ({
          role: "user",
          content: `${wordOf(n, s)} ${m}?`,
        })),
      };
      await addOldSession(database.pool, row, "athro_legacy");
      records.push(...expectedOfSession(row).records);
    }
    await addOldPreference(database.pool, user, "theme", { n }, "athro_legacy");
    records.push(...expectedOfPreference(user, "theme", { n }).records);
    students.set(user, records);
  }
  return students;
};

const isWaiting = async (line: Line): Promise<boolean> =>
  (
    await database.pool.query(
      "select from pg_stat_activity where pid = $1 and wait_event_type = 'Lock' and wait_event = 'advisory'",
      [line.pid],
    )
  ).rows.length === 1;

const countOf = async (sql: string): Promise<number> =>
  Number((await database.pool.query<{ n: string }>(`select count(*) as n from ${sql}`)).rows[0]?.n);

const kill = (line: Line) => database.pool.query("select pg_terminate_backend($1)", [line.pid]);

test("[I5] an import whose backend is killed within a batch leaves nothing of that batch, and all of those before; the next goes on", async () => {
  const students = await addStudents(3, (_, session) => (session === 2 ? "wait" : "What is"));
  // In order of their ids, so the first student's batch is the one that waits.
  const holder = await openLine(database.url);
  const line = await openLine(database.url);
  try {
    const before = await countOf("public.chat_messages");
    await holder.query(`select pg_advisory_lock(${GATE})`);
    const call = line.query("call athro.import_legacy()").catch(passingFailure);
    while (!(await isWaiting(line))) await sleep(5);
    expect(await countOf("public.chat_messages")).toBe(before);
    await kill(line);
    expect(await call).toMatch(/^(57P01|lost)$/);
    await holder.query(`select pg_advisory_unlock(${GATE})`);
    expect(await countOf("public.chat_messages")).toBe(before);
    expect(await countOf("athro_legacy.chat_sessions where athro_moved_at is null")).toBe(12);
  } finally {
    await line.close();
    await holder.close();
  }
  await importAll(database.url);
  for (const [student, records] of students) await expectRecords(database.pool, student, records);
});

test("[I5] calls that end between batches, by their time, by a timeout and by kills at random, add up to one import", async () => {
  const students = await addStudents(24);
  const random = seededRandom(7);
  const endings = new Map<string, number>();
  const note = (ending: string) => endings.set(ending, (endings.get(ending) ?? 0) + 1);
  for (let round = 0; round < 400; round++) {
    const line = await openLine(database.url);
    try {
      if (round % 3 === 0) {
        const [answer] = await line.query<{ waiting: string }>(
          "call athro.import_legacy(for_at_most => '0 s')",
        );
        note(answer?.waiting === "0" ? "done" : "time");
      } else if (round % 3 === 1) {
        await line.query("set statement_timeout = '15ms'");
        // Its own time would end it before.
        note(
          await line
            .query("call athro.import_legacy(for_at_most => '1 h')")
            .then(() => "done", passingFailure),
        );
      } else {
        const call = line.query("call athro.import_legacy()").then(() => "done", passingFailure);
        await sleep(random() * 12);
        await kill(line);
        note(await call);
      }
    } finally {
      await line.close();
    }
    if ((await countOf("athro_legacy.chat_sessions where athro_moved_at is null")) === 0) break;
  }
  await importAll(database.url);
  expect([...endings.keys()]).toEqual(expect.arrayContaining(["time"]));
  expect(
    [...endings.keys()].some((one) => one === "57P01" || one === "lost" || one === "57014"),
  ).toBe(true);
  for (const [student, records] of students) await expectRecords(database.pool, student, records);
});

test("a call ends in half of the statement timeout, with the rest waiting for the next", async () => {
  const students = await addStudents(2, (student) => (student === 0 ? "wait" : "What is"));
  const holder = await openLine(database.url);
  const line = await openLine(database.url);
  try {
    await holder.query(`select pg_advisory_lock(${GATE})`);
    await line.query("set statement_timeout = '4s'");
    const call = line.query<{ waiting: string }>("call athro.import_legacy()");
    while (!(await isWaiting(line))) await sleep(5);
    // Past half of the timeout: the batch that is under way ends, and no other begins.
    await sleep(2_200);
    await holder.query(`select pg_advisory_unlock(${GATE})`);
    const [answer] = await call;
    expect(Number(answer?.waiting)).toBeGreaterThan(0);
  } finally {
    await line.close();
    await holder.close();
  }
  await importAll(database.url);
  for (const [student, records] of students) await expectRecords(database.pool, student, records);
});

test("a student who is busy is passed over, and keeps no one else waiting", async () => {
  const students = await addStudents(3);
  const [busy = ""] = [...students.keys()].toSorted();
  const holder = await openLine(database.url);
  const line = await openLine(database.url);
  try {
    await holder.query("begin");
    await holder.query(`select athro.take_clock('${busy}')`);
    const [answer] = await line.query<{ waiting: string }>("call athro.import_legacy()");
    expect(answer).toEqual({ waiting: "5" });
    for (const [student, records] of students)
      if (student !== busy) await expectRecords(database.pool, student, records);
    await holder.query("commit");
    await line.query("call athro.import_legacy()");
  } finally {
    await line.close();
    await holder.close();
  }
  await expectRecords(database.pool, busy, students.get(busy) ?? []);
});
