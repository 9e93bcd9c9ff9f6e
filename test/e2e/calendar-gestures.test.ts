/** What fingers and mice do in the calendar besides moving events: swipe to the next period, take bars by their ends, and meet another device. */
import type { Page } from "playwright-core";
import { expect, inject, onTestFinished, test } from "vitest";
import { calendar as cy } from "../../src/ui/i18n/cy/calendar.ts";
import { planner as cyPlanner } from "../../src/ui/i18n/cy/planner.ts";
import { calendar as en } from "../../src/ui/i18n/en/calendar.ts";
import { planner as enPlanner } from "../../src/ui/i18n/en/planner.ts";
import { openProfile, workerReady } from "../support/browser.ts";
import { begin, look, speak } from "../support/planner.ts";
import {
  addEvent,
  boxOf,
  event,
  fillEvent,
  newEmail,
  pillIs,
  signedIn,
  signIn,
  signUp,
} from "../support/student.ts";
import { fingerOn } from "../support/touch.ts";

const app = inject("app");
const PHONE = { width: 390, height: 844 };
const WORDS = {
  en: { calendar: en, planner: enPlanner },
  cy: { calendar: cy, planner: cyPlanner },
};

/** What is said of a bar of two days that has one more at an end; with the year, once that is another. */
const DAYS = {
  en: {
    start: /Monday 16 November( 2026)? to Wednesday 18 November( 2026)?/,
    end: /Tuesday 17 November( 2026)? to Thursday 19 November( 2026)?/,
  },
  cy: {
    start: /Dydd Llun 16 Tachwedd( 2026)? tan ddydd Mercher 18 Tachwedd( 2026)?/,
    end: /Dydd Mawrth 17 Tachwedd( 2026)? tan ddydd Iau 19 Tachwedd( 2026)?/,
  },
};
const longer = (said: string, { start, end }: { start: RegExp; end: RegExp }) => ({
  start: new RegExp(`^${said}: ${start.source}\\.$`),
  end: new RegExp(`^${said}: ${end.source}\\.$`),
});
const LONGER = { en: longer("Length changed", DAYS.en), cy: longer("Hyd wedi'i newid", DAYS.cy) };

const save = async (page: Page): Promise<void> => {
  const editor = page.getByRole("dialog", { name: "Event", exact: true });
  await editor.getByRole("button", { name: "Save" }).click();
  await editor.waitFor({ state: "hidden" });
};

const dateOf = (page: Page): string => new URL(page.url()).searchParams.get("date") ?? "today";

/** What is moved is drawn where it was, as long as it is held still: with the edges that the view gives to its events. */
const isDrawnInPlace = async (page: Page): Promise<void> => {
  await page.locator(".move-ghost").first().waitFor();
  const [ghost, held] = [
    await boxOf(page.locator(".move-ghost").first()),
    await boxOf(page.locator("[data-key]").first()),
  ];
  expect(Math.abs(ghost.x - held.x)).toBeLessThan(2);
  expect(Math.abs(ghost.y - held.y)).toBeLessThan(2);
};

