/**
 * Events added and moved by mouse, finger and keys, in three zones and both languages, each over the day on which its clocks change: what an
 * event says on the clock holds, and every change can be undone.
 */
import type { Page } from "playwright-core";
import { expect, inject, onTestFinished, test } from "vitest";
import { calendar as cyCalendar } from "../../src/ui/i18n/cy/calendar.ts";
import { calendar as enCalendar } from "../../src/ui/i18n/en/calendar.ts";
import { findings } from "../support/axe.ts";
import { openProfile, type Profile } from "../support/browser.ts";
import { fingerOn } from "../support/touch.ts";
import { addEvent, boxOf, event } from "../support/student.ts";

const app = inject("app");

interface Words {
  moved: RegExp;
  undo: string;
  only: string;
  /** From one time to another, as it is read out. */
  to: string;
  keep: string;
}
const EN: Words = { moved: /^Moved: /, undo: "Undo", only: "Only this", to: "to", keep: "Keep" };
const CY: Words = {
  moved: /^Wedi'i symud: /,
  undo: "Dadwneud",
  only: "Hwn yn unig",
  to: "tan",
  keep: "Cadw",
};

const begin = async (given: { timezone: string; locale: string }): Promise<[Page, Profile]> => {
  const profile = await openProfile(app.url, given);
  onTestFinished(() => profile.close());
  const page = await profile.open("/");
  await page.getByRole("button", { name: "Start without an account" }).click();
  await page.getByRole("link", { name: "Calendar" }).first().waitFor();
  return [page, profile];
};

const speak = async (page: Page, language: "en" | "cy"): Promise<void> => {
  await page.evaluate((chosen) => localStorage.setItem("athro:language", chosen), language);
};

/** Leaves when what changes the calendar has come too. */
const look = async (page: Page, view: string, date: string): Promise<void> => {
  await page.goto(`/calendar?view=${view}&date=${date}`);
  await page.locator(".calendar-files button").first().waitFor();
};

/** By what it is moved, in pixels. */
const hour = async (page: Page): Promise<number> =>
  (await boxOf(page.locator(".week-day-hours").first())).height / 24;
const day = async (page: Page): Promise<number> =>
  (await boxOf(page.locator(".week-day").first())).width;

/** Where in a day of the week a time is: its hours since midnight. */
const placeAt = async (
  page: Page,
  date: string,
  hours: number,
): Promise<{ x: number; y: number }> => {
  const box = await page.locator(`[data-date="${date}"] .week-day-hours`).boundingBox();
  if (!box) throw new Error("that day is not in view");
  return { x: box.x + box.width / 2, y: box.y + (hours * box.height) / 24 };
};

const named = (page: Page, title: string): Promise<string | null> =>
  event(page, title).getAttribute("aria-label");

