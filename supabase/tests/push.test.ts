/** Push subscriptions and what was sent to them, from the owner's side, the service's and an attacker's. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "../../test/support/database.ts";
import { addDevice } from "./support/device.ts";
import { actAs, anonymous } from "./support/persona.ts";
import {
  ask,
  claim,
  finish,
  newBrowser,
  PUBLIC_KEY,
  savePush,
  service,
  signIn,
  takeWork,
} from "./support/push.ts";
import { change, newEvent, newOverride, remove } from "./support/records.ts";
import { holdServerTime } from "./support/server-time.ts";

const MINUTE_DAYS = 1 / 1440;

let database: FreshDatabase;
let time: Awaited<ReturnType<typeof holdServerTime>>;
beforeAll(async () => {
  database = await freshDatabase();
  time = await holdServerTime(database.pool);
});
afterAll(() => database.drop());

beforeEach(async () => {
  await database.pool.query("delete from athro.push_plans; delete from athro.push_subscriptions");
  await takeWork(database.pool);
});

const kept = async (student: string): Promise<string[]> => {
  const { rows } = await database.pool.query<{ endpoint: string }>(
    "select endpoint from athro.push_subscriptions where user_id = $1 order by endpoint",
    [student],
  );
  return rows.map(({ endpoint }) => endpoint);
};

const wall = (ms: number): string => new Date(ms).toISOString().slice(0, 19);

/** An event in so many ms from now, in UTC. */
const eventIn = (ms: number, reminders: number[], rrule: string | null = null) => {
  const starts = Date.now() + ms;
  return newEvent({
    time: {
      all_day: false,
      starts_at: wall(starts),
      ends_at: wall(starts + 3_600_000),
      zone: "Etc/UTC",
    },
    repeat: { rrule },
    reminders: { reminders },
  });
};

describe("the offer", () => {
  test("is made while the function runs, with its key, and to no one once it has stopped for ten minutes", async () => {
    const { pool } = database;
    const student = await signIn(pool);
    expect(await ask(pool, student, "push_offer()")).toEqual({ status: "ready", key: PUBLIC_KEY });
    await time.advance(11 * MINUTE_DAYS);
    expect(await ask(pool, student, "push_offer()")).toEqual({ status: "off" });
    expect(await savePush(pool, student, newBrowser())).toEqual({ status: "off" });
    expect(await kept(student.id)).toEqual([]);
  });
});

describe("a subscription", () => {
  test("is kept once however often it is saved, and dropped by its owner alone", async () => {
    const { pool } = database;
    const [student, other] = [await signIn(pool), await signIn(pool)];
    const browser = newBrowser();
    for (let times = 0; times < 2; times++)
      expect(await savePush(pool, student, browser)).toEqual({ status: "saved" });
    expect(await kept(student.id)).toEqual([browser.endpoint]);
    const drop = "drop_push($1)";
    expect(await ask(pool, other, drop, [browser.endpoint])).toEqual({ status: "unknown" });
    expect(await kept(student.id)).toEqual([browser.endpoint]);
    expect(await ask(pool, student, drop, [browser.endpoint])).toEqual({ status: "dropped" });
    expect(await kept(student.id)).toEqual([]);
  });

  test("goes to the student who signs in on that browser next; who knows no more than its address gets nothing", async () => {
    const { pool } = database;
    const [student, next, thief] = [await signIn(pool), await signIn(pool), await signIn(pool)];
    const browser = newBrowser();
    await savePush(pool, student, browser);
    const stolen = { ...newBrowser(), endpoint: browser.endpoint };
    expect(await savePush(pool, thief, stolen)).toEqual({ status: "taken" });
    expect(await savePush(pool, thief, { ...browser, auth: stolen.auth })).toEqual({
      status: "taken",
    });
    expect(await kept(student.id)).toEqual([browser.endpoint]);
    expect(await savePush(pool, next, browser)).toEqual({ status: "saved" });
    expect(await kept(student.id)).toEqual([]);
    expect(await kept(next.id)).toEqual([browser.endpoint]);
    expect((await takeWork(pool)).students.map(({ user }) => user)).toEqual([next.id]);
  });

  test("of an eleventh browser takes the place of the one used longest ago", async () => {
    const { pool } = database;
    const student = await signIn(pool);
    const browsers = Array.from({ length: 12 }, () => newBrowser());
    for (const browser of browsers) await savePush(pool, student, browser);
    expect(await kept(student.id)).toEqual(
      browsers
        .slice(2)
        .map(({ endpoint }) => endpoint)
        .toSorted(),
    );
  });

  test.each([
    ["no https", { endpoint: "http://push.example.org/1" }],
    ["a name and password in the address", { endpoint: "https://a:b@push.example.org/1" }],
    ["no path", { endpoint: "https://push.example.org" }],
    ["a space", { endpoint: "https://push.example.org/a b" }],
    ["too long an address", { endpoint: `https://push.example.org/${"a".repeat(1000)}` }],
    ["too short a key", { p256dh: "BAAA" }],
    ["a key of another form", { p256dh: `A${"A".repeat(86)}` }],
    ["too long a secret", { auth: "A".repeat(23) }],
  ])("with %s is refused", async (_name, part) => {
    const { pool } = database;
    const student = await signIn(pool);
    await expect(savePush(pool, student, { ...newBrowser(), ...part })).rejects.toMatchObject({
      code: "23514",
    });
    expect(await kept(student.id)).toEqual([]);
  });

  test("has a language and a zone that there are", async () => {
    const { pool } = database;
    const student = await signIn(pool);
    const refused = { code: "23514" };
    await expect(savePush(pool, student, newBrowser(), "fr")).rejects.toMatchObject(refused);
    await expect(savePush(pool, student, newBrowser(), "en", "-03:00")).rejects.toMatchObject(
      refused,
    );
  });

  test("needs a session that runs, and ends with it", async () => {
    const { pool } = database;
    const student = await signIn(pool);
    const elsewhere = await signIn(pool, student.id);
    const [here, there] = [newBrowser(), newBrowser()];
    await savePush(pool, student, here);
    await savePush(pool, elsewhere, there);
    await pool.query("delete from auth.sessions where id = $1", [student.session]);
    await expect(savePush(pool, student, here)).rejects.toMatchObject({ code: "PT401" });
    const { students } = await takeWork(pool);
    expect(students[0]?.subscriptions.map(({ endpoint }) => endpoint)).toEqual([there.endpoint]);
    expect(await kept(student.id)).toEqual([there.endpoint]);
    await pool.query("delete from auth.users where id = $1", [student.id]);
    const { rows } = await pool.query(
      "select (select count(*)::int from athro.push_subscriptions) + (select count(*)::int from athro.push_plans) as left",
    );
    expect(rows).toEqual([{ left: 0 }]);
  });
});

