/** What Athro is on the device: storage, installation, shares from other apps, and a screen that fails. */
import type { Page } from "playwright-core";
import { ask, message, pillIs } from "../student.ts";
import { share } from "../share.ts";
import { changeRows } from "./change-rows.ts";
import { escape, go, press, seen, type State } from "./world.ts";

/** Dates a chat back by 400 days, on this device alone, since only then there is one to archive. */
const age = async (page: Page, asked: string): Promise<void> => {
  const created_at = new Date(Date.now() - 400 * 86_400_000).toISOString();
  const [question] = await changeRows(page, "chat_messages", { content: asked }, { created_at });
  const session_id = question?.["session_id"];
  await changeRows(page, "chat_messages", { session_id }, { created_at });
  await changeRows(page, "chat_sessions", { id: session_id }, { created_at });
};

/** As a device whose storage fails. A text, since compilers may wrap functions in a helper that the page lacks. */
const BREAK_STORE = `{
  const { getAll, put } = IDBObjectStore.prototype;
  globalThis.mendStore = () => Object.assign(IDBObjectStore.prototype, { getAll, put });
  const fail = () => { throw new DOMException("broken", "UnknownError"); };
  IDBObjectStore.prototype.put = fail;
  IDBObjectStore.prototype.getAll = function (...given) {
    return this.name === "chat_messages" ? fail() : getAll.apply(this, given);
  };
}`;

export const DEVICE: readonly State[] = [
  {
    name: "settings-storage",
    reach: async ({ page }) => {
      await go(page, "/settings#storage");
      await seen(page, /MB of|MB used/);
      await page.getByRole("button", { name: "Archive old chats" }).waitFor();
    },
  },
  {
    name: "archive-none",
    reach: async ({ page }) => {
      await press(page, "Archive old chats");
      await seen(page, "No saved chat is that old.");
    },
    leave: escape,
  },
  {
    name: "archive",
    reach: async ({ page }) => {
      await go(page, "/athro/athro-music");
      await ask(page, "What is a fifth?");
      await message(page, "What is a fifth?").getByText("Answered").waitFor();
      await press(page, "Save session");
      await seen(page, "Saved. New chat started.");
      await pillIs(page, "synced");
      await age(page, "What is a fifth?");
      await go(page, "/settings#storage");
      await press(page, "Archive old chats");
      await page.getByRole("list", { name: "Chats to archive" }).waitFor();
    },
  },
  {
    name: "archive-check",
    reach: async ({ page }) => {
      await Promise.all([page.waitForEvent("download"), press(page, "Save the file")]);
      await page.getByRole("button", { name: "Choose the saved file" }).waitFor();
    },
    leave: escape,
  },
  {
    name: "install-by-hand",
    reach: async ({ page }) => {
      // Safari on an iPhone, which never asks by itself.
      await page.addInitScript(() => {
        if (sessionStorage.getItem("as-iphone") === null) return;
        Object.defineProperty(navigator, "userAgent", { value: "iPhone" });
        addEventListener("beforeinstallprompt", (event) => event.stopImmediatePropagation());
      });
      await page.evaluate(() => sessionStorage.setItem("as-iphone", "1"));
      await page.goto("/");
      await seen(page, "Tap Share, then Add to Home Screen.");
    },
    leave: ({ page }) => page.evaluate(() => sessionStorage.removeItem("as-iphone")),
  },
  {
    name: "share",
    reach: async ({ page }) => {
      await share(page, { title: "Photosynthesis", text: "", url: "https://example.org/plants" });
      await page.getByRole("main").getByRole("button", { name: "AthroNature" }).waitFor();
    },
    leave: async ({ page }) => {
      await page.getByRole("main").getByRole("button", { name: "AthroNature" }).click();
      await page.getByRole("textbox", { name: "Message" }).fill("");
    },
  },
  {
    name: "share-nothing",
    reach: async ({ page }) => {
      await go(page, "/share");
      await seen(page, /^Nothing came with this\./);
    },
  },
  {
    name: "share-unkept",
    reach: async ({ page }) => {
      await go(page, "/athros");
      await go(page, "/share#text=What%20is%20photosynthesis%3F");
      await seen(page, /^It isn't stored on this device yet\./);
      await page.evaluate(BREAK_STORE);
      await page.getByRole("main").getByRole("button", { name: "AthroNature" }).click();
      await seen(page, /^Not saved: something went wrong\./);
    },
    leave: ({ page }) => page.evaluate("mendStore()"),
  },
  {
    name: "search-incomplete",
    reach: async ({ page }) => {
      // A search of its own, which has read nothing.
      await page.goto("/athros");
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.evaluate(BREAK_STORE);
      await go(page, "/search");
      await seen(page, /^Some of your chats couldn't be read/);
    },
    leave: async ({ page }) => {
      await page.evaluate("mendStore()");
      await press(page, "Try again");
      await page.getByText(/^Some of your chats couldn't be read/).waitFor({ state: "detached" });
    },
  },
  {
    name: "broken",
    reach: async ({ page }) => {
      await go(page, "/");
      await page.evaluate(() => {
        // What a chat is rendered with.
        Object.assign(Array.prototype, { findLast: null });
      });
      await page
        .getByRole("main")
        .getByRole("link", { name: /Why do rivers bend/ })
        .click();
      await page.getByRole("button", { name: "Load again" }).waitFor();
    },
    leave: ({ page }) => page.goto("/"),
  },
];
