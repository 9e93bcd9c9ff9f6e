import { readFile } from "node:fs/promises";
import { unzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import type { Page } from "playwright-core";
import { openProfile, type Profile } from "../support/browser.ts";
import { enterSynced } from "../support/enter.ts";
import { isFocused } from "../support/keyboard.ts";
import { agreed, questionsOn } from "../support/rows.ts";
import { ask, message, pillIs, signedIn, signIn } from "../support/student.ts";

const app = inject("app");
let profile: Profile;
beforeEach(async () => {
  profile = await openProfile(app.url);
});
afterEach(() => profile.close());

/** How many rows a database of this device has in all; null if there is no such database. */
const rowsOf = (page: Page, database: string): Promise<number | null> =>
  page.evaluate(async (name) => {
    const all = await indexedDB.databases();
    if (!all.some((one) => one.name === name)) return null;
    const opening = indexedDB.open(name);
    await new Promise((resolve, reject) => {
      opening.addEventListener("success", resolve);
      opening.addEventListener("error", () => reject(opening.error));
    });
    const db = opening.result;
    const names = [...db.objectStoreNames];
    const reading = db.transaction(names, "readonly");
    const counts = names.map((store) => reading.objectStore(store).count());
    await new Promise((resolve) => reading.addEventListener("complete", resolve));
    db.close();
    return counts.reduce((sum, { result }) => sum + result, 0);
  }, database);

const guard = (page: Page) =>
  page.getByRole("alertdialog", { name: /hasn't synced|haven't synced/ });

const signOutHere = async (page: Page): Promise<void> => {
  await page.goto("/account");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
};

const welcomed = (page: Page): Promise<void> =>
  page.getByRole("button", { name: "Start without an account" }).waitFor();

const share = async (page: Page): Promise<void> => {
  await page.goto("/settings");
  await chooseShared(page);
};

/** Leaves when the device has it: what is under way when a page goes is lost with it. */
const chooseShared = async (page: Page): Promise<void> => {
  const before = (await rowsOf(page, "athro-device")) ?? 0;
  await page.getByLabel("This is a shared device").check();
  await expect.poll(() => rowsOf(page, "athro-device")).toBe(before + 1);
};

/** Writes one question that can't be sent. */
const askOffline = async (page: Page, text: string): Promise<void> => {
  await page.goto("/athro/athro-maths");
  await page.getByRole("textbox", { name: "Message" }).waitFor();
  await profile.context.setOffline(true);
  await ask(page, text);
};

const remove = (page: Page) =>
  page.getByRole("alertdialog", { name: "Remove your data from this device?" });

const signedOutBy = async (tab: Page): Promise<Page> => {
  await tab.getByRole("alertdialog", { name: "You were signed out" }).waitFor();
  return tab;
};

const warning = (one: Page) => one.getByRole("alertdialog", { name: "Are you still there?" });

describe("signing out with work that has not synced", () => {
  test("Sign out anyway keeps it here until the same student returns", async () => {
    const { page, email, server } = await enterSynced(profile, app.url);
    await askOffline(page, "Is it kept?");
    await signOutHere(page);
    await guard(page).getByRole("button", { name: "Sign out anyway" }).click();
    await welcomed(page);
    await profile.context.setOffline(false);
    await signIn(page, email);
    await signedIn(page);
    await agreed(page, server);
    expect(await questionsOn(server)).toEqual(["Is it kept?"]);
    expect(profile.problems).toEqual([]);
  });

  test("Sync first signs out once it has arrived: at once online, and offline when the network is back", async () => {
    const { page, server } = await enterSynced(profile, app.url);
    await askOffline(page, "Does it arrive?");
    await signOutHere(page);
    await guard(page).getByRole("button", { name: "Sync first" }).click();
    await guard(page).getByText("The server can't be reached now").waitFor();
    await profile.context.setOffline(false);
    await welcomed(page);
    expect(await questionsOn(server)).toEqual(["Does it arrive?"]);
    expect(profile.problems).toEqual([]);
  });

  test("Download copy gives a file of everything, also offline, and changes nothing", async () => {
    const { page } = await enterSynced(profile, app.url);
    await page.goto("/athro/athro-maths");
    await ask(page, "The first");
    await pillIs(page, "synced");
    await askOffline(page, "The second");
    await signOutHere(page);
    const downloading = page.waitForEvent("download");
    await guard(page).getByRole("button", { name: "Download copy" }).click();
    const files = unzipSync(await readFile(await (await downloading).path()));
    const copy = JSON.parse(new TextDecoder().decode(files["athro.json"]));
    const said = copy.chat_messages
      .filter(({ role }: { role: string }) => role === "user")
      .map(({ content }: { content: string }) => content);
    expect(said.toSorted()).toEqual(["The first", "The second"]);
    await guard(page).getByRole("button", { name: "Cancel" }).click();
    await page.goto("/athro/athro-maths");
    await message(page, "The second").waitFor();
    expect(profile.problems).toEqual([]);
  });

  test("what is in a composer counts as work", async () => {
    const { page } = await enterSynced(profile, app.url);
    await page.goto("/athro/athro-art");
    await page.getByRole("textbox", { name: "Message" }).waitFor();
    await profile.context.setOffline(true);
    await page.getByRole("textbox", { name: "Message" }).fill("Who painted");
    await signOutHere(page);
    await guard(page).waitFor();
    expect(await page.getByRole("button", { name: "Start without an account" }).count()).toBe(0);
  });
});

describe("Remove my data from this device", () => {
  test("asks once if all is synced, and leaves nothing here", async () => {
    const { page, email, server } = await enterSynced(profile, app.url);
    await page.goto("/athro/athro-maths");
    await ask(page, "Is it gone?");
    await agreed(page, server);
    await page.goto("/settings");
    await page.getByRole("button", { name: "Remove my data from this device" }).click();
    await remove(page).getByText("All of it is in your account").waitFor();
    await remove(page).getByRole("button", { name: "Remove", exact: true }).click();
    await welcomed(page);
    await expect.poll(() => rowsOf(page, `athro-${server.uid}`)).toBe(0);
    await signIn(page, email);
    await signedIn(page);
    await page.goto("/athro/athro-maths");
    await message(page, "Is it gone?").waitFor();
    expect(profile.problems).toEqual([]);
  });

  test("names what would be lost, and has a word typed before it goes", async () => {
    const { page, server } = await enterSynced(profile, app.url);
    await askOffline(page, "Only here");
    await page.goto("/settings");
    await page.getByRole("button", { name: "Remove my data from this device" }).click();
    await remove(page).getByText("1 message").waitFor();
    await remove(page).getByText("1 chat").waitFor();
    await remove(page).getByRole("button", { name: "Remove", exact: true }).click();
    await remove(page).getByText("Type “remove” to go ahead").waitFor();
    await remove(page).getByLabel("To go ahead, type the word “remove”").fill("Remove");
    await remove(page).getByRole("button", { name: "Remove", exact: true }).click();
    await welcomed(page);
    await expect.poll(() => rowsOf(page, `athro-${server.uid}`)).toBe(0);
    expect(profile.problems).toEqual([]);
  });
});

describe("a shared device", () => {
  test("[U10] has nothing of a student's after they signed out, and all of it when they return", async () => {
    const { page, email, server } = await enterSynced(profile, app.url);
    await share(page);
    await page.goto("/athro/athro-maths");
    await ask(page, "Who reads this?");
    await agreed(page, server);
    await signOutHere(page);
    await page.getByText("Your work was removed from this device").waitFor();
    await expect.poll(() => rowsOf(page, `athro-${server.uid}`)).toBe(0);
    await signIn(page, email);
    await signedIn(page);
    await page.goto("/athro/athro-maths");
    await message(page, "Who reads this?").waitFor();
    expect(profile.problems).toEqual([]);
  });

  test("[U10] keeps what can't be sent until the same student returns, and says so", async () => {
    const { page, email, server } = await enterSynced(profile, app.url);
    await share(page);
    await askOffline(page, "Not sent yet");
    await signOutHere(page);
    await guard(page).getByText("although it is shared").waitFor();
    await guard(page).getByRole("button", { name: "Sign out anyway" }).click();
    await page.getByText(/so your work stays here until you sign in again/).waitFor();
    await page.reload();
    await welcomed(page);
    expect(await rowsOf(page, `athro-${server.uid}`)).toBeGreaterThan(0);
    await profile.context.setOffline(false);
    await signIn(page, email);
    await signedIn(page);
    await agreed(page, server);
    expect(await questionsOn(server)).toEqual(["Not sent yet"]);
    await signOutHere(page);
    await expect.poll(() => rowsOf(page, `athro-${server.uid}`), { timeout: 90_000 }).toBe(0);
    expect(profile.problems).toEqual([]);
  });

  test("[U11] warns after 14 minutes in every tab, stays for any input in one, and signs out after 15 without", async () => {
    await profile.context.clock.install();
    const { page, server } = await enterSynced(profile, app.url);
    await share(page);
    const second = await profile.open("/calendar");
    const behind = second.getByRole("button", { name: "New event" }).first();
    await behind.focus();
    await second.mouse.move(10, 10);

    await profile.context.clock.runFor("14:10");
    await warning(page).waitFor();
    await warning(second).waitFor();
    await warning(page)
      .getByText(/\d+ seconds/)
      .waitFor();
    // The key is for the warning alone, though it goes at once and the focus is back behind it.
    await second.keyboard.press("Enter");
    await warning(second).waitFor({ state: "detached" });
    expect(await isFocused(behind)).toBe(true);
    expect(await second.getByRole("dialog").count()).toBe(0);
    await warning(page).waitFor({ state: "detached" });

    await profile.context.clock.runFor("15:05");
    // The tab whose time is up first signs out for all, and says why.
    const teller = await Promise.any([signedOutBy(page), signedOutBy(second)]);
    await teller
      .getByText("Your work was removed from this device. It's in your account.")
      .waitFor();
    await second.getByRole("button", { name: "New event" }).first().waitFor({ state: "detached" });
    await expect.poll(() => rowsOf(page, `athro-${server.uid}`), { timeout: 90_000 }).toBe(0);
  });

  test("[U11] the time without input never costs work that was not sent", async () => {
    await profile.context.clock.install();
    const { page, server } = await enterSynced(profile, app.url);
    await share(page);
    await askOffline(page, "I was called away");
    await profile.context.clock.runFor("15:05");
    await page.getByRole("alertdialog", { name: "You were signed out" }).waitFor();
    await page
      .getByText(/so your work stays on this device until you sign in here again/)
      .waitFor();
    expect(await rowsOf(page, `athro-${server.uid}`)).toBeGreaterThan(0);
  });

  test("is chosen at sign-in, before anyone is in", async () => {
    const page = await profile.open("/account");
    await page.getByLabel("This is a shared device").waitFor();
    await chooseShared(page);
    await page.goto("/settings");
    await page.getByLabel("This is a shared device").waitFor();
    expect(await page.getByLabel("This is a shared device").isChecked()).toBe(true);
  });
});
