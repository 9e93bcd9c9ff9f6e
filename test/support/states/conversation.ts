/** A chat's finer states: how it teaches, replies that are written, stopped and asked for again, and questions that are edited. */
import type { Page } from "playwright-core";
import { ask, message, pillIs } from "../student.ts";
import { addModel } from "../stand-in-model.ts";
import { changeRows } from "./change-rows.ts";
import { MARKDOWN } from "./markdown.ts";
import { escape, go, press, seen, type State, type World } from "./world.ts";

const REPLY_CALL = "**/functions/v1/athro-reply";

/** Has the function answer so, whatever it is asked. */
const answerBy = async (
  { context }: World,
  answer: { status: number; json: object },
): Promise<void> => {
  await context.unroute(REPLY_CALL);
  await context.route(REPLY_CALL, (route) => route.fulfill(answer));
};

/** Another Athro's chat without a new page, which would not have the model. */
const visit = async (page: Page, athro: string): Promise<void> => {
  await page.getByRole("link", { name: "Athros", exact: true }).click();
  await page.getByRole("main").getByRole("link", { name: athro }).click();
  await page.getByRole("heading", { level: 1, name: athro }).waitFor();
};

export const CONVERSATION: readonly State[] = [
  {
    name: "chat-language",
    reach: async ({ page }) => {
      await go(page, "/athro/athro-welsh");
      await page.getByLabel("Answers in", { exact: true }).selectOption("cy");
    },
  },
  {
    name: "chat-learning",
    reach: async ({ page }) => {
      await go(page, "/athro/athro-languages");
      await page.getByLabel("You're learning", { exact: true }).selectOption("fr");
    },
  },
  {
    name: "confidence",
    reach: async ({ page }) => {
      await press(page, "Confidence");
      await page.getByRole("dialog").getByRole("slider").fill("4");
      await seen(page, "4 of 10");
    },
    leave: escape,
  },
  {
    name: "chat-attempts",
    reach: async ({ page }) => {
      await go(page, "/athro/athro-geography");
      await ask(page, "Why do rivers bend?");
      await message(page, "Why do rivers bend?").getByText("Answered").waitFor();
      await press(page, "Another reply");
      await page.getByText("Reply 2 of 2").waitFor({ state: "attached" });
      await press(page, "Another reply");
      await page.getByText("Reply 3 of 3").waitFor({ state: "attached" });
      await press(page, "Previous reply");
      await page.getByText("Reply 2 of 3").waitFor({ state: "attached" });
    },
  },
  {
    name: "edit-question",
    reach: async ({ page }) => {
      const question = message(page, "Why do rivers bend?");
      await question.hover();
      await question.getByRole("button", { name: "Edit" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("textbox", { name: "Message" }).fill("Why do rivers bend in plains?");
    },
  },
  {
    name: "chat-edited",
    reach: async ({ page }) => {
      await page.getByRole("dialog").getByRole("button", { name: "Send" }).click();
      await message(page, "Why do rivers bend in plains?").getByText("Answered").waitFor();
      await page.getByRole("button", { name: "Edited. Restore the first" }).click();
      await seen(page, /messages deleted/);
      await pillIs(page, "synced");
    },
  },
  {
    name: "chat-quota",
    reach: async (world) => {
      const { page } = world;
      await answerBy(world, {
        status: 429,
        json: { error: "quota", most: 100, retry_after_ms: 7_200_000 },
      });
      await go(page, "/athro/athro-business");
      await ask(page, "What is a margin?");
      await seen(page, /^You've had today's replies\. Yours will come after \d\d:\d\d\.$/);
    },
  },
  {
    name: "chat-unanswered",
    reach: async (world) => {
      await answerBy(world, { status: 502, json: { error: "tutor_unavailable" } });
      await press(world.page, "Try again");
      await seen(world.page, "Couldn't get a reply.");
    },
    leave: async ({ page, context }) => {
      await context.unroute(REPLY_CALL);
      await press(page, "Try again");
      await message(page, "What is a margin?").getByText("Answered").waitFor();
    },
  },
  {
    name: "chat-full",
    reach: async ({ page }) => {
      // As on a full disk. A text, since compilers may wrap functions in a helper that the page lacks.
      await page.evaluate(`{
        const { put } = IDBObjectStore.prototype;
        globalThis.makeRoom = () => { IDBObjectStore.prototype.put = put; };
        IDBObjectStore.prototype.put = () => {
          throw new DOMException("no space", "QuotaExceededError");
        };
      }`);
      await page.getByRole("textbox", { name: "Message" }).fill("And what is a profit?");
      await press(page, "Send");
      await seen(page, /^Not saved: this device has no space left\./);
      await seen(page, /^What you type isn't being saved on this device\./);
    },
    leave: async ({ page }) => {
      await page.evaluate("makeRoom()");
      await press(page, "Send");
      await message(page, "And what is a profit?").getByText("Answered").waitFor();
    },
  },
  {
    name: "chat-markdown",
    reach: async ({ page }) => {
      await go(page, "/athro/athro-it");
      const content = "How do I find a root by halving?";
      await ask(page, content);
      await message(page, content).getByText("Answered").waitFor();
      await pillIs(page, "synced");
      // The practice coach writes no Markdown.
      const [question] = await changeRows(page, "chat_messages", { content }, {});
      await changeRows(
        page,
        "chat_messages",
        { role: "assistant", question_id: question?.["id"] },
        { content: MARKDOWN },
      );
      await page.reload();
      const reply = page.getByRole("article").last();
      await reply.locator("table").waitFor();
      await reply.locator("math").first().waitFor({ state: "attached" });
      await reply.locator("[class*=hljs-]").first().waitFor();
    },
  },
  {
    name: "chat-menu",
    reach: async ({ page }) => {
      await press(page, "More");
      await page.getByRole("menuitem", { name: "Print" }).waitFor();
    },
  },
  {
    name: "print-preparing",
    reach: async ({ page }) => {
      // As a chat so long, on a device so slow, that it never ends: each look at the clock finds a second gone, and a rest has no end.
      await page.evaluate(`
        const [rest, now, looked] = [setTimeout, performance.now.bind(performance), []];
        performance.now = () => now() + 1000 * looked.push(0);
        globalThis.setTimeout = (run, ms) =>
          ms === undefined && /native code/.test(String(run)) ? 0 : rest(run, ms);
      `);
      await page.getByRole("menuitem", { name: "Print" }).click();
      await page.getByRole("dialog", { name: "Preparing to print" }).waitFor();
    },
    leave: async ({ page }) => {
      await page.goto("/athros");
      await page.getByRole("heading", { level: 1, name: "Athros" }).waitFor();
    },
  },
  {
    name: "settings-tutor",
    reach: async ({ page }) => {
      await addModel(page);
      await page.getByRole("link", { name: "Settings", exact: true }).click();
      await page.getByLabel(/^Answer with this browser's own tutor/).check();
      await page.getByRole("heading", { name: /^Tutor on this device/ }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: "chat-writing",
    reach: async ({ page, context }) => {
      await visit(page, "AthroHistory");
      await context.setOffline(true);
      await ask(page, "Who was Llywelyn? A slow answer is fine.");
      await seen(page, /^Here I am: You are AthroHistory/);
      await page.getByRole("button", { name: "Stop", exact: true }).waitFor();
    },
  },
  {
    name: "chat-stopped",
    reach: async ({ page }) => {
      await press(page, "Stop");
      await seen(page, "You stopped this reply");
    },
    leave: async ({ page, context }) => {
      await page.evaluate(() => localStorage.removeItem("athro:device-tutor"));
      await context.setOffline(false);
      await pillIs(page, "synced");
    },
  },
];