test("on a phone, a swipe goes to the period beside; scrolling and holding an event don't", async () => {
  const [page, profile] = await begin({ viewport: PHONE, timezone: "Pacific/Auckland" });
  // A phone begins with the agenda.
  await page.goto("/calendar");
  await page.locator(".agenda").waitFor();
  await look(page, "day", "2027-02-10");
  const day = { startDate: "2027-02-10", endDate: "2027-02-10" };
  await addEvent(page, { title: "Rivers", ...day, startTime: "10:00", endTime: "12:00" });
  const finger = await fingerOn(page);
  const swipe = async (from: number, to: number, down = 0): Promise<void> => {
    await finger.down({ x: from, y: 500 });
    await finger.to({ x: to, y: 500 + down });
    await finger.up();
  };
  for (const { view, spoken, next, before } of [
    { view: "day", spoken: "en", next: "2027-02-11", before: "2027-02-09" },
    { view: "agenda", spoken: "en", next: "2027-02-17", before: "2027-02-03" },
    { view: "month", spoken: "cy", next: "2027-03-01", before: "2027-01-01" },
  ] as const) {
    await speak(page, spoken);
    await look(page, view, "2027-02-10");
    // Down, and a little to the side: that is scrolling. What is too short is nothing.
    await swipe(200, 215, -180);
    await swipe(200, 176);
    expect(dateOf(page)).toBe("2027-02-10");
    await swipe(320, 80);
    await expect.poll(() => dateOf(page), { message: view }).toBe(next);
    await look(page, view, "2027-02-10");
    await swipe(80, 320);
    await expect.poll(() => dateOf(page), { message: view }).toBe(before);
  }

  // What is held first is moved, and not swiped away; Rivers is where it was dropped.
  await look(page, "day", "2027-02-10");
  const box = await boxOf(page.locator("[data-key]").first());
  await finger.down({ x: box.x + 150, y: box.y + 20 });
  await isDrawnInPlace(page);
  await finger.to({ x: box.x + 30, y: box.y + 20 + box.height / 2 });
  await page.locator(".move-ghost", { hasText: "11:00–13:00" }).waitFor();
  await finger.up();
  await page
    .getByText(/^Wedi'i symud: Dydd Mercher 10 Chwefror/)
    .first()
    .waitFor();
  expect(dateOf(page)).toBe("2027-02-10");

  // At the edge of a week it is scrolled, whatever days it snaps to otherwise.
  await look(page, "week", "2027-02-10");
  const left = () => page.locator(".week-scroller").evaluate((one) => one.scrollLeft);
  const held = await boxOf(page.locator("[data-key]").first());
  const start = await left();
  await finger.down({ x: held.x + 20, y: held.y + 20 });
  await page.locator(".move-ghost").waitFor();
  await finger.to({ x: PHONE.width - 6, y: held.y + 20 });
  await expect.poll(left).toBeGreaterThan(start + 60);
  await page.keyboard.press("Escape");
  await finger.up();
  await page.locator(".move-ghost").waitFor({ state: "detached" });

  // A week is wider than a phone: it is scrolled to its end, and swiped on from there.
  await look(page, "week", "2027-02-10");
  const scroller = page.locator(".week-scroller");
  await scroller.evaluate((one) => {
    one.scrollLeft = one.scrollWidth;
  });
  await expect.poll(() => scroller.getAttribute("data-at")).toContain("end");
  await swipe(320, 80);
  await expect.poll(() => dateOf(page)).toBe("2027-02-15");
  expect(profile.problems).toEqual([]);
});

test.each([
  { timezone: "Europe/London", language: "en", view: "month", finger: "start", keys: "start" },
  { timezone: "America/New_York", language: "cy", view: "week", finger: "end", keys: "start" },
  { timezone: "Pacific/Auckland", language: "cy", view: "month", finger: "end", keys: "end" },
] as const)(
  "in $timezone ($language), in the $view, a bar is made longer at both ends by mouse, at its $finger by finger and at its $keys by keys",
  async ({ timezone, language, view, finger: byFinger, keys: byKeys }) => {
    const [page, profile] = await begin({ timezone });
    const words = WORDS[language];
    await look(page, "month", "2026-11-25");
    await page.getByRole("button", { name: "New event", exact: true }).first().click();
    const editor = page.getByRole("dialog", { name: "Event", exact: true });
    await fillEvent(page, { title: "Trip", startDate: "2026-11-17", endDate: "2026-11-18" });
    await editor.getByLabel("All day", { exact: true }).check();
    await fillEvent(page, { title: "Trip", startDate: "2026-11-17", endDate: "2026-11-18" });
    await editor.getByRole("button", { name: "Save" }).click();
    await editor.waitFor({ state: "hidden" });
    await speak(page, language);
    await look(page, view, "2026-11-17");

    /** How it is read out where it begins. */
    const isFrom = (date: string, days: number) =>
      page
        .locator(`[data-date="${date}"]`)
        .getByRole("button", { name: new RegExp(`^Trip, .*${words.calendar.dayOf(1, days)}`) })
        .waitFor();
    /** It was made longer by a day at an end; it is told, and taken back. */
    const isLonger = async (end: "start" | "end") => {
      await page.getByText(LONGER[language][end]).first().waitFor();
      await isFrom(end === "start" ? "2026-11-16" : "2026-11-17", 3);
      await page.getByRole("button", { name: words.calendar.undo, exact: true }).click();
      await isFrom("2026-11-17", 2);
    };
    await isFrom("2026-11-17", 2);
    const width = (await boxOf(page.locator('[data-date="2026-11-18"]').first())).width;
    /** Where an end is taken hold of, and where it is brought to. */
    const wayOf = async (end: "start" | "end", inside: number) => {
      const bars = page.locator("[data-key]");
      const box = await boxOf(end === "start" ? bars.first() : bars.last());
      const x = end === "start" ? box.x + inside : box.x + box.width - inside;
      return { x, y: box.y + box.height / 2, by: end === "start" ? -width : width };
    };

    for (const end of ["start", "end"] as const) {
      const { x, y, by } = await wayOf(end, 3);
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + by / 2, y, { steps: 4 });
      await page.mouse.move(x + by, y, { steps: 4 });
      await page.mouse.up();
      await isLonger(end);
    }

    // By finger, which is held on an end first.
    const finger = await fingerOn(page);
    const { x, y, by } = await wayOf(byFinger, 7);
    await finger.down({ x, y });
    await page.locator(".move-ghost").first().waitFor();
    await finger.to({ x: x + by, y });
    await finger.up();
    await isLonger(byFinger);

    // By keys, which are told and what they do said aloud.
    await page.locator("[data-key]").first().focus();
    await page.keyboard.press("m");
    const bar = page.getByRole("application", { name: words.planner.moving.name("Trip") });
    await bar.getByText("Ctrl").waitFor();
    await isDrawnInPlace(page);
    await page.keyboard.press(byKeys === "start" ? "Control+Shift+ArrowLeft" : "Shift+ArrowRight");
    await page
      .locator("[aria-live]", { hasText: DAYS[language][byKeys] })
      .waitFor({ state: "attached" });
    await page.keyboard.press("Enter");
    await isLonger(byKeys);
    expect(await page.locator("dialog[open]").count()).toBe(0);
    expect(profile.problems).toEqual([]);
  },
);

