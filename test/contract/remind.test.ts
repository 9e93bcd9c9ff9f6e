/** The Edge Function `remind` from end to end: what is sent, when, to whom, and who can have it run. */
import { importJWK, jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { change, remove } from "../../supabase/tests/support/records.ts";
import { signToken } from "../support/backend.ts";
import {
  event,
  push,
  type RemindStage,
  savePush,
  SECRET,
  startRemindStage,
  titles,
  vapid,
} from "./remind-stage.ts";

let stage: RemindStage;
beforeAll(async () => {
  stage = await startRemindStage();
});
afterAll(() => stage.stop());

describe("a reminder that is due", () => {
  test("reaches each browser once, readable by it alone, signed by the project, and says no more than it has to", async () => {
    const exam = event({
      start: "2026-11-27T09:00:00",
      end: "2026-11-27T10:30:00",
      reminders: [10, 1440],
    });
    const { student, browser } = await stage.begin("2026-11-27T08:40:00Z", exam);
    const welsh = stage.service.subscribe();
    await savePush(student, welsh, "cy");
    await stage.run("2026-11-27T08:49:00Z");
    expect(browser.deliveries).toEqual([]);
    expect(await stage.run("2026-11-27T08:50:10Z")).toMatchObject({ sent: 2, failed: 0, gone: 0 });
    await stage.run("2026-11-27T08:51:10Z");
    await Promise.all([stage.run(), stage.run()]);
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
      audience: `http://${stage.service.host}`,
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
    const { student, browser } = await stage.begin("2026-11-27T08:40:00Z", lesson, gone);
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
    await stage.run("2026-11-27T08:50:10Z");
    expect(browser.deliveries).toEqual([]);
    await stage.run("2026-11-27T09:00:10Z");
    expect(browser.read().map(({ when }) => when)).toEqual(["Today at 09:10"]);
    await stage.run("2026-11-27T09:21:00Z");
    expect(titles(browser)).toEqual(["Maths"]);
  });

  test("is not sent late: after an outage nothing that is older than five minutes", async () => {
    const { browser } = await stage.begin(
      "2026-11-27T08:40:00Z",
      event({ start: "2026-11-27T09:00:00", end: "2026-11-27T10:00:00", reminders: [10] }),
      event({
        title: "Later",
        start: "2026-11-27T09:05:00",
        end: "2026-11-27T10:00:00",
        reminders: [5],
      }),
    );
    await stage.run("2026-11-27T09:01:00Z");
    expect(titles(browser)).toEqual(["Later"]);
  });

  test("goes to no one who has signed out, on that device or from another", async () => {
    const { student, browser } = await stage.begin(
      "2026-11-27T08:40:00Z",
      event({ start: "2026-11-27T09:00:00", end: "2026-11-27T10:00:00", reminders: [10] }),
    );
    await student.client.auth.signOut({ scope: "local" });
    await stage.run("2026-11-27T08:50:10Z");
    expect(browser.deliveries).toEqual([]);
    const { rows } = await stage.database.pool.query(
      "select 1 from athro.push_subscriptions where user_id = $1",
      [student.id],
    );
    expect(rows).toEqual([]);
  });
});

test.each([
  ["a private key of another length", { VAPID_PRIVATE_KEY: "AAAA" }],
  ["a private key that is none", { VAPID_PRIVATE_KEY: "not a key" }],
  ["a public key that is no point", { VAPID_PUBLIC_KEY: `B${"A".repeat(86)}` }],
  ["a subject that no one can turn to", { VAPID_SUBJECT: "the school" }],
  ["a secret that is short", { REMIND_SECRET: "short" }],
])("with %s nothing is sent, and no subscription goes", async (_name, part) => {
  // Of a day of its own, since this reminder is still to be sent after it.
  const { student, browser } = await stage.begin(
    "2026-11-28T08:40:00Z",
    event({ start: "2026-11-28T09:00:00", end: "2026-11-28T10:00:00", reminders: [10] }),
  );
  await stage.setTime("2026-11-28T08:50:10Z");
  const { handleRemind } = await import("../../supabase/functions/remind/handler.ts");
  const response = await handleRemind(
    new Request(`${stage.backend.url}/functions/v1/remind`, {
      method: "POST",
      headers: { authorization: `Bearer ${SECRET}` },
    }),
    {
      SUPABASE_URL: stage.backend.url,
      SUPABASE_ANON_KEY: stage.backend.key,
      SUPABASE_SERVICE_ROLE_KEY: await signToken(stage.backend, { role: "service_role" }, 60),
      REMIND_SECRET: SECRET,
      PUSH_HOSTS: stage.service.host,
      ...vapid.env,
      ...part,
    },
  );
  expect(response.status).toBe(503);
  expect(browser.deliveries).toEqual([]);
  const { rows } = await stage.database.pool.query<{ endpoint: string }>(
    "select endpoint from athro.push_subscriptions where user_id = $1",
    [student.id],
  );
  expect(rows).toEqual([{ endpoint: browser.endpoint }]);
});

test("only who knows the secret has it run, and only by POST", async () => {
  const wrong = [undefined, "", "Bearer", `Bearer ${SECRET}x`, `Basic ${SECRET}`, SECRET];
  for (const authorization of wrong) expect((await stage.call(authorization)).status).toBe(401);
  const got = await fetch(`${stage.backend.url}/functions/v1/remind`, {
    headers: { authorization: `Bearer ${SECRET}` },
  });
  expect(got.status).toBe(405);
  expect(await (await stage.call(`Bearer ${SECRET}`)).json()).toMatchObject({ failed: 0 });
});
