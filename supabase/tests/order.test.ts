import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ack, SyncResponse } from "../../src/sync/protocol.ts";
import { type FreshDatabase, freshDatabase } from "../../test/support/database.ts";
import { addDevice, addDevices, stateOf } from "./support/device.ts";
import { actAs, studentPersona } from "./support/persona.ts";
import { change, newMessage, newSession } from "./support/records.ts";
import { seededRandom } from "./support/random.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

/** A call that commits only after something else has happened. */
const pushBeforeCommit = (
  student: string,
  device: string,
  mutations: unknown[],
  meanwhile: () => Promise<unknown>,
): Promise<SyncResponse> =>
  actAs(database.pool, studentPersona(student), async (client) => {
    const { rows } = await client.query<{ answer: SyncResponse }>(
      "select public.sync($1::json) as answer",
      [
        JSON.stringify({
          protocol: 1,
          user: student,
          device,
          cursor: 0,
          mutations: mutations.map((one) => JSON.stringify(one)),
          limit: 0,
        }),
      ],
    );
    await meanwhile();
    if (rows[0] === undefined) throw new Error("no answer");
    return rows[0].answer;
  });

test("[O1] six writers that commit late and at random: a cursor misses no row and sees none twice", async () => {
  const [reader] = await addDevices(database.pool, "reader");
  const shared = newSession();
  await reader.push(shared);
  const random = seededRandom(7);
  const written: string[] = [];
  let writing = true;
  const writers = Array.from({ length: 6 }, async (_, n) => {
    for (let round = 0; round < 12; round++) {
      const messages = Array.from({ length: 1 + Math.floor(random() * 4) }, () => newMessage());
      const title = change(shared, "title", { title: `${n}/${round}` }, { stamp: 2000 + round });
      await pushBeforeCommit(reader.student, `writer-${n}`, [...messages, title], () =>
        sleep(random() * 12),
      );
      written.push(...messages.map((one) => one.id));
    }
  });
  const seen: { id: string; seq: number }[] = [];
  const read = async () => {
    let cursor = 0;
    let digest = 0;
    let last = false;
    while (!last) {
      last = !writing;
      const page = await reader.call({ cursor, limit: 5 });
      seen.push(...page.rows.map(({ row }) => ({ id: row.id, seq: row.seq })));
      expect(page.cursor).toBeGreaterThanOrEqual(cursor);
      last &&= !page.more;
      cursor = page.cursor;
      digest = page.digest;
      await sleep(random() * 4);
    }
    return { cursor, digest };
  };
  const reading = read();
  await Promise.all(writers);
  writing = false;
  const { cursor, digest } = await reading;

  const seqs = seen.map((row) => row.seq);
  expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
  expect(new Set(seqs).size).toBe(seqs.length);
  const messages = seen.filter((row) => row.id !== shared.id).map((row) => row.id);
  expect(written.length).toBeGreaterThan(100);
  const isKept = (await reader.pull()).filter(({ table }) => table === "superseded");
  expect(messages.toSorted()).toEqual([...written, ...isKept.map(({ row }) => row.id)].toSorted());
  expect(await reader.call()).toMatchObject({ high_water: cursor, digest });
});

test("[O1] a clock that is held is waited for, 3 s at most; then nothing is written", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  await device.push(newSession());
  const before = await stateOf(database.pool, device.student);
  const holder = await database.pool.connect();
  try {
    await holder.query("begin");
    await holder.query("select 1 from athro.clocks where user_id = $1 for update", [
      device.student,
    ]);
    const started = performance.now();
    await expect(device.push(newSession())).rejects.toMatchObject({ code: "55P03" });
    expect(performance.now() - started).toBeGreaterThan(2_900);
  } finally {
    await holder.query("rollback");
    holder.release();
  }
  expect(await stateOf(database.pool, device.student)).toEqual(before);
  expect(await device.push(newSession())).toMatchObject([{ status: "applied", seq: 2 }]);
});

test("[O1] one student's clock holds up no other student", async () => {
  const [mine] = await addDevices(database.pool, "laptop");
  const [theirs] = await addDevices(database.pool, "laptop");
  await mine.push(newSession());
  // A wait for the other's clock would end in 55P03.
  const acks: Ack[] = [];
  await pushBeforeCommit(mine.student, "laptop", [newSession()], async () => {
    acks.push(...(await theirs.push(newSession())));
  });
  expect(acks).toEqual([{ i: 0, status: "applied", seq: 1 }]);
});

test("[O1] first calls of a new student at the same moment share one clock", async () => {
  const [first] = await addDevices(database.pool, "device-0");
  const devices = Array.from({ length: 6 }, (_, n) =>
    addDevice(database.pool, first.student, `device-${n}`),
  );
  const acks = await Promise.all(devices.map((device) => device.push(newSession())));
  expect(
    acks
      .flat()
      .map((ack) => (ack.status === "applied" ? ack.seq : 0))
      .toSorted(),
  ).toEqual([1, 2, 3, 4, 5, 6]);
});

test("[P2] a call that is cut off before it commits leaves nothing, and sent again does all", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const mutations = [newSession(), newMessage(), newSession()];
  await expect(
    actAs(database.pool, studentPersona(device.student), async (client) => {
      await client.query("select public.sync($1::json)", [
        JSON.stringify({
          protocol: 1,
          user: device.student,
          device: "laptop",
          cursor: 0,
          mutations: mutations.map((one) => JSON.stringify(one)),
          limit: 0,
        }),
      ]);
      throw new Error("cut off");
    }),
  ).rejects.toThrow("cut off");
  expect(await device.pull()).toEqual([]);
  expect(await device.push(...mutations)).toMatchObject([{ seq: 1 }, { seq: 2 }, { seq: 3 }]);
});
