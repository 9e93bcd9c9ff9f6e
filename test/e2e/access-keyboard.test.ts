/** The main path without a pointer (a conversation's finer ones are in `replies.test.ts`), and what forced colours leave of the signs. */
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { openProfile, type Profile } from "../support/browser.ts";
import { focused, pressBy, tabTo } from "../support/keyboard.ts";
import { message, WEEK } from "../support/student.ts";

const app = inject("app");
let profile: Profile;
beforeEach(async () => {
  profile = await openProfile(app.url);
});
afterEach(() => profile.close());

test("by the keyboard alone: begin, ask, save and undo, plan, and change the language", async () => {
  const page = await profile.open("/");
  await page.getByRole("button", { name: "Start without an account" }).waitFor();
  await pressBy(page, "Start without an account");
  await page.getByRole("link", { name: "Ask a question" }).waitFor();

  await pressBy(page, "Ask a question");
  await page.getByRole("heading", { level: 1, name: "Athros" }).waitFor();
  await page.getByRole("main").getByRole("link", { name: "AthroMaths" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "AthroMaths" }).waitFor();
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
  await pressBy(page, "Cymraeg");
  await page.getByRole("heading", { level: 1, name: "Gosodiadau" }).waitFor();
  expect((await focused(page)).name).toBe("Cymraeg");
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
