import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MESSAGE_LENGTH_MAX, MUTATION_BYTES_MAX } from "../../src/model/limits.ts";
import type { Mutation } from "../../src/model/mutation.ts";
import { type FreshDatabase, freshDatabase } from "../../test/support/database.ts";
import { addDevice, addDevices, rowOf } from "./support/device.ts";
import {
  change,
  newEvent,
  newMessage,
  newPreference,
  newSession,
  remove,
  restore,
} from "./support/records.ts";
import { bad, event, exactly, having, nested } from "./support/bad-mutations.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

describe.each(Object.entries(bad))("[P2] [P4] [P8] refused alone: %s", (_, cases) => {
  test.each(Object.entries(cases))("%s", async (_name, [input, code]) => {
    const [device] = await addDevices(database.pool, "laptop");
    const before = newSession();
    const after = newMessage();
    expect(await device.push(before, input, after)).toEqual([
      { i: 0, status: "applied", seq: 1 },
      { i: 1, status: "rejected", code },
      { i: 2, status: "applied", seq: 2 },
    ]);
    const page = await device.call({ limit: 100 });
    expect(page.rows.map(({ row }) => row.id)).toEqual([before.id, after.id]);
    expect(page.high_water).toBe(2);
  });
});

test("[P2] a mutation that fails after it changed rows leaves neither rows nor seqs", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const record = newEvent();
  await laptop.push(record);
  await laptop.push(change(record, "athro", { athro_id: "athro-art" }, { base: { athro: 1 } }));
  // The conflict over the Athro is kept before the zone turns out to be unknown.
  const doomed: Mutation = {
    ...change(record, "athro", { athro_id: "athro-pe" }, { stamp: 3000, base: { athro: 1 } }),
    set: {
      athro: { athro_id: "athro-pe" },
      time: { ...record.set["time"], zone: "Europe/Atlantis" },
    },
  };
  expect(await phone.push(doomed, newSession())).toEqual([
    { i: 0, status: "rejected", code: "22023" },
    { i: 1, status: "applied", seq: 3 },
  ]);
  expect((await phone.pull()).map(({ table }) => table)).toEqual([
    "calendar_events",
    "chat_sessions",
  ]);
});

test("[P2] a batch of nothing but refused mutations leaves the clock as it was", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  await device.push(newSession());
  await device.push("{}", JSON.stringify(remove(newSession())));
  expect((await device.call()).high_water).toBe(1);
});

test("[P8] a mutation that is no text is refused alone", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const mutations = [
    JSON.stringify(newSession()),
    { not: "text" },
    null,
    [newSession()],
    JSON.stringify(newSession()),
  ] as string[];
  expect((await device.call({ mutations })).acks.map((ack) => ack.status)).toEqual([
    "applied",
    "rejected",
    "rejected",
    "rejected",
    "applied",
  ]);
});

test("one mutation id used for two records, and one record named twice, are merged in order", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const one = newSession();
  const two = newSession({ mid: one.mid });
  expect(
    await device.push(one, two, change(one, "title", { title: "Twice" }, { mid: one.mid })),
  ).toMatchObject([{ seq: 1 }, { seq: 2 }, { seq: 3 }]);
  expect(await rowOf(device, "chat_sessions", one.id)).toMatchObject({ title: "Twice" });
});

test("[P2] one id twice in a batch: the same again changes nothing, and another content is refused alone", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const message = newMessage();
  const other = newMessage({ content: "Another" }, { id: message.id });
  expect(await device.push(message, message, other, newSession())).toEqual([
    { i: 0, status: "applied", seq: 1 },
    { i: 1, status: "applied", seq: 1 },
    { i: 2, status: "rejected", code: "AT409" },
    { i: 3, status: "applied", seq: 2 },
  ]);
});

test("[P2] [P5] stamps a century ahead, or the largest there is, are to be stamped again, and their neighbours are applied", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const century = Date.now() + 3_155_760_000_000;
  expect(
    await device.push(
      newSession(),
      newSession({ stamp: century }),
      newSession({ stamp: Number.MAX_SAFE_INTEGER }),
      newSession({ stamp: century, stamps: { title: 1000 } }),
      newMessage(),
    ),
  ).toEqual([
    { i: 0, status: "applied", seq: 1 },
    { i: 1, status: "restamp" },
    { i: 2, status: "restamp" },
    { i: 3, status: "restamp" },
    { i: 4, status: "applied", seq: 2 },
  ]);
});

test("what is long but within the limits is taken", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const acks = await device.push(
    newMessage({ content: "x".repeat(MESSAGE_LENGTH_MAX) }),
    newMessage({ content: "🙂".repeat(MESSAGE_LENGTH_MAX / 2) }),
    newPreference("p", nested(29)),
    exactly(MUTATION_BYTES_MAX),
    newPreference("q", { text: `"__proto__": 1e9999 ${"9".repeat(400)}`, n: -1.5e300 }),
    newSession({}, "x".repeat(300)),
    event({ ends_at: "2026-11-02T09:00:00", zone: "Etc/GMT+5" }),
    event({ zone: "America/Argentina/Buenos_Aires" }),
    event({ zone: "UTC" }),
    event({ all_day: true, starts_at: "2026-11-02T00:00:00", ends_at: "2026-11-03T00:00:00" }),
    newMessage({ order_key: Date.now() + 80_000_000 }),
  );
  expect(acks.map((ack) => ack.status)).toEqual(acks.map(() => "applied"));
});

test("an unknown key beside those of a mutation is let pass, for a client that is newer", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  expect(await device.push(having({ hint: { a: 1 } }))).toMatchObject([{ status: "applied" }]);
});

test("unknown groups can't fill a row without end", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const record = newSession();
  await device.push(record);
  const statuses: string[] = [];
  for (let n = 0; n < 6; n++)
    statuses.push(
      ...(await device.push(change(record, `group_${n}`, { text: "x".repeat(60_000) }))).map(
        (ack) => ack.status,
      ),
    );
  expect(statuses).toEqual(["applied", "applied", "applied", "applied", "rejected", "rejected"]);
});

test("a record of another student cannot be edited, deleted or restored", async () => {
  const [mine] = await addDevices(database.pool, "laptop");
  const [theirs] = await addDevices(database.pool, "laptop");
  const record = newSession();
  await mine.push(record);
  expect(
    await addDevice(database.pool, theirs.student).push(
      change(record, "title", { title: "Stolen" }),
      remove(record),
      restore(record),
    ),
  ).toMatchObject([{ code: "AT410" }, { code: "AT410" }, { code: "AT410" }]);
  expect(await rowOf(mine, "chat_sessions", record.id)).toMatchObject({
    title: "Quadratics",
    seq: 1,
  });
});
