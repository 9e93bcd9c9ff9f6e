/**
 * Events added and moved by mouse, finger and keys, in three zones and both languages, each over the day on which its clocks change: what an
 * event says on the clock holds, and every change can be undone.
 */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { findings } from "../support/axe.ts";
import { drawInMonth, drawInWeek, takeBackEdits } from "../support/draw-events.ts";
import {
  begin,
  CY,
  day,
  EN,
  hour,
  look,
  named,
  type Planning,
  shift,
  speak,
  undo,
} from "../support/planner.ts";
import { addEvent, boxOf, event } from "../support/student.ts";
import { fingerOn } from "../support/touch.ts";

interface Days {
  saturday: string;
  /** On which the clocks change. */
  sunday: string;
}

/** What is moved says its new time. */
const saysAsItMoves = (page: Page, times: string): Promise<void> =>
  page.locator(".move-ghost", { hasText: times }).waitFor();

/** The event says these times. */
const lasts = async ({ page, words }: Planning, from: string, to: string): Promise<void> => {
  await expect.poll(() => named(page, "Rivers")).toContain(`${from} ${words.to} ${to}`);
};

/** An hour and a half later, on the day before; then longer. */
const moveByMouse = async (planning: Planning): Promise<void> => {
  const { page, words } = planning;
  const [perHour, perDay] = [await hour(page), await day(page)];
  const box = await boxOf(event(page, "Rivers"));
  const grab = { x: box.x + 20, y: box.y + 12 };
  await page.mouse.move(grab.x, grab.y);
  await page.mouse.down();
  await page.mouse.move(grab.x - perDay / 2, grab.y + perHour, { steps: 4 });
  await page.mouse.move(grab.x - perDay, grab.y + 1.5 * perHour, { steps: 4 });
  await saysAsItMoves(page, "11:30–12:30");
  await page.mouse.up();
  await page.getByText(words.moved).first().waitFor();
  await lasts(planning, "11:30", "12:30");
  await undo(page, words);
  await lasts(planning, "10:00", "11:00");

  // Escape leaves all as it was, and opens nothing.
  await page.mouse.move(grab.x, grab.y);
  await page.mouse.down();
  await page.mouse.move(grab.x, grab.y + 2 * perHour, { steps: 4 });
  await page.locator(".move-ghost").waitFor();
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await page.locator(".move-ghost").waitFor({ state: "detached" });
  await lasts(planning, "10:00", "11:00");
  expect(await page.locator("dialog[open]").count()).toBe(0);

  // By its end, it is made longer.
  await page.mouse.move(grab.x, box.y + box.height - 2);
  await page.mouse.down();
  await page.mouse.move(grab.x, box.y + box.height + perHour - 2, { steps: 6 });
  await saysAsItMoves(page, "10:00–12:00");
  await page.mouse.up();
  await lasts(planning, "10:00", "12:00");
  await undo(page, words);
  await lasts(planning, "10:00", "11:00");
};

/** What is not held first scrolls, and what is held moves. */
const moveByFinger = async (planning: Planning): Promise<void> => {
  const { page, finger, words } = planning;
  const [perHour, perDay] = [await hour(page), await day(page)];
  let box = await boxOf(event(page, "Rivers"));
  const touch = { x: box.x + 20, y: box.y + 12 };
  const top = () => page.locator(".week-scroller").evaluate((one) => one.scrollTop);
  const before = await top();
  await finger.down(touch);
  await finger.to({ x: touch.x, y: touch.y - 2 * perHour });
  await finger.up();
  await expect.poll(top).toBeGreaterThan(before);
  expect(await page.locator(".move-ghost").count()).toBe(0);
  box = await boxOf(event(page, "Rivers"));
  await finger.down({ x: box.x + 20, y: box.y + 12 });
  await page.locator(".move-ghost").waitFor();
  await finger.to({ x: box.x + 20 - perDay, y: box.y + 12 + perHour });
  await saysAsItMoves(page, "11:00–12:00");
  await finger.up();
  await lasts(planning, "11:00", "12:00");
  await undo(page, words);
  await lasts(planning, "10:00", "11:00");

  // Held at its end, it is made longer by finger too.
  box = await boxOf(event(page, "Rivers"));
  const end = { x: box.x + 20, y: box.y + box.height - 6 };
  await finger.down(end);
  await page.locator(".move-ghost").waitFor();
  await finger.to({ x: end.x, y: end.y + perHour });
  await saysAsItMoves(page, "10:00–12:00");
  await finger.up();
  await lasts(planning, "10:00", "12:00");
  await undo(page, words);
  await lasts(planning, "10:00", "11:00");
};

