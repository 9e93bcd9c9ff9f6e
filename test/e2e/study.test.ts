/**
 * Studying: the countdown on Home, revision that begins from an event, its timer, and a plan before the exams. By mouse and keyboard, in London;
 * elsewhere and by finger in `study-elsewhere`.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { findings } from "../support/axe.ts";
import { openProfile, type Profile, workerReady } from "../support/browser.ts";
import { turnTo } from "../support/states/turn.ts";
import { addEvent, deleteEvent, event, startAsGuest } from "../support/student.ts";

const app = inject("app");
let profile: Profile;
let page: Page;
let other: Page;

/** A date on the browser's calendar, some days ahead. */
const dayAhead = (days: number): Promise<string> =>
  page.evaluate((ahead) => {
    const date = new Date();
    date.setDate(date.getDate() + ahead);
    // As Sweden writes a date: 2026-11-25.
    return date.toLocaleDateString("sv-SE");
  }, days);

/** By title: at midnight the day that is so far ahead becomes another. */
const dates = new Map<string, string>();

const addExam = async (title: string, days: number, athro?: string): Promise<void> => {
  const date = await dayAhead(days);
  dates.set(title, date);
  await page.goto(`/calendar?view=day&date=${date}`);
  await addEvent(page, {
    title,
    ...(athro === undefined ? {} : { athro }),
    kind: "Exam",
    startDate: date,
    startTime: "09:00",
    endDate: date,
    endTime: "10:30",
  });
};

const exams = () => page.getByRole("list", { name: "Next exams" }).getByRole("listitem");
const box = () => page.getByRole("textbox", { name: "Message" });
const timer = () => page.getByRole("region", { name: "Revision timer" });

/** What axe finds in both languages and themes, on a screen that is small in the second. */
const wrong = async (): Promise<string[]> => {
  const found = await findings(page);
  await turnTo(page, other, "cy");
  await page.setViewportSize({ width: 320, height: 640 });
  await page.emulateMedia({ colorScheme: "dark" });
  found.push(...(await findings(page)));
  const wide = await page.evaluate(() => {
    const main = document.querySelector("main");
    return main ? main.scrollWidth - main.clientWidth : 0;
  });
  if (wide > 0) found.push(`main is ${wide} px too wide`);
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 800 });
  await turnTo(page, other, "en");
  return found;
};

beforeAll(async () => {
  profile = await openProfile(app.url, { lawless: true });
  other = await profile.open("/manifest.webmanifest");
  page = await profile.open("/");
  await page.emulateMedia({ reducedMotion: "reduce" });
  await startAsGuest(page);
  await workerReady(page);
  await addExam("Algebra paper", 1, "AthroMaths");
  await addExam("Oral exam", 20);
});
afterAll(() => profile?.close());

test("Home counts the days to the next exams, in words, and follows the calendar", async () => {
  await page.goto("/");
  await exams().first().waitFor();
  const heard = () => exams().getByRole("link").allTextContents();
  expect((await heard()).map((text) => text.split(":")[0])).toEqual([
    "Exam tomorrow",
    "Exam in 20 days",
  ]);
  await turnTo(page, other, "cy");
  const welsh = page.getByRole("list", { name: "Arholiadau nesaf" }).getByRole("link");
  await expect
    .poll(async () => (await welsh.allTextContents()).map((text) => text.split(":")[0]))
    .toEqual(["Arholiad yfory", "20 diwrnod tan yr arholiad"]);
  await turnTo(page, other, "en");
  expect(await wrong()).toEqual([]);
  // With an Athro's edge and without, the days stand below each other.
  const lefts = await exams()
    .locator(".exam-card-days")
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().left));
  expect(lefts).toHaveLength(2);
  expect(new Set(lefts).size).toBe(1);

  const date = await dayAhead(2);
  const tab = await profile.open(`/calendar?view=day&date=${date}`);
  await addEvent(tab, {
    title: "Surprise test",
    kind: "Exam",
    startDate: date,
    startTime: "09:00",
    endDate: date,
    endTime: "10:00",
  });
  await exams().filter({ hasText: "Exam in 2 days: Surprise test" }).waitFor();
  await deleteEvent(tab, "Surprise test");
  await exams().filter({ hasText: "Surprise test" }).waitFor({ state: "detached" });
  await tab.close();
});

