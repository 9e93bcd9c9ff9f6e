/** What Athro is on a device: its parts there offline, opened by the system, installed, its storage. */
import { readFile } from "node:fs/promises";
import { afterEach, expect, inject, test } from "vitest";
import type { Page } from "playwright-core";
import { openProfile, type Profile, type ProfileOptions, workerReady } from "../support/browser.ts";
import { isFocused, pressBy } from "../support/keyboard.ts";
import { layMessages } from "../support/lay-messages.ts";
import { MARKDOWN } from "../support/states/markdown.ts";
import { ask, newEmail, pillIs, signedIn, signUp } from "../support/student.ts";

const app = inject("app");
let profile: Profile;
afterEach(() => profile.close());

/** A page of someone without an account; `prepare` runs in it before the app does, with stand-ins for what no headless browser has. */
const enterAsGuest = async (
  options: ProfileOptions = {},
  prepare: () => void = () => {},
): Promise<Page> => {
  profile = await openProfile(app.url, options);
  const page = await profile.open();
  await page.addInitScript(prepare);
  await page.goto("/");
  await page.getByRole("button", { name: "Start without an account" }).click();
  await page.getByRole("navigation", { name: "Main" }).waitFor();
  return page;
};

const CALENDAR = [
  "BEGIN:VCALENDAR",
  "VERSION:2.0",
  "PRODID:-//Ysgol//EN",
  "BEGIN:VEVENT",
  "UID:field-trip@school",
  "SUMMARY:Field trip",
  "DTSTART;VALUE=DATE:20300506",
  "END:VEVENT",
  "END:VCALENDAR",
  "",
].join("\r\n");

