import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, inject, onTestFinished, test } from "vitest";
import { startApp } from "../support/app.ts";
import { enterSynced } from "../support/enter.ts";
import { openProfile, type Profile, workerReady } from "../support/browser.ts";
import { itemIn, openPanel } from "../support/panel.ts";
import { refuse } from "../support/refuse.ts";
import {
  addEvent,
  AFTERNOON,
  ask,
  deleteEvent,
  event,
  fillEvent,
  message,
  newEmail,
  pillIs,
  signedIn,
  signIn,
  signUp,
  WEEK,
} from "../support/student.ts";

const app = inject("app");
let profile: Profile;
beforeEach(async () => {
  profile = await openProfile(app.url);
});
afterEach(() => profile.close());

/** One student on two devices. */
const enterOnBoth = async (): Promise<{ page: Page; there: Page; other: Profile }> => {
  const other = await openProfile(app.url, { timezone: "America/New_York" });
  onTestFinished(() => other.close());
  const email = newEmail();
  const page = await profile.open();
  await signUp(page, email);
  await signedIn(page);
  await workerReady(page);
  const there = await other.open();
  await signIn(there, email);
  await signedIn(there);
  await workerReady(there);
  return { page, there, other };
};

/** On the calendar. */
const rename = async (on: Page, from: string, title: string): Promise<void> => {
  await event(on, from).click();
  await fillEvent(on, { title });
  await on.getByRole("dialog", { name: "Event" }).getByRole("button", { name: "Save" }).click();
  await event(on, title).waitFor();
};

