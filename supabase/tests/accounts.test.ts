import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "../../test/support/database.ts";
import { addDevice } from "./support/device.ts";
import { actAs, addStudent, anonymous, type Persona } from "./support/persona.ts";
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

const now = () => Math.floor(Date.now() / 1000);

/** A student who signed in so many seconds ago, in a session that still runs unless told otherwise. */
const signedIn = async (
  student: string,
  { agoS = 0, open = true, method = "password" } = {},
): Promise<Persona> => {
  const { rows } = await database.pool.query<{ id: string }>(
    "insert into auth.sessions (user_id) values ($1) returning id",
    [student],
  );
  const session = rows[0]?.id;
  if (!open) await database.pool.query("delete from auth.sessions where id = $1", [session]);
  return {
    role: "authenticated",
    claims: {
      sub: student,
      role: "authenticated",
      session_id: session,
      amr: [{ method, timestamp: now() - agoS }],
    },
  };
};

const deleteAccount = (persona: Persona) =>
  actAs(database.pool, persona, async (client) => {
    const { rows } = await client.query<{ answer: unknown }>(
      "select public.delete_account() as answer",
    );
    return rows[0]?.answer;
  });

const stateOf = (student: string, persona: Persona = anonymous) =>
  actAs(database.pool, persona, async (client) => {
    const { rows } = await client.query<{ answer: Record<string, unknown> }>(
      "select public.account_state($1) as answer",
      [student],
    );
    return rows[0]?.answer;
  });

/** A student with something in every table. */
const busyStudent = async (): Promise<string> => {
  const student = await addStudent(database.pool);
  const laptop = addDevice(database.pool, student, "laptop");
  const [session, event] = [newSession(), newEvent()];
  const question = newMessage({ session_id: session.id, wants_reply: true });
  await laptop.push(session, question, event, newOverride(event.id), newPreference("theme", "x"));
  await addDevice(database.pool, student, "phone").push(
    change(session, "title", { title: "Rival" }),
  );
  await actAs(database.pool, await signedIn(student), (client) =>
    client.query("select public.claim_reply($1)", [question.id]),
  );
  return student;
};