/** The optional parts that the worker's list names, and those that it has fetched. */
const optionalParts = (page: Page): Promise<{ listed: string[]; kept: string[] }> =>
  page.evaluate(async () => {
    const worker = await (await fetch("/sw.js")).text();
    const entries = [...worker.matchAll(/\{"optional":true,[^{}]*"url":"([^"]+)"\}/g)];
    const kept = await (await caches.open("athro-optional")).keys();
    return {
      listed: entries.map(([, url]) => `/${url}`).sort(),
      kept: kept.map(({ url }) => new URL(url).pathname).sort(),
    };
  });

test("optional parts are fetched after the first visit's screen, and work offline after a reload", async () => {
  const page = await enterAsGuest({ fresh: true });
  await workerReady(page);
  const { listed } = await optionalParts(page);
  for (const part of ["import-calendar", "render", "maths", "highlight"])
    expect(listed.join()).toContain(`/${part}.optional-`);
  await expect.poll(async () => (await optionalParts(page)).kept).toEqual(listed);

  const cdp = await profile.context.newCDPSession(page);
  await cdp.send("Network.clearBrowserCache");
  await profile.context.setOffline(true);
  await page.goto("/calendar");
  await page.getByLabel("Import a calendar file", { exact: true }).setInputFiles({
    name: "school.ics",
    mimeType: "text/calendar",
    buffer: Buffer.from(CALENDAR),
  });
  const dialog = page.getByRole("dialog", { name: "Import a calendar file" });
  await dialog.getByRole("button", { name: "Import 1 change" }).click();
  await dialog.waitFor({ state: "detached" });

  // A reply in Markdown, with its code in colours and its formulas.
  await page.goto("/athro/athro-it");
  await ask(page, "How do I find a root by halving?");
  await layMessages(page, [{ role: "assistant", content: MARKDOWN }]);
  await page.reload();
  const reply = page.getByRole("article").last();
  for (const part of ["table", "math", "[class*=hljs-]"])
    await reply.locator(part).first().waitFor({ state: "attached" });
  expect(profile.problems).toEqual([]);
});

/** What the page is given in place of the browser's own, and what it did with it. */
type StandIns = typeof globalThis & { asked: number; installing: boolean; badge: number };

/** A browser that protects storage when it is asked for the second time. */
const askForStorage = (): void => {
  // The browser's own offer comes when it likes; the test makes one of its own.
  addEventListener("beforeinstallprompt", (event) => {
    if (event.isTrusted) event.stopImmediatePropagation();
  });
  const given = globalThis as StandIns;
  given.asked = 0;
  navigator.storage.persisted = async () => given.asked > 1;
  navigator.storage.persist = async () => {
    given.asked += 1;
    return given.asked > 1;
  };
};

/** As Chromium does where the app can be installed, when it sees fit. */
const offerInstall = (): void => {
  dispatchEvent(
    Object.assign(new Event("beforeinstallprompt", { cancelable: true }), {
      prompt: async () => {
        (globalThis as StandIns).installing = true;
        return { outcome: "accepted" };
      },
    }),
  );
};

test("installation is offered once something was written, when protection is asked for too; Settings show the room, and iOS is told how", async () => {
  const page = await enterAsGuest({}, askForStorage);
  const asked = () => page.evaluate(() => (globalThis as StandIns).asked);
  const card = page.getByRole("region", { name: "Keep Athro at hand" });
  await page.evaluate(offerInstall);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  expect([await card.count(), await asked()]).toEqual([0, 0]);

  await page.getByRole("link", { name: "Athros", exact: true }).first().click();
  await page
    .getByRole("link", { name: /^AthroMaths/ })
    .first()
    .click();
  await ask(page, "What is a surd?");
  await expect.poll(asked).toBe(1);
  await page.getByRole("link", { name: "Home", exact: true }).first().click();
  await card.getByRole("button", { name: "Install", exact: true }).waitFor();
  await page.getByRole("heading", { level: 1 }).first().focus();
  await pressBy(page, "Install");
  await card.waitFor({ state: "detached" });
  expect(await isFocused(page.getByRole("heading", { level: 1 }).first())).toBe(true);
  expect(await page.evaluate(() => (globalThis as StandIns).installing)).toBe(true);

  await page.getByRole("link", { name: "Settings", exact: true }).first().click();
  const again = page.getByRole("button", { name: "Install", exact: true });
  await page.getByRole("region", { name: "Storage" }).waitFor();
  await page.evaluate(offerInstall);
  await again.press("Enter");
  await again.waitFor({ state: "detached" });
  expect(await isFocused(page.getByRole("heading", { level: 1 }).first())).toBe(true);
  const storage = page.getByRole("region", { name: "Storage" });
  await storage.getByText(/^[\d.,]+ [MG]B used of [\d.,]+ [MG]B$/).waitFor();
  await storage.getByText("the browser may clear what Athro keeps here").waitFor();
  await page.getByRole("heading", { level: 1 }).first().focus();
  await pressBy(page, "Protect my data");
  const kept = storage.getByText("Protected: the browser clears nothing of this by itself.");
  await kept.waitFor();
  expect(await isFocused(kept.locator(".."))).toBe(true);

  const phone = await profile.open();
  await phone.addInitScript(() => {
    // No browser of iOS has this event.
    addEventListener("beforeinstallprompt", (event) => event.stopImmediatePropagation());
    Object.defineProperty(Navigator.prototype, "userAgent", {
      get: () =>
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1",
    });
  });
  await phone.goto("/");
  await phone.getByText("Tap Share, then Add to Home Screen.").waitFor();
  await phone.getByRole("button", { name: "Got it" }).click();
  await phone.reload();
  await phone.getByRole("heading", { name: "Carry on" }).waitFor();
  expect(await phone.getByText("Tap Share").count()).toBe(0);
  expect(profile.problems).toEqual([]);
});

test("the badge counts the changes that wait, and goes when they are through", async () => {
  profile = await openProfile(app.url);
  const page = await profile.open();
  await page.addInitScript(() => {
    const given = globalThis as StandIns;
    Object.assign(Navigator.prototype, {
      setAppBadge: async (count: number) => void (given.badge = count),
      clearAppBadge: async () => void (given.badge = 0),
    });
  });
  const badge = () => page.evaluate(() => (globalThis as StandIns).badge);
  await signUp(page, newEmail());
  await signedIn(page);
  await pillIs(page, "synced");
  await workerReady(page);
  await profile.context.setOffline(true);
  await page.goto("/athro/athro-maths");
  await ask(page, "Waits for a network");
  // The chat and its question, and what the composer last held where that was kept on the way.
  await expect.poll(badge).toBeGreaterThanOrEqual(2);
  await profile.context.setOffline(false);
  await pillIs(page, "synced");
  await expect.poll(badge).toBe(0);
});

/** Puts a saved chat into a guest's database in which nothing was said for years. */
const putOldChat = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open("athro-guest");
    opening.addEventListener("error", () => reject(opening.error));
    opening.addEventListener("success", () => {
      const db = opening.result;
      const put = db.transaction(["chat_sessions", "chat_messages"], "readwrite");
      const [id, created_at] = ["33333333-3333-4333-8333-333333333333", "2024-01-10T10:00:00.000Z"];
      const row = { seq: 0, stamps: {}, deleted: false, extra: {}, created_at };
      put.objectStore("chat_sessions").put({
        ...row,
        id,
        athro_id: "athro-art",
        title: "Perspective",
        is_active: false,
      });
      put.objectStore("chat_messages").put({
        ...row,
        id: "44444444-4444-4444-8444-444444444444",
        session_id: id,
        role: "user",
        content: "Where is the vanishing point?",
        order_key: Date.parse(created_at),
        question_id: null,
        attempt: null,
        wants_reply: false,
      });
      put.addEventListener("complete", () => {
        db.close();
        resolve();
      });
    });
  });

const openSaved = async (page: Page): Promise<void> => {
  await page.goto("/athro/athro-art");
  await page.getByRole("button", { name: "Saved sessions" }).click();
  await page.getByRole("dialog", { name: "Saved sessions" }).waitFor();
};