const undo = async (page: Page, words: Words): Promise<void> => {
  await page.getByRole("button", { name: words.undo, exact: true }).click();
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

  // New ones: of an hour where a free place is pressed, else as long as they are drawn; after school for who points at no time.
  const editor = page.locator("dialog.event-dialog");
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
  const finger = await fingerOn(page);
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

  // What is added, edited or deleted in the editor is taken back too.
  const text = { en: enCalendar, cy: cyCalendar }[language];
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
  await editor.getByRole("button", { name: text.editor.delete, exact: true }).click();
  await event(page, "Rivers").waitFor({ state: "detached" });
  await undo(page, words);
  await event(page, "Rivers").waitFor();

  // By mouse: an hour and a half later, on the day before.
  const [perHour, perDay] = [await hour(page), await day(page)];
  let box = await boxOf(event(page, "Rivers"));
  const grab = { x: box.x + 20, y: box.y + 12 };
  await page.mouse.move(grab.x, grab.y);
  await page.mouse.down();
  await page.mouse.move(grab.x - perDay / 2, grab.y + perHour, { steps: 4 });
  await page.mouse.move(grab.x - perDay, grab.y + 1.5 * perHour, { steps: 4 });
  // What is being moved says its new time.
  await page.locator(".move-ghost", { hasText: "11:30–12:30" }).waitFor();
  await page.mouse.up();
  await page.getByText(words.moved).first().waitFor();
  await expect.poll(() => named(page, "Rivers")).toContain(`11:30 ${words.to} 12:30`);
  await undo(page, words);
  await expect.poll(() => named(page, "Rivers")).toContain(`10:00 ${words.to} 11:00`);

  // Escape leaves all as it was, and opens nothing.
  await page.mouse.move(grab.x, grab.y);
  await page.mouse.down();
  await page.mouse.move(grab.x, grab.y + 2 * perHour, { steps: 4 });
  await page.locator(".move-ghost").waitFor();
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await page.locator(".move-ghost").waitFor({ state: "detached" });
  await expect.poll(() => named(page, "Rivers")).toContain(`10:00 ${words.to} 11:00`);
  expect(await page.locator("dialog[open]").count()).toBe(0);

  // By its end, it is made longer.
  await page.mouse.move(grab.x, box.y + box.height - 2);
  await page.mouse.down();
  await page.mouse.move(grab.x, box.y + box.height + perHour - 2, { steps: 6 });
  await page.locator(".move-ghost", { hasText: "10:00–12:00" }).waitFor();
  await page.mouse.up();
  await expect.poll(() => named(page, "Rivers")).toContain(`10:00 ${words.to} 12:00`);
  await undo(page, words);
  await expect.poll(() => named(page, "Rivers")).toContain(`10:00 ${words.to} 11:00`);

  // By finger: what is not held first scrolls, and what is held moves.
  box = await boxOf(event(page, "Rivers"));
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
  await page.locator(".move-ghost", { hasText: "11:00–12:00" }).waitFor();
  await finger.up();
  await expect.poll(() => named(page, "Rivers")).toContain(`11:00 ${words.to} 12:00`);
  await undo(page, words);
  await expect.poll(() => named(page, "Rivers")).toContain(`10:00 ${words.to} 11:00`);

  // Held at its end, it is made longer by finger too.
  box = await boxOf(event(page, "Rivers"));
  const end = { x: box.x + 20, y: box.y + box.height - 6 };
  await finger.down(end);
  await page.locator(".move-ghost").waitFor();
  await finger.to({ x: end.x, y: end.y + perHour });
  await page.locator(".move-ghost", { hasText: "10:00–12:00" }).waitFor();
  await finger.up();
  await expect.poll(() => named(page, "Rivers")).toContain(`10:00 ${words.to} 12:00`);
  await undo(page, words);
  await expect.poll(() => named(page, "Rivers")).toContain(`10:00 ${words.to} 11:00`);

  // By keys: to the day on which the clocks change, into the next week where that is where it lies.
  await event(page, "Rivers").focus();
  await page.keyboard.press("m");
  await page.getByRole("application").waitFor();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Control+Shift+ArrowUp");
  await page.locator(".move-ghost", { hasText: "10:00–11:30" }).waitFor();
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

  // In the month, by finger: to the week after, and a new one over three days.
  await look(page, "month", sunday);
  const cell = (date: string) => page.locator(`[data-date="${date}"]`);
  box = await boxOf(event(page, "Rivers"));
  const height = (await boxOf(cell(sunday))).height;
  await finger.down({ x: box.x + 20, y: box.y + 8 });
  await page.locator(".move-ghost").waitFor();
  await finger.to({ x: box.x + 20, y: box.y + 8 + height });
  await finger.up();
  await cell(shift(sunday, 7)).locator("[data-key]").waitFor();
  await undo(page, words);
  await cell(sunday).locator("[data-key]").waitFor();
  const free = page.locator(".month-week").nth(1).locator(".month-day");
  const [drawnFrom, drawnTo] = [await boxOf(free.nth(2)), await boxOf(free.nth(4))];
  await finger.down({ x: drawnFrom.x + 20, y: drawnFrom.y + drawnFrom.height - 8 });
  await page.locator(".move-ghost").waitFor();
  await finger.to({ x: drawnTo.x + 20, y: drawnTo.y + drawnTo.height - 8 });
  await finger.up();
  expect(await editor.getByLabel(text.editor.allDay, { exact: true }).isChecked()).toBe(true);
  for (const [name, one] of [
    ["startDate", free.nth(2)],
    ["endDate", free.nth(4)],
  ] as const)
    expect(await editor.locator(`[name=${name}]`).inputValue()).toBe(
      await one.getAttribute("data-date"),
    );
  await page.keyboard.press("Escape");
  await editor.waitFor({ state: "hidden" });

  // To the day after, by the shortcut.
  await event(page, "Rivers").focus();
  await page.keyboard.press("Alt+ArrowRight");
  await page.getByRole("application").waitFor();
  await page.getByRole("button", { name: words.keep, exact: true }).click();
  await page.getByText(words.moved).first().waitFor();
  await expect.poll(() => named(page, "Rivers")).toContain(`10:00 ${words.to} 11:30`);
  await expect.poll(() => page.locator(`[data-date="${sunday}"] [data-key]`).count()).toBe(0);
  expect(await findings(page)).toEqual([]);

  // In the agenda, where nothing is drawn: back before its first day, later and longer, said, and taken back.
  await look(page, "agenda", sunday);
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
  expect(profile.problems).toEqual([]);
});

const shift = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

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

