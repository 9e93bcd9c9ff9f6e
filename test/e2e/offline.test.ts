import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { startApp } from "../support/app.ts";
import { openProfile, type Profile, workerReady } from "../support/browser.ts";
import { enterSynced } from "../support/enter.ts";
import {
  addEvent,
  ask,
  event,
  message,
  newEmail,
  pill,
  pillIs,
  signedIn,
  signUp,
  startAsGuest,
  AFTERNOON,
  WEEK,
} from "../support/student.ts";

const app = inject("app");
let profile: Profile;
beforeEach(async () => {
  profile = await openProfile(app.url, { fresh: true });
});
afterEach(() => profile.close());

const ROUTES = [
  { path: "/", shows: "Home" },
  { path: "/athros", shows: "Athros" },
  { path: "/athro/athro-maths", shows: "AthroMaths" },
  { path: "/calendar", shows: "Calendar" },
  { path: "/settings", shows: "Settings" },
  { path: "/sync", shows: "Sync" },
  { path: "/account", shows: "Account" },
];

/** Begins to note where each script comes from, as the browser tells it of what the worker's routes decide. */
const noteSources = async (page: Page): Promise<Map<string, string>> => {
  const sources = new Map<string, string>();
  const cdp = await page.context().newCDPSession(page);
  cdp.on("Network.responseReceived", ({ type, response }) => {
    const { serviceWorkerRouterInfo: routed } = response as {
      serviceWorkerRouterInfo?: { actualSourceType?: string };
    };
    if (type === "Script") sources.set(response.url, routed?.actualSourceType ?? "the worker");
  });
  await cdp.send("Network.enable");
  return sources;
};

/** The scripts that the page names itself. */
const namedScripts = (page: Page): Promise<string[]> =>
  page
    .locator("script[type=module][src]")
    .evaluateAll((all) => all.map((one) => (one as HTMLScriptElement).src));

test("every route opens offline from a cold start, its scripts from the cache and by no worker", async () => {
  const page = await profile.open();
  await signUp(page, newEmail());
  await signedIn(page);
  await workerReady(page);
  await page.goto("/athro/athro-maths");
  await ask(page, "A question to keep");
  await page.getByRole("article").nth(1).waitFor();
  await pillIs(page, "synced");
  await page.getByRole("button", { name: "Save session" }).click();
  await message(page, "A question to keep").waitFor({ state: "detached" });
  await page
    .getByRole("button", { name: "Saved sessions" })
    .or(page.getByRole("link", { name: "Saved sessions" }))
    .first()
    .click();
  await page
    .getByRole("list", { name: "Saved sessions" })
    .getByText("A question to keep")
    .first()
    .click();
  await page.waitForURL(/\/sessions\//);
  const saved = new URL(page.url()).pathname;
  await page.close();

  await profile.context.setOffline(true);
  for (const { path, shows } of ROUTES) {
    const cold = await profile.open();
    const sources = await noteSources(cold);
    await cold.goto(path);
    await cold.getByRole("heading", { level: 1 }).first().waitFor();
    await expect.poll(() => cold.title(), { message: path }).toContain(shows);
    // A worker that hangs would hold back what comes through it.
    const scripts = await namedScripts(cold);
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts)
      expect({ path, from: sources.get(script) }).toEqual({ path, from: "cache" });
    await cold.close();
  }
  const cold = await profile.open(saved);
  await message(cold, "A question to keep").waitFor();
  expect(profile.problems).toEqual([]);
});

test("a guest starts without an account, works offline, and finds everything again", async () => {
  const page = await profile.open("/");
  await startAsGuest(page);
  await workerReady(page);
  await profile.context.setOffline(true);
  await page.goto(WEEK);
  await addEvent(page, { title: "Guest lesson", ...AFTERNOON });
  await page.goto("/athro/athro-art");
  await ask(page, "What is chiaroscuro?");
  await page.reload();
  await message(page, "What is chiaroscuro?").waitFor();
  await page.goto(WEEK);
  await event(page, "Guest lesson").waitFor();
  await pill(page).first().getByText("Saved on this device").waitFor();
  expect(profile.problems).toEqual([]);
});

test("[G4] an edit while the server is down arrives after it is back", async () => {
  const down = await startApp();
  const device = await openProfile(down.url);
  try {
    const { page } = await enterSynced(device, down.url);
    await down.halt("SIGTERM");
    await page.goto(WEEK);
    await addEvent(page, { title: "Written in the dark", ...AFTERNOON });
    await pillIs(page, "offline");
    await down.start();
    await pillIs(page, "synced");
    expect(await event(page, "Written in the dark").isVisible()).toBe(true);
  } finally {
    await device.close();
    await down.stop();
  }
});

test("a server that answers 500 or a page of HTML loses nothing", async () => {
  const page = await profile.open();
  await signUp(page, newEmail());
  await signedIn(page);
  await workerReady(page);
  await pillIs(page, "synced");
  let answers = 0;
  await profile.context.route("**/rest/v1/rpc/sync", (route) => {
    answers += 1;
    return answers % 2 === 1
      ? route.fulfill({ status: 500, contentType: "application/json", body: '{"message":"no"}' })
      : route.fulfill({
          status: 200,
          contentType: "text/html",
          body: "<h1>Log in to the Wi-Fi</h1>",
        });
  });
  await page.goto(WEEK);
  await addEvent(page, { title: "Behind a portal", ...AFTERNOON });
  await pillIs(page, "failed");
  await expect.poll(() => answers).toBeGreaterThan(1);
  await profile.context.unroute("**/rest/v1/rpc/sync");
  await pillIs(page, "synced");
  await event(page, "Behind a portal").waitFor();
  expect(profile.problems).toEqual([]);
});
