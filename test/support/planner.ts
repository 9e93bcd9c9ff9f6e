/** The calendar as who plans in it sees it: in a zone, a language and a view, and where on the screen a time is. */
import type { Page } from "playwright-core";
import { inject, onTestFinished } from "vitest";
import { openProfile, type Profile, type ProfileOptions } from "./browser.ts";
import { boxOf, event } from "./student.ts";
import type { Finger } from "./touch.ts";

/** What is said of a move. */
export interface Words {
  moved: RegExp;
  undo: string;
  only: string;
  /** From one time to another, as it is read out. */
  to: string;
  keep: string;
}
export const EN: Words = {
  moved: /^Moved: /,
  undo: "Undo",
  only: "Only this",
  to: "to",
  keep: "Keep",
};
export const CY: Words = {
  moved: /^Wedi'i symud: /,
  undo: "Dadwneud",
  only: "Hwn yn unig",
  to: "tan",
  keep: "Cadw",
};

/** A guest in a browser of their own. */
export const begin = async (given: ProfileOptions): Promise<[Page, Profile]> => {
  const profile = await openProfile(inject("app").url, given);
  onTestFinished(() => profile.close());
  const page = await profile.open("/");
  await page.getByRole("button", { name: "Start without an account" }).click();
  await page.getByRole("link", { name: "Calendar" }).first().waitFor();
  return [page, profile];
};

export const speak = async (page: Page, language: "en" | "cy"): Promise<void> => {
  await page.evaluate((chosen) => localStorage.setItem("athro:language", chosen), language);
};

/** Leaves when what changes the calendar has come too. */
export const look = async (page: Page, view: string, date: string): Promise<void> => {
  await page.goto(`/calendar?view=${view}&date=${date}`);
  await page.locator(".quick-open").waitFor();
};

/** How tall an hour of the week is, in pixels. */
export const hour = async (page: Page): Promise<number> =>
  (await boxOf(page.locator(".week-day-hours").first())).height / 24;
/** How wide a day of the week is, in pixels. */
export const day = async (page: Page): Promise<number> =>
  (await boxOf(page.locator(".week-day").first())).width;

/** Where in a day of the week a time is: its hours since midnight. */
export const placeAt = async (
  page: Page,
  date: string,
  hours: number,
): Promise<{ x: number; y: number }> => {
  const box = await page.locator(`[data-date="${date}"] .week-day-hours`).boundingBox();
  if (!box) throw new Error("that day is not in view");
  return { x: box.x + box.width / 2, y: box.y + (hours * box.height) / 24 };
};

/** What an event says of itself. */
export const named = (page: Page, title: string): Promise<string | null> =>
  event(page, title).getAttribute("aria-label");

export const undo = async (page: Page, words: Words): Promise<void> => {
  await page.getByRole("button", { name: words.undo, exact: true }).click();
};

/** So many days from a date. */
export const shift = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** A student who plans, by all that they may use. */
export interface Planning {
  page: Page;
  finger: Finger;
  words: Words;
  language: "en" | "cy";
}
