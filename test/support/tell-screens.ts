/** Of a browser test that fails: what its pages showed. The wait that failed says only what it waited for. */
import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "playwright-core";
import { afterEach, beforeEach, type TestContext } from "vitest";
import type { Profile } from "./profile.ts";

/** Enough to know a screen by, in characters. */
const TEXT_MAX = 1_500;
/** A page that hangs says nothing, ms. */
const PATIENCE_MS = 5_000;

const open = new Set<Profile>();
/** The test that runs; null after one, and undefined before the first. */
let running: TestContext["task"] | null | undefined;

beforeEach(({ task }) => {
  running = task;
});

// Registered before a test file's own, and so run after them: what they have closed has been told of by then.
afterEach(async ({ task }) => {
  if (task.result?.state === "fail") for (const profile of open) await tell(profile);
  running = null;
});

/** The same profile; where a test fails, or a hook before the first, what its pages showed is printed before it is closed. */
export const withTelling = (profile: Profile): Profile => {
  open.add(profile);
  profile.context.once("close", () => open.delete(profile));
  return {
    ...profile,
    close: async () => {
      if (running === undefined || running?.result?.state === "fail") await tell(profile);
      await profile.close();
    },
  };
};

const tell = async ({ context, problems }: Profile): Promise<void> => {
  for (const page of context.pages())
    // Every browser begins with a blank one.
    if (page.url() !== "about:blank") console.error(`${page.url()} showed: ${await shownOn(page)}`);
  if (problems.length > 0) console.error(`Its pages' problems: ${problems.join("\n")}`);
};

const shownOn = async (page: Page): Promise<string> => {
  const texts = page
    .locator("main, dialog[open]")
    .allInnerTexts()
    .catch((error: unknown) => [String(error)]);
  const shown = await Promise.race([texts, pause(PATIENCE_MS, ["(no answer)"])]);
  return shown
    .join("\n")
    .replaceAll(/\s*\n\s*/g, " | ")
    .slice(0, TEXT_MAX);
};
