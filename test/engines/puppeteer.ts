/** Chromium by its own protocol, and Firefox by WebDriver BiDi. */
import { launch, type Page } from "puppeteer-core";
import { type Browser, type Engine, type Tab, VIEW, WATCH_SCRIPT } from "./driver.ts";

/** A laptop with a mouse, which a browser without a screen does not find. */
const MOUSE_FLAG =
  "--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4";
const MOUSE_PREFS = { "ui.primaryPointerCapabilities": 6, "ui.allPointerCapabilities": 6 };

const CHROMIUM_FLAGS = [
  MOUSE_FLAG,
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--lang=en-GB",
];

const tabOf = (page: Page): Tab => ({
  goto: async (url) => {
    await page.goto(url, { waitUntil: "load" });
  },
  reload: async () => {
    await page.reload({ waitUntil: "load" });
  },
  // The types of puppeteer's own arguments are those of handles too.
  evaluate: (body, argument) => page.evaluate(body as never, argument as never) as Promise<never>,
  run: async (script) => {
    await page.evaluate(script);
  },
  clickAt: async (x, y) => {
    await page.bringToFront();
    await page.mouse.click(x, y);
  },
  type: async (text) => {
    await page.bringToFront();
    for (const key of text) await page.keyboard.press(key === "\n" ? "Enter" : (key as "a"));
  },
  close: () => page.close(),
});

const engine = (name: string, browser: "chrome" | "firefox", executablePath: string): Engine => ({
  name,
  open: async (dir): Promise<Browser> => {
    const started = await launch({
      browser,
      executablePath,
      headless: true,
      userDataDir: dir,
      defaultViewport: VIEW,
      args: browser === "chrome" ? CHROMIUM_FLAGS : [],
      env: { ...process.env, HOME: process.env.HOME ?? dir, TZ: "Europe/London" },
      extraPrefsFirefox: {
        ...MOUSE_PREFS,
        "intl.accept_languages": "en-GB, en",
        "intl.locale.requested": "en-GB",
      },
    });
    return {
      newTab: async () => {
        const page = await started.newPage();
        page.setDefaultTimeout(60_000);
        await page.evaluateOnNewDocument(WATCH_SCRIPT);
        return tabOf(page);
      },
      close: () => started.close(),
    };
  },
});

export const chromium = (path: string): Engine => engine("Chromium", "chrome", path);
export const firefox = (path: string): Engine => engine("Firefox", "firefox", path);
