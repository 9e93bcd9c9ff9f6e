import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import type { Page } from "playwright-core";
import { openProfile, type Profile } from "../support/browser.ts";
import { agreed, onSyncCall, questionsOn, signInBeside } from "../support/rows.ts";
import {
  addEvent,
  AFTERNOON,
  ask,
  event,
  message,
  newEmail,
  pillIs,
  signedIn,
  signIn,
  signOut,
  signUp,
  startAsGuest,
  WEEK,
} from "../support/student.ts";

const app = inject("app");
let profile: Profile;
beforeEach(async () => {
  profile = await openProfile(app.url);
});
afterEach(() => profile.close());

const question = (page: Page) => page.getByRole("alertdialog", { name: "Whose work is this?" });

const answer = async (page: Page, name: "Mine" | "Not mine"): Promise<void> => {
  await question(page).getByRole("button", { name, exact: true }).click();
  await question(page).waitFor({ state: "detached" });
};

const welcomed = async (page: Page): Promise<void> => {
  await page.goto("/");
  await startAsGuest(page);
};

/** A chat with AthroMaths, an event, and a draft for AthroArt. */
const work = async (page: Page): Promise<void> => {
  await welcomed(page);
  await page.goto("/athro/athro-maths");
  await ask(page, "What is a half of a half?");
  await page.goto(WEEK);
  await addEvent(page, { title: "Guest revision", ...AFTERNOON });
  await page.goto("/athro/athro-art");
  await page.getByRole("textbox", { name: "Message" }).fill("Who painted");
  await page.getByRole("textbox", { name: "Message" }).blur();
};

const expectWork = async (page: Page): Promise<void> => {
  await page.goto("/athro/athro-maths");
  await message(page, "What is a half of a half?").waitFor();
  await page.goto(WEEK);
  await event(page, "Guest revision").waitFor();
};

const draftIs = async (page: Page, text: string): Promise<void> => {
  await page.goto("/athro/athro-art");
  await expect
    .poll(() => page.getByRole("textbox", { name: "Message" }).inputValue(), { timeout: 90_000 })
    .toBe(text);
};

