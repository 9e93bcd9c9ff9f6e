/** A browser profile of a student's own: what one device is to the app. */
import { mkdtemp, readlink, rm } from "node:fs/promises";
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
  /** Ends the browser as a crash or the power switch would; `dir` can be opened again. */
  kill(): Promise<void>;
  /** Ends the browser and removes what it kept. */
  close(): Promise<void>;
  /** Where the browser keeps everything. */
  dir: string;
}

export interface ProfileOptions {
  /** Of a browser that was killed: what it kept is there again. */
  dir?: string;
  /** False for a browser that refuses service workers, as some do in private windows: the page syncs by itself. */
  worker?: boolean;
  viewport?: { width: number; height: number };
  locale?: string;
  colorScheme?: "light" | "dark";
}

/** Starts a browser for the app at `url`, with an empty profile unless it is given one. */
export const openProfile = async (url: string, options: ProfileOptions = {}): Promise<Profile> => {
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), "athro-profile-")));
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
  if (options.worker === false) await context.addInitScript(refuseWorkers);
  context.setDefaultTimeout(30_000);
  const problems: string[] = [];
  context.on("console", (message) => {
    // That a request failed offline is the browser's own note, not the app's.
    if (
      message.type() === "error" &&
      !/^(Failed to load resource|WebSocket connection to)/.test(message.text())
    )
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
    dir,
    kill: async () => {
      const gone = new Promise((resolve) => context.once("close", resolve));
      process.kill(await browserOf(dir), "SIGKILL");
      await gone;
    },
    close: async () => {
      await context.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
};

const refuseWorkers = (): void => {
  // A page that is not served, such as the first blank one, has none anyway.
  if ("serviceWorker" in navigator)
    navigator.serviceWorker.register = () =>
      Promise.reject(new DOMException("The operation is insecure.", "SecurityError"));
};

/** The process of the browser that has a profile open: its lock is a link to "host-pid". */
const browserOf = async (dir: string): Promise<number> => {
  const lock = await readlink(join(dir, "SingletonLock"));
  const pid = Number(/-(\d+)$/.exec(lock)?.[1]);
  if (!Number.isSafeInteger(pid)) throw new Error(`The profile's lock names no process: ${lock}`);
  return pid;
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
