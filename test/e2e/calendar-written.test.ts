/** What is done to an event while its last move is being written, and a move that can't be. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { begin, EN, hour, look, named, undo } from "../support/planner.ts";
import { addEvent, boxOf, deleteEvent, event } from "../support/student.ts";
import { fingerOn } from "../support/touch.ts";

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
