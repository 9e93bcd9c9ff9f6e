/** The real Chromium that all pages of a run are measured in. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { findChrome } from "../support/chrome.ts";
import { FLAGS } from "../support/profile.ts";

export interface Browser {
  context: BrowserContext;
  /** A page of its own at `url`, once its script has run. */
  open(url: string): Promise<Page>;
  close(): Promise<void>;
}

export const openBrowser = async (): Promise<Browser> => {
  const dir = await mkdtemp(join(tmpdir(), "athro-bench-profile-"));
  const context = await chromium.launchPersistentContext(dir, {
    executablePath: findChrome(),
    headless: true,
    args: FLAGS,
  });
  context.on("weberror", (error) => console.error(`page: ${String(error.error())}`));
  context.on("console", (message) => {
    if (message.type() === "error") console.error(`page: ${message.text()}`);
  });
  return {
    context,
    open: async (url) => {
      const page = await context.newPage();
      await page.goto(url);
      await page.waitForFunction(() => "bench" in globalThis);
      return page;
    },
    close: async () => {
      await context.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
};

type Measures<B> = { [K in keyof B]: (...args: never[]) => unknown };

/** A page's measurements by name; the script of `B` puts them on `globalThis.bench`. Arguments and results travel as JSON. */
export const inPage = async <B extends Measures<B>, K extends keyof B & string>(
  page: Page,
  name: K,
  ...args: Parameters<B[K]>
): Promise<Awaited<ReturnType<B[K]>>> =>
  page.evaluate(
    ([name, args]) => {
      const { bench } = globalThis as typeof globalThis & {
        bench: Record<string, (...args: unknown[]) => unknown>;
      };
      const measure = bench[name as string];
      if (!measure) throw new Error(`the page measures no ${String(name)}`);
      return measure(...(args as unknown[]));
    },
    [name, args] as const,
  ) as Promise<Awaited<ReturnType<B[K]>>>;
