/** Reminders while the app is open: in the page, and as notifications where the student has allowed them. The clock is the test's. */
import { expect, inject, onTestFinished, test } from "vitest";
import { calendar as cyCalendar } from "../../src/ui/i18n/cy/calendar.ts";
import { home as cyHome } from "../../src/ui/i18n/cy/home.ts";
import { reminders as cyReminders } from "../../src/ui/i18n/cy/reminders.ts";
import { calendar as enCalendar } from "../../src/ui/i18n/en/calendar.ts";
import { home as enHome } from "../../src/ui/i18n/en/home.ts";
import { reminders as enReminders } from "../../src/ui/i18n/en/reminders.ts";
import { openProfile, workerReady } from "../support/browser.ts";
import { watchDisplayed } from "../support/displayed.ts";
import { addEvent, event, fillEvent } from "../support/student.ts";

const app = inject("app");
const DAY = "/calendar?view=day&date=2026-11-26";

test("a reminder comes once, whatever tabs there are, leads to its event, and comes late to a page that slept", async () => {
  const profile = await openProfile(app.url, { whole: true });
  onTestFinished(() => profile.close());
  const page = await profile.open();
  await page.clock.install({ time: new Date("2026-11-26T11:50:00Z") });
  await page.goto("/");
  await page.getByRole("button", { name: "Start without an account" }).click();
  await page.getByRole("link", { name: "Calendar" }).first().waitFor();
  await workerReady(page);
  await page.goto(DAY);
  await page.locator(".quick-open").waitFor();
  await page.getByRole("button", { name: "New event", exact: true }).first().click();
  const editor = page.getByRole("dialog", { name: "Event", exact: true });
  const day = { startDate: "2026-11-26", endDate: "2026-11-26" };
  await fillEvent(page, { title: "Maths", ...day, startTime: "12:30", endTime: "13:30" });
  await editor.getByLabel("Reminder", { exact: true }).selectOption({ label: "10 minutes before" });
  // It says what can be had, and asks for no leave by itself.
  await editor.getByText(/while it is open/).waitFor();
  expect(await page.evaluate(() => Notification.permission)).not.toBe("granted");
  await editor.getByRole("button", { name: "Save" }).click();
  await editor.waitFor({ state: "hidden" });
  await addEvent(page, { title: "Without", ...day, startTime: "12:25", endTime: "13:00" });

  const region = page.getByRole("region", { name: "Reminders" });
  await region.waitFor({ state: "attached" });
  await page.clock.runFor("20:00");
  expect(await region.getByRole("heading").count()).toBe(0);
  await page.clock.runFor("15:00");
  await region.getByText("Today at 12:30").waitFor();
  expect(await region.getByRole("heading").allInnerTexts()).toEqual(["Maths"]);

  // Another tab, and the page loaded again, have nothing more to tell.
  const other = await profile.context.newPage();
  await other.clock.install({ time: new Date("2026-11-26T12:40:00Z") });
  await other.goto("/");
  const there = other.getByRole("region", { name: "Reminders" });
  await there.waitFor({ state: "attached" });
  await other.clock.runFor("02:00");
  expect(await there.getByRole("heading").count()).toBe(0);
  await other.close();

  await region.getByRole("link", { name: "Open" }).click();
  await expect.poll(() => editor.getByLabel("Title", { exact: true }).inputValue()).toBe("Maths");
  expect(await region.getByRole("heading").count()).toBe(0);

  // A page that was asleep tells of it as long as the event is not over.
  await editor.getByLabel("Start time", { exact: true }).fill("15:00");
  await editor.getByRole("button", { name: "Save" }).click();
  await editor.waitFor({ state: "hidden" });
  await page.clock.fastForward("03:00:00");
  await region.getByText("Today at 15:00").waitFor();
  await page.reload();
  await region.waitFor({ state: "attached" });
  await page.clock.runFor("02:00");
  expect(await region.getByRole("heading").count()).toBe(0);
  expect(profile.problems).toEqual([]);
});

const WORDS = {
  en: { home: enHome, calendar: enCalendar, reminders: enReminders },
  cy: { home: cyHome, calendar: cyCalendar, reminders: cyReminders },
};

test.each([
  { timezone: "America/New_York", language: "en", date: "2026-11-26", starts: "07:30" },
  { timezone: "Pacific/Auckland", language: "cy", date: "2026-11-27", starts: "01:30" },
] as const)(
  "in $timezone ($language), where the student allows it at an event, a notification reminds of it, and the page doesn't as well",
  async ({ timezone, language, date, starts }) => {
    const { home, calendar, reminders } = WORDS[language];
    const profile = await openProfile(app.url, { timezone, whole: true });
    onTestFinished(() => profile.close());
    await profile.context.addInitScript((chosen) => {
      if (location.protocol.startsWith("http")) localStorage.setItem("athro:language", chosen);
    }, language);
    // The browser knows what the student says for as long as whoever told it is there: this page stays open.
    const blank = profile.context.pages()[0] ?? (await profile.open());
    const beside = await profile.context.newCDPSession(blank);
    const displayed = await watchDisplayed(beside);
    const says = (setting: "prompt" | "granted") =>
      beside.send("Browser.setPermission", {
        permission: { name: "notifications" },
        setting,
        origin: new URL(app.url).origin,
      });
    await says("prompt");
    const page = await profile.open();
    await page.clock.install({ time: new Date("2026-11-26T11:50:00Z") });
    await page.goto("/");
    await page.getByRole("button", { name: home.welcome.start }).click();
    await workerReady(page);
    await page.goto(`/calendar?view=day&date=${date}`);
    await page.locator(".quick-open").waitFor();
    await page.getByRole("button", { name: calendar.newEvent, exact: true }).first().click();
    const editor = page.locator("dialog.event-dialog");
    await editor.locator("[name=title]").fill("Mathemateg");
    await editor.locator("[name=startTime]").fill(starts);
    await editor.locator("[name=reminders]").selectOption("10");
    await editor.getByText(reminders.while.default).waitFor();
    await says("granted");
    const allow = editor.getByRole("button", { name: reminders.allow });
    await allow.focus();
    await page.keyboard.press("Enter");
    await editor.getByText(reminders.while.granted).waitFor();
    await allow.waitFor({ state: "detached" });
    await editor.getByRole("button", { name: calendar.editor.save, exact: true }).click();
    await event(page, "Mathemateg").waitFor();

    const region = page.getByRole("region", { name: reminders.region });
    await region.waitFor({ state: "attached" });
    await page.clock.runFor("20:00");
    expect(displayed).toEqual([]);
    await page.clock.runFor("15:00");
    await expect.poll(() => displayed).toHaveLength(1);
    expect(displayed[0]).toMatchObject({ title: "Mathemateg", body: reminders.today(starts) });
    expect(await region.getByRole("heading").count()).toBe(0);
    expect(profile.problems).toEqual([]);
  },
);
