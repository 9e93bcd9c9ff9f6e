import { randomUUID } from "node:crypto";
import { EventEmitter, once } from "node:events";
import type { Page } from "playwright-core";
import { describe, expect, inject, onTestFinished, test } from "vitest";
import { syncRequest } from "../contract/sync-call.ts";
import { openProfile, workerReady } from "../support/browser.ts";
import { enterSynced, expireToken } from "../support/enter.ts";
import { itemIn, openPanel } from "../support/panel.ts";
import { agreed, onSyncCall, readDevice, type ServerSide } from "../support/rows.ts";
import {
  addEvent,
  AFTERNOON,
  ask,
  deleteEvent,
  event,
  message,
  pillIs,
  signedIn,
  signIn,
  startAsGuest,
  WEEK,
} from "../support/student.ts";

const app = inject("app");

/** A browser for one test. */
const newProfile = async () => {
  const profile = await openProfile(app.url);
  onTestFinished(() => profile.close());
  return profile;
};

const CHANGES = 2_500;

/** Another device's work: so many events that they don't come in one page. */
const fillFromElsewhere = async ({ uid, client }: ServerSide): Promise<void> => {
  const device = randomUUID();
  const began = Date.now() - CHANGES;
  const mutations = Array.from({ length: CHANGES }, (_, n) =>
    JSON.stringify({
      mid: randomUUID(),
      table: "calendar_events",
      id: randomUUID(),
      set: {
        origin: { created_at: new Date(began + n).toISOString() },
        title: { title: `Lesson ${n}` },
        time: {
          all_day: false,
          starts_at: "2026-11-25T09:00:00",
          ends_at: "2026-11-25T10:00:00",
          zone: "Europe/London",
        },
      },
      base: { origin: 0, title: 0, time: 0 },
      stamp: began + n,
    }),
  );
  // In calls that a busy server carries out within its time: only the app makes its own smaller ([P7]).
  for (let n = 0; n < mutations.length; n += 100) {
    const request = syncRequest(uid, { device, mutations: mutations.slice(n, n + 100) });
    const { error } = await client.rpc("sync", { request });
    if (error) throw error;
  }
};

test("a first sync of several pages tells how far it has come, and then that all is here", async () => {
  const elsewhere = await newProfile();
  const { email, server } = await enterSynced(elsewhere, app.url);
  await fillFromElsewhere(server);

  const profile = await newProfile();
  const cursors: number[] = [];
  const looked = new EventEmitter();
  await onSyncCall(profile.context, async (route) => {
    const { cursor } = route.request().postDataJSON().request;
    // Each page but the first waits until what there is has been looked at.
    if (cursor > 0 && cursor < CHANGES && !cursors.includes(cursor)) {
      const seen = once(looked, String(cursor));
      cursors.push(cursor);
      await seen;
    }
    return route.continue();
  });
  const page = await profile.open("/account");
  // Before, the page begins by itself, and the worker goes on.
  await workerReady(page);
  await signIn(page, email);
  await signedIn(page);
  await openPanel(page);
  const bar = page.getByRole("progressbar", { name: /^Getting your work: \d+%$/ });
  const sentence = page.getByText("This device is being brought in line with the server.");
  for (let n = 0; n < 2; n += 1) {
    await expect.poll(() => cursors.length).toBe(n + 1);
    const cursor = cursors[n] ?? 0;
    await expect.poll(() => bar.getAttribute("value")).toBe(String(cursor));
    expect(await bar.getAttribute("max")).toBe(String(CHANGES));
    const percent = Math.floor((cursor / CHANGES) * 100);
    await page.getByText(`Getting your work: ${percent}%`).waitFor();
    await sentence.waitFor();
    await page.getByText("Not yet checked").waitFor();
    expect(percent).toBeGreaterThan(0);
    expect(percent).toBeLessThan(100);
    looked.emit(String(cursor));
  }
  await page.getByText("Everything here is on the server too.").waitFor();
  await bar.waitFor({ state: "detached" });
  expect(cursors).toHaveLength(2);
  expect(cursors[1]).toBeGreaterThan(cursors[0] ?? 0);
  await page.getByText("This device and the server hold the same").waitFor();
  expect((await readDevice(page, server.uid)).calendar_events).toHaveLength(CHANGES);
  expect([...profile.problems, ...elsewhere.problems]).toEqual([]);
});

