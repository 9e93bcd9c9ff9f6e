/** Takes the screenshots of the README and of the manifest from the running app, at the sizes that both say: `npm run screenshots`. */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { startApp } from "../support/app.ts";
import { findChrome } from "../support/chrome.ts";
import { addEvent, ask, newEmail, pillIs, signedIn, signUp } from "../support/student.ts";

const OUT = new URL("../../public/screenshots/", import.meta.url).pathname;
/** A Wednesday in term. Only what is shown is dated by it: what is written is dated by the real clock, which the server checks. */
const NOW = new Date("2026-11-25T13:10:00Z");

const app = await startApp();
const dir = await mkdtemp(join(tmpdir(), "athro-screenshots-"));
const context = await chromium.launchPersistentContext(dir, {
  executablePath: findChrome(),
  headless: true,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  viewport: { width: 1280, height: 800 },
  locale: "en-GB",
  timezoneId: "Europe/London",
  baseURL: app.url,
  // Nothing is caught in the middle of a change.
  reducedMotion: "reduce",
});
try {
  await mkdir(OUT, { recursive: true });
  const page = await context.newPage();
  await signUp(page, newEmail());
  await signedIn(page);
  await fill(page);

  await page.goto("/athro/athro-maths");
  await ask(page, "How do I complete the square for x² + 6x + 2?");
  await page.getByRole("article").nth(1).waitFor();
  await context.setOffline(true);
  await ask(page, "Half of 6 is 3, so (x + 3)² − 7. Where is the lowest point of the curve?");
  await page.getByText("Waiting to send").first().waitFor();
  await page.getByRole("button", { name: "Not now" }).click();
  await page.screenshot({ path: join(OUT, "chat-wide.png") });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: join(OUT, "chat-narrow.png") });
  await page.setViewportSize({ width: 1280, height: 800 });

  // Still offline, where the age of the last sync, by this clock, is not in the picture.
  await page.clock.setFixedTime(NOW);
  await page.goto("/calendar?view=week&date=2026-11-25");
  await page.getByRole("button", { name: "New event" }).first().waitFor();
  await pillIs(page, "offline");
  await page.screenshot({ path: join(OUT, "calendar-wide.png") });

  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/");
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.getByText("Adolygu: treigladau").waitFor();
  await pillIs(page, "offline");
  await page.screenshot({ path: join(OUT, "home-narrow.png") });
} finally {
  await context.close();
  await app.stop();
  await rm(dir, { recursive: true, force: true });
}

async function fill(page: Page): Promise<void> {
  await page.goto("/calendar?view=week&date=2026-11-25");
  const events = [
    {
      title: "Maths lesson",
      athro: "AthroMaths",
      kind: "Lesson",
      date: "2026-11-25",
      at: "14:00",
      to: "15:00",
    },
    {
      title: "Cold War timeline",
      athro: "AthroHistory",
      kind: "Revision",
      date: "2026-11-25",
      at: "16:30",
      to: "18:00",
    },
    {
      title: "Adolygu: treigladau",
      athro: "AthroCymraeg",
      kind: "Revision",
      date: "2026-11-25",
      at: "19:00",
      to: "20:00",
    },
    {
      title: "Maths Paper 1",
      athro: "AthroMaths",
      kind: "Exam",
      date: "2026-11-26",
      at: "14:30",
      to: "16:30",
    },
    {
      title: "Triple science",
      athro: "AthroScience",
      kind: "Lesson",
      date: "2026-11-24",
      at: "15:00",
      to: "16:00",
    },
    {
      title: "French speaking",
      athro: "AthroLanguages",
      kind: "Assignment",
      date: "2026-11-27",
      at: "15:30",
      to: "16:30",
    },
  ];
  for (const one of events) {
    await addEvent(page, {
      title: one.title,
      athro: one.athro,
      kind: one.kind,
      startDate: one.date,
      startTime: one.at,
      endDate: one.date,
      endTime: one.to,
    });
  }
}
