/** Events added by a line of text, in both languages, by keys and by finger, offline, and where what reads the text can't be had. */
import type { Page } from "playwright-core";
import { expect, inject, onTestFinished, test } from "vitest";
import { openProfile, type Profile, type ProfileOptions, workerReady } from "../support/browser.ts";
import { event } from "../support/student.ts";
import { fingerOn } from "../support/touch.ts";

const app = inject("app");
const PHONE = { width: 390, height: 844 };
/** A Thursday, just before noon, whatever the day of the test. */
const NOW = new Date("2026-11-26T11:50:00Z");

const begin = async (options: ProfileOptions = {}): Promise<[Page, Profile]> => {
  const profile = await openProfile(app.url, options);
  onTestFinished(() => profile.close());
  const page = await profile.open();
  await page.clock.setFixedTime(NOW);
  await page.goto("/");
  await page.getByRole("button", { name: "Start without an account" }).click();
  await page.getByRole("link", { name: "Calendar" }).first().waitFor();
  return [page, profile];
};

const toCalendar = async (page: Page, query: string): Promise<void> => {
  await page.goto(`/calendar?${query}`);
  await page.locator(".quick-open").waitFor();
};

/** What the preview says, line by line. */
const previewed = (page: Page): Promise<string[]> =>
  page.locator(".quick-preview dl > div").allInnerTexts();

const previews = async (page: Page, lines: string[]): Promise<void> => {
  await expect
    .poll(async () => (await previewed(page)).map((line) => line.replace(/\s+/g, " ")))
    .toEqual(lines);
};

test("by keys alone: what was understood is shown, Enter adds it, and Undo takes it back", async () => {
  const [page, profile] = await begin();
  await toCalendar(page, "view=week");
  await page.keyboard.press("Alt+q");
  const dialog = page.getByRole("dialog", { name: "Quick add" });
  const field = dialog.getByLabel("What, and when?");
  await field.waitFor();
  await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true);
  await page.keyboard.type("maths revision tomorrow 4pm for 1 hour");
  await previews(page, [
    "Title maths revision",
    "When Friday 27 November, 16:00 to 17:00",
    "Length 1 hour",
    "Kind Revision",
    "Athro AthroMaths",
  ]);
  // It is read out once the keys rest.
  await dialog.locator("[aria-live]", { hasText: "Friday 27 November" }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByText("Added: maths revision, Friday 27 November, 16:00 to 17:00.").waitFor();
  const added = event(page, "maths revision");
  await added.waitFor();
  expect(await added.getAttribute("aria-label")).toContain("Revision, AthroMaths, 16:00 to 17:00");
  await expect.poll(() => added.evaluate((one) => one === document.activeElement)).toBe(true);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await added.waitFor({ state: "detached" });

  // The key right after the one that closes it opens it again, before the browser has told of the closing.
  await page.keyboard.press("Alt+q");
  await field.waitFor();
  const opened = await page.evaluate(async () => {
    const open = document.querySelector<HTMLDialogElement>("dialog[open]");
    open?.dispatchEvent(new Event("cancel", { cancelable: true }));
    // What it closes by has run when the microtasks have.
    for (let n = 0; n < 100; n += 1) await Promise.resolve();
    document.dispatchEvent(new KeyboardEvent("keydown", { altKey: true, code: "KeyQ" }));
    // Until what the closing has queued has come.
    for (let n = 0; n < 10; n += 1) await new Promise(requestAnimationFrame);
    return open?.open;
  });
  expect(opened).toBe(true);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });

  // What is typed outlives the dialog; without a title nothing is added, and the editor has the rest.
  await page.keyboard.press("Alt+q");
  await field.fill("every Tuesday at 4 for 50 minutes");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await page.keyboard.press("Alt+q");
  await previews(page, [
    "When Tuesday 1 December, 16:00 to 16:50",
    "Length 50 minutes",
    "Repeats Every week, until Saturday 31 July 2027",
    "Kind Other",
  ]);
  await field.fill("every Tuesday at 4 for 50 minutes until 18 December");
  await previews(page, [
    "When Tuesday 1 December, 16:00 to 16:50",
    "Length 50 minutes",
    "Repeats Every week, until Friday 18 December",
    "Kind Other",
  ]);
  await page.keyboard.press("Enter");
  const editor = page.getByRole("dialog", { name: "Event", exact: true });
  await editor.getByLabel("Title", { exact: true }).fill("Choir");
  expect(await editor.getByLabel("Start date", { exact: true }).inputValue()).toBe("2026-12-01");
  expect(await editor.getByLabel("End time", { exact: true }).inputValue()).toBe("16:50");
  expect(await editor.getByLabel("Repeats", { exact: true }).inputValue()).toBe("weekly");
  expect(await editor.getByLabel("Last day", { exact: true }).inputValue()).toBe("2026-12-18");
  await editor.getByRole("button", { name: "Save" }).click();
  await event(page, "Choir").waitFor();
  expect(profile.problems).toEqual([]);
});

