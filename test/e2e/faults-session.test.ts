import { EventEmitter, once } from "node:events";
import { decodeJwt } from "jose";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import type { BrowserContext, Request } from "playwright-core";
import { openProfile, type Profile } from "../support/browser.ts";
import { enterSynced, expireToken } from "../support/enter.ts";
import { agreed, callOf, onSyncCall, questionsOn, signInBeside } from "../support/rows.ts";
import { ask, message, newEmail, pillIs, signedIn, signIn, signUp } from "../support/student.ts";

const DAY_MS = 86_400_000;

const app = inject("app");
let profile: Profile;
beforeEach(async () => {
  profile = await openProfile(app.url);
});
afterEach(() => profile.close());

const REFRESH = "**/auth/v1/token?grant_type=refresh_token";

/** Counts the requests for a new token, and answers each late, so that whoever else wants one comes while it is under way. */
const slowRefreshes = async (context: BrowserContext): Promise<() => number> => {
  let count = 0;
  await context.route(REFRESH, async (route) => {
    count += 1;
    const response = await route.fetch();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.fulfill({ response });
  });
  return () => count;
};

test("three tabs and the worker, back after days offline, renew the session by one request", async () => {
  const { page, server } = await enterSynced(profile, app.url);
  const tabs = [page, await profile.open("/"), await profile.open("/")];
  const athros = ["athro-maths", "athro-science", "athro-history"];
  await profile.context.setOffline(true);
  await expireToken(page, 5 * DAY_MS);
  const asked: string[] = [];
  for (const [n, tab] of tabs.entries()) {
    await tab.goto(`/athro/${athros[n]}`);
    asked.push(`Asked offline in tab ${n}`);
    await ask(tab, `Asked offline in tab ${n}`);
  }
  for (const tab of tabs) await pillIs(tab, "offline");
  const refreshes = await slowRefreshes(profile.context);
  await profile.context.setOffline(false);
  for (const tab of tabs) await agreed(tab, server);
  expect(refreshes()).toBe(1);
  expect(await questionsOn(server)).toEqual(asked);
  expect(profile.problems).toEqual([]);
});

test("[P9] with the session revoked elsewhere the pill asks for sign-in; nothing is lost, and signing in drains", async () => {
  const { page, email, server } = await enterSynced(profile, app.url);
  await profile.context.setOffline(true);
  await page.goto("/athro/athro-art");
  await ask(page, "Written with a session that is over");
  const { error } = await server.client.auth.signOut({ scope: "global" });
  expect(error).toBeNull();
  await expireToken(page, 0);
  await profile.context.setOffline(false);
  await pillIs(page, "signin");
  await ask(page, "Written while signed out");
  await page.reload();
  await message(page, "Written with a session that is over").waitFor();
  await message(page, "Written while signed out").waitFor();
  await pillIs(page, "signin");
  const again = await signInBeside(app.url, email);
  expect(await questionsOn(again)).toEqual([]);

  await signIn(page, email);
  await page.getByText("Signed in as").or(page.getByText(email)).first().waitFor();
  await agreed(page, again);
  expect(await questionsOn(again)).toEqual([
    "Written while signed out",
    "Written with a session that is over",
  ]);
  expect(profile.problems).toEqual([]);
});

test("[G5] another student signing in while an answer is on its way sees and sends nothing of the first's", async () => {
  const first = await enterSynced(profile, app.url);
  const { page } = first;
  const calls: { user: string; sub: unknown; mutations: string[] }[] = [];
  profile.context.on("request", (request: Request) => {
    if (!request.url().endsWith("/rest/v1/rpc/sync")) return;
    const token = request.headers().authorization?.replace("Bearer ", "") ?? "";
    const { user, mutations } = callOf(request);
    // The ids of preferences are made of their names ([R2]): each student has those.
    const own = mutations.filter(({ table }) => table !== "preferences").map(({ id }) => id);
    calls.push({ user, sub: decodeJwt(token).sub, mutations: own });
  });
  let held = 0;
  const release = new EventEmitter();
  const released = once(release, "now");
  const heal = await onSyncCall(profile.context, async (route, { user, mutations }) => {
    const isAsked = mutations.some(({ table }) => table === "chat_messages");
    if (user !== first.server.uid || !isAsked || held > 0) return route.continue();
    held += 1;
    const response = await route.fetch();
    await released;
    return route.fulfill({ response }).catch(() => {});
  });

  await page.goto("/athro/athro-media");
  await ask(page, "Only the first may see this");
  await expect.poll(() => held).toBe(1);
  await page.goto("/account");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.getByRole("button", { name: "Sign out anyway" }).click();
  const email = newEmail();
  await page.getByText("Signed out. Your work stays on this device.").waitFor();
  await signUp(page, email);
  await signedIn(page);
  const second = await signInBeside(app.url, email);
  await page.goto("/athro/athro-media");
  await ask(page, "Only the second may see this");
  release.emit("now");
  await message(page, "Only the second may see this").getByText("Answered").waitFor();
  await agreed(page, second);
  expect(await message(page, "Only the first may see this").count()).toBe(0);
  expect(await questionsOn(second)).toEqual(["Only the second may see this"]);
  expect(await questionsOn(first.server)).toEqual(["Only the first may see this"]);

  heal();
  await page.goto("/account");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.getByText("Signed out. Your work stays on this device.").waitFor();
  await signIn(page, first.email);
  await signedIn(page);
  await agreed(page, first.server);
  expect(await questionsOn(first.server)).toEqual(["Only the first may see this"]);
  expect(await questionsOn(second)).toEqual(["Only the second may see this"]);

  expect(new Set(calls.map(({ user }) => user))).toEqual(new Set([first.server.uid, second.uid]));
  for (const { user, sub } of calls) expect(user).toBe(sub);
  const sentBy = (uid: string) =>
    new Set(calls.filter(({ user }) => user === uid).flatMap(({ mutations }) => mutations));
  const firsts = sentBy(first.server.uid);
  expect([...sentBy(second.uid)].filter((id) => firsts.has(id))).toEqual([]);
  expect(profile.problems).toEqual([]);
});