describe("a guest's work", () => {
  test("[U2] [U4] that is mine goes into the account that I make, and appears on my other device", async () => {
    const email = newEmail();
    const page = await profile.open("/");
    await work(page);
    await signUp(page, email);
    await question(page).getByText("1 chat and 1 event were made here").waitFor();
    await answer(page, "Mine");
    await expectWork(page);
    const server = await signInBeside(app.url, email);
    await agreed(page, server);
    expect(await questionsOn(server)).toEqual(["What is a half of a half?"]);
    // Its reply comes, now that there is someone to ask.
    await page.goto("/athro/athro-maths");
    await page.getByRole("article").nth(1).waitFor();

    const phone = await openProfile(app.url);
    try {
      const other = await phone.open();
      await signIn(other, email);
      await signedIn(other);
      await pillIs(other, "synced");
      await expectWork(other);
      await draftIs(other, "Who painted");
      expect(await question(other).count()).toBe(0);
      expect(phone.problems).toEqual([]);
    } finally {
      await phone.close();
    }
    // Nothing is left for the next guest.
    await signOut(page);
    await welcomed(page);
    await page.goto("/athro/athro-maths");
    await page.getByRole("textbox", { name: "Message" }).waitFor();
    expect(await message(page, "What is a half of a half?").count()).toBe(0);
    expect(profile.problems).toEqual([]);
  });

  test("[U4] [U6] that is mine comes beside what my account has: chats, and a draft for the same Athro", async () => {
    const email = newEmail();
    const home = await openProfile(app.url);
    try {
      const page = await home.open();
      await signUp(page, email);
      await signedIn(page);
      await page.goto("/athro/athro-maths");
      await ask(page, "What is a quarter?");
      await page.goto("/athro/athro-art");
      await page.getByRole("textbox", { name: "Message" }).fill("What is perspective");
      await page.getByRole("textbox", { name: "Message" }).blur();
      await agreed(page, await signInBeside(app.url, email));
    } finally {
      await home.close();
    }
    const page = await profile.open("/");
    await work(page);
    await signIn(page, email);
    await answer(page, "Mine");
    await agreed(page, await signInBeside(app.url, email));
    await expectWork(page);
    await page.goto("/athro/athro-maths");
    await page.getByRole("button", { name: "Saved sessions" }).click();
    await page
      .getByRole("list", { name: "Saved sessions" })
      .getByText("What is a quarter?")
      .waitFor();
    await draftIs(page, "Who painted\n\nWhat is perspective");
    expect(profile.problems).toEqual([]);
  });

  test("[U2] that is not mine stays where it is, for whoever made it, and I am not asked again", async () => {
    const email = newEmail();
    const page = await profile.open("/");
    await work(page);
    await signUp(page, email);
    await answer(page, "Not mine");
    const server = await signInBeside(app.url, email);
    await agreed(page, server);
    expect(await questionsOn(server)).toEqual([]);
    await signOut(page);
    await signIn(page, email);
    await signedIn(page);
    await pillIs(page, "synced");
    expect(await question(page).count()).toBe(0);
    await signOut(page);
    await welcomed(page);
    await expectWork(page);
    await draftIs(page, "Who painted");
    expect(profile.problems).toEqual([]);
  });

  test("[U2] is asked about in every tab, and after a reload, until there is an answer", async () => {
    const email = newEmail();
    const page = await profile.open("/");
    await work(page);
    const second = await profile.open("/athro/athro-maths");
    await message(second, "What is a half of a half?").waitFor();
    await signUp(page, email);
    await question(page).waitFor();
    await question(second).waitFor();
    await page.reload();
    await question(page).waitFor();
    await answer(second, "Mine");
    await question(page).waitFor({ state: "detached" });
    await expectWork(page);
    await agreed(page, await signInBeside(app.url, email));
    expect(profile.problems).toEqual([]);
  });

  test("[U2] [U8] half taken over is no one else's: it goes on when the same student returns", async () => {
    const email = newEmail();
    const page = await profile.open("/");
    await work(page);
    // No answer ever comes to what this student sends.
    const open = await onSyncCall(profile.context, (route) => route.abort("failed"));
    await signUp(page, email);
    await answer(page, "Mine");
    await expectWork(page);
    await page.goto("/account");
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.getByRole("button", { name: "Sign out anyway" }).click();
    await page.getByRole("button", { name: "Start without an account" }).waitFor();
    await open();

    await signUp(page, newEmail());
    await signedIn(page);
    await pillIs(page, "synced");
    expect(await question(page).count()).toBe(0);
    await signOut(page);
    await welcomed(page);
    await page.goto(WEEK);
    await page.getByRole("button", { name: "New event" }).first().waitFor();
    expect(await event(page, "Guest revision").count()).toBe(0);

    await signIn(page, email);
    await signedIn(page);
    const server = await signInBeside(app.url, email);
    await agreed(page, server);
    expect(await questionsOn(server)).toEqual(["What is a half of a half?"]);
    await expectWork(page);
    expect(profile.problems).toEqual([]);
  });

  test("[U8] survives a crash in the middle of it", async () => {
    const email = newEmail();
    const page = await profile.open("/");
    await work(page);
    await signUp(page, email);
    await question(page).getByRole("button", { name: "Mine", exact: true }).click();
    await profile.kill();
    profile = await openProfile(app.url, { dir: profile.dir });
    const again = await profile.open("/");
    await pillIs(again, "synced");
    await again.goto("/athro/athro-maths");
    // The click may have been too late to be kept; then the question comes again.
    await question(again).or(message(again, "What is a half of a half?")).first().waitFor();
    if ((await question(again).count()) > 0) await answer(again, "Mine");
    await expectWork(again);
    const server = await signInBeside(app.url, email);
    await agreed(again, server);
    expect(await questionsOn(server)).toEqual(["What is a half of a half?"]);
    expect(profile.problems).toEqual([]);
  });

  test("[U9] can be removed from the device, after what would be lost is named", async () => {
    const page = await profile.open("/");
    await work(page);
    await page.goto("/settings");
    await page.getByRole("button", { name: "Remove my data from this device" }).click();
    const asked = page.getByRole("alertdialog", { name: "Remove your data from this device?" });
    for (const loss of ["1 chat", "1 event", "1 unsent message"])
      await asked.getByText(loss, { exact: true }).waitFor();
    await asked.getByLabel("To go ahead, type the word “remove”").fill("remove");
    await asked.getByRole("button", { name: "Remove", exact: true }).click();
    await page.getByRole("button", { name: "Start without an account" }).waitFor();
    await welcomed(page);
    await page.goto("/athro/athro-maths");
    await page.getByRole("textbox", { name: "Message" }).waitFor();
    expect(await message(page, "What is a half of a half?").count()).toBe(0);
    expect(profile.problems).toEqual([]);
  });
});