test("Alt+Q before anything can be added opens it once it can, unless the student has left", async () => {
  const [page, profile] = await begin({ worker: false });
  const dialog = page.getByRole("dialog", { name: "Quick add" });
  /** Comes to the calendar, where what changes it comes when the returned function is called. */
  const arrive = async (): Promise<() => void> => {
    const held: { come?: () => void } = {};
    const coming = new Promise<void>((come) => {
      held.come = come;
    });
    await profile.context.route("**/editing-*.js", async (route) => {
      await coming;
      await route.continue();
    });
    await page.goto("/calendar?view=week");
    await page.getByRole("button", { name: "New event" }).waitFor();
    await page.keyboard.press("Alt+q");
    return () => held.come?.();
  };
  (await arrive())();
  await dialog.waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });

  const come = await arrive();
  const main = page.getByRole("navigation");
  await main.getByRole("link", { name: "Home" }).first().click();
  await page.locator(".calendar").waitFor({ state: "detached" });
  come();
  await main.getByRole("link", { name: "Calendar" }).first().click();
  await page.locator(".quick-open").waitFor();
  expect(await dialog.isVisible()).toBe(false);
});

test("in Welsh, on a phone, by finger, and offline", async () => {
  const [page, profile] = await begin({ viewport: PHONE, timezone: "Pacific/Auckland" });
  // Late on Thursday in Auckland.
  await page.clock.setFixedTime(new Date("2026-11-26T07:50:00Z"));
  await page.evaluate(() => localStorage.setItem("athro:language", "cy"));
  await toCalendar(page, "");
  // The reader of the text is kept by the worker once the page is at rest.
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const kept = await (await caches.open("athro-optional")).keys();
        return kept.some(({ url }) => url.includes("read.optional"));
      }),
    )
    .toBe(true);
  await profile.context.setOffline(true);
  await toCalendar(page, "");
  const finger = await fingerOn(page);
  await finger.tap(page.getByRole("button", { name: "Ychwanegu'n gyflym" }));
  const dialog = page.getByRole("dialog", { name: "Ychwanegu'n gyflym" });
  await dialog.getByLabel("Beth, a phryd?").fill("arholiad hanes ddydd Llun nesaf o 9 tan 11");
  await previews(page, [
    "Teitl arholiad hanes",
    "Pryd Dydd Llun 30 Tachwedd, 09:00 tan 11:00",
    "Hyd 2 awr",
    "Math Arholiad",
    "Athro AthroHistory",
  ]);
  await finger.tap(dialog.getByRole("button", { name: "Ychwanegu", exact: true }));
  await page.getByText(/^Wedi'i ychwanegu: arholiad hanes/).waitFor();
  await event(page, "arholiad hanes").waitFor();
  await finger.tap(page.getByRole("button", { name: "Dadwneud", exact: true }));
  await event(page, "arholiad hanes").waitFor({ state: "detached" });
  expect(profile.problems).toEqual([]);
});

test("in New York, by mouse: where what reads the text can't be had, it says so, and the editor opens with the text as the title; else it is added", async () => {
  const [page, profile] = await begin({ timezone: "America/New_York", locale: "en-US" });
  await workerReady(page);
  await page.evaluate(() => caches.delete("athro-optional"));
  await profile.context.route("**/read.optional-*", (route) => route.abort());
  await toCalendar(page, "view=week");
  await page.getByRole("button", { name: "Quick add" }).click();
  const dialog = page.getByRole("dialog", { name: "Quick add" });
  await dialog.getByLabel("What, and when?").fill("maths tomorrow 4pm");
  await dialog.getByRole("alert").filter({ hasText: "can't be had" }).waitFor();
  expect(await dialog.getByRole("button", { name: "Add", exact: true }).count()).toBe(0);
  await page.keyboard.press("Enter");
  const editor = page.getByRole("dialog", { name: "Event", exact: true });
  expect(await editor.getByLabel("Title", { exact: true }).inputValue()).toBe("maths tomorrow 4pm");
  // The days of a week are in the locale's order, as in the calendar.
  await editor.getByLabel("Repeats", { exact: true }).selectOption("weekly");
  const days = editor.getByRole("group", { name: "On these days" }).getByRole("checkbox");
  expect(await days.first().getAttribute("aria-label")).toBe("Sunday");
  await editor.getByRole("button", { name: "Save" }).click();
  await editor.waitFor({ state: "hidden" });

  await profile.context.unroute("**/read.optional-*");
  await toCalendar(page, "view=month");
  await page.getByRole("button", { name: "Quick add" }).click();
  await dialog.getByLabel("What, and when?").fill("Algebra test on Monday at 4pm for 1 hour");
  await expect
    .poll(async () => (await previewed(page)).join(" "))
    .toMatch(/Monday 30 November, 16:00 to 17:00/);
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  const day = page.locator('[data-date="2026-11-30"]');
  await day.getByRole("button", { name: /^Algebra test, .*16:00 to 17:00/ }).waitFor();
});
