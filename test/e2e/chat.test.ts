import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { openProfile, type Profile, workerReady } from "../support/browser.ts";
import { pressTool } from "../support/keyboard.ts";
import { placeOf } from "../support/notice.ts";
import { agreed, readDevice, signInBeside } from "../support/rows.ts";
import {
  ask,
  log,
  message,
  newEmail,
  pillIs,
  signedIn,
  signIn,
  signOut,
  signUp,
  startAsGuest,
} from "../support/student.ts";

const app = inject("app");
let profile: Profile;
beforeEach(async () => {
  profile = await openProfile(app.url);
});
afterEach(() => profile.close());

const enter = async (email: string, by = signUp, on = profile) => {
  const page = await on.open();
  await by(page, email);
  await signedIn(page);
  await workerReady(page);
  return page;
};

test("a chat is still there after a reload, and is the same session after signing out and in", async () => {
  const email = newEmail();
  const page = await enter(email);
  await page.goto("/athro/athro-maths");
  await ask(page, "How do I complete the square?");
  await page.getByRole("article").nth(1).waitFor();
  await page.reload();
  await message(page, "How do I complete the square?").waitFor();
  await pillIs(page, "synced");
  await signOut(page);
  await signIn(page, email);
  await signedIn(page);
  await page.goto("/athro/athro-maths");
  await message(page, "How do I complete the square?").waitFor();
  await ask(page, "And with a minus?");
  // The earlier question stands above it: one session.
  const said = await page.getByRole("article").allInnerTexts();
  expect(said.findIndex((text) => text.includes("complete the square"))).toBeLessThan(
    said.findIndex((text) => text.includes("with a minus")),
  );
  expect(profile.problems).toEqual([]);
});

/** Leaves when a page is in Welsh. */
const turned = (on: Page) => on.locator("html[lang=cy]").waitFor({ state: "attached" });

test("[S2] a message, and the language that is chosen, come to the student's other device by a poke, long before it looks by itself", async () => {
  const email = newEmail();
  const page = await enter(email);
  await page.goto("/athro/athro-science");
  const other = await openProfile(app.url);
  try {
    const there = await enter(email, signIn, other);
    await there.goto("/athro/athro-science");
    await there.getByRole("textbox", { name: "Message" }).waitFor();
    await pillIs(there, "synced");
    // Joined, the channel tells of changes at once; the first question shows that it is.
    await ask(page, "What is osmosis?");
    await message(there, "What is osmosis?").waitFor();
    await page.getByRole("article").nth(1).waitFor();
    await pillIs(page, "synced");

    await page.getByRole("textbox", { name: "Message" }).fill("What drives it?");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await message(there, "What drives it?").waitFor({ timeout: 20_000 });

    await page.getByRole("link", { name: "Settings", exact: true }).click();
    await page.getByRole("button", { name: "Cymraeg", exact: true }).click();
    await turned(page);
    await turned(there);
    await there.getByRole("textbox", { name: "Neges", exact: true }).waitFor();
    // It is remembered: the next page begins in it.
    await there.reload();
    await turned(there);
    await there.getByRole("textbox", { name: "Neges", exact: true }).waitFor();
  } finally {
    await other.close();
  }
  expect(profile.problems).toEqual([]);
});

test("Save session archives the chat and starts a new one; Undo takes it back", async () => {
  const page = await enter(newEmail());
  await page.goto("/athro/athro-english");
  await ask(page, "Who is Mr Birling?");
  await page.getByRole("button", { name: "Save session" }).click();
  await message(page, "Who is Mr Birling?").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();
  await message(page, "Who is Mr Birling?").waitFor();

  await page.getByRole("button", { name: "Save session" }).click();
  await message(page, "Who is Mr Birling?").waitFor({ state: "detached" });
  await ask(page, "What is a foil?");
  await page.reload();
  await message(page, "What is a foil?").waitFor();
  expect(await message(page, "Who is Mr Birling?").count()).toBe(0);
  await page
    .getByRole("button", { name: "Saved sessions" })
    .or(page.getByRole("link", { name: "Saved sessions" }))
    .first()
    .click();
  const saved = page.getByRole("list", { name: "Saved sessions" });
  await saved.getByText("Who is Mr Birling?").first().click();
  await message(page, "Who is Mr Birling?").waitFor();
  expect(profile.problems).toEqual([]);
});

