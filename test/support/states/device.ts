/** What Athro is on the device: storage, installation, shares from other apps, and a screen that fails. */
import type { Page } from "playwright-core";
import { ask, message, pillIs } from "../student.ts";
import { share } from "../share.ts";
import { escape, press, seen, type State } from "./world.ts";

/** Dates a chat back by 400 days, on this device alone, since only then there is one to archive. */
const age = (page: Page, text: string): Promise<void> =>
  page.evaluate(async (asked) => {
    const all = await indexedDB.databases();
    const name = all.find((one) => /^athro-[0-9a-f]{8}-/.test(one.name ?? ""))?.name;
    const opening = indexedDB.open(name ?? "");
    await new Promise((resolve, reject) => {
      opening.addEventListener("success", resolve);
      opening.addEventListener("error", () => reject(opening.error));
    });
    // What is still to be answered for would have its former date again with the answer.
    for (let waiting = 1; waiting > 0;) {
      const counting = opening.result.transaction("outbox").objectStore("outbox").count();
      await new Promise((resolve) => counting.addEventListener("success", resolve));
      waiting = counting.result;
      if (waiting > 0) await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const writing = opening.result.transaction(["chat_messages", "chat_sessions"], "readwrite");
    const [messages, sessions] = ["chat_messages", "chat_sessions"].map((table) => {
      const store = writing.objectStore(table);
      return { store, reading: store.getAll() };
    });
    sessions?.reading.addEventListener("success", () => {
      const rows = messages?.reading.result ?? [];
      const chat = rows.find((row) => row.content === asked)?.session_id;
      const created_at = new Date(Date.now() - 400 * 86_400_000).toISOString();
      for (const row of rows)
        if (row.session_id === chat) messages?.store.put({ ...row, created_at });
      for (const row of sessions.reading.result)
        if (row.id === chat) sessions.store.put({ ...row, created_at });
    });
    await new Promise((resolve, reject) => {
      writing.addEventListener("complete", resolve);
      writing.addEventListener("abort", () => reject(writing.error));
    });
    opening.result.close();
  }, text);

export const DEVICE: readonly State[] = [
  {
    name: "settings-storage",
    reach: async ({ page }) => {
      await page.goto("/settings#storage");
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
      await page.goto("/athro/athro-music");
      await ask(page, "What is a fifth?");
      await message(page, "What is a fifth?").getByText("Answered").waitFor();
      await press(page, "Save session");
      await seen(page, "Saved. New chat started.");
      await pillIs(page, "synced");
      await age(page, "What is a fifth?");
      await page.goto("/settings#storage");
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
    name: "broken",
    reach: async ({ page }) => {
      await page.goto("/");
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
