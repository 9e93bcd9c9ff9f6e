/** The main path without a pointer (a conversation's finer ones are in `replies.test.ts`), and what forced colours leave of the signs. */
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { openProfile, type Profile } from "../support/browser.ts";
import { focused, hasFocus, pressBy, pressTool, tabTo } from "../support/keyboard.ts";
import { ask, message, WEEK } from "../support/student.ts";

const app = inject("app");
let profile: Profile;
beforeEach(async () => {
  profile = await openProfile(app.url);
});
afterEach(() => profile.close());

test("by the keyboard alone: begin, ask, save and undo, plan, and change the theme and the language", async () => {
  const page = await profile.open("/");
  await page.getByRole("button", { name: "Start without an account" }).waitFor();
  await pressBy(page, "Start without an account");
  await page.getByRole("link", { name: "Ask a question" }).waitFor();

  await pressBy(page, "Ask a question");
  await page.getByRole("heading", { level: 1, name: "Athros" }).waitFor();
  await page.getByRole("main").getByRole("link", { name: "AthroMaths" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "AthroMaths" }).waitFor();
  // Keys are taken from when the draft has been read.
  await page.getByRole("textbox", { name: "Message" }).and(page.locator(":read-write")).waitFor();
  await tabTo(page, "Message");
  await page.keyboard.type("What is a half of a half?");
  await page.keyboard.press("Enter");
  await message(page, "What is a half of a half?").waitFor();
  expect((await focused(page)).name).toBe("Message");

  await page.getByRole("heading", { level: 1, name: "AthroMaths" }).focus();
  await pressBy(page, "Save session");
  await message(page, "What is a half of a half?").waitFor({ state: "detached" });
  await pressBy(page, "Undo");
  await message(page, "What is a half of a half?").waitFor();
  // What was pressed has gone: the focus is where it came from.
  expect(await hasFocus(page)).toBe(true);

  await page.goto(WEEK);
  await page.getByRole("button", { name: "New event" }).waitFor();
  await pressBy(page, "New event");
  const dialog = page.getByRole("dialog", { name: "Event" });
  await dialog.waitFor();
  expect((await focused(page)).name).toBe("Title");
  await page.keyboard.type("Physics mock");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  // The focus goes on from what was made.
  await expect.poll(async () => (await focused(page)).name).toMatch(/^Physics mock/);

  await page.keyboard.press("Enter");
  await dialog.waitFor();
  // A menu is one stop, is walked by arrows, and takes Escape for itself.
  await tabTo(page, "More");
  await page.keyboard.press("ArrowDown");
  await expect.poll(async () => (await focused(page)).name).toBe("Export");
  await page.keyboard.press("Escape");
  await page.getByRole("menu").waitFor({ state: "hidden" });
  expect((await focused(page)).name).toBe("More");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await focused(page)).name).toBe("Export");
  await page.keyboard.press("Tab");
  await page.getByRole("menu").waitFor({ state: "hidden" });
  expect((await focused(page)).name).toBe("Delete");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await expect.poll(async () => (await focused(page)).name).toMatch(/^Physics mock/);

  await page.goto("/settings");
  await page.getByRole("heading", { level: 1, name: "Settings" }).waitFor();
  // As the system has it, until another is chosen, which the next page goes by too.
  const ground = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await ground();
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await ground();
  expect(dark).not.toBe(light);
  await page.emulateMedia({ colorScheme: "light" });
  await pressBy(page, "Dark");
  await expect.poll(ground).toBe(dark);
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Settings" }).waitFor();
  expect(await ground()).toBe(dark);
  await pressBy(page, "Cymraeg");
  await page.getByRole("heading", { level: 1, name: "Gosodiadau" }).waitFor();
  expect((await focused(page)).name).toBe("Cymraeg");
  expect(profile.problems).toEqual([]);
});