test("[M5] a deleted event and chat are restored from the panel, on every device", async () => {
  const { page, there, other } = await enterOnBoth();
  await page.goto(WEEK);
  await addEvent(page, { title: "Biology mock", ...AFTERNOON });
  await page.goto("/athro/athro-maths");
  await ask(page, "What is a surd?");
  await page.getByRole("article").nth(1).waitFor();
  await page.getByRole("button", { name: "Delete session" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
  await message(page, "What is a surd?").waitFor({ state: "detached" });
  await page.goto(WEEK);
  await deleteEvent(page, "Biology mock");
  await pillIs(page, "synced");

  await openPanel(there);
  for (const title of ["Biology mock", "What is a surd?"])
    await itemIn(there, "Recently deleted", title).waitFor();

  // By the pill, as a student finds it.
  await page.getByRole("link", { name: "Sync details" }).first().click();
  // All at once, and back.
  await page.getByRole("button", { name: "Restore all", exact: true }).click();
  // The pointer holds the notice, however long the other device takes.
  await page.getByText("2 restored.", { exact: true }).hover();
  await there.getByText("Nothing has been deleted that could be restored.").waitFor();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  for (const title of ["Biology mock", "What is a surd?"]) {
    await itemIn(there, "Recently deleted", title).waitFor();
    await page.getByRole("button", { name: `Restore: ${title}` }).click();
    await itemIn(page, "Recently deleted", title).waitFor({ state: "detached" });
  }
  await page.getByText("Nothing has been deleted that could be restored.").waitFor();
  await there.getByText("Nothing has been deleted that could be restored.").waitFor();
  await there.goto(WEEK);
  await event(there, "Biology mock").waitFor();
  await there.goto("/athro/athro-maths");
  await message(there, "What is a surd?").first().waitFor();
  expect([...profile.problems, ...other.problems]).toEqual([]);
});

test("[M3] what lost a clash is on both devices, the other in New York and in Welsh, and Restore brings back a title and a time", async () => {
  const { page, there, other } = await enterOnBoth();
  await page.goto(WEEK);
  await addEvent(page, { title: "Physics", ...AFTERNOON });
  await there.evaluate(() => localStorage.setItem("athro:language", "cy"));
  await there.goto(WEEK);
  await event(there, "Physics").waitFor();
  await pillIs(there, "synced");

  await profile.context.setOffline(true);
  await other.context.setOffline(true);
  for (const [on, title, starts, ends] of [
    [page, "Physics paper 1", "09:00", "10:00"],
    [there, "Physics paper 2", "16:00", "17:00"],
  ] as const) {
    await event(on, "Physics").click();
    const editor = on.locator("dialog.event-dialog");
    await editor.locator("[name=startTime]").fill(starts);
    await editor.locator("[name=endTime]").fill(ends);
    await editor.locator("[name=title]").fill(title);
    await on.keyboard.press("Enter");
    await event(on, title).waitFor();
  }
  await profile.context.setOffline(false);
  await event(there, "Physics paper 2").waitFor();
  await pillIs(page, "synced");
  await other.context.setOffline(false);

  await openPanel(page);
  await there.goto("/sync");
  for (const [one, list] of [
    [page, "Overwritten edits"],
    [there, "Newidiadau a drosysgrifwyd"],
  ] as const)
    for (const [lost, won] of [
      ["Physics paper 1", "Physics paper 2"],
      ["09:00–10:00", "16:00–17:00"],
    ] as const)
      await itemIn(one, list, lost).filter({ hasText: won }).waitFor();
  // A title on the one, and the time on the other.
  await page.getByRole("button", { name: "Restore: Physics paper 2, title" }).click();
  await there
    .getByRole("button", { name: "Adfer: Physics paper 1, dyddiad ac amser", exact: true })
    .click();
  await page.getByText("No change of yours has been overwritten by another device.").waitFor();
  await there.getByText("Nid oes yr un o'ch newidiadau wedi'i drosysgrifo").waitFor();
  await page.goto(WEEK);
  await page.getByRole("button", { name: /^Physics paper 1, .*09:00 to 10:00/ }).waitFor();
  await there.goto(WEEK);
  await there.getByRole("button", { name: /^Physics paper 1, .*09:00 tan 10:00/ }).waitFor();
  expect([...profile.problems, ...other.problems]).toEqual([]);
});

test("[M3] Dismiss lets an overwritten edit go on both devices; Undo keeps it", async () => {
  const { page, there, other } = await enterOnBoth();
  await page.goto(WEEK);
  await addEvent(page, { title: "Physics", ...AFTERNOON });
  await there.goto(WEEK);
  await event(there, "Physics").waitFor();
  await pillIs(there, "synced");
  await profile.context.setOffline(true);
  await rename(page, "Physics", "Physics paper 1");
  await rename(there, "Physics", "Physics paper 2");
  await pillIs(there, "synced");
  await profile.context.setOffline(false);
  // The later change won, whichever came first to the server.
  await event(page, "Physics paper 2").waitFor();

  await openPanel(page);
  const lost = itemIn(page, "Overwritten edits", "Physics paper 1");
  await lost.getByText(/^Changed on this device, /).waitFor();
  await openPanel(there);
  const lostThere = itemIn(there, "Overwritten edits", "Physics paper 1");
  await lostThere.getByText(/^Changed on another device, /).waitFor();

  const dismiss = page.getByRole("button", { name: "Dismiss: Physics paper 2, title" });
  await dismiss.click();
  await page.getByText("Dismissed.").hover();
  await lost.waitFor({ state: "detached" });
  await lostThere.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();
  await lost.waitFor();
  await lostThere.waitFor();

  // By the keyboard, which then goes on from the list.
  await dismiss.focus();
  await page.keyboard.press("Enter");
  for (const one of [page, there])
    await one.getByText("No change of yours has been overwritten by another device.").waitFor();
  await expect
    .poll(() => page.locator(":focus").getAttribute("aria-labelledby", { timeout: 1_000 }))
    .toBe(await page.getByRole("heading", { name: "Overwritten edits" }).getAttribute("id"));
  await page.goto(WEEK);
  await event(page, "Physics paper 2").waitFor();
  expect([...profile.problems, ...other.problems]).toEqual([]);
});

test("[E2] Check now says that this device and the server hold the same, or why it can't tell", async () => {
  const away = await startApp();
  const device = await openProfile(away.url);
  try {
    const { page } = await enterSynced(device, away.url);
    await openPanel(page);
    await pillIs(page, "synced");
    const check = page.getByRole("button", { name: "Check now" });
    await check.click();
    await page
      .getByText(/^Checked at \d\d:\d\d: this device and the server hold the same\.$/)
      .waitFor();
    await device.context.setOffline(true);
    await check.click();
    await page.getByText("Couldn't check: you're offline. Everything's saved here.").waitFor();
    await device.context.setOffline(false);
    // What the browser notes of a server that is away is its own.
    expect(device.problems).toEqual([]);
    await away.halt();
    await check.click();
    await page.getByText(/^Couldn't check: the server didn't answer/).waitFor({ timeout: 40_000 });
    await away.start();
    await check.click();
    await page.getByText(/hold the same\.$/).waitFor();
  } finally {
    await device.close();
    await away.stop();
  }
});

test("[P6] a change that the server refuses can be exported, edited, discarded or tried again", async () => {
  const page = await profile.open();
  await signUp(page, newEmail());
  await signedIn(page);
  await workerReady(page);
  await pillIs(page, "synced");
  const heal = await refuse(profile.context, { calendar_events: "23514" });
  await page.goto(WEEK);
  await addEvent(page, { title: "Refused lesson", ...AFTERNOON });
  await pillIs(page, "failed");
  await openPanel(page);
  const refused = itemIn(page, "Not accepted", "Refused lesson");
  await refused.getByText("It holds a value that the server doesn't allow.").waitFor();

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export: Refused lesson" }).click();
  expect((await download).suggestedFilename()).toMatch(/^athro-change-.*\.json$/);

  await page.getByRole("button", { name: "Edit: Refused lesson" }).click();
  const dialog = page.getByRole("dialog", { name: "Event" });
  await dialog.waitFor();
  expect(await dialog.getByLabel("Title", { exact: true }).inputValue()).toBe("Refused lesson");
  await dialog.getByRole("button", { name: "Cancel" }).click();

  await openPanel(page);
  await page.getByRole("button", { name: "Discard: Refused lesson" }).click();
  const asked = page.getByRole("alertdialog");
  await asked.getByRole("button", { name: "Discard", exact: true }).click();
  await asked.getByRole("button", { name: "Keep it" }).click();
  await refused.waitFor();
  heal();
  await page.getByRole("button", { name: "Retry: Refused lesson" }).click();
  await refused.waitFor({ state: "detached" });
  await pillIs(page, "synced");
  expect(profile.problems).toEqual([]);
});