test("what is typed in the editor of a question is not lost, whichever way it is left", async () => {
  const page = await enter(newEmail());
  await page.goto("/athro/athro-geography");
  await ask(page, "What is an oxbow lake?");
  await message(page, "What is an oxbow lake?").getByText("Answered").waitFor();
  const box = page.getByRole("main").getByRole("textbox", { name: "Message" }).first();
  const dialog = page.getByRole("dialog", { name: "Edit and send again" });
  const edit = async (text: string) => {
    await pressTool(page, "Tools for You", "Edit");
    const area = dialog.getByRole("textbox", { name: "Message" });
    expect(await area.inputValue()).toBe("What is an oxbow lake?");
    if (text !== "") await area.fill(text);
  };

  await edit("Cancelled");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect.poll(() => box.inputValue()).toBe("Cancelled");
  await edit("");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await edit("Reloaded");
  await page.reload();
  await expect.poll(() => box.inputValue()).toBe("Reloaded\n\nCancelled");
  await edit("Gone back");
  await page.evaluate(() => history.back());
  await box.waitFor({ state: "detached" });
  await page.goForward();
  await expect.poll(() => box.inputValue()).toBe("Gone back\n\nReloaded\n\nCancelled");

  // What is sent from there leaves the composer as it is.
  await edit("What is a meander?");
  await dialog.getByRole("button", { name: "Send" }).click();
  await message(page, "What is a meander?").waitFor();
  await page.reload();
  await message(page, "What is a meander?").waitFor();
  expect(await message(page, "What is an oxbow lake?").count()).toBe(0);
  await expect.poll(() => box.inputValue()).toBe("Gone back\n\nReloaded\n\nCancelled");
  expect(profile.problems).toEqual([]);
});

test("Delete session deletes the one that was asked about, though another was begun meanwhile", async () => {
  const page = await profile.open("/");
  await startAsGuest(page);
  await page.goto("/athro/athro-maths");
  await ask(page, "Delete this");
  await page.getByRole("button", { name: "Delete session" }).click();
  const dialog = page.locator("dialog[open]");
  await dialog.getByRole("button", { name: "Delete", exact: true }).waitFor();

  const tab = await profile.open("/athro/athro-maths");
  await message(tab, "Delete this").waitFor();
  await tab.getByRole("button", { name: "Save session" }).click();
  await message(tab, "Delete this").waitFor({ state: "detached" });
  await ask(tab, "Keep that");
  await message(page, "Keep that").waitFor();

  await page.bringToFront();
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByText("Chat deleted.").first().waitFor();
  await message(page, "Keep that").waitFor();
  await page.getByRole("button", { name: "Saved sessions" }).click();
  const saved = page.locator("dialog[open]");
  await saved.waitFor();
  expect(await saved.getByText("Delete this").count()).toBe(0);
  expect(profile.problems).toEqual([]);
});

