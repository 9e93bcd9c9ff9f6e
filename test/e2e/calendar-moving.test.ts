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
import { addEvent, deleteEvent, boxOf, event } from "../support/student.ts";
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

/** Keeps everyone else from a guest's events until what it resolves with is called. */
const holdEvents = async (page: Page): Promise<() => Promise<void>> => {
  await page.evaluate(async () => {
    const opening = indexedDB.open("athro-guest");
    await new Promise((resolve) => opening.addEventListener("success", resolve));
    const writing = opening.result.transaction("calendar_events", "readwrite");
    const events = writing.objectStore("calendar_events");
    const stay = (): void => {
      if ("isLetGo" in window) opening.result.close();
      else events.count().addEventListener("success", stay);
    };
    stay();
  });
  return () => page.evaluate(() => void Object.assign(window, { isLetGo: true }));
};

/** Leaves when a finger that went down before has rested for long enough to hold something: of timers, the page keeps the order. */
const rested = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise<void>((resolve) => setTimeout(resolve, 450)));

test.each([
  { by: "mouse", when: "let go of before that is written", isEarly: true },
  { by: "mouse", when: "still held when that is written", isEarly: false },
  { by: "finger", when: "let go of before that is written", isEarly: true },
  { by: "finger", when: "still held when that is written", isEarly: false },
])("what was moved is moved again at once by $by, $when", async ({ by, isEarly }) => {
  const [page, profile] = await begin({ timezone: "Europe/London", locale: "en-GB" });
  const thursday = "2026-11-26";
  await look(page, "week", thursday);
  const given = { startDate: thursday, endDate: thursday, startTime: "14:00", endTime: "15:00" };
  await addEvent(page, { title: "Rivers", ...given });
  // Far from the edges, at which the week scrolls.
  await event(page, "Rivers").evaluate((one) => one.scrollIntoView({ block: "center" }));
  const [perHour, box] = [await hour(page), await boxOf(event(page, "Rivers"))];
  const x = box.x + 20;
  const finger = await fingerOn(page);
  const drag = async (from: number): Promise<void> => {
    if (by === "finger") {
      await finger.down({ x, y: from });
      await rested(page);
      return finger.to({ x, y: from + perHour });
    }
    await page.mouse.move(x, from);
    await page.mouse.down();
    await page.mouse.move(x, from + perHour, { steps: 4 });
  };
  const up = (): Promise<void> => (by === "finger" ? finger.up() : page.mouse.up());
  const letGo = await holdEvents(page);
  await drag(box.y + 12);
  await page.locator(".move-ghost", { hasText: "15:00–16:00" }).waitFor();
  await up();
  await drag(box.y + 12 + perHour);
  if (isEarly) {
    await up();
    // Another press takes nothing from it.
    await page.mouse.down({ button: "middle" });
    await page.mouse.up({ button: "middle" });
  }
  await letGo();
  if (!isEarly) {
    await page.locator(".move-ghost", { hasText: "16:00–17:00" }).waitFor();
    await up();
  }
  await expect.poll(() => named(page, "Rivers")).toContain("16:00 to 17:00");
  await page.locator(".move-ghost").waitFor({ state: "detached" });
  expect(await page.locator("dialog[open]").count()).toBe(0);
  await undo(page, EN);
  await expect.poll(() => named(page, "Rivers")).toContain("15:00 to 16:00");
  expect(profile.problems).toEqual([]);
});

test("by keys, what was kept is kept once, whatever is pressed before it is written", async () => {
  const [page, profile] = await begin({ timezone: "Europe/London", locale: "en-GB" });
  const times = { startTime: "10:00", endTime: "11:00" };
  await look(page, "week", "2026-11-25");
  await addEvent(page, {
    title: "Rivers",
    startDate: "2026-11-25",
    endDate: "2026-11-25",
    ...times,
  });
  for (const keys of [
    ["Enter", "Enter"],
    ["Enter", "ArrowDown", "Escape"],
  ]) {
    await event(page, "Rivers").focus();
    await page.keyboard.press("Alt+ArrowDown");
    const bar = page.getByRole("application");
    await bar.waitFor();
    // All of them before anything is written.
    await bar.evaluate((bar, keys) => {
      for (const key of keys)
        bar.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    }, keys);
    await bar.waitFor({ state: "detached" });
    await page.getByText(EN.moved).first().waitFor();
    await expect.poll(() => named(page, "Rivers")).toContain("10:15 to 11:15");
    expect(await page.getByText("Not moved").count()).toBe(0);
    await undo(page, EN);
    await expect.poll(() => named(page, "Rivers")).toContain("10:00 to 11:00");
  }
  expect(profile.problems).toEqual([]);
});

test("by keys, an event that can't be moved has the keyboard again, and one that was deleted meanwhile leaves it at the heading", async () => {
  const [page, profile] = await begin({ timezone: "Europe/London", locale: "en-GB" });
  await look(page, "week", "2026-11-25");
  const times = { startTime: "10:00", endTime: "11:00" };
  const date = "2026-11-25";
  await addEvent(page, { title: "Rivers", startDate: date, endDate: date, ...times });
  const move = async () => {
    await event(page, "Rivers").focus();
    await page.keyboard.press("Alt+ArrowDown");
    await page.getByRole("application").waitFor();
  };
  await move();
  await page.evaluate(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = () => {
      IDBObjectStore.prototype.put = put;
      throw new DOMException("no space", "QuotaExceededError");
    };
  });
  await page.keyboard.press("Enter");
  await page.getByText("Not moved").first().waitFor();
  await event(page, "Rivers").and(page.locator(":focus")).waitFor();

  await move();
  const tab = await profile.open("/calendar?view=week&date=2026-11-25");
  await deleteEvent(tab, "Rivers");
  await event(page, "Rivers").waitFor({ state: "detached" });
  await page.bringToFront();
  await page.keyboard.press("Enter");
  await page.getByText("was deleted meanwhile").waitFor();
  await page.locator("h1:focus").waitFor();
  // The one that was told on the screen too.
  expect(profile.problems).toHaveLength(1);
});
