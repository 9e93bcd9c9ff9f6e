/**
 * Takes pictures of every screen and state, in both languages and themes, on a phone and a desktop, to be looked at:
 * `npm run screenshots:all -- DIR [name…]`.
 */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { startApp } from "../support/app.ts";
import { findChrome } from "../support/chrome.ts";
import { BEGINNING, FURTHER } from "../support/states/all.ts";
import { turnTo } from "../support/states/turn.ts";
import { DESKTOP, enter, PHONE, type State, type World } from "../support/states/world.ts";
import { newEmail } from "../support/student.ts";

const SIZES = { phone: PHONE, desktop: DESKTOP };

/** Each language in each theme, each size in each language, and each theme in each size. */
const LOOKS = [
  ["en", "light", "desktop"],
  ["en", "dark", "phone"],
  ["cy", "dark", "desktop"],
  ["cy", "light", "phone"],
] as const;

const [out = "gallery", ...names] = process.argv.slice(2);
await mkdir(out, { recursive: true });
const app = await startApp();
const dir = await mkdtemp(join(tmpdir(), "athro-gallery-"));
const context = await chromium.launchPersistentContext(dir, {
  executablePath: findChrome(),
  headless: true,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--lang=en-GB"],
  viewport: SIZES.desktop,
  locale: "en-GB",
  timezoneId: "Europe/London",
  baseURL: app.url,
  reducedMotion: "reduce",
  bypassCSP: true,
});
context.setDefaultTimeout(20_000);
try {
  const other = await context.newPage();
  await other.goto("/manifest.webmanifest");
  const page = await context.newPage();
  const world: World = { app, context, page, email: newEmail() };
  const isWanted = ({ name }: State) => names.length === 0 || names.includes(name);
  const show = async (state: State) => {
    await state.reach(world);
    for (const [language, colorScheme, size] of isWanted(state) ? LOOKS : []) {
      if (state.on && size !== state.on) continue;
      await turnTo(page, other, language);
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(SIZES[size]);
      await page.screenshot({
        path: join(out, `${state.name}-${size}-${language}-${colorScheme}.png`),
      });
    }
    await turnTo(page, other, "en");
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize(SIZES.desktop);
    await state.leave?.(world);
    console.log(state.name);
  };
  if (BEGINNING.some(isWanted)) for (const state of BEGINNING) await show(state);
  else await enter(world);
  if (FURTHER.some(isWanted)) for (const state of FURTHER) await show(state);
} finally {
  await context.close();
  await app.stop();
  await rm(dir, { recursive: true, force: true });
}
