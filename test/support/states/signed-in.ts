/** The states of a student with an account whose work is in order. */
import { fillAccount, message, PASSWORD, pillIs } from "../student.ts";
import { CALENDAR } from "./signed-in-calendar.ts";
import { DATA } from "./signed-in-data.ts";
import { escape, go, heading, press, seen, type State } from "./world.ts";

const account: readonly State[] = [
  {
    name: "guest-question",
    reach: async ({ page, email }) => {
      await go(page, "/account?mode=up");
      await fillAccount(page, email, PASSWORD);
      await page.getByRole("main").getByRole("button", { name: "Create account" }).click();
      await page.getByRole("alertdialog", { name: "Whose work is this?" }).waitFor();
    },
    leave: async ({ page }) => {
      await press(page, "Mine");
      await page.getByRole("alertdialog").waitFor({ state: "detached" });
      await pillIs(page, "synced");
    },
  },
  {
    name: "account-signed-in",
    reach: async ({ page, email }) => {
      await go(page, "/account");
      await heading(page, email);
    },
  },
  {
    name: "change-password",
    reach: async ({ page }) => {
      await press(page, "Change password");
      const dialog = page.getByRole("dialog", { name: "Change password" });
      await dialog.getByRole("button", { name: "Change password" }).click();
      await dialog.getByRole("alert").waitFor();
    },
    leave: escape,
  },
  {
    name: "delete-account",
    reach: async ({ page }) => {
      await press(page, "Delete my account");
      await press(page, "Delete everything");
      await page.getByRole("alertdialog").getByRole("alert").waitFor();
    },
    leave: escape,
  },
];

const search: readonly State[] = [
  {
    name: "search",
    reach: async ({ page }) => {
      await go(page, "/search");
      // A word of a chat, and the beginning of words of events.
      await page.getByRole("searchbox").fill("ha");
      await page.getByRole("list", { name: "Results" }).getByRole("link").first().waitFor();
      await seen(page, "Half term");
    },
  },
  {
    name: "search-none",
    reach: async ({ page }) => {
      await page.getByRole("searchbox").fill("zyxwvut");
      await press(page, "Events");
      await seen(page, "Nothing found for “zyxwvut”.");
    },
  },
];

const chat: readonly State[] = [
  {
    name: "chat",
    reach: async ({ page }) => {
      await go(page, "/athro/athro-maths");
      await message(page, "What is a half of a half?").first().waitFor();
      await page.getByRole("article").nth(1).waitFor();
      await pillIs(page, "synced");
    },
  },
  {
    name: "saved-sessions",
    reach: async ({ page }) => {
      await press(page, "Save session");
      await seen(page, "Saved. New chat started.");
      await press(page, "Saved sessions");
      await page.getByRole("list", { name: "Saved sessions" }).getByRole("listitem").waitFor();
    },
  },
  {
    name: "saved-sessions-none",
    reach: async ({ page }) => {
      await page.getByRole("searchbox", { name: "Search by title" }).fill("zyxwvut");
      await seen(page, "No title has “zyxwvut”.");
    },
    leave: ({ page }) => page.getByRole("searchbox", { name: "Search by title" }).fill(""),
  },
  {
    name: "rename",
    reach: async ({ page }) => {
      await press(page, "Rename");
      const dialog = page.getByRole("dialog", { name: "Rename session" });
      await dialog.getByLabel("Title", { exact: true }).fill("");
      await dialog.getByRole("button", { name: "Save" }).click();
      await seen(page, "Give the session a title.");
    },
    leave: escape,
  },
  {
    name: "delete-question",
    reach: async ({ page }) => {
      await page.getByRole("dialog", { name: "Saved sessions" }).getByText("Delete").click();
      await page.getByRole("dialog", { name: "Delete this chat" }).waitFor();
    },
    leave: escape,
  },
  {
    name: "session",
    reach: async ({ page }) => {
      await page.getByRole("link", { name: "Open", exact: true }).click();
      await page.getByRole("button", { name: "Resume" }).waitFor();
      await page.getByRole("article").nth(1).waitFor();
    },
  },
  {
    name: "session-deleted",
    reach: async ({ page }) => {
      await press(page, "Delete session");
      await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
      await heading(page, "This session was deleted.");
    },
  },
];

export const SIGNED_IN: readonly State[] = [...account, ...CALENDAR, ...search, ...chat, ...DATA];