test("Delete session removes the chat on every device and starts a new one", async () => {
  const email = newEmail();
  const page = await enter(email);
  await page.goto("/athro/athro-music");
  await ask(page, "What is a cadence?");
  const other = await openProfile(app.url);
  try {
    const there = await enter(email, signIn, other);
    await there.goto("/athro/athro-music");
    await message(there, "What is a cadence?").waitFor();

    await page.getByRole("button", { name: "Delete session" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Delete this chat on all your devices?").waitFor();
    await dialog.getByRole("button", { name: "Delete", exact: true }).click();
    await message(page, "What is a cadence?").waitFor({ state: "detached" });
    await message(there, "What is a cadence?").waitFor({ state: "detached" });
    await page.reload();
    await log(page).waitFor({ state: "attached" });
    expect(await message(page, "What is a cadence?").count()).toBe(0);
    await ask(page, "What is a triad?");
    await message(there, "What is a triad?").waitFor();
  } finally {
    await other.close();
  }
  expect(profile.problems).toEqual([]);
});

test("each Athro keeps its own chat and its own draft", async () => {
  const page = await enter(newEmail());
  await page.goto("/athro/athro-geography");
  await ask(page, "What is an oxbow lake?");
  await page.getByRole("textbox", { name: "Message" }).fill("and a meander");
  await page.getByRole("link", { name: "Athros", exact: true }).click();
  await page
    .getByRole("main")
    .getByRole("link", { name: /AthroHistory/ })
    .click();
  await page.getByRole("textbox", { name: "Message" }).waitFor();
  expect(await page.getByRole("textbox", { name: "Message" }).inputValue()).toBe("");
  expect(await message(page, "oxbow").count()).toBe(0);
  await ask(page, "Who was Llywelyn?");
  await page.goto("/athro/athro-geography");
  await message(page, "What is an oxbow lake?").waitFor();
  expect(await message(page, "Llywelyn").count()).toBe(0);
  await expect
    .poll(() => page.getByRole("textbox", { name: "Message" }).inputValue())
    .toBe("and a meander");
  expect(profile.problems).toEqual([]);
});

test("a draft appears on the student's other device, and never in place of what is being typed there", async () => {
  const email = newEmail();
  const page = await enter(email);
  await page.goto("/athro/athro-english");
  const box = page.getByRole("textbox", { name: "Message" });
  await box.fill("How do I");
  await box.blur();
  const other = await openProfile(app.url);
  try {
    const there = await enter(email, signIn, other);
    const server = await signInBeside(app.url, email);
    await there.goto("/athro/athro-english");
    const boxThere = there.getByRole("textbox", { name: "Message" });
    await expect.poll(() => boxThere.inputValue()).toBe("How do I");

    await boxThere.press("End");
    await boxThere.pressSequentially(" begin an essay?");
    await box.fill("Something else");
    await box.blur();
    await expect
      .poll(async () => JSON.stringify((await readDevice(page, server.uid)).preferences))
      .toContain("Something else");
    // It comes to the other device, which may have pushed a later draft by then: it does so every 30 s.
    await agreed(page, server);
    await agreed(there, server);
    expect(await boxThere.inputValue()).toBe("How do I begin an essay?");
    await there.getByRole("button", { name: "Send", exact: true }).click();
    await message(there, "How do I begin an essay?").waitFor();
  } finally {
    await other.close();
  }
  expect(profile.problems).toEqual([]);
});

test("[A1] a question asked offline is answered when the network returns", async () => {
  const page = await enter(newEmail());
  await page.goto("/athro/athro-welsh");
  await page.getByRole("textbox", { name: "Message" }).waitFor();
  await profile.context.setOffline(true);
  await ask(page, "When do I use the soft mutation?");
  await message(page, "soft mutation").getByText("Waiting to send").waitFor();
  await page.getByText("You'll get a reply when you're back online").first().waitFor();
  await pillIs(page, "offline");
  await profile.context.setOffline(false);
  // The practice coach says that no AI is connected.
  await page.getByRole("article").nth(1).getByText(/no AI/i).waitFor();
  await message(page, "soft mutation").getByText("Answered").waitFor();
  expect(await page.getByRole("article").count()).toBe(2);
  expect(profile.problems).toEqual([]);
});

test("a message of 40,000 characters is refused in words and stays in the composer; an empty one is not sent", async () => {
  const page = await enter(newEmail());
  await page.goto("/athro/athro-it");
  const box = page.getByRole("textbox", { name: "Message" });
  await box.fill("   ");
  await page.getByRole("button", { name: "Send", exact: true }).click({ force: true });
  expect(await page.getByRole("article").count()).toBe(0);
  const long = "word ".repeat(8_000);
  await box.fill(long);
  await box.press("Enter");
  await page
    .getByText(/16,000/)
    .first()
    .waitFor();
  expect(await box.inputValue()).toBe(long);
  expect(await page.getByRole("article").count()).toBe(0);
  // NUL and a lone surrogate are what PostgreSQL can't hold.
  await box.fill("a\u0000b\ud800c");
  await box.press("Enter");
  await page.getByRole("article").nth(1).waitFor();
  await pillIs(page, "synced");
  expect(profile.problems).toEqual([]);
});

test("on a phone a notice stands above the composer, however tall what is typed and said there is", async () => {
  await profile.close();
  profile = await openProfile(app.url, { viewport: { width: 360, height: 740 } });
  const page = await enter(newEmail());
  await page.goto("/athro/athro-maths");
  await ask(page, "What is a surd?");
  // The log is at rest: a tool that moves away before it is pressed is missed.
  await page.getByRole("article").nth(1).waitFor();
  await pillIs(page, "synced");
  const question = message(page, "What is a surd?");
  const box = page.getByRole("textbox", { name: "Message" });
  for (const text of ["One line", `${"Many lines\n".repeat(12)}${"word ".repeat(8_000)}`]) {
    await box.fill(text);
    if (text.length > 100) {
      await page.getByRole("button", { name: "Send" }).click();
      await page.getByText(/shorten/i).waitFor();
    }
    await question.getByRole("button", { name: "Delete" }).click();
    const notice = page.locator(".toast", { hasText: "Undo" });
    await notice.waitFor();
    const placed = await placeOf(notice, ".composer");
    expect(placed.top).toBeGreaterThan(0);
    expect(placed.free).toBeGreaterThanOrEqual(0);
    expect(placed.free).toBeLessThan(40);
    await notice.getByRole("button", { name: "Undo" }).click();
    await question.waitFor();
  }
  expect(profile.problems).toEqual([]);
});