test("old saved chats go into a file, from the device only when the file was seen to be whole, and come back from it; by the keyboard alone", async () => {
  const page = await enterAsGuest();
  await page.evaluate(putOldChat);
  await page.goto("/settings");
  await page.getByRole("heading", { level: 1, name: "Settings" }).focus();
  await pressBy(page, "Archive old chats");
  const dialog = page.getByRole("dialog", { name: "Archive old chats" });
  await dialog.getByRole("list", { name: "Chats to archive" }).getByText("Perspective").waitFor();
  const downloading = page.waitForEvent("download");
  await pressBy(page, "Save the file");
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^athro-chats-\d{4}-\d{2}-\d{2}\.zip$/);
  const choosing = page.waitForEvent("filechooser");
  // What comes next is where the last step was, and then the way out.
  const next = (name: string) =>
    dialog.getByRole("button", { name, exact: true }).and(page.locator(":focus")).waitFor();
  await next("Choose the saved file");
  await page.keyboard.press("Enter");
  await (await choosing).setFiles(await download.path());
  await next("Remove 1 chat");
  await page.keyboard.press("Enter");
  await dialog.getByText("1 chat was removed.").waitFor();
  await next("Close");
  await openSaved(page);
  await page.getByText("No saved sessions yet.").waitFor();

  await page.goto("/settings");
  await page.getByRole("heading", { level: 1, name: "Settings" }).focus();
  const bringing = page.waitForEvent("filechooser");
  await pressBy(page, "Import a file");
  await (
    await bringing
  ).setFiles({
    name: download.suggestedFilename(),
    mimeType: "application/zip",
    buffer: await readFile(await download.path()),
  });
  await page.getByRole("dialog", { name: "Import this file?" }).waitFor();
  await pressBy(page, "Import");
  await page.getByRole("alertdialog", { name: "Imported" }).waitFor();
  await openSaved(page);
  await page.getByRole("list", { name: "Saved sessions" }).getByText("Perspective").waitFor();
  expect(profile.problems).toEqual([]);
});

test("a calendar file that the system opens with Athro is asked about, one after the other", async () => {
  const page = await enterAsGuest();
  const cdp = await profile.context.newCDPSession(page);
  const handlers = async (): Promise<unknown> => {
    const { data } = await cdp.send("Page.getAppManifest");
    return data ? JSON.parse(data).file_handlers : null;
  };
  // On a device that Athro has been on, a page names its manifest once its screen is there.
  await expect
    .poll(handlers)
    .toEqual([{ action: "/calendar", accept: { "text/calendar": [".ics"] } }]);
  // No headless browser can be started with a file: the launch queue is a stand-in.
  await page.addInitScript((text) => {
    const files = ["school.ics", "club.ics"].map((name) => ({
      name,
      getFile: async () => new File([text], name),
    }));
    const lost = {
      name: "lost.ics",
      getFile: () => Promise.reject(new DOMException("It is gone.", "NotFoundError")),
    };
    const setConsumer = (take: (launch: object) => void) => take({ files: [...files, lost] });
    Object.defineProperty(globalThis, "launchQueue", { value: { setConsumer } });
  }, CALENDAR);
  await page.goto("/calendar");
  const dialog = page.getByRole("dialog", { name: "Import a calendar file" });
  await dialog.getByText("school.ics").waitFor();
  await dialog.getByRole("button", { name: "Import 1 change" }).click();
  await dialog.getByText("club.ics").waitFor();
  await dialog.getByText("Everything in this file is in your calendar already.").waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  // Gone between the press and the reading.
  await dialog.getByText("lost.ics").waitFor();
  await dialog.getByText("This is no calendar file, or only a part of one.").waitFor();
  expect(profile.problems).toEqual([]);
});

/** The drafts that are in a guest's queue. */
const queuedDrafts = (): Promise<string[]> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open("athro-guest");
    opening.addEventListener("error", () => reject(opening.error));
    opening.addEventListener("success", () => {
      const db = opening.result;
      const reading = db.transaction("preferences").objectStore("preferences").getAll();
      reading.addEventListener("success", () => {
        db.close();
        resolve(reading.result.map(({ value }) => String(value?.text)));
      });
    });
  });

test("the last words in a composer reach the queue from the page that is loaded next, whichever that is", async () => {
  const page = await enterAsGuest();
  await page.goto("/athro/athro-history");
  await page.getByRole("textbox", { name: "Message" }).fill("When was the Chartist rising");
  // At once, so that the database is still at the words before.
  await page.getByRole("textbox", { name: "Message" }).pressSequentially(" at Newport");
  await page.goto("/settings");
  await expect
    .poll(() => page.evaluate(queuedDrafts))
    .toContain("When was the Chartist rising at Newport");
});