describe("the closed side", () => {
  test("no role of the API reads or writes a table, and no student runs what is the service's", async () => {
    const { pool } = database;
    const student = await signIn(pool);
    const tables = ["push_service", "push_subscriptions", "push_plans", "push_sends"];
    for (const persona of [student, anonymous, service])
      for (const table of tables)
        for (const sql of [`select * from athro.${table}`, `delete from athro.${table}`])
          await expect(actAs(pool, persona, (client) => client.query(sql))).rejects.toMatchObject({
            code: "42501",
          });
    const calls = [
      `take_push_work('${PUBLIC_KEY}', 1)`,
      "claim_pushes(gen_random_uuid(), '[]')",
      "finish_pushes(gen_random_uuid(), 1, 1, '[]', '[]', '{}')",
    ];
    for (const persona of [student, anonymous])
      for (const call of calls)
        for (const schema of ["public", "athro"])
          await expect(
            actAs(pool, persona, (client) => client.query(`select ${schema}.${call}`)),
          ).rejects.toMatchObject({ code: "42501" });
    const opening = ["push_offer()", "save_push('', '', '', '', '')", "drop_push('')"];
    for (const call of opening) {
      for (const persona of [anonymous, service])
        await expect(ask(pool, persona, call)).rejects.toMatchObject({ code: "42501" });
      await expect(
        ask(pool, { role: "authenticated", claims: { role: "authenticated" } }, call),
      ).rejects.toMatchObject({ code: "PT401" });
    }
  });
});

describe("the work", () => {
  test("is a student's when they have subscribed, have written since, or a time has come, and one run's at a time", async () => {
    const { pool } = database;
    const student = await signIn(pool);
    const laptop = addDevice(pool, student.id);
    await savePush(pool, student, newBrowser());
    const first = await takeWork(pool);
    expect(first.students.map(({ user }) => user)).toEqual([student.id]);
    // Another run has nothing to do with it.
    expect((await takeWork(pool)).students).toEqual([]);
    await finish(pool, student.id, { seq: first.students[0]?.seq ?? -1 });
    expect((await takeWork(pool)).students).toEqual([]);

    await laptop.push(eventIn(3_600_000, [10]));
    const second = await takeWork(pool);
    expect(second.students[0]?.calendar.events).toHaveLength(1);
    await finish(pool, student.id, { seq: second.students[0]?.seq ?? -1, next: second.now - 1 });
    expect((await takeWork(pool)).students).toHaveLength(1);
    // A run that ended without a word is followed by another.
    await time.advance(2 * MINUTE_DAYS);
    expect((await takeWork(pool)).students).toHaveLength(1);
  });

  test("has what a reminder may come from soon, and not what is deleted, far away or without one", async () => {
    const { pool } = database;
    const student = await signIn(pool);
    const laptop = addDevice(pool, student.id);
    const DAY = 86_400_000;
    const soon = eventIn(20 * DAY, [40_320]);
    const series = eventIn(-300 * DAY, [], "FREQ=WEEKLY;COUNT=500");
    const moved = newOverride(series.id, {
      origin: { event_id: series.id, original_start: wall(Date.now() + DAY) },
      cancelled: { cancelled: false },
    });
    const gone = eventIn(DAY, [5]);
    await laptop.push(soon, series, moved, gone, eventIn(DAY, []), eventIn(60 * DAY, [5]));
    await laptop.push(eventIn(-9 * DAY, [5]), newOverride(series.id), remove(gone));
    await savePush(pool, student, newBrowser());
    const { students } = await takeWork(pool);
    const calendar = students[0]?.calendar;
    expect(calendar?.events.map(({ id }) => id).toSorted()).toEqual(
      [soon.id, series.id].toSorted(),
    );
    expect(calendar?.events.find(({ id }) => id === soon.id)).toEqual({
      id: soon.id,
      title: "Mock exam",
      all_day: false,
      starts_at: soon.set["time"]?.["starts_at"],
      ends_at: soon.set["time"]?.["ends_at"],
      zone: "Etc/UTC",
      rrule: null,
      reminders: [40_320],
    });
    expect(calendar?.overrides.map(({ id }) => id)).toEqual([moved.id]);
  });
});

