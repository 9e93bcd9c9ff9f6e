import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import type { Page } from "playwright-core";
import { type App, startApp } from "../support/app.ts";
import { openProfile, type Profile, workerReady } from "../support/browser.ts";
import { enterSynced } from "../support/enter.ts";
import { pressBy } from "../support/keyboard.ts";
import { NEXT_VERSION, prepareReleases, type Releases } from "../support/releases.ts";
import { ask, fillEvent, pillIs, WEEK } from "../support/student.ts";

let releases: Releases;
let app: App;
let profile: Profile;
beforeAll(async () => {
  releases = await prepareReleases();
  app = await startApp({}, releases.dir);
});
afterAll(async () => {
  await app.stop();
  await releases.remove();
});
beforeEach(async () => {
  await releases.deployFirst();
  // Workers come and go by themselves here: one that is not heard in time would end the shell's page (see test/support/shell).
  profile = await openProfile(app.url, { whole: true });
});
afterEach(() => profile.close());

const box = (page: Page) => page.getByRole("textbox", { name: "Message" });

const composed = async (page: Page, text: string): Promise<void> => {
  await expect.poll(() => box(page).inputValue(), { timeout: 90_000 }).toBe(text);
};

/** Deploys the next release, and has the browser look for it as it does when a page is loaded. */
const release = async (page: Page): Promise<void> => {
  await releases.deployNext();
  await page.evaluate(async () => void (await navigator.serviceWorker.getRegistration())?.update());
};

/** A mark that goes with the page when it is loaded again. */
const mark = (page: Page): Promise<void> =>
  page.evaluate(() => {
    document.documentElement.dataset["mark"] = "this page";
  });
const isMarked = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.dataset["mark"] === "this page");
const loadedAgain = async (page: Page): Promise<void> => {
  await page.waitForFunction(() => document.documentElement.dataset["mark"] === undefined);
};

const notice = (page: Page, text: string) => page.getByText(text);
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

const showsVersion = async (page: Page, version: string): Promise<void> => {
  await page.goto("/settings");
  await page.getByText(version, { exact: true }).waitFor();
};

test("an update reloads the tab that asked for it, its first visit or not, and no other; what is typed stays in all", async () => {
  // Its page began without a worker.
  const first = await profile.open("/");
  await button(first, "Start without an account").click();
  await first.getByRole("navigation", { name: "Main" }).waitFor();
  await workerReady(first);
  await first.getByRole("link", { name: "Athros", exact: true }).first().click();
  await first
    .getByRole("link", { name: /^AthroMaths/ })
    .first()
    .click();
  await box(first).fill("Half a question");
  const second = await profile.open(WEEK);
  await button(second, "New event").first().click();
  await fillEvent(second, { title: "Half an event" });
  for (const page of [first, second]) await mark(page);

  await release(first);
  await notice(first, "New version ready.").waitFor();
  expect(await isMarked(first)).toBe(true);
  await box(first).pressSequentially(", and more");
  await first.getByRole("heading", { level: 1, name: "AthroMaths" }).focus();
  await pressBy(first, "Update", "Shift+Tab");
  await loadedAgain(first);
  await composed(first, "Half a question, and more");

  await notice(second, "Athro was updated in another tab.").waitFor({ state: "attached" });
  expect(await isMarked(second)).toBe(true);
  const dialog = second.getByRole("dialog", { name: "Event" });
  expect(await dialog.getByLabel("Title", { exact: true }).inputValue()).toBe("Half an event");
  // Left open by the way back, so that the notice can be reached.
  await second.evaluate(() => history.pushState(null, "", "/"));
  await second.evaluate(() => dispatchEvent(new PopStateEvent("popstate")));
  await second.getByRole("heading", { name: "Carry on" }).waitFor();
  await button(second, "Load again").click();
  await loadedAgain(second);
  await second.getByRole("link", { name: "Calendar", exact: true }).first().click();
  expect(await dialog.getByLabel("Title", { exact: true }).inputValue()).toBe("Half an event");
  await showsVersion(first, NEXT_VERSION);
  expect(profile.problems).toEqual([]);
});