test("[M2] what another device does to an event while it is dragged is not lost, and a rival time is offered", async () => {
  const email = newEmail();
  const here = await openProfile(app.url);
  onTestFinished(() => here.close());
  const there = await openProfile(app.url);
  onTestFinished(() => there.close());
  const page = await here.open();
  await signUp(page, email);
  await signedIn(page);
  await workerReady(page);
  await look(page, "day", "2026-11-25");
  const day = { startDate: "2026-11-25", endDate: "2026-11-25" };
  await addEvent(page, { title: "Rivers", ...day, startTime: "10:00", endTime: "11:00" });
  await pillIs(page, "synced");
  const far = await there.open();
  await signIn(far, email);
  await signedIn(far);
  await workerReady(far);
  await look(far, "day", "2026-11-25");
  /** The other device changes it, and this one has it. */
  const elsewhere = async (title: string, times: { startTime?: string } = {}) => {
    await event(far, "Rivers").click();
    await fillEvent(far, { title });
    const editor = far.getByRole("dialog", { name: "Event", exact: true });
    if (times.startTime)
      await editor.getByLabel("Start time", { exact: true }).fill(times.startTime);
    await save(far);
    await page.getByRole("button", { name: new RegExp(`^${title}, `) }).waitFor();
    if (times.startTime)
      await page.getByRole("button", { name: new RegExp(`, ${times.startTime} to`) }).waitFor();
  };
  const hour = (await boxOf(page.locator(".week-day-hours").first())).height / 24;
  const shown = (name: RegExp) => page.getByRole("button", { name });

  // While it is dragged by mouse, it gets another title there: both edits stand.
  const box = await boxOf(event(page, "Rivers"));
  await page.mouse.move(box.x + 30, box.y + 12);
  await page.mouse.down();
  await page.mouse.move(box.x + 30, box.y + 12 + hour, { steps: 4 });
  await page.locator(".move-ghost", { hasText: "11:00–12:00" }).waitFor();
  await elsewhere("Rivers of Wales");
  await page.mouse.move(box.x + 30, box.y + 12 + 2 * hour, { steps: 4 });
  await page.locator(".move-ghost", { hasText: "12:00–13:00" }).waitFor();
  await page.mouse.up();
  await shown(/^Rivers of Wales, .*12:00 to 13:00/).waitFor();
  await pillIs(page, "synced");
  await far.getByRole("button", { name: /^Rivers of Wales, .*12:00 to 13:00/ }).waitFor();

  // While it is moved by keys, it is moved there too: what the student sees holds, and the other time can be had.
  await event(page, "Rivers").focus();
  await page.keyboard.press("m");
  await page.getByRole("application").waitFor();
  await page.keyboard.press("ArrowDown");
  await elsewhere("Rivers of Wales", { startTime: "16:00" });
  await page.keyboard.press("ArrowDown");
  await page.locator(".move-ghost", { hasText: "12:30–13:30" }).waitFor();
  await page.keyboard.press("Enter");
  await page
    .getByText(/Another device moved it meanwhile: Wednesday 25 November, 16:00 to 17:00\./)
    .waitFor();
  await shown(/12:30 to 13:30/).waitFor();
  await far.getByRole("button", { name: /12:30 to 13:30/ }).waitFor();
  await page.getByRole("button", { name: "Restore", exact: true }).click();
  await shown(/16:00 to 17:00/).waitFor();
  await far.getByRole("button", { name: /16:00 to 17:00/ }).waitFor();

  // In the editor, what it changes meanwhile is asked about, and the answer is what is saved.
  for (const [answer, theirs, stands] of [
    ["Keep other", "Rivers there", "Rivers there"],
    ["Keep this", "Rivers elsewhere", "Rivers here"],
  ] as const) {
    await event(page, "Rivers").click();
    await fillEvent(page, { title: "Rivers here" });
    await event(far, "Rivers").click();
    await fillEvent(far, { title: theirs });
    await save(far);
    const editor = page.getByRole("dialog", { name: "Event", exact: true });
    await editor.getByText(`Title: ${theirs}`).waitFor();
    await editor.getByRole("button", { name: answer, exact: true }).click();
    await editor.getByText(`Title: ${theirs}`).waitFor({ state: "detached" });
    expect(await editor.getByLabel("Title", { exact: true }).inputValue()).toBe(stands);
    await save(page);
    for (const one of [page, far])
      await one.getByRole("button", { name: new RegExp(`^${stands}, .*16:00 to 17:00`) }).waitFor();
  }
  expect(here.problems).toEqual([]);
  expect(there.problems).toEqual([]);
});
