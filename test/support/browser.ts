/** A browser profile of a student's own: what one device is to the app. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { inject } from "vitest";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export interface Profile {
  context: BrowserContext;
  /** Console errors and unhandled rejections of all pages so far. */
  problems: string[];
  open(path: string): Promise<Page>;
  close(): Promise<void>;
}

export interface ProfileOptions {
  viewport?: { width: number; height: number };
  locale?: string;
  colorScheme?: "light" | "dark";
}

/** Starts a browser with an empty profile for the app at `url`. */
export const openProfile = async (url: string, options: ProfileOptions = {}): Promise<Profile> => {
  const dir = await mkdtemp(join(tmpdir(), "athro-profile-"));
  const context = await chromium.launchPersistentContext(dir, {
    executablePath: inject("chrome"),
    headless: true,
    args: FLAGS,
    viewport: options.viewport ?? { width: 1280, height: 800 },
    locale: options.locale ?? "en-GB",
    timezoneId: "Europe/London",
    colorScheme: options.colorScheme ?? "light",
    baseURL: url,
  });
  context.setDefaultTimeout(15_000);
  const problems: string[] = [];
  context.on("console", (message) => {
    // That a request failed offline is the browser's own note, not the app's.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      problems.push(message.text());
  });
  context.on("weberror", (error) => problems.push(String(error.error())));
  return {
    context,
    problems,
    open: async (path) => {
      const page = await context.newPage();
      await page.goto(path);
      return page;
    },
    close: async () => {
      await context.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
};

/** Resolves once a worker controls the page and its cache is filled: from then on the app opens offline. */
export const workerReady = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller)
      await new Promise((resolve) =>
        navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }),
      );
  });