test("an old tab whose next screen is gone says so, keeps what was typed, and goes on after it is loaded again", async () => {
  const page = await profile.open("/");
  await button(page, "Start without an account").click();
  await page.getByRole("navigation", { name: "Main" }).waitFor();
  await workerReady(page);
  const old = await profile.open("/athro/athro-history");
  await box(old).fill("Typed in the old version");
  await mark(old);

  await release(page);
  await button(page, "Update").click();
  await notice(old, "Athro was updated in another tab.").waitFor();
  // Then its code is nowhere any more, once the new worker has cleared it away.
  await expect
    .poll(() =>
      old.evaluate(() =>
        caches
          .match(document.querySelector<HTMLScriptElement>("script[type=module]")?.src ?? "")
          .then((kept) => kept !== undefined),
      ),
    )
    .toBe(false);
  const cdp = await profile.context.newCDPSession(old);
  await cdp.send("Network.clearBrowserCache");
  await old.getByRole("link", { name: "Settings", exact: true }).first().click();
  await old.getByRole("heading", { name: "This screen couldn't be loaded" }).waitFor();
  expect(await isMarked(old)).toBe(true);
  await old.getByRole("alert").getByRole("button", { name: "Load again" }).click();
  await loadedAgain(old);
  await old.getByText(NEXT_VERSION, { exact: true }).waitFor();
  await old.goto("/athro/athro-history");
  await composed(old, "Typed in the old version");
});

test("in a browser without workers, a screen that a newer version took away is told as that", async () => {
  await profile.close();
  profile = await openProfile(app.url, { worker: false });
  const page = await profile.open("/");
  await button(page, "Start without an account").click();
  await page.getByRole("navigation", { name: "Main" }).waitFor();
  await page.goto("/athro/athro-history");
  await box(page).fill("Typed in the old version");
  await mark(page);
  await releases.deployNext();
  await page.getByRole("link", { name: "Settings", exact: true }).first().click();
  await notice(page, "a part of this older version is gone").waitFor();
  expect(await isMarked(page)).toBe(true);
  await button(page, "Load again").first().click();
  await loadedAgain(page);
  await page.getByText(NEXT_VERSION, { exact: true }).waitFor();
  await page.goto("/athro/athro-history");
  await composed(page, "Typed in the old version");
});

const takesCalls = (does: string): Promise<void> =>
  app.sql(
    `create or replace function public.sync(request json) returns json language plpgsql set search_path = ''
      as $$ begin ${does} end $$`,
  );
const refuseAll = () =>
  takesCalls("raise exception using errcode = 'PT426', message = 'protocol';");
const takeAll = () => takesCalls("return athro.sync(request);");

// The server itself refuses. Where a route of the driver does, in what the worker asks for, this browser puts another worker into place before
// each page that it loads, without a word from the student, and now and then the page waits for it for good.
test("a server that is too new asks for the update, keeps the work meanwhile, and takes it afterwards", async () => {
  const { page, server } = await enterSynced(profile, app.url);
  onTestFinished(takeAll);
  await refuseAll();
  await page.goto("/athro/athro-maths");
  await ask(page, "Written for a newer server");
  await pillIs(page, "failed");
  await notice(page, "The server needs a newer Athro.").waitFor();
  await button(page, "Look for an update").click();
  await notice(page, "No newer version is there yet.").waitFor();
  expect((await server.rows()).chat_messages).toEqual([]);

  await releases.deployNext();
  await mark(page);
  // It looks by itself, too, with each call that is refused, and then has the update to offer.
  await button(page, "Look for an update").or(button(page, "Update")).click();
  await loadedAgain(page);
  await takeAll();
  await page.reload();
  await pillIs(page, "synced");
  const { chat_messages } = await server.rows();
  expect(chat_messages.map(({ content }) => content)).toContain("Written for a newer server");
  await showsVersion(page, NEXT_VERSION);
});
