/**
 * What the tests of the Edge Function `remind` stand on: a calendar written by sync, the function behind its gateway, and a push service that
 * reads with the browsers' own keys. The database's clock is the test's, so that clock changes and outages come when they are wanted.
 */
import { createECDH } from "node:crypto";
import { expect } from "vitest";
import type { Mutation } from "../../src/model/mutation.ts";
import { newEvent } from "../../supabase/tests/support/records.ts";
import {
  type PushBrowser,
  type PushService,
  startPushService,
} from "../functions/support/push-service.ts";
import {
  createUser,
  startTestBackend,
  type TestBackend,
  type TestUser,
} from "../support/backend.ts";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";
import { syncRequest } from "./sync-call.ts";

export const SECRET = "known-to-whoever-runs-the-project-alone";

export const vapid = (() => {
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

export interface RemindStage {
  database: FreshDatabase;
  backend: TestBackend;
  service: PushService;
  /** Puts the database's clock to an instant. */
  setTime(instant: string): Promise<unknown>;
  call(authorization?: string): Promise<Response>;
  /** Has the function run, at an instant if one is given, and gives what it counted. */
  run(instant?: string): Promise<unknown>;
  /** A student with some events and a browser on which to be reminded, at an instant at which nothing is due. */
  begin(
    instant: string,
    ...events: Mutation[]
  ): Promise<{ student: TestUser; browser: PushBrowser }>;
  stop(): Promise<void>;
}

export const startRemindStage = async (): Promise<RemindStage> => {
  const [database, service] = await Promise.all([freshDatabase(), startPushService()]);
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
  const backend = await startTestBackend({
    databaseUrl: database.url,
    env: { REMIND_SECRET: SECRET, PUSH_HOSTS: service.host, ...vapid.env },
  });
  const setTime = (instant: string): Promise<unknown> =>
    database.pool.query("update athro.test_time set ahead = $1::timestamptz - clock_timestamp()", [
      instant,
    ]);
  const call = (authorization?: string): Promise<Response> =>
    fetch(`${backend.url}/functions/v1/remind`, {
      method: "POST",
      headers: authorization === undefined ? {} : { authorization },
    });
  const run = async (instant?: string): Promise<unknown> => {
    if (instant !== undefined) await setTime(instant);
    const response = await call(`Bearer ${SECRET}`);
    expect(response.status).toBe(200);
    return response.json();
  };
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
  return {
    database,
    backend,
    service,
    setTime,
    call,
    run,
    begin,
    stop: async () => {
      await backend.stop();
      await service.close();
      await database.drop();
    },
  };
};

export const push = async (student: TestUser, ...mutations: Mutation[]): Promise<void> => {
  const { error } = await student.client.rpc("sync", {
    request: syncRequest(student.id, { mutations: mutations.map((one) => JSON.stringify(one)) }),
  });
  if (error) throw error;
};

export const savePush = async (
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

interface Timed {
  title?: string;
  start: string;
  end: string;
  zone?: string;
  allDay?: boolean;
  reminders: number[];
  rrule?: string | null;
}

export const event = ({ title = "Maths", start, end, reminders, ...rest }: Timed): Mutation =>
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

export const titles = (browser: PushBrowser): unknown[] => browser.read().map(({ title }) => title);
