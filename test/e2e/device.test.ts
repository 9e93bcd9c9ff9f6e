/** What Athro is on a device: its parts there offline, opened by the system, installed, its storage. */
import { afterEach, expect, inject, test } from "vitest";
import type { Page } from "playwright-core";
import { openProfile, type Profile, type ProfileOptions, workerReady } from "../support/browser.ts";

const app = inject("app");
let profile: Profile;
afterEach(() => profile.close());

/** A page of someone without an account. */
const enterAsGuest = async (options: ProfileOptions = {}): Promise<Page> => {
  profile = await openProfile(app.url, options);
  const page = await profile.open("/");
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
  expect(listed.join()).toContain("import-calendar.optional");
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
  expect(profile.problems).toEqual([]);
});
