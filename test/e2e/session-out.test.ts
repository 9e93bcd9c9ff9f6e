/** A session leaves the app: as a file, on paper, to another app; whole, and without a network. */
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { findings } from "../support/axe.ts";
import { openProfile, type Profile, workerReady } from "../support/browser.ts";
import { focused, pressBy } from "../support/keyboard.ts";
import { type Laid, layMessages } from "../support/lay-messages.ts";
import { ask } from "../support/student.ts";

const app = inject("app");
let profile: Profile;
let page: Page;
beforeAll(async () => {
  profile = await openProfile(app.url);
  await profile.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  // The browser's dialog would wait for a hand: what it is asked for is noted.
  await profile.context.addInitScript(() => {
    const prints: string[] = [];
    Object.assign(window, { prints, print: () => prints.push(document.title) });
  });
  page = await profile.open("/");
  await page.getByRole("button", { name: "Start without an account" }).click();
  await page.getByRole("navigation").first().waitFor();
  await workerReady(page);
});
afterAll(() => profile.close());

/** By the keyboard alone. */
const choose = async (item: string): Promise<void> => {
  await page.getByRole("heading", { level: 1 }).focus();
  await pressBy(page, "More");
  await page.locator("[role=menuitem]:focus").waitFor();
  for (let n = 0; (await focused(page)).name !== item; n += 1) {
    if (n === 5) throw new Error(`${item} is not in the menu`);
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Enter");
};

const printed = (): Promise<number> =>
  page.evaluate(() => (window as typeof window & { prints: string[] }).prints.length);

const download = async (): Promise<{ name: string; text: string }> => {
  const [file] = await Promise.all([page.waitForEvent("download"), choose("Download")]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
};

test("a chat of 10,000 messages is saved as a file and laid out for paper, offline", async () => {
  await page.goto("/athro/athro-history");
  await ask(page, "Who was Llywelyn ap Gruffudd / the Last?");
  const messages = Array.from({ length: 10_000 }, (_, n): Laid => ({
    role: n % 2 ? "user" : "assistant",
    content: n % 2 ? `And then, number ${n}?` : `**Answer** number ${n}.`,
  }));
  await layMessages(page, messages);
  await profile.context.setOffline(true);
  try {
    await page.reload();
    await page.getByText("Answer number 9998.").waitFor();
    const { name, text } = await download();
    expect(name).toBe("AthroHistory - Who was Llywelyn ap Gruffudd the Last.md");
    expect(text).toMatch(/^# Who was Llywelyn ap Gruffudd \/ the Last\?\n\nAthroHistory · /);
    // Each once, in order.
    expect(text.match(/number \d+/g)).toEqual(messages.map((_, n) => `number ${n}`));

    await choose("Print");
    await expect.poll(printed).toBe(1);
    expect(await page.locator(".print-sheet section").count()).toBe(10_001);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    expect(await page.locator(".print-sheet").count()).toBe(0);

    await page.getByRole("button", { name: "Save session" }).click();
    await page.getByText("Saved. New chat started.").waitFor();
  } finally {
    await profile.context.setOffline(false);
  }
});

test("a saved session is printed whole, on white, with its Markdown, and shared or copied", async () => {
  await page.goto("/athro/athro-it");
  await ask(page, "What is a loop?");
  await layMessages(page, [
    { role: "assistant", content: "It **repeats**:\n\n```py\nfor i in x:\n```" },
  ]);
  await page.reload();
  await page.getByText("repeats").waitFor();
  await page.getByRole("button", { name: "Save session" }).click();
  await page.getByRole("button", { name: "Saved sessions" }).click();
  await page.getByRole("list", { name: "Saved sessions" }).getByText("What is a loop?").click();
  await page.getByText("repeats").waitFor();

  expect(await findings(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  expect(await findings(page, "colours")).toEqual([]);
  const before = await printed();
  await choose("Print");
  await expect.poll(printed).toBe(before + 1);
  await page.emulateMedia({ colorScheme: "dark", media: "print" });
  const sheet = page.locator(".print-sheet");
  expect(await sheet.getByText("It repeats:").isVisible()).toBe(true);
  expect(await sheet.locator("code").isVisible()).toBe(true);
  expect(await page.getByRole("button", { name: "Resume" }).isVisible()).toBe(false);
  expect(await sheet.evaluate((element) => getComputedStyle(element).colorScheme)).toBe("light");
  await page.emulateMedia({ colorScheme: "light", media: "screen" });
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));

  // Chromium here has no share sheet: the same goes to the clipboard.
  await choose("Copy the chat");
  await page.getByText("Copied.").waitFor();
  const { text } = await download();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text);
  expect(text).toContain("It **repeats**:\n\n```py\nfor i in x:\n```");

  // With a stand-in for the sheet that notes what it is given.
  await page.addInitScript(() => {
    const shared: ShareData[] = [];
    Object.assign(window, { shared });
    navigator.share = async (data) => void shared.push(data ?? {});
  });
  await page.reload();
  await choose("Share");
  await expect
    .poll(() => page.evaluate(() => (window as typeof window & { shared: ShareData[] }).shared))
    .toEqual([{ title: "What is a loop?", text }]);

  // And a block of code by itself.
  await page.getByRole("heading", { level: 1 }).focus();
  await pressBy(page, "Copy code");
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/^for i in x:\s*$/);
  expect(profile.problems).toEqual([]);
});
