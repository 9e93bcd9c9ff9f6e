import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BATCH_COUNT_MAX } from "../../src/sync/protocol.ts";
import { type FreshDatabase, freshDatabase } from "../../test/support/database.ts";
import { addDevices, callSync, stateOf } from "./support/device.ts";
import { actAs, addStudent, anonymous, studentPersona } from "./support/persona.ts";
import { newSession } from "./support/records.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const request = (student: string, part: Record<string, unknown> = {}) => ({
  protocol: 1,
  user: student,
  device: "laptop",
  cursor: 0,
  mutations: [JSON.stringify(newSession())],
  limit: 10,
  ...part,
});

test("the answer has the shape of the protocol, and names the user", async () => {
  const student = await addStudent(database.pool);
  const before = Date.now();
  const answer = await callSync(database.pool, student, request(student));
  const { rows } = await database.pool.query("select epoch from athro.server");
  expect(answer).toEqual({
    protocol: 1,
    user: student,
    acks: [{ i: 0, status: "applied", seq: 1 }],
    rows: [expect.objectContaining({ table: "chat_sessions" })],
    cursor: 1,
    high_water: 1,
    epoch: rows[0].epoch,
    digest: expect.any(Number),
    server_time: expect.any(Number),
    more: false,
  });
  expect(Math.abs(answer.server_time - before)).toBeLessThan(60_000);
});

test("[E1] an epoch is begun by hand, and every answer says so", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const before = (await device.call()).epoch;
  expect((await device.call()).epoch).toBe(before);
  const { rows } = await database.pool.query("select athro.begin_epoch() as epoch");
  expect(rows[0].epoch).not.toBe(before);
  expect((await device.call()).epoch).toBe(rows[0].epoch);
});

test("[E1] a cursor above the high-water mark gets no rows and sees the mark", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  await device.push(newSession());
  expect(await device.call({ cursor: 7, limit: 10 })).toMatchObject({
    rows: [],
    cursor: 7,
    high_water: 1,
    more: false,
  });
});

const malformed: Record<string, unknown> = {
  null: null,
  "a number": 1,
  "an array": [],
  "a text": '"sync"',
  "no protocol": { protocol: undefined },
  "protocol 0": { protocol: 0 },
  "protocol 0.5": { protocol: 0.5 },
  "a protocol that is no number": { protocol: "new" },
  "a protocol that is an object": { protocol: { version: 1 } },
  "no user": { user: undefined },
  "a user that is a number": { user: 1 },
  "no device": { device: undefined },
  "an empty device": { device: "" },
  "a device with a space": { device: "my phone" },
  "a device of 65 characters": { device: "x".repeat(65) },
  "no cursor": { cursor: undefined },
  "a cursor below 0": { cursor: -1 },
  "a cursor with a fraction": { cursor: 0.5 },
  "a cursor of 1e300": { cursor: 1e300 },
  "a cursor of bigint's largest": { cursor: 2 ** 63 },
  "a cursor that is a text": { cursor: "0" },
  "no limit": { limit: undefined },
  "a limit below 0": { limit: -1 },
  "a limit that is null": { limit: null },
  "no mutations": { mutations: undefined },
  "mutations that are an object": { mutations: {} },
  "a NUL in the device": { device: "a\0" },
};

test.each(Object.entries(malformed))("an envelope is refused with PT400: %s", async (_, part) => {
  const student = await addStudent(database.pool);
  const isPart = typeof part === "object" && part !== null && !Array.isArray(part);
  await expect(
    callSync(database.pool, student, isPart ? request(student, { ...part }) : part),
  ).rejects.toMatchObject({ code: "PT400" });
});

test("a call without an argument is refused with PT400", async () => {
  const student = await addStudent(database.pool);
  await expect(
    actAs(database.pool, studentPersona(student), (client) =>
      client.query("select public.sync(null)"),
    ),
  ).rejects.toMatchObject({ code: "PT400" });
});