test("a guest finds what was deleted, and hears that nothing leaves the device", async () => {
  const profile = await newProfile();
  const page = await profile.open("/sync");
  // Who has not begun yet is asked to.
  await startAsGuest(page);
  await workerReady(page);
  await openPanel(page);
  await page
    .getByText("Without an account nothing leaves it, so there's nothing to sync.")
    .waitFor();
  await page.getByText("Nothing has been deleted that could be restored.").waitFor();
  for (const name of ["Not accepted", "Overwritten edits"])
    expect(await page.getByRole("heading", { name }).count()).toBe(0);
  expect(await page.getByRole("button", { name: "Check now" }).count()).toBe(0);

  await profile.context.setOffline(true);
  await page.goto(WEEK);
  await addEvent(page, { title: "Guest lesson", ...AFTERNOON });
  await deleteEvent(page, "Guest lesson");
  await page.goto("/athro/athro-art");
  await ask(page, "What is chiaroscuro?");
  await page.getByRole("button", { name: "Delete session" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
  await message(page, "What is chiaroscuro?").waitFor({ state: "detached" });
  // As a guest finds it.
  await page.getByRole("link", { name: "Settings", exact: true }).click();
  await page.getByRole("main").getByRole("link", { name: "Recently deleted" }).click();
  await page.getByText("can be restored on this device").waitFor();
  // A guest's are kept for good: nothing is said of a day.
  expect(await page.getByText("Kept until").count()).toBe(0);
  for (const title of ["Guest lesson", "What is chiaroscuro?"]) {
    await page.getByRole("button", { name: `Restore: ${title}` }).click();
    await itemIn(page, "Recently deleted", title).waitFor({ state: "detached" });
  }
  await page.goto(WEEK);
  await event(page, "Guest lesson").waitFor();
  await page.goto("/athro/athro-art");
  await message(page, "What is chiaroscuro?").waitFor();
  expect(profile.problems).toEqual([]);
});

/** Notes from now on what is said of a check, and whether its button tells that one goes on: it may be over before it is looked for. */
const watchCheck = (page: Page) =>
  page.evaluateHandle(() => {
    const seen: string[] = [];
    const look = () => {
      const said = document.querySelector(".sync-result")?.textContent ?? "";
      const isBusy = document.querySelector(".sync-check [aria-busy=true]") !== null;
      seen.push(isBusy ? `${said} (busy)` : said);
    };
    const everything = { subtree: true, childList: true, characterData: true, attributes: true };
    new MutationObserver(look).observe(document.body, everything);
    return seen;
  });

describe("the panel tells where the work is", () => {
  test("offline: what waits, since when, and that it goes out later", async () => {
    const profile = await newProfile();
    const { page, server } = await enterSynced(profile, app.url);
    await profile.context.setOffline(true);
    await page.goto(WEEK);
    await addEvent(page, { title: "First", ...AFTERNOON });
    await addEvent(page, { title: "Second", ...AFTERNOON });
    await openPanel(page);
    await page.getByText("You're offline. Everything's saved here").waitFor();
    const fact = (name: string) =>
      page
        .getByRole("term")
        .filter({ hasText: name })
        .locator("xpath=following-sibling::dd")
        .textContent();
    expect(await fact("Waiting to sync")).toBe("2 changes");
    expect(await fact("Oldest change from")).toMatch(/^\d+ \p{L}+, \d\d:\d\d$/u);
    expect(await fact("Last synced")).toMatch(/^\d+ \p{L}+, \d\d:\d\d$/u);
    expect(await fact("Compared")).toBe("The same, apart from what the server hasn't got yet");
    await profile.context.setOffline(false);
    await page.getByText("Everything here is on the server too.").waitFor();
    await expect.poll(() => fact("Waiting to sync")).toBe("Nothing");
    expect(await page.getByText("Oldest change from").count()).toBe(0);
    await agreed(page, server);
    expect(profile.problems).toEqual([]);
  });

  test("with a server that fails: it is tried again; Check now says what is wrong and what is safe", async () => {
    const profile = await newProfile();
    const { page, server } = await enterSynced(profile, app.url);
    const heal = await onSyncCall(profile.context, (route) =>
      route.fulfill({ status: 503, contentType: "application/json", body: '{"message":"busy"}' }),
    );
    await page.goto(WEEK);
    await addEvent(page, { title: "Behind a busy server", ...AFTERNOON });
    await pillIs(page, "failed");
    await openPanel(page);
    await page.getByText("The server has a problem. Athro tries again by itself").waitFor();
    const check = page.getByRole("button", { name: "Check now" });
    const seen = await watchCheck(page);
    await check.focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => seen.jsonValue()).toContain("Checking… (busy)");
    await page.getByText("Couldn't check: the server didn't answer.").waitFor();
    await expect.poll(() => check.getAttribute("aria-busy")).toBeNull();
    expect(await page.locator(":focus").textContent()).toBe("Check now");
    heal();
    await page.keyboard.press("Enter");
    await page
      .getByText(/^Checked at \d\d:\d\d: this device and the server hold the same\.$/)
      .waitFor();
    await agreed(page, server);
    expect(profile.problems).toEqual([]);
  });

  test("[P9] with the session over: the way to sign in, and that nothing is lost", async () => {
    const profile = await newProfile();
    const { page, email, server } = await enterSynced(profile, app.url);
    await server.client.auth.signOut({ scope: "global" });
    await expireToken(page, 0);
    await page.goto(WEEK);
    await addEvent(page, { title: "After the end", ...AFTERNOON });
    await pillIs(page, "signin");
    await openPanel(page);
    await page.getByText("Sign in to go on syncing. Everything's saved on this device.").waitFor();
    await page.getByRole("button", { name: "Check now" }).click();
    await page.getByText("Couldn't check: sign in first. Everything's saved here.").waitFor();
    await page.getByRole("main").getByRole("link", { name: "Sign in" }).click();
    await page.waitForURL(/\/account/);
    await signIn(page, email);
    await pillIs(page, "synced");
    await openPanel(page);
    await page.getByText("Everything here is on the server too.").waitFor();
    await server.client.auth.signInWithPassword({ email, password: "correct horse battery" });
    await agreed(page, server);
    expect(profile.problems).toEqual([]);
  });
});
