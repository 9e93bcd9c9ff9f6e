import { afterAll, beforeAll, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "../../test/support/database.ts";
import { addDevices, type Device } from "./support/device.ts";
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

const seqs = (page: { rows: { row: { seq: number } }[] }): number[] =>
  page.rows.map(({ row }) => row.seq);

/** 60 rows over five tables, of which some have been changed since. */
const fill = async (device: Device): Promise<void> => {
  const made = Array.from({ length: 12 }, (_, n) => {
    const event = newEvent();
    return [event, newSession(), newMessage(), newOverride(event.id), newPreference(`p${n}`, n)];
  }).flat();
  await device.push(...made);
  await device.push(...made.slice(0, 5).map((one) => change(one, "deleted", { deleted: true })));
};

test("[O2] rows come in order of seq over all tables, each once, whatever the size of the pages", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  await fill(device);
  const all = seqs(await device.call({ limit: 2000 }));
  expect(all).toEqual(Array.from({ length: 60 }, (_, n) => n + 6));
  for (const limit of [1, 7, 60]) {
    const paged: number[] = [];
    for (let cursor = 0, more = true; more;) {
      const page = await device.call({ cursor, limit });
      expect(page.rows.length).toBeLessThanOrEqual(limit);
      expect(page.high_water).toBe(65);
      paged.push(...seqs(page));
      cursor = page.cursor;
      more = page.more;
      expect(cursor).toBe(paged.at(-1));
    }
    expect(paged).toEqual(all);
  }
});

test("[O2] a page from within leaves out what is at or below the cursor", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  await fill(device);
  expect(seqs(await device.call({ cursor: 62, limit: 10 }))).toEqual([63, 64, 65]);
  expect(await device.call({ cursor: 65, limit: 10 })).toMatchObject({
    rows: [],
    cursor: 65,
    more: false,
  });
});

test("[O2] a limit of 0 gives no rows and says that there are more", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  await fill(device);
  expect(await device.call({ cursor: 3, limit: 0 })).toMatchObject({
    rows: [],
    cursor: 3,
    more: true,
  });
});

test("[O2] a page ends at about 1 MB, and goes on where it ended", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const large = "x".repeat(60_000);
  for (let n = 0; n < 40; n += 10)
    await device.push(...Array.from({ length: 10 }, (_, m) => newPreference(`p${n + m}`, large)));
  const first = await device.call({ limit: 2000 });
  expect(first.more).toBe(true);
  expect(JSON.stringify(first.rows).length).toBeLessThan(1_010_000);
  expect(JSON.stringify(first.rows).length).toBeGreaterThan(900_000);
  expect((await device.pull()).map(({ row }) => row.seq)).toEqual(
    Array.from({ length: 40 }, (_, n) => n + 1),
  );
});

test("[O2] one row larger than a page still travels", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const session = newSession();
  await device.push(session, newMessage());
  // Larger than any mutation could make it.
  await database.pool.query(
    `update public.preferences set value = to_jsonb(repeat('x', 2000000)) where user_id = $1`,
    [device.student],
  );
  await device.push(newPreference("huge", 1), newPreference("small", 1));
  await database.pool.query(
    `update public.preferences set value = to_jsonb(repeat('x', 2000000)) where user_id = $1 and name = 'huge'`,
    [device.student],
  );
  expect(seqs(await device.call({ limit: 10 }))).toEqual([1, 2]);
  const page = await device.call({ cursor: 2, limit: 10 });
  expect(seqs(page)).toEqual([3]);
  expect(page.more).toBe(true);
  expect(seqs(await device.call({ cursor: 3, limit: 10 }))).toEqual([4]);
});

test("[O2] the rows that a call's own mutations change are in its answer", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const session = newSession();
  const answer = await device.call({ mutations: [JSON.stringify(session)], limit: 10 });
  expect(answer.acks).toEqual([{ i: 0, status: "applied", seq: 1 }]);
  expect(answer.rows.map(({ row }) => row.id)).toEqual([session.id]);
});

test("times travel in UTC and wall times as they are, whatever the connection's settings", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  await database.pool.query(
    `do $$ begin execute format('alter database %I set timezone = ''Asia/Tokyo''', current_database());
       execute format('alter database %I set datestyle = ''German, DMY''', current_database()); end $$`,
  );
  const client = await database.pool.connect();
  client.release(true);
  const event = newEvent();
  await device.push(newMessage({ created_at: "2026-06-01T08:00:00.123+02:00" }), event);
  expect(await device.pull()).toMatchObject([
    { row: { created_at: "2026-06-01T06:00:00.123+00:00" } },
    {
      row: {
        created_at: "2026-09-01T08:00:00+00:00",
        starts_at: "2026-11-02T09:00:00",
        ends_at: "2026-11-02T10:30:00",
      },
    },
  ]);
});