/** A student with a browser, and a reminder that is due there now. */
const begin = async () => {
  const { pool } = database;
  const student = await signIn(pool);
  await savePush(pool, student, newBrowser());
  const { now, students } = await takeWork(pool);
  const subscription = students[0]?.subscriptions[0]?.id ?? "";
  return { pool, student, now, subscription, push: { subscription, key: "event", at: now } };
};

describe("a reminder", () => {
  test("is given out once, also to runs at the same time; again if it failed, and not once it was sent", async () => {
    const { pool, student, push } = await begin();
    const twice = await Promise.all([1, 2, 3].map(() => claim(pool, student.id, [push, push])));
    expect(twice.flat()).toEqual([push]);
    await finish(pool, student.id, { failed: [push] });
    expect(await claim(pool, student.id, [push])).toEqual([push]);
    await finish(pool, student.id, { sent: [push] });
    expect(await claim(pool, student.id, [push])).toEqual([]);
    await time.advance(2 * MINUTE_DAYS);
    expect(await claim(pool, student.id, [push])).toEqual([]);
    // Another time of the same event is another reminder.
    const moved = { ...push, at: push.at - 60_000 };
    expect(await claim(pool, student.id, [moved])).toEqual([moved]);
  });

  test("of a run that ended without a word is given out again after a minute", async () => {
    const { pool, student, push } = await begin();
    expect(await claim(pool, student.id, [push])).toEqual([push]);
    expect(await claim(pool, student.id, [push])).toEqual([]);
    await time.advance(2 * MINUTE_DAYS);
    expect(await claim(pool, student.id, [push])).toEqual([push]);
  });

  test("is neither early nor late, and of no one else's browser", async () => {
    const { pool, student, push, now } = await begin();
    const other = await signIn(pool);
    const early = { ...push, at: now + 600_000 };
    const late = { ...push, at: now - 600_000 };
    expect(await claim(pool, student.id, [early, late])).toEqual([]);
    expect(await claim(pool, other.id, [push])).toEqual([]);
    expect(await claim(pool, student.id, [{ ...push, subscription: randomUUID() }])).toEqual([]);
  });

  test("to a browser that is gone removes that, and what was sent is forgotten after an hour", async () => {
    const { pool, student, push, subscription } = await begin();
    const stranger = await signIn(pool);
    await claim(pool, student.id, [push]);
    await finish(pool, stranger.id, { gone: [subscription] });
    expect(await kept(student.id)).toHaveLength(1);
    await finish(pool, student.id, { sent: [push] });
    await time.advance(62 * MINUTE_DAYS);
    await takeWork(pool);
    expect((await pool.query("select 1 from athro.push_sends")).rowCount).toBe(0);
    await finish(pool, student.id, { gone: [subscription] });
    expect(await kept(student.id)).toEqual([]);
  });
});

test("what is written to sync is untouched by any of it", async () => {
  const { pool } = database;
  const student = await signIn(pool);
  const laptop = addDevice(pool, student.id);
  const event = eventIn(60_000, [1]);
  await laptop.push(event);
  const before = await laptop.pull();
  await savePush(pool, student, newBrowser());
  const { now, students } = await takeWork(pool);
  const subscription = students[0]?.subscriptions[0]?.id ?? "";
  const push = { subscription, key: event.id, at: now };
  await claim(pool, student.id, [push]);
  await finish(pool, student.id, { sent: [push] });
  expect(await laptop.pull()).toEqual(before);
  await laptop.push(change(event, "title", { title: "Later" }));
  expect((await laptop.pull()).length).toBe(before.length);
});