/** To the day on which the clocks change, into the next week where that is where it lies. */
const moveByKeys = async ({ page, words }: Planning, { sunday }: Days): Promise<void> => {
  await event(page, "Rivers").focus();
  await page.keyboard.press("m");
  await page.getByRole("application").waitFor();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Control+Shift+ArrowUp");
  await saysAsItMoves(page, "10:00–11:30");
  expect(await page.locator("[aria-live]", { hasText: `10:00 ${words.to} 11:30` }).count()).toBe(1);
  await page.keyboard.press("Enter");
  await page.getByText(words.moved).first().waitFor();
  await expect
    .poll(() => page.locator(`[data-date="${sunday}"] [data-key]`).getAttribute("aria-label"))
    .toContain(`10:00 ${words.to} 11:30`);
  // The focus is on it again.
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.hasAttribute("data-key")))
    .toBe(true);

  // What is told of that move, which stays while the pointer is on it, covers nothing of the next.
  await page.getByText(words.moved).first().hover();
  await page.keyboard.press("m");
  const bar = await boxOf(page.getByRole("application"));
  const notice = await boxOf(page.locator(".toast"));
  expect(notice.y + notice.height).toBeLessThan(bar.y);
  await page.keyboard.press("Escape");
  await page.getByRole("application").waitFor({ state: "detached" });
};

/** By finger to the week after and back. */
const moveInMonth = async ({ page, finger, words }: Planning, { sunday }: Days): Promise<void> => {
  const cell = (date: string) => page.locator(`[data-date="${date}"]`);
  const box = await boxOf(event(page, "Rivers"));
  const height = (await boxOf(cell(sunday))).height;
  await finger.down({ x: box.x + 20, y: box.y + 8 });
  await page.locator(".move-ghost").waitFor();
  await finger.to({ x: box.x + 20, y: box.y + 8 + height });
  await finger.up();
  await cell(shift(sunday, 7)).locator("[data-key]").waitFor();
  await undo(page, words);
  await cell(sunday).locator("[data-key]").waitFor();
};

/** By the shortcut. */
const moveToDayAfter = async (planning: Planning, { sunday }: Days): Promise<void> => {
  const { page, words } = planning;
  await event(page, "Rivers").focus();
  await page.keyboard.press("Alt+ArrowRight");
  await page.getByRole("application").waitFor();
  await page.getByRole("button", { name: words.keep, exact: true }).click();
  await page.getByText(words.moved).first().waitFor();
  await lasts(planning, "10:00", "11:30");
  await expect.poll(() => page.locator(`[data-date="${sunday}"] [data-key]`).count()).toBe(0);
  expect(await findings(page)).toEqual([]);
};

/** Where nothing is drawn: back before its first day, later and longer, said, and taken back. */
const moveInAgenda = async (
  { page, words }: Planning,
  { saturday, sunday }: Days,
): Promise<void> => {
  const onDay = (date: string) =>
    page.locator(`section[aria-labelledby="day-${date}"]`).getByRole("button", { name: "Rivers" });
  await onDay(shift(sunday, 1)).focus();
  await page.keyboard.press("Alt+ArrowLeft");
  await page.getByRole("application").waitFor();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await page.locator("[aria-live]", { hasText: `10:15 ${words.to} 12:00` }).waitFor({
    state: "attached",
  });
  await page.keyboard.press("Enter");
  await page.getByText(words.moved).first().waitFor();
  await expect
    .poll(() => onDay(saturday).evaluate((one) => one === document.activeElement))
    .toBe(true);
  expect(await onDay(saturday).getAttribute("aria-label")).toContain(`10:15 ${words.to} 12:00`);
  expect(await findings(page)).toEqual([]);
  await undo(page, words);
  await onDay(shift(sunday, 1)).waitFor();
};

test.each([
  // The clocks go back on Sunday 25 October, back on Sunday 1 November, forward on Sunday 27 September.
  {
    timezone: "Europe/London",
    locale: "en-GB",
    language: "en",
    words: EN,
    saturday: "2026-10-24",
    sunday: "2026-10-25",
  },
  {
    timezone: "America/New_York",
    locale: "en-US",
    language: "cy",
    words: CY,
    saturday: "2026-10-31",
    sunday: "2026-11-01",
  },
  {
    timezone: "Pacific/Auckland",
    locale: "en-NZ",
    language: "en",
    words: EN,
    saturday: "2026-09-26",
    sunday: "2026-09-27",
  },
] as const)("in $timezone, by mouse, finger and keys ($language)", async (given) => {
  const { words, saturday, sunday, language, locale } = given;
  const [page, profile] = await begin(given);
  const times = { startDate: saturday, endDate: saturday, startTime: "10:00", endTime: "11:00" };
  await look(page, "week", saturday);
  await addEvent(page, { title: "Rivers", ...times });
  await speak(page, language);
  // Sunday is in Saturday's week where weeks begin on Monday, and a drag to the edge away where they don't.
  const sameWeek = locale !== "en-US";
  await look(page, "week", saturday);
  const first = shift(saturday, sameWeek ? -5 : -6);
  expect(await page.locator(".week-day").first().getAttribute("data-date")).toBe(first);
  expect(await findings(page)).toEqual([]);

  const planning = { page, finger: await fingerOn(page), words, language };
  await drawInWeek(planning, first);
  await takeBackEdits(planning, first);
  await moveByMouse(planning);
  await moveByFinger(planning);
  await moveByKeys(planning, given);
  await look(page, "month", sunday);
  await moveInMonth(planning, given);
  await drawInMonth(planning);
  await moveToDayAfter(planning, given);
  await look(page, "agenda", sunday);
  await moveInAgenda(planning, given);
  expect(profile.problems).toEqual([]);
});
