/**
 * Takes a picture of every screen and state, in both languages and themes, on a phone and a desktop:
 * `npm run screenshots:all -- DIR [name…]`. To be looked at; nothing is compared.
 */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { startApp } from "../support/app.ts";
import { findChrome } from "../support/chrome.ts";
import { STATES } from "../support/states/all.ts";
import { turnTo } from "../support/states/turn.ts";
import type { World } from "../support/states/world.ts";
import { newEmail } from "../support/student.ts";

const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };

const [out = "gallery", ...names] = process.argv.slice(2);
await mkdir(out, { recursive: true });
const app = await startApp();
const dir = await mkdtemp(join(tmpdir(), "athro-gallery-"));
const context = await chromium.launchPersistentContext(dir, {
  executablePath: findChrome(),
  headless: true,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  viewport: SIZES.desktop,
  locale: "en-GB",
  timezoneId: "Europe/London",
  baseURL: app.url,
  reducedMotion: "reduce",
});
context.setDefaultTimeout(20_000);
try {
  const other = await context.newPage();
  await other.goto("/manifest.webmanifest");
  const page = await context.newPage();
  const world: World = { app, context, page, email: newEmail() };
  for (const state of STATES) {
    await state.reach(world);
    if (names.length === 0 || names.includes(state.name))
      for (const language of ["en", "cy"] as const) {
        await turnTo(page, other, language);
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          for (const [size, viewport] of Object.entries(SIZES)) {
            await page.setViewportSize(viewport);
            await page.screenshot({
              path: join(out, `${state.name}-${language}-${colorScheme}-${size}.png`),
            });
          }
        }
      }
    await turnTo(page, other, "en");
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize(SIZES.desktop);
    await state.leave?.(world);
    console.log(state.name);
  }
} finally {
  await context.close();
  await app.stop();
  await rm(dir, { recursive: true, force: true });
}