test("by the keyboard alone: break a line, copy, say how one is taught, and find, rename, delete, restore and resume chats", async () => {
  await profile.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await profile.open("/");
  await page.getByRole("button", { name: "Start without an account" }).click();
  await page.getByRole("link", { name: "Ask a question" }).waitFor();
  const title = page.getByRole("heading", { level: 1 });
  const dialog = (name: string) => page.getByRole("dialog", { name, exact: true });
  const isAt = async (name: string) => {
    await expect.poll(async () => (await focused(page)).name).toBe(name);
  };

  await page.goto("/athro/athro-history");
  await ask(page, "What was the Mabinogi?");
  await title.focus();
  await pressBy(page, "Save session");
  await message(page, "Mabinogi").waitFor({ state: "detached" });
  await tabTo(page, "Message");
  await page.keyboard.type("Who was Llywelyn,");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("the last?");
  await page.keyboard.press("Enter");
  await message(page, "Who was Llywelyn").waitFor();
  await pressTool(page, "Tools for You", "Copy");
  await page.getByText("Copied").waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    "Who was Llywelyn,\nthe last?",
  );
  await isAt("Copy");

  await title.focus();
  await pressBy(page, "Confidence");
  await dialog("Confidence").getByRole("slider").waitFor();
  await isAt("How confident are you with what AthroHistory teaches?");
  await page.keyboard.press("End");
  await pressBy(page, "Save");
  await dialog("Confidence").waitFor({ state: "detached" });
  await isAt("Confidence");

  await pressBy(page, "Save session");
  await message(page, "Llywelyn").waitFor({ state: "detached" });
  await title.focus();
  await pressBy(page, "Saved sessions");
  const rows = page.getByRole("list", { name: "Saved sessions" }).getByRole("listitem");
  await isAt("Close");
  await tabTo(page, "Search by title", "Shift+Tab");
  await expect.poll(() => rows.count()).toBe(2);
  await page.keyboard.type("llyw");
  await expect.poll(() => rows.count()).toBe(1);

  await pressBy(page, "Rename");
  await isAt("Title");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("Llywelyn the Last");
  await page.keyboard.press("Enter");
  await dialog("Rename session").waitFor({ state: "detached" });
  await rows.getByRole("link", { name: "Llywelyn the Last" }).waitFor();
  await isAt("Rename");

  await pressBy(page, "Delete");
  await isAt("Cancel");
  await pressBy(page, "Delete");
  await isAt("Undo");
  await page.keyboard.press("Enter");
  await isAt("Llywelyn the Last");

  await pressBy(page, "Resume");
  await dialog("Saved sessions").waitFor({ state: "detached" });
  await message(page, "Who was Llywelyn").waitFor();
  await isAt("Saved sessions");

  // From the chat that goes on, by its own header.
  await pressBy(page, "Delete session");
  await isAt("Cancel");
  await pressBy(page, "Delete");
  await message(page, "Who was Llywelyn").waitFor({ state: "detached" });
  expect(await hasFocus(page)).toBe(true);
  await pressBy(page, "Undo");
  await message(page, "Who was Llywelyn").waitFor();
  expect(await hasFocus(page)).toBe(true);

  await title.focus();
  await pressBy(page, "Saved sessions");
  await isAt("Close");
  await pressBy(page, "Open", "Shift+Tab");
  await isAt("What was the Mabinogi?");
  await pressBy(page, "Delete session");
  await isAt("Cancel");
  await pressBy(page, "Delete");
  await isAt("This session was deleted.");
  await pressBy(page, "Restore");
  await isAt("What was the Mabinogi?");

  const cymraeg = async () => {
    await pressBy(page, "Athros", "Shift+Tab");
    await page.getByRole("heading", { level: 1, name: "Athros" }).waitFor();
    await page.getByRole("main").getByRole("link", { name: "AthroCymraeg" }).focus();
    await page.keyboard.press("Enter");
    const choice = page.getByLabel("Answers in", { exact: true });
    await choice.waitFor();
    return choice;
  };
  const choice = await cymraeg();
  const before = await choice.inputValue();
  await tabTo(page, "Answers in");
  await page.keyboard.press("End");
  const chosen = await choice.inputValue();
  expect(chosen).not.toBe(before);
  await expect.poll(async () => (await cymraeg()).inputValue()).toBe(chosen);
  expect(profile.problems).toEqual([]);
});

test("forced colours leave what is chosen, what is current and what can be pressed to be seen", async () => {
  const page = await profile.open("/");
  await page.emulateMedia({ forcedColors: "active" });
  await page.getByRole("button", { name: "Start without an account" }).click();
  await page.getByRole("link", { name: "Ask a question" }).waitFor();
  await page.goto("/settings");
  await page.getByRole("heading", { level: 1, name: "Settings" }).waitFor();
  const look = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((one) => {
        const { backgroundColor, borderTopColor, borderTopStyle, fontWeight } =
          getComputedStyle(one);
        return { backgroundColor, borderTopColor, borderTopStyle, fontWeight };
      });
  for (const [chosen, others] of [
    [".segments [aria-pressed=true]", ".segments [aria-pressed=false]"],
    [".navigation [aria-current=page]", ".navigation a:not([aria-current])"],
  ] as const)
    expect(await look(chosen)).not.toEqual(await look(others));
  // Every button has an edge, since its ground is the page's.
  const bare = await page
    .locator("main .button")
    .evaluateAll((buttons) =>
      buttons.filter((one) => getComputedStyle(one).borderTopStyle === "none"),
    );
  expect(bare).toEqual([]);
  expect(profile.problems).toEqual([]);
});