test.each([
  { when: "let go of before that is written", isEarly: true },
  { when: "still held when that is written", isEarly: false },
])("what was moved is moved again at once by mouse, $when", async ({ isEarly }) => {
  const [page, profile] = await begin({ timezone: "Europe/London", locale: "en-GB" });
  const thursday = "2026-11-26";
  await look(page, "week", thursday);
  const given = { startDate: thursday, endDate: thursday, startTime: "14:00", endTime: "15:00" };
  await addEvent(page, { title: "Rivers", ...given });
  // Far from the edges, at which the week scrolls.
  await event(page, "Rivers").evaluate((one) => one.scrollIntoView({ block: "center" }));
  const [perHour, box] = [await hour(page), await boxOf(event(page, "Rivers"))];
  const x = box.x + 20;
  const drag = async (from: number): Promise<void> => {
    await page.mouse.move(x, from);
    await page.mouse.down();
    await page.mouse.move(x, from + perHour, { steps: 4 });
  };
  const letGo = await holdEvents(page);
  await drag(box.y + 12);
  await page.locator(".move-ghost", { hasText: "15:00–16:00" }).waitFor();
  await page.mouse.up();
  await drag(box.y + 12 + perHour);
  if (isEarly) await page.mouse.up();
  await letGo();
  if (!isEarly) {
    await page.locator(".move-ghost", { hasText: "16:00–17:00" }).waitFor();
    await page.mouse.up();
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

test("in Auckland, in Welsh, a month is gone through by keys, and what repeats asks which ones go along", async () => {
  const [page, profile] = await begin({ timezone: "Pacific/Auckland", locale: "en-NZ" });
  await speak(page, "cy");
  await look(page, "month", "2026-11-25");
  const cell = (date: string) => page.locator(`[data-date="${date}"]`);
  await cell("2026-11-25").focus();
  // Enter adds an event where there is none.
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Digwyddiad" });
  await dialog.getByLabel("Teitl", { exact: true }).fill("Maths");
  await dialog.getByLabel("Ailadrodd", { exact: true }).selectOption({ label: "Bob wythnos" });
  await dialog.getByRole("button", { name: "Cadw", exact: true }).click();
  await event(page, "Maths").waitFor();
  for (const [key, date] of [
    ["ArrowRight", "2026-11-26"],
    ["End", "2026-11-29"],
    ["ArrowDown", "2026-12-06"],
    ["Home", "2026-11-30"],
    ["PageUp", "2026-10-30"],
    ["Shift+PageDown", "2027-10-30"],
  ] as const) {
    if (key === "ArrowRight") await cell("2026-11-25").focus();
    await page.keyboard.press(key);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute("data-date")))
      .toBe(date);
  }
  // The place is in the address, so that loading the page again shows it.
  await page.reload();
  await cell("2027-10-30").waitFor();

  // Several days are drawn with the mouse; the view is the one that was chosen last.
  await look(page, "month", "2026-11-25");
  await page.getByRole("button", { name: "Wythnos", exact: true }).click();
  await page.getByRole("button", { name: "Mis", exact: true }).click();
  await page.goto("/calendar?date=2026-11-25");
  await page.locator(".calendar-files button").first().waitFor();
  const [from, to] = [await boxOf(cell("2026-11-17")), await boxOf(cell("2026-11-19"))];
  await page.mouse.move(from.x + 20, from.y + from.height - 8);
  await page.mouse.down();
  await page.mouse.move(to.x + 20, to.y + to.height - 8, { steps: 6 });
  await page.mouse.up();
  expect(await dialog.getByLabel("Drwy'r dydd", { exact: true }).isChecked()).toBe(true);
  expect(await dialog.getByLabel("Dyddiad gorffen", { exact: true }).inputValue()).toBe(
    "2026-11-19",
  );
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });

  // Only one of them moves; another device's edit that comes meanwhile stands.
  const box = await boxOf(page.locator('[data-date="2026-11-25"] [data-key]'));
  await page.mouse.move(box.x + 30, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + 30 + from.width, box.y + 10, { steps: 6 });
  await page.mouse.up();
  await page.getByRole("button", { name: CY.only }).click();
  await page
    .getByText(/^Wedi'i symud: Dydd Iau 26 Tachwedd/)
    .first()
    .waitFor();
  await expect.poll(() => page.locator('[data-date="2026-11-26"] [data-key]').count()).toBe(1);
  expect(await page.locator('[data-date="2026-12-02"] [data-key]').count()).toBe(1);
  await undo(page, CY);
  await expect.poll(() => page.locator('[data-date="2026-11-25"] [data-key]').count()).toBe(1);
  expect(profile.problems).toEqual([]);
});
