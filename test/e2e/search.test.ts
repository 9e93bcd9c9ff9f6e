/** Search: what a student and their Athros wrote, and the calendar, found without a network, as they type. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { openProfile, type Profile } from "../support/browser.ts";
import { enterSynced } from "../support/enter.ts";
import { hasFocus, pressBy } from "../support/keyboard.ts";
import { readDevice, type ServerSide } from "../support/rows.ts";
import {
  addEvent,
  AFTERNOON,
  ask,
  event,
  message,
  newEmail,
  pillIs,
  signedIn,
  signOut,
  signUp,
  WEEK,
} from "../support/student.ts";

const app = inject("app");
let profile: Profile;
let page: Page;
let server: ServerSide;

const field = (on: Page) => on.getByRole("searchbox", { name: "Search chats and events" });
const results = (on: Page) => on.getByRole("list", { name: "Results" }).getByRole("link");

/** By the way that every student sees. */
const openSearch = async (on: Page): Promise<void> => {
  await on.getByRole("navigation").getByRole("link", { name: "Search", exact: true }).click();
  await field(on).waitFor();
};

beforeAll(async () => {
  profile = await openProfile(app.url);
  ({ page, server } = await enterSynced(profile, app.url));
});
afterAll(() => profile?.close());

/** Puts messages before and after those of a chat straight into the device's database: a chat of a school year. */
const fill = (on: Page, uid: string, count: number): Promise<void> =>
  on.evaluate(
    async ({ name, count }) => {
      const opening = indexedDB.open(name);
      await new Promise((resolve) => opening.addEventListener("success", resolve));
      const writing = opening.result.transaction("chat_messages", "readwrite");
      const table = writing.objectStore("chat_messages");
      const reading = table.getAll();
      reading.addEventListener("success", () => {
        const [first] = reading.result;
        for (let n = 1; n <= count; n += 1) {
          const id = crypto.randomUUID();
          const { awaiting: _, ...row } = first;
          const order_key = first.order_key - (count + 1 - n) * 60_000;
          const created_at = new Date(order_key).toISOString();
          const content = n === 40 ? "Where is Ynys Môn on the map?" : `Filler number ${n}.`;
          table.add({ ...row, id, order_key, created_at, content, wants_reply: false });
        }
      });
      await new Promise((resolve) => writing.addEventListener("complete", resolve));
      opening.result.close();
    },
    { name: `athro-${uid}`, count },
  );

test("a message is found by a part of a word without its accents, and opened where it is, far up in a long chat, offline and by keyboard alone", async () => {
  await page.goto("/athro/athro-geography");
  await ask(page, "What is a drumlin?");
  await pillIs(page, "synced");
  await fill(page, server.uid, 600);
  await profile.context.setOffline(true);
  await page.reload();
  await message(page, "What is a drumlin?").waitFor();

  await openSearch(page);
  await page.keyboard.type("mon ma");
  await expect.poll(() => results(page).locator("mark").allInnerTexts()).toEqual(["Môn", "map"]);
  expect(await results(page).count()).toBe(1);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await message(page, "Ynys Môn").waitFor();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent ?? ""))
    .toContain("Ynys Môn");
  const place = () =>
    message(page, "Ynys Môn").evaluate((one) => {
      const log = one.closest("[role=log]")?.getBoundingClientRect();
      const { top, bottom } = one.getBoundingClientRect();
      return log !== undefined && top >= log.top && bottom <= log.bottom;
    });
  await expect.poll(place).toBe(true);
  // A part of the chat alone is there, and its neighbours on both sides.
  expect(await page.getByRole("article").count()).toBeLessThan(120);
  await message(page, "Filler number 39.").waitFor();
  await pressBy(page, "Later messages");
  await message(page, "Filler number 100.").waitFor();
  await pressBy(page, "To the latest messages");
  await message(page, "What is a drumlin?").waitFor();
  expect(await hasFocus(page)).toBe(true);

  // Back, the search is as it was left.
  await page.goBack();
  await expect.poll(() => field(page).inputValue()).toBe("mon ma");
  await profile.context.setOffline(false);
  expect(profile.problems).toEqual([]);
});

