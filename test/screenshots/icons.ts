/** Draws the icons of the installed app from the mark, each at its true size: `npm run icons`. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { findChrome } from "../support/chrome.ts";

const ICONS = new URL("../../public/icons/", import.meta.url).pathname;
/** As --paper and --ink in tokens.css. */
const PAPER = "#fdf9f1";
const INK = "#1b232e";
/** Of a maskable icon the inner four fifths are always seen; the mark's corner must not come near their edge. */
const MASKABLE_SHARE = 0.54;

const mark = await readFile(join(ICONS, "athro.svg"), "utf8");
const shape = /<path fill="(#\w+)" d="([^"]+)"/.exec(mark);
if (!shape) throw new Error("athro.svg holds no path with a fill");
const [, sun, path] = shape;

/** The mark, in the middle of a square of 100, as wide as `share` of it. */
const markIn = (share: number, fill = sun): string => {
  const scale = (100 * share) / 24;
  const at = 50 - 13 * scale;
  return `<path fill="${fill}" transform="translate(${at} ${at}) scale(${scale})" d="${path}"/>`;
};

const ground = `<rect width="100" height="100" fill="${PAPER}"/>`;
const stroke = (d: string): string =>
  `<path d="${d}" fill="none" stroke="${INK}" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"/>`;

const DRAWINGS: readonly { name: string; size: number; content: string }[] = [
  { name: "athro-192", size: 192, content: markIn(0.92) },
  { name: "athro-512", size: 512, content: markIn(0.92) },
  { name: "athro-maskable-192", size: 192, content: ground + markIn(MASKABLE_SHARE) },
  { name: "athro-maskable-512", size: 512, content: ground + markIn(MASKABLE_SHARE) },
  // Only where it is opaque counts; the system gives it a colour.
  { name: "athro-monochrome-512", size: 512, content: markIn(0.8, "#000000") },
  // iOS rounds the corners itself, and shows black where there is nothing.
  { name: "apple-touch-icon", size: 180, content: ground + markIn(0.62) },
  { name: "shortcut-event", size: 96, content: markIn(0.96) + stroke("M50 33V67M33 50H67") },
  { name: "shortcut-chat", size: 96, content: markIn(0.96) + stroke("M34 42H66M34 58H54") },
];

const browser = await chromium.launch({ executablePath: findChrome(), args: ["--no-sandbox"] });
try {
  const page = await browser.newPage();
  for (const { name, size, content } of DRAWINGS) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<style>body{margin:0}svg{display:block}</style><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="${size}" height="${size}">${content}</svg>`,
    );
    await page.screenshot({ path: join(ICONS, `${name}.png`), omitBackground: true });
  }
} finally {
  await browser.close();
}
