/** New events drawn into the calendar by mouse, finger and keys, and what the editor does taken back. */
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { calendar as cy } from "../../src/ui/i18n/cy/calendar.ts";
import { calendar as en } from "../../src/ui/i18n/en/calendar.ts";
import { placeAt, type Planning, undo } from "./planner.ts";
import { boxOf, event } from "./student.ts";

const TEXT = { en, cy };

const editorOf = (page: Page): Locator => page.locator("dialog.event-dialog");

/** On a day of the week: of an hour where a free place is pressed, else as long as they are drawn; after school for who points at no time. */
export const drawInWeek = async ({ page, finger }: Planning, first: string): Promise<void> => {
  const editor = editorOf(page);
  const isFor = async (starts: string, ends: string): Promise<void> => {
    for (const [name, value] of [
      ["startDate", first],
      ["startTime", starts],
      ["endTime", ends],
    ] as const)
      expect(await editor.locator(`[name=${name}]`).inputValue()).toBe(value);
    await page.keyboard.press("Escape");
    await editor.waitFor({ state: "hidden" });
  };
  let [from, to] = [await placeAt(page, first, 13.12), await placeAt(page, first, 14.62)];
  await page.mouse.click(from.x, from.y);
  await isFor("13:00", "14:00");
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await page.locator(".move-ghost", { hasText: "13:00–14:45" }).waitFor();
  await page.mouse.up();
  await isFor("13:00", "14:45");
  [from, to] = [await placeAt(page, first, 15.12), await placeAt(page, first, 16.62)];
  await Promise.all([finger.down(from), finger.up()]);
  await isFor("15:00", "16:00");
  await finger.down(from);
  await page.locator(".move-ghost").waitFor();
  await finger.to(to);
  await page.locator(".move-ghost", { hasText: "15:00–16:45" }).waitFor();
  await finger.up();
  await isFor("15:00", "16:45");
  await page.locator(`[data-date="${first}"] .week-slots`).focus();
  await page.keyboard.press("Enter");
  await isFor("16:00", "17:00");
};

/** What is added, edited or deleted in the editor; `Rivers` is there before and after. */
export const takeBackEdits = async (
  { page, words, language }: Planning,
  first: string,
): Promise<void> => {
  const editor = editorOf(page);
  await page.locator(`[data-date="${first}"] .week-slots`).focus();
  await page.keyboard.press("Enter");
  await editor.locator("[name=title]").fill("Caves");
  await page.keyboard.press("Enter");
  await event(page, "Caves").waitFor();
  await undo(page, words);
  await event(page, "Caves").waitFor({ state: "detached" });
  await event(page, "Rivers").click();
  await editor.locator("[name=title]").fill("Glaciers");
  await page.keyboard.press("Enter");
  await event(page, "Glaciers").waitFor();
  await undo(page, words);
  await event(page, "Rivers").click();
  await editor.getByRole("button", { name: TEXT[language].editor.delete, exact: true }).click();
  await event(page, "Rivers").waitFor({ state: "detached" });
  await undo(page, words);
  await event(page, "Rivers").waitFor();
};

/** In the month, by finger: one over three days. */
export const drawInMonth = async ({ page, finger, language }: Planning): Promise<void> => {
  const editor = editorOf(page);
  const free = page.locator(".month-week").nth(1).locator(".month-day");
  const [drawnFrom, drawnTo] = [await boxOf(free.nth(2)), await boxOf(free.nth(4))];
  await finger.down({ x: drawnFrom.x + 20, y: drawnFrom.y + drawnFrom.height - 8 });
  await page.locator(".move-ghost").waitFor();
  await finger.to({ x: drawnTo.x + 20, y: drawnTo.y + drawnTo.height - 8 });
  await finger.up();
  expect(await editor.getByLabel(TEXT[language].editor.allDay, { exact: true }).isChecked()).toBe(
    true,
  );
  for (const [name, one] of [
    ["startDate", free.nth(2)],
    ["endDate", free.nth(4)],
  ] as const)
    expect(await editor.locator(`[name=${name}]`).inputValue()).toBe(
      await one.getAttribute("data-date"),
    );
  await page.keyboard.press("Escape");
  await editor.waitFor({ state: "hidden" });
};
