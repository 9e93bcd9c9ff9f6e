import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TABLE_NAMES } from "../../src/model/tables.ts";
import { type FreshDatabase, freshDatabase } from "../../test/support/database.ts";
import { addDevice, type Device } from "./support/device.ts";
import { actAs, addStudent, anonymous, type Persona, studentPersona } from "./support/persona.ts";
import {
  change,
  newEvent,
  newMessage,
  newOverride,
  newPreference,
  newSession,
} from "./support/records.ts";

let database: FreshDatabase;
let owner: Device;
let other: Device;
let personas: Record<string, Persona>;

/** One row or more in each table. */
const fill = async (student: string): Promise<Device> => {
  const laptop = addDevice(database.pool, student, "laptop");
  const event = newEvent();
  const session = newSession();
  await laptop.push(
    session,
    newMessage({ session_id: session.id, wants_reply: true }),
    event,
    newOverride(event.id),
    newPreference("theme", "dark"),
  );
  await addDevice(database.pool, student, "phone").push(
    change(session, "title", { title: "Rival" }),
  );
  return laptop;
};

beforeAll(async () => {
  database = await freshDatabase();
  owner = await fill(await addStudent(database.pool));
  other = await fill(await addStudent(database.pool));
  personas = {
    "another student": studentPersona(other.student),
    "a student without rows": studentPersona(await addStudent(database.pool)),
    "a signed-in user of no account": studentPersona(randomUUID()),
    "a token without a user": { role: "authenticated", claims: { role: "authenticated" } },
    "no claims at all": { role: "authenticated", claims: null },
    "a student's id in another claim": {
      role: "authenticated",
      claims: { sub: other.student, user_id: owner.student, role: "authenticated" },
    },
    "a student's id in user_metadata": {
      role: "authenticated",
      claims: {
        sub: other.student,
        role: "authenticated",
        user_metadata: { sub: owner.student, id: owner.student },
        app_metadata: { sub: owner.student, role: "service_role" },
      },
    },
  };
});
afterAll(() => database.drop());

const outsiders = [
  "another student",
  "a student without rows",
  "a signed-in user of no account",
  "a token without a user",
  "no claims at all",
  "a student's id in another claim",
  "a student's id in user_metadata",
] as const;

const countOfOwners = async (persona: Persona, table: string): Promise<number> =>
  actAs(database.pool, persona, async (client) => {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::integer as count from public.${table} where user_id = $1`,
      [owner.student],
    );
    return rows[0]?.count ?? Number.NaN;
  });

describe.each(TABLE_NAMES)("[G5] %s", (table) => {
  test("its owner reads the owner's rows, and no one else's", async () => {
    const { rows } = await actAs(database.pool, studentPersona(owner.student), (client) =>
      client.query(`select distinct user_id from public.${table}`),
    );
    expect(rows).toEqual([{ user_id: owner.student }]);
    expect(await countOfOwners(studentPersona(owner.student), table)).toBeGreaterThan(0);
  });

  test.each(outsiders)("%s reads none of them", async (name) => {
    const persona = personas[name];
    if (persona === undefined) throw new Error(name);
    expect(await countOfOwners(persona, table)).toBe(0);
  });

  test("an anonymous visitor may not even ask, whatever the claims say", async () => {
    const forged: Persona = { role: "anon", claims: { sub: owner.student, role: "authenticated" } };
    for (const persona of [anonymous, forged])
      await expect(countOfOwners(persona, table)).rejects.toMatchObject({ code: "42501" });
  });

  test("no one writes it but through sync: not its owner, not another, not the service's own role", async () => {
    const writers: Persona[] = [
      studentPersona(owner.student),
      studentPersona(other.student),
      anonymous,
      { role: "service_role", claims: { role: "service_role" } },
    ];
    const statements = [
      `insert into public.${table} (user_id, id, seq) values ('${owner.student}', gen_random_uuid(), 99)`,
      `update public.${table} set deleted = true`,
      `delete from public.${table}`,
      `truncate public.${table}`,
    ];
    for (const persona of writers)
      for (const statement of statements)
        await expect(
          actAs(database.pool, persona, (client) => client.query(statement)),
        ).rejects.toMatchObject({ code: "42501" });
    expect(await countOfOwners(studentPersona(owner.student), table)).toBeGreaterThan(0);
  });
});

test("[G5] sync gives its caller the caller's rows alone", async () => {
  for (const device of [owner, other]) {
    const ids = (await device.pull()).map(({ row }) => row.id);
    const { rows } = await database.pool.query<{ id: string }>(
      TABLE_NAMES.map((name) => `select id from public.${name} where user_id = $1`).join(" union "),
      [device.student],
    );
    expect(ids.toSorted()).toEqual(rows.map((row) => row.id).toSorted());
    expect(ids.length).toBeGreaterThan(0);
  }
});

test("[G5] the schema of the server's own is closed: its tables to all, its functions but for those behind the API", async () => {
  const closed = [
    "select * from athro.clocks",
    "select * from athro.server",
    "select * from athro.field_groups",
    "select * from athro.reply_claims",
    "select * from athro.deleted_accounts",
    "select athro.begin_epoch()",
    "select athro.now()",
    `select athro.take_clock('${owner.student}')`,
    `select athro.poke('${owner.student}', 1)`,
    `select athro.page('${owner.student}', 0, 1)`,
    `select athro.purge('${owner.student}', now(), 1, 1)`,
    `select athro.merge('{}', row('${owner.student}', 'x', now())::athro.context, 1, 1)`,
  ];
  for (const persona of [studentPersona(owner.student), anonymous])
    for (const statement of closed)
      await expect(
        actAs(database.pool, persona, (client) => client.query(statement)),
      ).rejects.toMatchObject({ code: "42501" });
});

test("[P9] [G5] the functions refuse whoever is not a signed-in student of this database", async () => {
  const calls = [
    "select public.claim_reply(gen_random_uuid())",
    "select public.save_reply(gen_random_uuid(), gen_random_uuid(), 'x')",
    "select public.release_reply(gen_random_uuid(), gen_random_uuid())",
    "select public.sync('{}')",
    "select public.delete_account()",
  ];
  for (const call of calls) {
    await expect(
      actAs(database.pool, anonymous, (client) => client.query(call)),
    ).rejects.toMatchObject({ code: "42501" });
    for (const name of ["a token without a user", "no claims at all"] as const)
      await expect(
        actAs(database.pool, personas[name] ?? anonymous, (client) => client.query(call)),
      ).rejects.toMatchObject({ code: "PT401" });
  }
});

test("rows go with their account", async () => {
  const student = await addStudent(database.pool);
  await fill(student);
  await database.pool.query("delete from auth.users where id = $1", [student]);
  for (const name of [...TABLE_NAMES.map((table) => `public.${table}`), "athro.clocks"]) {
    const { rows } = await database.pool.query(
      `select count(*)::integer as count from ${name} where user_id = $1`,
      [student],
    );
    expect(rows).toEqual([{ count: 0 }]);
  }
});
