/** What is seen of today and on paper, and bars that are taken by their ends, by mouse, finger and keys. */
import type { Page } from "playwright-core";
import { expect, inject, onTestFinished, test } from "vitest";
import { openProfile, type Profile } from "../support/browser.ts";
import { addEvent, event, fillEvent } from "../support/student.ts";
import { fingerOn } from "../support/touch.ts";

const app = inject("app");

const asGuest = async (given: Parameters<typeof openProfile>[1]): Promise<[Page, Profile]> => {
  const profile = await openProfile(app.url, given);
  onTestFinished(() => profile.close());
  const page = await profile.open("/");
  await page.getByRole("button", { name: "Start without an account" }).click();
  await page.getByRole("link", { name: "Calendar" }).first().waitFor();
  return [page, profile];
};

/** Leaves when what changes the calendar has come too. */
const look = async (page: Page, view: string, date: string): Promise<void> => {
  await page.goto(`/calendar?view=${view}&date=${date}`);
  await page.locator(".quick-open").waitFor();
};

const dateOf = (page: Page): string => new URL(page.url()).searchParams.get("date") ?? "today";

const boxOf = async (page: Page, selector: string) => {
  const one = page.locator(selector).first();
  await one.scrollIntoViewIfNeeded();
  const box = await one.boundingBox();
  if (!box) throw new Error(`${selector} is not in view`);
  return box;
};

test("today has a line at the present time, Today leads back to it, and a view is printed whole", async () => {
  const profile = await openProfile(app.url);
  onTestFinished(() => profile.close());
  const page = await profile.open();
  await page.clock.install({ time: new Date("2026-11-25T11:20:00Z") });
  await page.goto("/");
  await page.getByRole("button", { name: "Start without an account" }).click();
  await page.getByRole("link", { name: "Calendar" }).first().waitFor();
  await look(page, "week", "2027-02-10");
  expect(await page.locator(".week-now").count()).toBe(0);
  await page.getByRole("button", { name: "Today", exact: true }).click();
  const line = page.locator('[data-date="2026-11-25"] .week-now');
  await line.waitFor();
  const place = await line.evaluate((one) => one.style.getPropertyValue("--start"));
  expect(Number(place)).toBeGreaterThanOrEqual(680);
  expect(Number(place)).toBeLessThan(700);
  expect(dateOf(page)).toBe("today");

  const day = { startDate: "2026-11-25", endDate: "2026-11-25" };
  await addEvent(page, { title: "Astronomy", ...day, startTime: "22:30", endTime: "23:30" });
  await page.emulateMedia({ media: "print" });
  expect(await page.getByRole("button", { name: "New event", exact: true }).count()).toBe(0);
  expect(await line.isVisible()).toBe(false);
  expect(await event(page, "Astronomy").isVisible()).toBe(true);
  const cut = await page.evaluate(() => {
    const late = document.querySelector("[data-key]")?.getBoundingClientRect();
    const clips = (one: Element | null): boolean =>
      one !== null && (getComputedStyle(one).overflowY !== "visible" || clips(one.parentElement));
    const scroller = document.querySelector(".week-scroller");
    return { late: (late?.height ?? 0) > 0, clipped: clips(scroller) };
  });
  expect(cut).toEqual({ late: true, clipped: false });
  expect(profile.problems).toEqual([]);
});

test("a bar is made longer and shorter at both ends, by mouse, finger and keys, in week and month", async () => {
  const [page, profile] = await asGuest({});
  await look(page, "month", "2026-11-25");
  await page.getByRole("button", { name: "New event", exact: true }).first().click();
  const editor = page.getByRole("dialog", { name: "Event", exact: true });
  await fillEvent(page, { title: "Trip", startDate: "2026-11-17", endDate: "2026-11-18" });
  await editor.getByLabel("All day", { exact: true }).check();
  await fillEvent(page, { title: "Trip", startDate: "2026-11-17", endDate: "2026-11-18" });
  await editor.getByRole("button", { name: "Save" }).click();
  await editor.waitFor({ state: "hidden" });
  /** How it is read out where it begins. */
  const isFrom = (date: string, days: number) =>
    page
      .locator(`[data-date="${date}"]`)
      .getByRole("button", { name: new RegExp(`^Trip, .*Day 1 of ${days}`) })
      .waitFor();
  const undone = async () => {
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await isFrom("2026-11-17", 2);
  };
  const dragBy = async (x: number, y: number, by: number) => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + by / 2, y, { steps: 4 });
    await page.mouse.move(x + by, y, { steps: 4 });
    await page.mouse.up();
  };
  for (const view of ["month", "week"]) {
    await look(page, view, "2026-11-17");
    await isFrom("2026-11-17", 2);
    const width = (await boxOf(page, '[data-date="2026-11-18"]')).width;
    const ends = async () => {
      const bars = page.locator("[data-key]");
      const [first, last] = [await bars.first().boundingBox(), await bars.last().boundingBox()];
      if (!first || !last) throw new Error("no bar is in view");
      return {
        left: first.x + 3,
        right: last.x + last.width - 3,
        y: first.y + first.height / 2,
      };
    };
    let at = await ends();
    await dragBy(at.right, at.y, width);
    await page.getByText(/^Length changed: Tuesday 17 November to Thursday 19 November/).waitFor();
    await isFrom("2026-11-17", 3);
    await undone();

    at = await ends();
    await dragBy(at.left, at.y, -width);
    await isFrom("2026-11-16", 3);
    await undone();

    // By finger, which is held on an end first.
    const finger = await fingerOn(page);
    at = await ends();
    await finger.down({ x: at.right - 4, y: at.y });
    await page.locator(".move-ghost").first().waitFor();
    await finger.to({ x: at.right - 4 + width, y: at.y });
    await finger.up();
    await isFrom("2026-11-17", 3);
    await undone();

    // By keys, said aloud.
    await page.locator("[data-key]").first().focus();
    await page.keyboard.press("m");
    await page.getByRole("application", { name: "Moving: Trip" }).waitFor();
    await page.keyboard.press("Shift+ArrowRight");
    await page
      .locator("[aria-live]", { hasText: "Tuesday 17 November to Thursday 19 November" })
      .waitFor({ state: "attached" });
    await page.keyboard.press("Enter");
    await page.getByText(/^Length changed: /).waitFor();
    await isFrom("2026-11-17", 3);
    await undone();
  }
  expect(await page.locator("dialog[open]").count()).toBe(0);
  expect(profile.problems).toEqual([]);
});
