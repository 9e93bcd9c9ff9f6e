/** The browser's own tutor. Chromium here has no model: the page gets a stand-in for Chrome's `LanguageModel`, which writes in pieces. */
import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { openProfile, type Profile, workerReady } from "../support/browser.ts";
import { pressBy, tabTo } from "../support/keyboard.ts";
import { addModelTo } from "../support/stand-in-model.ts";
import {
  ask,
  message,
  newEmail,
  pillIs,
  signedIn,
  signIn,
  signUp,
  startAsGuest,
} from "../support/student.ts";

const app = inject("app");
let profile: Profile;
beforeEach(async () => {
  profile = await openProfile(app.url, { whole: true });
});
afterEach(() => profile.close());

const CHOICE = "Answer with this browser's own tutor when your Athros can't";
const MARK = "Written by this device's own tutor (experimental)";

/** What is said aloud of the chat. */
const told = (page: Page, text: string) =>
  page.locator("output", { hasText: text }).waitFor({ state: "attached" });

const choose = async (page: Page) => {
  await page.goto("/settings");
  const choice = page.getByRole("checkbox", { name: CHOICE });
  await choice.check();
  await page.locator("progress").waitFor({ state: "detached" });
};

test("[A7] it answers offline if it was chosen, says so, and its replies sync with their mark", async () => {
  await addModelTo(profile.context);
  const email = newEmail();
  const page = await profile.open("/account");
  await signUp(page, email);
  await signedIn(page);
  await workerReady(page);
  await page.goto("/settings");
  await page.getByRole("heading", { name: "Tutor on this device (experimental)" }).waitFor();
  const choice = page.getByRole("checkbox", { name: CHOICE });
  expect(await choice.isChecked()).toBe(false);
  await page.getByRole("heading", { level: 1, name: "Settings" }).focus();
  await tabTo(page, CHOICE);
  await page.keyboard.press("Space");
  await expect.poll(() => choice.isChecked()).toBe(true);
  // It holds once the model is there.
  await page.locator("progress").waitFor({ state: "detached" });
  await page.reload();
  await choice.waitFor();
  expect(await choice.isChecked()).toBe(true);

  await page.goto("/athro/athro-science");
  await page.getByRole("textbox", { name: "Message" }).waitFor();
  await pillIs(page, "synced");
  await profile.context.setOffline(true);
  await ask(page, "Why is the sky blue?");
  await page.getByText("Here I am: You are AthroScience and 0 before.").waitFor();
  await page.getByText(MARK).waitFor();

  await ask(page, "A slow one?");
  await page.getByText("Here I am: You are AthroScience and 2 before.").waitFor();
  await told(page, "AthroScience is writing…");
  await page.getByRole("button", { name: "Stop", exact: true }).waitFor();
  await page.getByRole("textbox", { name: "Message" }).focus();
  await pressBy(page, "Stop");
  await page.getByText("You stopped this reply").waitFor();
  await told(page, "AthroScience has replied");
  expect(await page.getByRole("article").count()).toBe(4);

  await profile.context.setOffline(false);
  await pillIs(page, "synced");
  const other = await openProfile(app.url, { whole: true });
  try {
    const there = await other.open("/account");
    await signIn(there, email);
    await signedIn(there);
    await there.goto("/athro/athro-science");
    await message(there, "Here I am: You are AthroScience and 0 before.").waitFor();
    expect(await there.getByText(MARK).count()).toBe(2);
    // Nothing is asked for again, and a browser without one shows no trace of the choice.
    expect(await there.getByRole("article").count()).toBe(4);
    await there.goto("/settings");
    await there.getByRole("heading", { name: "This device", exact: true }).waitFor();
    expect(await there.getByText(/experimental/).count()).toBe(0);
    expect(other.problems).toEqual([]);
  } finally {
    await other.close();
  }
  expect(profile.problems).toEqual([]);
});

test("[A7] a reply of its own that is interrupted was stopped by no one, and the server's tutor is asked", async () => {
  await addModelTo(profile.context);
  const page = await profile.open("/account");
  await signUp(page, newEmail());
  await signedIn(page);
  await workerReady(page);
  await choose(page);
  await page.goto("/athro/athro-science");
  await page.getByRole("textbox", { name: "Message" }).waitFor();
  await pillIs(page, "synced");
  await profile.context.setOffline(true);
  await ask(page, "A slow one?");
  const begun = page.getByText("Here I am: You are AthroScience and 0 before.");
  await begun.waitFor();

  // Left, it is dropped; it is begun anew when the student comes back.
  await page.getByRole("link", { name: "Calendar" }).click();
  await page.getByRole("button", { name: "New event" }).waitFor();
  await page.goBack();
  await begun.waitFor();
  expect(await page.getByText(MARK).count()).toBe(0);

  await profile.context.setOffline(false);
  await message(page, "A slow one?").getByText("Answered").waitFor();
  expect(await page.getByRole("article").count()).toBe(2);
  expect(await page.getByText(MARK).count()).toBe(0);
  expect(await page.getByText("You stopped this reply").count()).toBe(0);
  expect(profile.problems).toEqual([]);
});

test("it answers a guest online too, and says so where it is chosen", async () => {
  await addModelTo(profile.context);
  const page = await profile.open("/");
  await startAsGuest(page);
  await page.goto("/settings");
  await page.getByText("while you use Athro without an account").waitFor();
  await choose(page);
  await page.goto("/athro/athro-science");
  await ask(page, "Why is the sky blue?");
  await message(page, "Here I am: You are AthroScience and 0 before.").waitFor();
  await page.getByText(MARK).waitFor();
  expect(profile.problems).toEqual([]);
});