test("a protocol that is too new is refused with PT426, whatever else it holds", async () => {
  const student = await addStudent(database.pool);
  await expect(
    callSync(database.pool, student, { protocol: 2, shape: "another" }),
  ).rejects.toMatchObject({ code: "PT426", message: "protocol" });
});

test("[P7] more than 500 mutations or 1 MB are refused with PT413", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  await expect(
    device.call({ mutations: Array.from({ length: BATCH_COUNT_MAX + 1 }, () => "{}") }),
  ).rejects.toMatchObject({ code: "PT413" });
  await expect(device.call({ mutations: ["x".repeat(1_048_576)] })).rejects.toMatchObject({
    code: "PT413",
  });
  const most = await device.call({
    mutations: Array.from({ length: BATCH_COUNT_MAX }, () => "{}"),
  });
  expect(most.acks).toHaveLength(BATCH_COUNT_MAX);
});

test("a limit above 2,000 is taken for 2,000", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  await device.push(newSession());
  expect((await device.call({ limit: 1e9 })).rows).toHaveLength(1);
});

test("[P9] [G5] another student's user id is refused with PT403, and nothing is written", async () => {
  const mine = await addStudent(database.pool);
  const theirs = await addStudent(database.pool);
  for (const user of [theirs, randomUUID(), "", "nobody", mine.toUpperCase()])
    await expect(callSync(database.pool, mine, request(user))).rejects.toMatchObject({
      code: "PT403",
    });
  expect(await stateOf(database.pool, theirs)).toEqual([[], [], [], [], [], [], []]);
  expect(await stateOf(database.pool, mine)).toEqual([[], [], [], [], [], [], []]);
});

test("[P9] claims without a user, with a bad one, or of an account that is gone, are refused with PT401", async () => {
  const student = await addStudent(database.pool);
  const gone = randomUUID();
  const forged: (Record<string, unknown> | null)[] = [
    null,
    {},
    { role: "authenticated" },
    { role: "authenticated", sub: null },
    { role: "authenticated", sub: "" },
    { role: "authenticated", sub: "not-a-uuid" },
    { role: "authenticated", sub: gone },
  ];
  for (const claims of forged)
    await expect(
      actAs(database.pool, { role: "authenticated", claims }, (client) =>
        client.query("select public.sync($1::json)", [
          JSON.stringify(request(claims?.["sub"] === gone ? gone : student)),
        ]),
      ),
    ).rejects.toMatchObject({ code: "PT401" });
  expect(await stateOf(database.pool, student)).toEqual([[], [], [], [], [], [], []]);
});

test("[P9] claims that say anon, or no role taken from them, are refused", async () => {
  const student = await addStudent(database.pool);
  const body = JSON.stringify(request(student));
  await expect(
    actAs(
      database.pool,
      { role: "authenticated", claims: { sub: student, role: "anon" } },
      (client) => client.query("select public.sync($1::json)", [body]),
    ),
  ).rejects.toMatchObject({ code: "PT401" });
  await expect(
    actAs(
      database.pool,
      { role: "anon", claims: { sub: student, role: "authenticated" } },
      (client) => client.query("select public.sync($1::json)", [body]),
    ),
  ).rejects.toMatchObject({ code: "42501" });
  await expect(
    actAs(database.pool, anonymous, (client) =>
      client.query("select public.sync($1::json)", [body]),
    ),
  ).rejects.toMatchObject({ code: "42501" });
  const client = await database.pool.connect();
  try {
    await client.query("begin");
    await client.query("select set_config('request.jwt.claims', $1, true)", [
      JSON.stringify({ sub: student, role: "authenticated" }),
    ]);
    await expect(client.query("select athro.sync($1::json)", [body])).rejects.toMatchObject({
      code: "PT401",
    });
    await client.query("rollback");
  } finally {
    client.release();
  }
});
