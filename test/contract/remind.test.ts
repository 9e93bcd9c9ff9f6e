/**
 * The Edge Function `remind` from end to end: a calendar written by sync, the function behind its gateway, and a push service that reads
 * with the browsers' own keys. The database's clock is the test's, so that clock changes and outages come when they are wanted.
 */
import { createECDH } from "node:crypto";
import { importJWK, jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { splitId } from "../../src/model/ids.ts";
import type { Mutation } from "../../src/model/mutation.ts";
import { change, newEvent, newOverride, remove } from "../../supabase/tests/support/records.ts";
import {
  createUser,
  signToken,
  startTestBackend,
  type TestBackend,
  type TestUser,
} from "../support/backend.ts";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";
import {
  type PushBrowser,
  type PushService,
  startPushService,
} from "../functions/support/push-service.ts";
import { syncRequest } from "./sync-call.ts";

const SECRET = "known-to-whoever-runs-the-project-alone";

const vapid = (() => {
  const keys = createECDH("prime256v1");
  const publicKey = keys.generateKeys();
  // Node leaves leading zeros out.
  const privateKey = Buffer.from(keys.getPrivateKey("hex").padStart(64, "0"), "hex");
  return {
    publicKey,
    env: {
      VAPID_PUBLIC_KEY: publicKey.toString("base64url"),
      VAPID_PRIVATE_KEY: privateKey.toString("base64url"),
      VAPID_SUBJECT: "mailto:school@example.org",
    },
  };
})();

let database: FreshDatabase;
let service: PushService;
let stranger: PushService;
let backend: TestBackend;
beforeAll(async () => {
  [database, service, stranger] = await Promise.all([
    freshDatabase(),
    startPushService(),
    startPushService(),
  ]);
  await database.pool.query(`
    -- The push service of these tests has no certificate.
    alter table athro.push_subscriptions drop constraint push_subscriptions_endpoint_https;
    create table athro.test_time (ahead interval not null);
    insert into athro.test_time values ('0');
    create or replace function athro.now() returns timestamptz
    language sql volatile
    set search_path = ''
    as $$ select pg_catalog.clock_timestamp() + t.ahead from athro.test_time t $$;
  `);
  backend = await startTestBackend({
    databaseUrl: database.url,
    env: { REMIND_SECRET: SECRET, PUSH_HOSTS: service.host, ...vapid.env },
  });
});
afterAll(async () => {
  await backend.stop();
  await Promise.all([service.close(), stranger.close()]);
  await database.drop();
});

/** Puts the database's clock to an instant. */
const setTime = (instant: string): Promise<unknown> =>
  database.pool.query("update athro.test_time set ahead = $1::timestamptz - clock_timestamp()", [
    instant,
  ]);

const callRemind = (authorization?: string): Promise<Response> =>
  fetch(`${backend.url}/functions/v1/remind`, {
    method: "POST",
    headers: authorization === undefined ? {} : { authorization },
  });

const run = async (instant?: string): Promise<unknown> => {
  if (instant !== undefined) await setTime(instant);
  const response = await callRemind(`Bearer ${SECRET}`);
  expect(response.status).toBe(200);
  return response.json();
};

const push = async (student: TestUser, ...mutations: Mutation[]): Promise<void> => {
  const { error } = await student.client.rpc("sync", {
    request: syncRequest(student.id, { mutations: mutations.map((one) => JSON.stringify(one)) }),
  });
  if (error) throw error;
};

const savePush = async (
  student: TestUser,
  browser: PushBrowser,
  language = "en",
  zone = "Europe/London",
): Promise<void> => {
  const { endpoint, p256dh, auth } = browser;
  const { data, error } = await student.client.rpc("save_push", {
    endpoint,
    p256dh,
    auth,
    language,
    zone,
  });
  if (error) throw error;
  expect(data).toEqual({ status: "saved" });
};

/** A student with some events and a browser on which to be reminded, at an instant at which nothing is due. */
const begin = async (instant: string, ...events: Mutation[]) => {
  await run(instant);
  const student = await createUser(backend);
  const browser = service.subscribe();
  await push(student, ...events);
  await savePush(student, browser);
  await run();
  expect(browser.deliveries).toEqual([]);
  return { student, browser };
};

interface Timed {
  title?: string;
  start: string;
  end: string;
  zone?: string;
  allDay?: boolean;
  reminders: number[];
  rrule?: string | null;
}

const event = ({ title = "Maths", start, end, reminders, ...rest }: Timed): Mutation =>
  newEvent({
    title: { title },
    time: {
      all_day: rest.allDay ?? false,
      starts_at: start,
      ends_at: end,
      zone: rest.zone ?? "Europe/London",
    },
    repeat: { rrule: rest.rrule ?? null },
    reminders: { reminders },
  });

const titles = (browser: PushBrowser): unknown[] => browser.read().map(({ title }) => title);

describe("a reminder that is due", () => {
  test("reaches each browser once, readable by it alone, signed by the project, and says no more than it has to", async () => {
    const exam = event({
      start: "2026-11-27T09:00:00",
      end: "2026-11-27T10:30:00",
      reminders: [10, 1440],
    });
    const { student, browser } = await begin("2026-11-27T08:40:00Z", exam);
    const welsh = service.subscribe();
    await savePush(student, welsh, "cy");
    await run("2026-11-27T08:49:00Z");
    expect(browser.deliveries).toEqual([]);
    expect(await run("2026-11-27T08:50:10Z")).toMatchObject({ sent: 2, failed: 0, gone: 0 });
    await run("2026-11-27T08:51:10Z");
    await Promise.all([run(), run()]);
    const message = {
      user: student.id,
      key: exam.id,
      at: Date.parse("2026-11-27T08:50:00Z"),
      ends: Date.parse("2026-11-27T10:30:00Z"),
      title: "Maths",
      when: "Today at 09:00",
      private: "An event in your calendar",
      date: "2026-11-27",
    };
    expect(browser.read()).toEqual([message]);
    expect(welsh.read()).toEqual([
      { ...message, when: "Heddiw am 09:00", private: "Digwyddiad yn eich calendr" },
    ]);
    const [delivery] = browser.deliveries;
    expect(delivery?.body.includes("Maths")).toBe(false);
    expect(delivery?.headers).toMatchObject({
      "content-encoding": "aes128gcm",
      urgency: "high",
      topic: expect.stringMatching(/^[A-Za-z0-9_-]{32}$/),
    });
    // Until the event is over, and no longer.
    expect(Number(delivery?.headers["ttl"])).toBeGreaterThan(5_900);
    expect(Number(delivery?.headers["ttl"])).toBeLessThan(6_000);
    const [, token = "", key] =
      /^vapid t=([^,]+), ?k=(.+)$/.exec(String(delivery?.headers["authorization"])) ?? [];
    expect(key).toBe(vapid.env.VAPID_PUBLIC_KEY);
    const [x, y] = [vapid.publicKey.subarray(1, 33), vapid.publicKey.subarray(33)];
    const point = {
      kty: "EC",
      crv: "P-256",
      x: x.toString("base64url"),
      y: y.toString("base64url"),
    };
    const { payload } = await jwtVerify(token, await importJWK(point, "ES256"), {
      audience: `http://${service.host}`,
    });
    expect(payload.sub).toBe("mailto:school@example.org");
  });

  test("follows what is written meanwhile: moved, deleted, restored in another tab or device", async () => {
    const lesson = event({
      start: "2026-11-27T09:00:00",
      end: "2026-11-27T10:00:00",
      reminders: [10],
    });
    const gone = event({
      title: "Gone",
      start: "2026-11-27T09:30:00",
      end: "2026-11-27T10:00:00",
      reminders: [10],
    });
    const { student, browser } = await begin("2026-11-27T08:40:00Z", lesson, gone);
    const time = { all_day: false, zone: "Europe/London" };
    await push(
      student,
      change(lesson, "time", {
        ...time,
        starts_at: "2026-11-27T09:10:00",
        ends_at: "2026-11-27T10:00:00",
      }),
      remove(gone),
    );
    await run("2026-11-27T08:50:10Z");
    expect(browser.deliveries).toEqual([]);
    await run("2026-11-27T09:00:10Z");
    expect(browser.read().map(({ when }) => when)).toEqual(["Today at 09:10"]);
    await run("2026-11-27T09:21:00Z");
    expect(titles(browser)).toEqual(["Maths"]);
  });

  test("is not sent late: after an outage nothing that is older than five minutes", async () => {
    const { browser } = await begin(
      "2026-11-27T08:40:00Z",
      event({ start: "2026-11-27T09:00:00", end: "2026-11-27T10:00:00", reminders: [10] }),
      event({
        title: "Later",
        start: "2026-11-27T09:05:00",
        end: "2026-11-27T10:00:00",
        reminders: [5],
      }),
    );
    await run("2026-11-27T09:01:00Z");
    expect(titles(browser)).toEqual(["Later"]);
  });

  test("goes to no one who has signed out, on that device or from another", async () => {
    const { student, browser } = await begin(
      "2026-11-27T08:40:00Z",
      event({ start: "2026-11-27T09:00:00", end: "2026-11-27T10:00:00", reminders: [10] }),
    );
    await student.client.auth.signOut({ scope: "local" });
    await run("2026-11-27T08:50:10Z");
    expect(browser.deliveries).toEqual([]);
    const { rows } = await database.pool.query(
      "select 1 from athro.push_subscriptions where user_id = $1",
      [student.id],
    );
    expect(rows).toEqual([]);
  });
});

describe("an event that repeats", () => {
  test("keeps its time of day across the change of clocks, in its own zone", async () => {
    const weekly = "FREQ=WEEKLY;COUNT=20";
    const { browser } = await begin(
      "2026-10-18T00:00:00Z",
      event({
        title: "London",
        start: "2026-10-05T09:00:00",
        end: "2026-10-05T10:00:00",
        reminders: [10],
        rrule: weekly,
      }),
      event({
        title: "New York",
        start: "2026-10-06T09:00:00",
        end: "2026-10-06T10:00:00",
        zone: "America/New_York",
        reminders: [10],
        rrule: weekly,
      }),
    );
    // The 25th of October ends summer time in London, the 1st of November in New York.
    const due = [
      ["2026-10-19T07:50:10Z", "London"],
      ["2026-10-20T12:50:10Z", "New York"],
      ["2026-10-26T08:50:10Z", "London"],
      ["2026-10-27T12:50:10Z", "New York"],
      ["2026-11-02T08:50:10Z", "London"],
      ["2026-11-03T13:50:10Z", "New York"],
    ] as const;
    const told: string[] = [];
    for (const [instant, title] of due) {
      // An hour before and an hour after it would be, had the clocks not been changed or been changed the other way.
      const at = Date.parse(instant);
      await run(new Date(at - 3_600_000).toISOString());
      expect(titles(browser)).toEqual(told);
      await run(instant);
      told.push(title);
      expect(titles(browser)).toEqual(told);
      await run(new Date(at + 3_600_000).toISOString());
      expect(titles(browser)).toEqual(told);
    }
  });

  test("is told of as its times were changed, cancelled and split", async () => {
    const series = event({
      title: "Lesson",
      start: "2026-11-02T09:00:00",
      end: "2026-11-02T10:00:00",
      reminders: [10],
      rrule: "FREQ=DAILY;UNTIL=20261125",
    });
    const next = {
      ...event({
        title: "Later lesson",
        start: "2026-11-26T11:00:00",
        end: "2026-11-26T12:00:00",
        reminders: [10],
        rrule: "FREQ=DAILY;COUNT=5",
      }),
      id: splitId(series.id, "2026-11-26"),
    };
    const at = (date: string) => ({ event_id: series.id, original_start: `${date}T09:00:00` });
    const { browser } = await begin(
      "2026-11-22T12:00:00Z",
      series,
      next,
      newOverride(series.id, { origin: at("2026-11-23"), cancelled: { cancelled: true } }),
      newOverride(series.id, {
        origin: at("2026-11-24"),
        cancelled: { cancelled: false },
        title: { title: "Trip" },
        time: {
          all_day: false,
          starts_at: "2026-11-24T08:00:00",
          ends_at: "2026-11-24T16:00:00",
          zone: "Europe/London",
        },
      }),
      // Made on another device before it heard of the split: it belongs to the part that goes on.
      newOverride(series.id, {
        origin: at("2026-11-27"),
        cancelled: { cancelled: false },
        title: { title: "Guest speaker" },
      }),
    );
    const days = [
      "23T08:50",
      "24T07:50",
      "24T08:50",
      "25T08:50",
      "26T08:50",
      "26T10:50",
      "27T10:50",
    ];
    for (const day of days) await run(`2026-11-${day}:10Z`);
    expect(titles(browser)).toEqual(["Trip", "Lesson", "Later lesson", "Guest speaker"]);
  });

  test("that lasts all day comes by the clock where the device is", async () => {
    const { student, browser } = await begin(
      "2026-11-26T00:00:00Z",
      event({
        title: "Inset day",
        start: "2026-11-27T00:00:00",
        end: "2026-11-28T00:00:00",
        allDay: true,
        reminders: [-480],
      }),
    );
    const abroad = service.subscribe();
    await savePush(student, abroad, "en", "Pacific/Auckland");
    await run("2026-11-26T19:00:10Z");
    expect([titles(browser), titles(abroad)]).toEqual([[], ["Inset day"]]);
    await run("2026-11-27T08:00:10Z");
    expect([titles(browser), titles(abroad)]).toEqual([["Inset day"], ["Inset day"]]);
    expect(browser.read()[0]).toMatchObject({ when: "Friday 27 November" });
  });
});

const lesson = () =>
  event({ start: "2026-11-27T09:00:00", end: "2026-11-27T10:00:00", reminders: [10] });

describe("a push service", () => {
  test("that hangs, fails or has too much holds no other back, and is tried again; one that says gone is not", async () => {
    const { student, browser } = await begin("2026-11-27T08:40:00Z", lesson());
    const answers = [404, 410, 429, 503, 400, 302, "silence"] as const;
    const others = answers.map((answer) => service.subscribe(answer));
    for (const other of others) await savePush(student, other);
    // Of a host that is no push service's; it is not asked, and not kept.
    const elsewhere = stranger.subscribe();
    await savePush(student, elsewhere);
    await run("2026-11-27T08:50:10Z");
    for (const other of others) other.answer = 201;
    await run("2026-11-27T08:51:10Z");
    await run("2026-11-27T08:52:10Z");
    expect(titles(browser)).toEqual(["Maths"]);
    expect(others.map(({ deliveries }, i) => [answers[i], deliveries.length])).toEqual([
      [404, 1],
      [410, 1],
      [429, 2],
      [503, 2],
      [400, 1],
      [302, 1],
      ["silence", 2],
    ]);
    expect(elsewhere.deliveries).toEqual([]);
    const { rows } = await database.pool.query<{ endpoint: string }>(
      "select endpoint from athro.push_subscriptions where user_id = $1",
      [student.id],
    );
    expect(rows.map(({ endpoint }) => endpoint).toSorted()).toEqual(
      [browser, ...others.slice(2)].map(({ endpoint }) => endpoint).toSorted(),
    );
  });

  test("that fails for five minutes is left, and the next reminder is tried all the same", async () => {
    const { browser } = await begin(
      "2026-11-27T08:40:00Z",
      lesson(),
      event({
        title: "Next",
        start: "2026-11-27T11:00:00",
        end: "2026-11-27T12:00:00",
        reminders: [10],
      }),
    );
    browser.answer = 500;
    await run("2026-11-27T08:50:10Z");
    await run("2026-11-27T08:54:00Z");
    browser.answer = 201;
    await run("2026-11-27T08:56:00Z");
    expect(titles(browser)).toEqual(["Maths", "Maths"]);
    await run("2026-11-27T10:50:10Z");
    expect(titles(browser)).toEqual(["Maths", "Maths", "Next"]);
  });
});

test.each([
  ["a private key of another length", { VAPID_PRIVATE_KEY: "AAAA" }],
  ["a private key that is none", { VAPID_PRIVATE_KEY: "not a key" }],
  ["a public key that is no point", { VAPID_PUBLIC_KEY: `B${"A".repeat(86)}` }],
  ["a subject that no one can turn to", { VAPID_SUBJECT: "the school" }],
  ["a secret that is short", { REMIND_SECRET: "short" }],
])("with %s nothing is sent, and no subscription goes", async (_name, part) => {
  const before = await database.pool.query("select * from athro.push_subscriptions order by id");
  const { handleRemind } = await import("../../supabase/functions/remind/handler.ts");
  const response = await handleRemind(
    new Request(`${backend.url}/functions/v1/remind`, {
      method: "POST",
      headers: { authorization: `Bearer ${SECRET}` },
    }),
    {
      SUPABASE_URL: backend.url,
      SUPABASE_ANON_KEY: backend.key,
      SUPABASE_SERVICE_ROLE_KEY: await signToken(backend, { role: "service_role" }, 60),
      REMIND_SECRET: SECRET,
      PUSH_HOSTS: service.host,
      ...vapid.env,
      ...part,
    },
  );
  expect(response.status).toBe(503);
  const after = await database.pool.query("select * from athro.push_subscriptions order by id");
  expect(after.rows).toEqual(before.rows);
});

test("only who knows the secret has it run, and only by POST", async () => {
  const wrong = [undefined, "", "Bearer", `Bearer ${SECRET}x`, `Basic ${SECRET}`, SECRET];
  for (const authorization of wrong) expect((await callRemind(authorization)).status).toBe(401);
  const got = await fetch(`${backend.url}/functions/v1/remind`, {
    headers: { authorization: `Bearer ${SECRET}` },
  });
  expect(got.status).toBe(405);
  expect(await (await callRemind(`Bearer ${SECRET}`)).json()).toMatchObject({ failed: 0 });
});