test("who reads far up is left there by what comes in, and goes to it by a key", async () => {
  await page.goto("/athro/athro-geography");
  await message(page, "Filler number 560.").waitFor();
  /** How far the log is from its end, px. */
  const end = () =>
    page
      .getByRole("log")
      .evaluate(({ scrollTop, scrollHeight, clientHeight }) =>
        Math.round(scrollHeight - scrollTop - clientHeight),
      );
  await expect.poll(end).toBeLessThan(2);
  await page.getByRole("log").focus();
  await page.keyboard.press("Home");
  await expect.poll(end).toBeGreaterThan(1_000);
  const tab = await profile.open("/athro/athro-geography");
  await ask(tab, "How does an esker form?");
  await tab.close();
  await page.getByRole("button", { name: "New messages" }).waitFor();
  expect(await end()).toBeGreaterThan(1_000);
  await page.getByRole("textbox", { name: "Message" }).focus();
  await pressBy(page, "New messages", "Shift+Tab");
  await expect.poll(end).toBeLessThan(2);
  await message(page, "How does an esker form?").first().waitFor();
  expect(await hasFocus(page)).toBe(true);
  expect(profile.problems).toEqual([]);
});

test("keys: arrows walk the results, Escape goes back to the field and empties it", async () => {
  await page.goto("/search");
  await field(page).fill("filler");
  await expect.poll(() => results(page).count()).toBe(30);
  await page.getByText("599 results").waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const isFocused = (n: number) =>
    results(page)
      .nth(n)
      .evaluate((one) => one === document.activeElement);
  expect(await isFocused(1)).toBe(true);
  await page.keyboard.press("ArrowUp");
  expect(await isFocused(0)).toBe(true);
  await page.keyboard.press("Escape");
  expect(await field(page).evaluate((one) => one === document.activeElement)).toBe(true);
  expect(await field(page).inputValue()).toBe("filler");
  await page.getByRole("button", { name: "Show more" }).click();
  await expect.poll(() => results(page).count()).toBe(60);
  await field(page).focus();
  await page.keyboard.press("Escape");
  expect(await field(page).inputValue()).toBe("");
  await expect.poll(() => results(page).count()).toBe(0);
  expect(profile.problems).toEqual([]);
});

test("an event is found by its notes and leads to its day; kinds and Athros narrow the results", async () => {
  await page.goto(WEEK);
  await addEvent(page, { title: "Field trip", athro: "AthroGeography", ...AFTERNOON });
  await openSearch(page);
  await field(page).fill("fild tirp");
  await expect.poll(() => results(page).count()).toBe(1);
  await page.getByRole("button", { name: "Chats", exact: true }).click();
  await page.getByText("Nothing found for “fild tirp”.").waitFor();
  await page.getByRole("button", { name: "Search everything" }).click();
  await page.getByLabel("Athro", { exact: true }).selectOption({ label: "AthroMaths" });
  await page.getByText("Nothing found for “fild tirp”.").waitFor();
  await page.getByLabel("Athro", { exact: true }).selectOption({ label: "AthroGeography" });
  await results(page).first().click();
  await event(page, "Field trip").waitFor();
  await expect
    .poll(() => event(page, "Field trip").evaluate((one) => one === document.activeElement))
    .toBe(true);
  expect(profile.problems).toEqual([]);
});

test("what another tab writes and deletes is found, and not any more, while the results are open", async () => {
  await page.goto("/search");
  await field(page).fill("estuary");
  await page.getByText("Nothing found for “estuary”.").waitFor();
  const tab = await profile.open("/athro/athro-geography");
  await ask(tab, "How does an estuary form?");
  await expect.poll(() => results(page).count()).toBeGreaterThan(0);
  await tab.getByRole("button", { name: "Delete session" }).click();
  await tab.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
  await expect.poll(() => results(page).count()).toBe(0);
  await tab.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => results(page).count()).toBeGreaterThan(0);
  await tab.close();
});

test("nothing of one student's is found by the next", async () => {
  await page.goto("/search");
  await field(page).fill("drumlin");
  await expect.poll(() => results(page).count()).toBeGreaterThan(0);
  await pillIs(page, "synced");
  await signOut(page);
  await signUp(page, newEmail());
  await signedIn(page);
  await openSearch(page);
  expect(await field(page).inputValue()).toBe("");
  await page.getByText("There is nothing to search yet.").waitFor();
  await field(page).fill("drumlin");
  await page.getByText("Nothing found for “drumlin”.").waitFor();
  // On the device the first student's chat is all there.
  const { chat_messages = [] } = await readDevice(page, server.uid);
  expect(chat_messages.some(({ content }) => content === "What is a drumlin?")).toBe(true);
  expect(profile.problems).toEqual([]);
});