test("revision begins in the Athro's chat, above what is being typed, with a timer that survives a reload", async () => {
  await page.goto("/athro/athro-maths");
  await box().fill("Half a thought");
  await page.goto("/");
  // By keyboard.
  await exams().first().getByRole("button", { name: "Start revision" }).focus();
  await page.keyboard.press("Enter");
  await timer().waitFor();
  await expect
    .poll(() => box().inputValue())
    .toMatch(
      /^I have an exam tomorrow: Algebra paper\. .*90 minutes.*45 minutes\.\s+Half a thought$/s,
    );
  expect(await wrong()).toEqual([]);

  await timer().getByRole("button", { name: "Pause" }).focus();
  await page.keyboard.press("Enter");
  const left = () => timer().getByRole("timer").textContent();
  await expect.poll(left).toMatch(/^4[45]:\d\d Paused$/);
  const before = await left();
  await page.reload();
  await timer().getByRole("button", { name: "Resume" }).waitFor();
  expect(await left()).toBe(before);
  await timer().getByRole("button", { name: "Resume" }).click();
  await expect.poll(left).toMatch(/left$/);

  await timer().getByRole("button", { name: "Stop timer" }).click();
  await timer().waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();
  await timer().waitFor();

  // As if the time had passed: another tab has it end now.
  await other.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem("athro:study-timer") ?? "");
    localStorage.setItem("athro:study-timer", JSON.stringify({ ...kept, ends: Date.now() + 500 }));
  });
  await timer().locator("[aria-live]").filter({ hasText: "Time's up" }).waitFor();
  await timer().getByRole("button", { name: "Done" }).click();
  await timer().waitFor({ state: "detached" });
});

test("an event without an Athro asks which, also from its details", async () => {
  await page.goto(`/calendar?view=day&date=${dates.get("Oral exam")}`);
  await event(page, "Oral exam").click();
  const editor = page.getByRole("dialog", { name: "Event" });
  await editor.getByRole("button", { name: "Start revision" }).click();
  const ask = page.getByRole("dialog", { name: "Which Athro will you revise with?" });
  await ask.waitFor();
  expect(await wrong()).toEqual([]);
  await page.keyboard.press("Escape");
  await ask.waitFor({ state: "hidden" });
  await editor.getByRole("button", { name: "Start revision" }).click();
  await ask.getByLabel("Athro", { exact: true }).selectOption({ label: "AthroLanguages" });
  await ask.getByRole("button", { name: "Start revision" }).click();
  await page.getByRole("log", { name: "AthroLanguages" }).waitFor();
  await expect.poll(() => box().inputValue()).toContain("Oral exam");
  await timer().getByRole("button", { name: "Stop timer" }).click();
});

