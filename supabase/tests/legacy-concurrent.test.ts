import { afterAll, beforeAll, expect, test } from "vitest";
import type { LegacyRecord } from "../../src/model/legacy/record.ts";
import type { Mutation } from "../../src/model/mutation.ts";
import { type Given, findFaults, keepVersions } from "./support/audit.ts";
import { addDevice } from "./support/device.ts";
import {
  addOldSession,
  importAll,
  type OldDatabase,
  oldDatabase,
} from "./support/legacy-database.ts";
import { expectedOfSession } from "./support/legacy-expected.ts";
import { addStudent } from "./support/persona.ts";
import { seededRandom } from "./support/random.ts";
import { change, mutate, newMessage, remove } from "./support/records.ts";

const STUDENTS = 6;
const SESSIONS = 12;
const LIMIT = 50;
const SEED = 11;

let database: OldDatabase;
beforeAll(async () => {
  database = await oldDatabase();
  await database.migrate();
  await keepVersions(database.pool);
});
afterAll(() => database.drop());

/** What a device's own import would send. */
const asMutation = ({ table, id, set }: LegacyRecord): Mutation =>
  mutate(table, set, { id, stamp: 0 });

test("[O1] [E3] [M4] devices that sync, edit, delete and import the same sessions while the server imports them, twice at once, hold what it holds", async () => {
  const random = seededRandom(SEED);
  const pick = <T>(list: readonly T[]): T => {
    const one = list[Math.floor(random() * list.length)];
    if (one === undefined) throw new Error("nothing to pick from");
    return one;
  };
  const students = new Map<string, LegacyRecord[]>();
  for (let n = 0; n < STUDENTS; n++) {
    const user = await addStudent(database.pool);
    const records: LegacyRecord[] = [];
    for (let s = 0; s < SESSIONS; s++) {
      const row = {
        user,
        session_id: `s${s}`,
        athro_id: "athro-maths",
        is_active: false,
        created_at: "2024-01-01T00:00:00Z",
        messages: Array.from({ length: 10 }, (_, m) => ({ role: "user", content: `${s}.${m}?` })),
      };
      await addOldSession(database.pool, row, "athro_legacy");
      records.push(...expectedOfSession(row).records);
    }
    students.set(user, records);
  }

  const answers = new Map<string, Given[]>();
  // The same old session makes the same id for every student.
  const edited = new Set<string>();
  const deleted = new Set<string>();
  let imported = false;
  /** A device that goes on until the import is over, and then until it has all. */
  const run = async (student: string, name: string): Promise<void> => {
    const device = addDevice(database.pool, student, name);
    const given: Given[] = [];
    answers.set(`${student} ${name}`, given);
    const records = students.get(student) ?? [];
    const sessions = records.filter(({ table }) => table === "chat_sessions");
    let cursor = 0;
    let stamp = 1000;
    for (let last = false, more = true; !last || more;) {
      last = imported;
      const session = pick(sessions);
      const mutations: Mutation[] = last ? [] : [newMessage({ content: `${name} ${random()}` })];
      if (!last && random() < 0.4) mutations.push(...[pick(records), session].map(asMutation));
      if (!last && random() < 0.3) {
        stamp += 1;
        const title = `${name} ${stamp}`;
        // Its import comes before its edit, as on a device.
        mutations.push(asMutation(session), change(session, "title", { title }, { stamp }));
        edited.add(`${student} ${session.id}`);
      }
      if (!last && random() < 0.1) {
        stamp += 1;
        mutations.push(asMutation(session), remove(session, { stamp }));
        deleted.add(`${student} ${session.id}`);
      }
      const known = Math.max(0, ...given.map(({ answer }) => answer.high_water));
      const answer = await device.call({
        cursor,
        limit: LIMIT,
        mutations: mutations.map((one) => JSON.stringify(one)),
      });
      given.push({ cursor, limit: LIMIT, mutations, known, answer });
      for (const ack of answer.acks) expect(ack).toMatchObject({ status: "applied" });
      cursor = answer.cursor;
      more = answer.more;
    }
  };
  const devices = [...students.keys()].flatMap((student) => [
    run(student, "laptop"),
    run(student, "phone"),
  ]);
  await Promise.all([importAll(database.url, "8s"), importAll(database.url, "8s")]);
  imported = true;
  await Promise.all(devices);

  expect(edited.size).toBeGreaterThan(0);
  expect(deleted.size).toBeGreaterThan(0);
  for (const [student, records] of students) {
    const given = [...answers].flatMap(([key, list]) => (key.startsWith(student) ? list : []));
    const faults = await findFaults(database.pool, student, given);
    // A batch writes two tables, one after the other; and a deletion has no words by which the audit knows it. Both are looked at below.
    expect(faults.filter((one) => !/^(seqs |undefined: made 0)/.test(one))).toEqual([]);
    const { rows } = await database.pool.query<{
      id: string;
      deleted: boolean;
      title: string | null;
      stamp: string;
    }>(
      `select id, deleted, title, stamps #>> '{title,0}' as stamp from public.chat_sessions where user_id = $1
       union all select id, deleted, null, '0' from public.chat_messages where user_id = $1`,
      [student],
    );
    const stored = new Map(rows.map((row) => [row.id, row]));
    for (const { id, table } of records) {
      const row = stored.get(id);
      const isEdited = table === "chat_sessions" && edited.has(`${student} ${id}`);
      expect([row?.deleted, row?.stamp !== "0"]).toEqual([
        deleted.has(`${student} ${id}`),
        isEdited,
      ]);
    }
  }

  const { rows: outOfOrder } = await database.pool.query(
    `select from athro.test_versions a
     join athro.test_versions b on b.user_id = a.user_id and b.n > a.n and b.seq <= a.seq and b.xmin <> a.xmin`,
  );
  expect(outOfOrder).toEqual([]);
  const { rows: gaps } = await database.pool.query(
    "select user_id from athro.test_versions group by user_id having count(distinct seq) <> max(seq) or count(*) <> max(seq)",
  );
  expect(gaps).toEqual([]);
});
