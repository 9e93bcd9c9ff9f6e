/** A browser profile of a student's own: what one device is to the app. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { withoutBadges } from "./shell.ts";

/**
 * What is turned off: what the driver turns off itself, since the last such list counts, and the page of some 400 scripts that is the list
 * under the address bar: it starts beside each window, and takes a second of processor time.
 */
const OFF = [
  "AimEnabled",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsFirstBalancedModeAutoEnable",
  "HttpsUpgrades",
  "LensOverlay",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PaintHolding",
  "PreconnectToSearch",
  "TcpPortRandomizationWin",
  "ThirdPartyStoragePartitioning",
  "WebUIOmniboxAimPopup",
  "WebUIOmniboxFullPopup",
  "WebUIOmniboxPopup",
];

/** Of every browser that is started here. */
export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  `--disable-features=${OFF.join(",")}`,
];

export interface Profile {
  context: BrowserContext;
  /** Console errors and unhandled rejections of all pages so far. */
  problems: string[];
  /** A new tab, blank without a path. */
  open(path?: string): Promise<Page>;
  /** Ends the browser as a crash or the power switch would; `dir` can be opened again. */
  kill(): Promise<void>;
  /** Ends the browser and removes what it kept. */
  close(): Promise<void>;
  /** Where the browser keeps everything. */
  dir: string;
}

export interface Looks {
  viewport?: { width: number; height: number };
  locale?: string;
  /** IANA zone; London's without one. */
  timezone?: string;
  colorScheme?: "light" | "dark";
  /** True where a test does in the page what the content policy keeps the app from. */
  lawless?: boolean;
  /** True where the browser is Chromium's shell. */
  shell?: boolean;
}

export const newProfileDir = (): Promise<string> => mkdtemp(join(tmpdir(), "athro-profile-"));

/** Starts the browser `chrome` for the app at `url`, with all that it keeps in `dir`. */
export const launchProfile = async (
  chrome: string,
  url: string,
  dir: string,
  looks: Looks = {},
): Promise<Profile> => {
  const context = await chromium.launchPersistentContext(dir, {
    executablePath: chrome,
    headless: true,
    args: FLAGS,
    viewport: looks.viewport ?? { width: 1280, height: 800 },
    locale: looks.locale ?? "en-GB",
    timezoneId: looks.timezone ?? "Europe/London",
    colorScheme: looks.colorScheme ?? "light",
    bypassCSP: looks.lawless ?? false,
    baseURL: url,
  });
  context.setDefaultTimeout(90_000);
  if (looks.shell) await withoutBadges(context);
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
      if (path !== undefined) await page.goto(path);
      return page;
    },
    dir,
    kill: async () => {
      const gone = new Promise((resolve) => context.once("close", resolve));
      process.kill(await browserOf(context), "SIGKILL");
      await gone;
    },
    close: async () => {
      await forgetRoutes(context);
      await context.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
};

/** A call that a test's route is answering when its browser ends is no fault of the test. */
const forgetRoutes = async (context: BrowserContext): Promise<void> => {
  for (const routed of [context, ...context.pages()])
    await routed.unrouteAll({ behavior: "ignoreErrors" });
};

/** The process of a running browser. */
const browserOf = async (context: BrowserContext): Promise<number> => {
  const session = await context.browser()?.newBrowserCDPSession();
  const processes = (await session?.send("SystemInfo.getProcessInfo"))?.processInfo;
  const browser = processes?.find(({ type }) => type === "browser");
  if (!browser) throw new Error("The browser names no process of its own.");
  return browser.id;
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
