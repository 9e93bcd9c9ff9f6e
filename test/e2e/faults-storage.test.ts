import { afterEach, beforeEach, expect, inject, test } from "vitest";
import type { Page } from "playwright-core";
import { findings } from "../support/axe.ts";
import { openProfile, type Profile } from "../support/browser.ts";
import { enterSynced } from "../support/enter.ts";
import { agreed, questionsOn } from "../support/rows.ts";
import { addEvent, AFTERNOON, ask, event, fillEvent, message, WEEK } from "../support/student.ts";

const app = inject("app");
let profile: Profile;
beforeEach(async () => {
  profile = await openProfile(app.url);
});
afterEach(() => profile.close());

test("[W1] what was shown as written before the browser was killed is there after it, and arrives once", async () => {
  const { page, server } = await enterSynced(profile, app.url);
  await page.goto("/athro/athro-history");
  await page.getByRole("textbox", { name: "Message" }).waitFor();
  await profile.context.setOffline(true);
  const shown: string[] = [];
  const writing = (async () => {
    for (let n = 1; ; n += 1) {
      const text = `Written before the crash, ${n}.`;
      // Rejects when the browser is gone.
      await ask(page, text);
      shown.push(text);
    }
  })().catch(() => {});
  await expect.poll(() => shown.length, { timeout: 60_000 }).toBeGreaterThanOrEqual(12);
  await profile.kill();
  await writing;

  expect(await questionsOn(server)).toEqual([]);
  profile = await openProfile(app.url, { dir: profile.dir });
  const again = await profile.open("/athro/athro-history");
  for (const text of shown) await message(again, text).waitFor();
  await agreed(again, server);
  const arrived = await questionsOn(server);
  expect(arrived).toEqual(expect.arrayContaining(shown));
  expect(new Set(arrived).size).toBe(arrived.length);
  // At most the one that was being written, too.
  expect(arrived.length - shown.length).toBeLessThanOrEqual(1);
  expect(profile.problems).toEqual([]);
});

test("with no space left the composer and the event editor keep what was typed and say that it is not saved", async () => {
  const { page, server } = await enterSynced(profile, app.url);
  await page.goto("/athro/athro-maths");
  await ask(page, "Before the disk was full");
  await message(page, "Before the disk was full").getByText("Answered").waitFor();
  await agreed(page, server);

  // A browser that has looked at the quota goes by that for a while: this one looks for the first time when there is none.
  await profile.kill();
  profile = await openProfile(app.url, { dir: profile.dir });
  const chat = await profile.context.newPage();
  const cdp = await profile.context.newCDPSession(chat);
  const { origin } = new URL(app.url);
  await cdp.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });

  await chat.goto("/athro/athro-maths");
  const box = chat.getByRole("textbox", { name: "Message" });
  await box.fill("No room for this");
  const send = chat.getByRole("button", { name: "Send", exact: true });
  await send.click();
  await chat.getByRole("alert").getByText("Not saved: this device has no space left").waitFor();
  expect(await box.inputValue()).toBe("No room for this");
  expect(await message(chat, "No room for this").count()).toBe(0);

  // A dialog tells it where it can be heard, seen and pressed.
  await chat.getByRole("button", { name: "Confidence" }).click();
  const confidence = chat.getByRole("dialog", { name: "Confidence" });
  await confidence.getByRole("slider").waitFor();
  await chat.evaluate(() =>
    Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {}))),
  );
  const spoken = confidence.locator("[aria-live=polite]");
  expect(await spoken.innerText()).toBe("");
  await confidence.getByRole("button", { name: "Save" }).click();
  const told = spoken.getByText("Nothing has changed: this device has no space left");
  // It is held there while it is looked at.
  await told.hover();
  expect(await told.evaluate(isOnTop)).toBe(true);
  expect(await findings(chat)).toEqual([]);
  await spoken.getByRole("button", { name: "Dismiss" }).click();
  await told.waitFor({ state: "detached" });
  await confidence.getByRole("button", { name: "Save" }).click();
  await told.waitFor();
  await confidence.getByRole("button", { name: "Cancel" }).click();
  // It stays for its time, on the page.
  await chat.getByRole("region", { name: "Notices" }).getByText("Nothing has changed").waitFor();

  const calendar = await profile.open(WEEK);
  await calendar.getByRole("button", { name: "New event" }).first().click();
  await fillEvent(calendar, { title: "No room either", ...AFTERNOON });
  const dialog = calendar.getByRole("dialog", { name: "Event" });
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByText("no space left").first().waitFor();
  expect(await dialog.getByLabel("Title", { exact: true }).inputValue()).toBe("No room either");

  await cdp.send("Storage.overrideQuotaForOrigin", { origin });
  await dialog.getByRole("button", { name: "Save" }).click();
  await event(calendar, "No room either").waitFor();
  await send.click();
  await message(chat, "No room for this").waitFor();
  expect(await box.inputValue()).toBe("");

  await agreed(chat, server);
  expect(await questionsOn(server)).toEqual(["Before the disk was full", "No room for this"]);
  const { calendar_events } = await server.rows();
  expect(calendar_events.map(({ title }) => title)).toEqual(["No room either"]);
});

/** Runs in the page: whether nothing lies over the middle of it. */
const isOnTop = (element: Element): boolean => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
};

const deleteDatabase = (page: Page, name: string): Promise<void> =>
  page.evaluate(async (doomed) => {
    const deleting = indexedDB.deleteDatabase(doomed);
    await new Promise((resolve, reject) => {
      deleting.addEventListener("success", resolve);
      deleting.addEventListener("error", () => reject(deleting.error));
    });
  }, name);

const isThere = (page: Page, name: string): Promise<boolean> =>
  page.evaluate(async (one) => (await indexedDB.databases()).some((db) => db.name === one), name);

test("a database deleted under a page that no one touches is made again, with all that the server holds", async () => {
  const { page, server } = await enterSynced(profile, app.url);
  await page.goto("/athro/athro-welsh");
  await ask(page, "Kept by the server");
  await page.goto(WEEK);
  await addEvent(page, { title: "Kept by the server too", ...AFTERNOON });
  await agreed(page, server);

  await deleteDatabase(page, `athro-${server.uid}`);
  await expect.poll(() => isThere(page, `athro-${server.uid}`), { timeout: 90_000 }).toBe(true);
  await agreed(page, server);
  await event(page, "Kept by the server too").waitFor();
  await addEvent(page, { title: "Added afterwards", ...AFTERNOON });
  await agreed(page, server);
  await page.goto("/athro/athro-welsh");
  await message(page, "Kept by the server").waitFor();
  expect(profile.problems).toEqual([]);
});

test("what is typed and sent right after the database was deleted is kept and arrives", async () => {
  const { page, server } = await enterSynced(profile, app.url);
  await page.goto("/athro/athro-rs");
  await ask(page, "Before the deletion");
  await agreed(page, server);
  await deleteDatabase(page, `athro-${server.uid}`);
  await page.getByRole("textbox", { name: "Message" }).fill("After the deletion");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await message(page, "After the deletion").waitFor();
  await agreed(page, server);
  expect(await questionsOn(server)).toEqual(["After the deletion", "Before the deletion"]);
  expect(profile.problems).toEqual([]);
});
