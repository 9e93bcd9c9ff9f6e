import { afterAll, beforeAll, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "../../test/support/database.ts";
import { addDevices, stateOf } from "./support/device.ts";
import { actAs, addStudent, anonymous, type Persona, studentPersona } from "./support/persona.ts";
import { newSession, remove } from "./support/records.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const pokesTo = async (student: string): Promise<unknown[]> =>
  (
    await database.pool.query(
      "select topic, event, extension, private, payload from realtime.messages where topic = $1 order by inserted_at",
      [`user:${student}`],
    )
  ).rows;

test("a call that changed something pokes the student's channel once, with the new seq", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  await device.push(newSession(), newSession(), newSession());
  const poke = {
    topic: `user:${device.student}`,
    event: "poke",
    extension: "broadcast",
    private: true,
  };
  expect(await pokesTo(device.student)).toEqual([
    { ...poke, payload: expect.objectContaining({ seq: 3 }) },
  ]);
});

test("[S2] a call that changed nothing pokes no one", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const session = newSession();
  await device.push(session);
  await device.push(session, newSession({ stamp: 0, id: session.id }));
  await device.push(remove(newSession()));
  await device.pull();
  expect(await pokesTo(device.student)).toHaveLength(1);
});

test("a poke that cannot be sent takes nothing with it", async () => {
  const broken = await freshDatabase();
  try {
    await broken.pool.query("drop table realtime.messages cascade");
    const [device] = await addDevices(broken.pool, "laptop");
    expect(await device.push(newSession())).toMatchObject([{ status: "applied", seq: 1 }]);
    expect(await stateOf(broken.pool, device.student)).not.toEqual([]);
    expect(await device.pull()).toHaveLength(1);
  } finally {
    await broken.drop();
  }
});

/** What the realtime server asks before it lets someone into a private channel. */
const mayHear = (persona: Persona, topic: string, extension: string): Promise<boolean> =>
  actAs(database.pool, persona, async (client) => {
    await client.query("select set_config('realtime.topic', $1, true)", [topic]);
    const { rowCount } = await client.query(
      "select from realtime.messages where topic = $1 and extension = $2",
      [topic, extension],
    );
    return (rowCount ?? 0) > 0;
  });

const maySend = (persona: Persona, topic: string): Promise<boolean> =>
  actAs(database.pool, persona, async (client) => {
    await client.query("select set_config('realtime.topic', $1, true)", [topic]);
    await client.query(
      "insert into realtime.messages (topic, extension, event, private) values ($1, 'broadcast', 'poke', true)",
      [topic],
    );
    return true;
  });

test("[G5] a student's channel is heard by its owner alone, and only for broadcasts", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  await device.push(newSession());
  const topic = `user:${device.student}`;
  await database.pool.query(
    "insert into realtime.messages (topic, extension, event, private) values ($1, 'presence', 'x', true)",
    [topic],
  );
  const owner = studentPersona(device.student);
  const other = studentPersona(await addStudent(database.pool));
  expect(await mayHear(owner, topic, "broadcast")).toBe(true);
  expect(await mayHear(owner, topic, "presence")).toBe(false);
  expect(await mayHear(other, topic, "broadcast")).toBe(false);
  expect(await mayHear(anonymous, topic, "broadcast")).toBe(false);
  expect(
    await mayHear({ role: "authenticated", claims: { role: "authenticated" } }, topic, "broadcast"),
  ).toBe(false);
});

test("[G5] no client sends pokes: not to another's channel and not to its own", async () => {
  const student = await addStudent(database.pool);
  const topic = `user:${student}`;
  for (const persona of [studentPersona(student), anonymous])
    await expect(maySend(persona, topic)).rejects.toMatchObject({ code: "42501" });
  expect(await pokesTo(student)).toEqual([]);
});