test("an event says how sure a student is and what has priority, by keyboard, and the plan goes by it", async () => {
  const date = dates.get("Oral exam");
  await page.goto(`/calendar?view=day&date=${date}`);
  const editor = page.getByRole("dialog", { name: "Event" });
  const level = editor.getByLabel("Confidence", { exact: true });
  const first = editor.getByLabel("Priority", { exact: true });
  const save = async () => {
    await editor.getByRole("button", { name: "Save" }).click();
    await editor.waitFor({ state: "hidden" });
  };
  await event(page, "Oral exam").click();
  expect(await level.locator("option:checked").textContent()).toBe("Not said");
  await level.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  expect(await level.locator("option:checked").textContent()).toBe("2 of 10: low");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  expect(await first.isChecked()).toBe(true);
  expect(await wrong()).toEqual([]);
  await save();
  await page.getByRole("button", { name: /^Oral exam, Exam, Priority, / }).waitFor();

  await page.goto("/plan");
  const planned = page.getByRole("combobox", { name: /Confidence\s+Oral exam/ });
  await expect.poll(() => planned.inputValue()).toBe("2");
  const suggested = () =>
    page
      .getByRole("region", { name: "Suggested sessions" })
      .getByRole("checkbox", { name: /Oral exam/ })
      .count();
  await expect.poll(suggested).toBe(6);
  await planned.selectOption("9");
  await expect.poll(suggested).toBe(3);

  // Not said is a state to go back to.
  await page.goto(`/calendar?view=day&date=${date}`);
  await event(page, "Oral exam").click();
  expect(await first.isChecked()).toBe(true);
  await level.selectOption({ label: "Not said" });
  await first.click();
  await editor.getByLabel("Repeats", { exact: true }).selectOption({ label: "Every week" });
  await editor.getByText(/^Confidence and priority are the same each time/).waitFor();
  await save();

  // One time alone has none of its own, and why is said.
  await page.goto(`/calendar?view=day&date=${await dayAhead(27)}`);
  await page.getByRole("button", { name: /^Oral exam, .*Repeats$/ }).click();
  expect(await level.inputValue()).toBe("");
  await level.selectOption("8");
  await editor.getByRole("button", { name: "Save" }).click();
  const ask = page.getByRole("alertdialog", { name: "Change which ones?" });
  await ask.getByText(/can't be changed for one alone/).waitFor();
  const choices = await ask.getByRole("button").allTextContents();
  expect(choices.toSorted()).toEqual(["All", "Cancel", "This and following"]);
  await ask.getByRole("button", { name: "All", exact: true }).click();
  await editor.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Undo" }).click();
  await event(page, "Oral exam").click();
  await expect.poll(() => level.inputValue()).toBe("");
  await page.keyboard.press("Escape");

  await page.goto(`/calendar?view=day&date=${date}`);
  await event(page, "Oral exam").click();
  await editor.getByLabel("Repeats", { exact: true }).selectOption({ label: "Doesn't repeat" });
  await save();
});

test("a plan is suggested, changed and added at once, and taken back at once", async () => {
  await page.goto("/");
  await page.getByRole("link", { name: "Plan revision" }).click();
  await page.getByRole("heading", { name: "Revision plan" }).waitFor();
  const sessions = page.getByRole("region", { name: "Suggested sessions" }).getByRole("checkbox");
  await sessions.first().waitFor();

  // Only for the later one, three times.
  await page.getByRole("group", { name: "Exams" }).getByRole("checkbox").first().click();
  await page.getByLabel("Sessions for an exam, at most", { exact: true }).selectOption("3");
  await page.getByLabel("Sessions for an exam, at least", { exact: true }).selectOption("3");
  await page.getByText("3 sessions are chosen.").waitFor();

  await sessions.nth(0).click();
  await page.getByText("2 sessions are chosen.").waitFor();
  const change = page.getByRole("button", { name: /^Change / });
  await change.nth(1).focus();
  await page.keyboard.press("Enter");
  const last = await dayAhead(21);
  await page.getByLabel("Date", { exact: true }).fill(last);
  await page.getByText("This ends after the exam begins").waitFor();
  expect(await wrong()).toEqual([]);
  const moved = await dayAhead(12);
  await page.getByLabel("Date", { exact: true }).fill(moved);
  await page.getByLabel("Starts at", { exact: true }).fill("17:30");
  await page
    .getByRole("region", { name: "Suggested sessions" })
    .getByLabel("Length")
    .selectOption("60");
  await page.getByText("2 sessions are chosen.").waitFor();
  // On a phone each session's button is beside it; the two headings are of one weight.
  await page.setViewportSize({ width: 390, height: 844 });
  const sides = await page.locator(".plan-session").evaluateAll((all) =>
    all.map((one) => {
      const [label, button] = ["label", ".button"].map((part) =>
        one.querySelector(`:scope > ${part}`)?.getBoundingClientRect(),
      );
      return label && button && label.right <= button.left && label.top < button.bottom;
    }),
  );
  expect(sides).toEqual([true, true, true]);
  const weights = await page
    .locator(".plan .section-title")
    .evaluateAll((all) => all.map((one) => getComputedStyle(one).fontWeight));
  expect(weights).toHaveLength(2);
  expect(new Set(weights).size).toBe(1);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole("button", { name: "Add to calendar" }).click();

  await page.getByText("2 sessions added.").waitFor();
  const added = page
    .getByRole("main")
    .getByRole("button", { name: /^Revise: Oral exam, Revision/ });
  await added.filter({ hasText: "17:30" }).filter({ hasText: "18:30" }).waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => added.count()).toBe(0);
  expect(profile.problems).toEqual([]);
});