/** Tables, of whatever schema, in whose rows a student's id stands. */
const tracesOf = async (student: string): Promise<string[]> => {
  const { rows: tables } = await database.pool.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c
     where c.relkind = 'r' and c.relnamespace in ('public'::regnamespace, 'athro'::regnamespace, 'auth'::regnamespace)`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const { rowCount } = await database.pool.query(
      `select from ${name} t where to_jsonb(t)::text like '%' || $1 || '%' limit 1`,
      [student],
    );
    if (rowCount === 1) found.push(name);
  }
  return found.toSorted();
};

describe("[U12] deleting one's account", () => {
  test("takes every row of it, and nothing of another student's", async () => {
    const [student, other] = [await busyStudent(), await busyStudent()];
    const before = await tracesOf(other);
    expect(await tracesOf(student)).toEqual(before);
    expect(before).toEqual(expect.arrayContaining(["athro.reply_claims", "chat_messages"]));
    expect(await deleteAccount(await signedIn(student))).toEqual({
      user: student,
      state: "deleted",
    });
    expect(await tracesOf(student)).toEqual([]);
    expect(await tracesOf(other)).toEqual(before);
  });

  test("works for a student who never synced, and by a link from an e-mail", async () => {
    const student = await addStudent(database.pool);
    await deleteAccount(await signedIn(student, { method: "otp" }));
    expect(await tracesOf(student)).toEqual([]);
  });

  test.each([
    ["signed in longer ago than 5 minutes", { agoS: 400 }],
    ["signed in at a time that has not come", { agoS: -400 }],
    ["whose token was only renewed", { method: "token_refresh" }],
    ["whose session was ended elsewhere", { open: false }],
  ] as const)("is refused to a bearer %s", async (_, how) => {
    const student = await busyStudent();
    await expect(deleteAccount(await signedIn(student, how))).rejects.toMatchObject({
      code: "PT403",
    });
    expect(await stateOf(student)).toEqual({ user: student, state: "unknown" });
    expect(await tracesOf(student)).not.toEqual([]);
  });

  test("is refused to claims that say nothing of a sign-in, or nonsense", async () => {
    const student = await addStudent(database.pool);
    const { claims } = await signedIn(student);
    for (const amr of [undefined, null, "password", {}, [1], [{ method: "password" }], [{}]])
      await expect(
        deleteAccount({ role: "authenticated", claims: { ...claims, amr } }),
      ).rejects.toMatchObject({ code: "PT403" });
    for (const session_id of [undefined, null, "x", randomUUID()])
      await expect(
        deleteAccount({ role: "authenticated", claims: { ...claims, session_id } }),
      ).rejects.toMatchObject({ code: "PT403" });
  });

  test("of another is not to be had: with their session, or by anyone who is not signed in", async () => {
    const [student, other] = [await busyStudent(), await addStudent(database.pool)];
    const { claims } = await signedIn(student);
    await expect(
      deleteAccount({ role: "authenticated", claims: { ...claims, sub: other } }),
    ).rejects.toMatchObject({ code: "PT403" });
    await expect(deleteAccount(anonymous)).rejects.toMatchObject({ code: "42501" });
    await expect(deleteAccount({ role: "anon", claims })).rejects.toMatchObject({ code: "42501" });
    expect(await tracesOf(student)).not.toEqual([]);
  });

  test("a second time finds no such user", async () => {
    const student = await addStudent(database.pool);
    const persona = await signedIn(student);
    await deleteAccount(persona);
    await expect(deleteAccount(persona)).rejects.toMatchObject({ code: "PT403" });
    await expect(addDevice(database.pool, student).call()).rejects.toMatchObject({ code: "PT401" });
  });

  test("tells the student's other devices to look", async () => {
    const student = await busyStudent();
    await database.pool.query("delete from realtime.messages");
    const { rows: clocks } = await database.pool.query<{ seq: string }>(
      "select seq from athro.clocks where user_id = $1",
      [student],
    );
    await deleteAccount(await signedIn(student));
    const { rows } = await database.pool.query(
      "select topic, payload from realtime.messages where topic = $1",
      [`user:${student}`],
    );
    expect(rows).toEqual([
      { topic: `user:${student}`, payload: { seq: Number(clocks[0]?.seq) + 1 } },
    ]);
  });
});

describe("[U13] what became of an account", () => {
  test("is told to whoever has its id, with the epoch in which it was deleted", async () => {
    const student = await busyStudent();
    const { epoch } = await addDevice(database.pool, student).call();
    const other = await signedIn(await addStudent(database.pool));
    await deleteAccount(await signedIn(student));
    const answer = await stateOf(student);
    expect(answer).toEqual({
      user: student,
      state: "deleted",
      epoch,
      deleted_at: expect.any(Number),
    });
    expect(Math.abs(Number(answer?.deleted_at) - Date.now())).toBeLessThan(60_000);
    expect(await stateOf(student, other)).toEqual(answer);
  });

  test("is the same for one that is there and one that never was", async () => {
    for (const id of [await busyStudent(), randomUUID()])
      expect(await stateOf(id)).toEqual({ user: id, state: "unknown" });
  });

  test("is not that it was deleted, where a restored server has it again", async () => {
    const student = await addStudent(database.pool);
    await deleteAccount(await signedIn(student));
    await database.pool.query("insert into auth.users (id, email) values ($1, $2)", [
      student,
      `${student}@example.org`,
    ]);
    expect(await stateOf(student)).toEqual({ user: student, state: "unknown" });
  });

  test("keeps the epoch of the deletion after the server's has changed", async () => {
    const student = await busyStudent();
    const { epoch } = await addDevice(database.pool, student).call();
    await deleteAccount(await signedIn(student));
    await database.pool.query("select athro.begin_epoch()");
    expect(await stateOf(student)).toMatchObject({ state: "deleted", epoch });
  });
});
