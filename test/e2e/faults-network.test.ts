import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { openProfile, type Profile } from "../support/browser.ts";
import { agreed, onSyncCall, questionsOn } from "../support/rows.ts";
import { enterSynced, expireToken } from "../support/enter.ts";
import { addEvent, AFTERNOON, ask, event, message, pillIs, WEEK } from "../support/student.ts";

const app = inject("app");
let profile: Profile;
beforeEach(async () => {
  profile = await openProfile(app.url);
});
afterEach(() => profile.close());

test("[P3] when the answers to pushes are lost after the commit, sending again adds nothing", async () => {
  const { page, server } = await enterSynced(profile, app.url);
  const sent: string[][] = [];
  let committed: Record<string, unknown>[] | null = null;
  const heal = await onSyncCall(profile.context, async (route, { mutations }) => {
    const events = mutations.filter(({ table }) => table === "calendar_events");
    if (events.length === 0) return route.continue();
    sent.push(events.map(({ mid, stamp }) => `${mid} ${stamp}`));
    if (sent.length > 3) return route.continue();
    await route.fetch();
    committed ??= (await server.rows()).calendar_events;
    return route.abort("connectionreset");
  });
  await page.goto(WEEK);
  await addEvent(page, { title: "Lost on the way back", ...AFTERNOON });
  await pillIs(page, "offline");
  await expect.poll(() => sent.length, { timeout: 60_000 }).toBe(4);
  await agreed(page, server);
  heal();
  expect(new Set(sent.map(String)).size).toBe(1);
  expect(committed).toHaveLength(1);
  // Not even the seq has moved.
  expect((await server.rows()).calendar_events).toEqual(committed);
  await event(page, "Lost on the way back").waitFor();
  expect(profile.problems).toEqual([]);
});

test("[S3] through 503, 502, 504 and 429 nothing is lost, and the queue drains when the server is well again", async () => {
  const { page, server } = await enterSynced(profile, app.url);
  const statuses = [503, 502, 504, 429];
  let refused = 0;
  const heal = await onSyncCall(profile.context, (route) => {
    const status = statuses[refused % statuses.length] ?? 503;
    refused += 1;
    return route.fulfill({
      status,
      contentType: status === 429 ? "application/json" : "text/html",
      body: status === 429 ? '{"message":"Too many requests"}' : `<h1>${status}</h1>`,
      headers: { "retry-after": "1" },
    });
  });
  await page.goto("/athro/athro-science");
  const asked: string[] = [];
  for (let n = 1; n <= 5; n += 1) {
    asked.push(`Question ${n} for a busy server`);
    await ask(page, `Question ${n} for a busy server`);
  }
  await pillIs(page, "failed");
  await expect.poll(() => refused, { timeout: 60_000 }).toBeGreaterThanOrEqual(statuses.length);
  expect(await questionsOn(server)).toEqual([]);
  heal();
  await agreed(page, server);
  expect(await questionsOn(server)).toEqual(asked);
  for (const text of asked) expect(await message(page, text).count()).toBe(1);
  expect(profile.problems).toEqual([]);
});

test("[P7] a push that hangs is given up and goes again in halves; writing goes on meanwhile", async () => {
  const { page, server } = await enterSynced(profile, app.url);
  const batches: string[][] = [];
  const heal = await onSyncCall(profile.context, (route, { mutations }) => {
    // What the device has to say of itself may go before the chat and its question, and has no halves.
    if (mutations.length === 0 || (batches.length === 0 && mutations.length === 1))
      return route.continue();
    batches.push(mutations.map(({ mid }) => mid));
    // Never answered, once.
    return batches.length === 1 ? new Promise(() => {}) : route.continue();
  });
  await page.goto("/athro/athro-english");
  await ask(page, "Is anyone there?");
  await expect.poll(() => batches.length).toBe(1);
  await ask(page, "I shall go on writing");
  await ask(page, "and on");
  await expect.poll(() => batches.length, { timeout: 60_000 }).toBeGreaterThan(1);
  await agreed(page, server);
  heal();
  const [hung = [], next = []] = batches;
  expect(hung.length).toBeGreaterThan(1);
  expect(next).toEqual(hung.slice(0, Math.ceil(hung.length / 2)));
  expect(await questionsOn(server)).toEqual([
    "I shall go on writing",
    "Is anyone there?",
    "and on",
  ]);
  expect(profile.problems).toEqual([]);
});

test("behind a captive portal, whose page answers everything with 200, the pill is offline, the session stays, and nothing is lost", async () => {
  const { page, server } = await enterSynced(profile, app.url);
  const answered = new Set<string>();
  let behind = true;
  await profile.context.route(/\/(rest|auth|functions)\/v1\//, (route, request) => {
    if (!behind) return route.continue();
    answered.add(new URL(request.url()).pathname);
    return route.fulfill({
      status: 200,
      contentType: "text/html",
      body: "<!doctype html><title>School Wi-Fi</title><form>Log in</form>",
    });
  });
  await page.goto("/athro/athro-geography");
  await ask(page, "Asked at the portal");
  await pillIs(page, "offline");
  // Nor does a renewal that meets the portal end the session.
  await expireToken(page, 3_600_000);
  await ask(page, "Asked with a token that ran out");
  await expect.poll(() => [...answered], { timeout: 60_000 }).toContain("/auth/v1/token");
  await pillIs(page, "offline");
  expect(await questionsOn(server)).toEqual([]);

  behind = false;
  await agreed(page, server);
  expect(await questionsOn(server)).toEqual([
    "Asked at the portal",
    "Asked with a token that ran out",
  ]);
  expect(profile.problems).toEqual([]);
});
