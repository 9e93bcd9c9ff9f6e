/** Messages that have been used to have a page run what others wrote, in the app as it is served, under its own policy. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { describeWithin, strangersAmong } from "../support/allowed.ts";
import { openProfile, type Profile } from "../support/browser.ts";
import { HOSTILE, stirWithin } from "../support/hostile.ts";
import { layMessages } from "../support/lay-messages.ts";
import { ask } from "../support/student.ts";

const app = inject("app");
let profile: Profile;
/** Addresses outside of the app that something asked for. */
const asked: string[] = [];
beforeAll(async () => {
  profile = await openProfile(app.url);
  await watchOthers(profile);
});
afterAll(() => profile.close());

const watchOthers = async ({ context }: Profile): Promise<void> => {
  const { host } = new URL(app.url);
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (/^(?:https?|wss?):$/.test(url.protocol) && url.host !== host) asked.push(url.href);
  });
  // Nothing leaves the machine, not even by the control.
  await context.route(
    ({ host: to }) => to !== host,
    (route) => route.abort(),
  );
  await context.addInitScript(() => {
    const seen: string[] = [];
    const ran = () => seen.push("ran");
    Object.assign(globalThis, { seen, pwned: ran, alert: ran, prompt: ran, confirm: ran });
    addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
      seen.push(`stopped ${effectiveDirective} ${blockedURI}`),
    );
  });
};

const seenOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => (globalThis as typeof globalThis & { seen: string[] }).seen);

test("nothing runs, leaves, navigates or dresses up, of any of them", async () => {
  const page = await profile.open("/");
  await page.getByRole("button", { name: "Start without an account" }).click();
  await page.getByRole("navigation").first().waitFor();
  await page.goto("/athro/athro-it");
  await ask(page, "What is XSS?");
  await layMessages(
    page,
    HOSTILE.map((content) => ({ role: "assistant", content })),
  );
  await page.reload();
  const windows: string[] = [];
  profile.context.on("page", (opened) => windows.push(opened.url()));
  const address = page.url();

  const earlier = page.getByRole("button", { name: "Earlier messages" });
  const articles = page.getByRole("article");
  await articles.first().waitFor();
  while ((await articles.count()) < HOSTILE.length + 1) {
    const before = await articles.count();
    await earlier.click();
    await expect.poll(() => articles.count()).toBeGreaterThan(before);
  }
  // All is rendered: Markdown, colours and formulas.
  await expect.poll(() => page.locator("article .markdown").count()).toBe(HOSTILE.length);
  await page.locator("article math").first().waitFor({ state: "attached" });
  await page.locator("article .hljs-tag").first().waitFor({ state: "attached" });

  const places = page.locator("article .markdown");
  expect(strangersAmong(await places.evaluateAll(describeWithin))).toEqual([]);
  // Whatever waits for a hand: pointed at, focused, walked over.
  await page.evaluate(stirWithin, "article .markdown");
  expect(await seenOn(page)).toEqual([]);
  expect(asked).toEqual([]);
  expect(windows).toEqual([]);
  expect(page.url()).toBe(address);
  expect(page.frames()).toHaveLength(1);
  expect(profile.problems).toEqual([]);
});

test("each of these is noticed where it does happen", async () => {
  const careless = await openProfile(app.url, { lawless: true });
  try {
    await watchOthers(careless);
    asked.length = 0;
    const page = await careless.open("/");
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await page.evaluate(() => {
      document.body.innerHTML = `<article><div class="markdown" onclick="x">
        <img src=x onerror=pwned()><img src=x onerror=alert(1)><img src="https://evil.example/a.png"></div></article>`;
    });
    await expect.poll(() => seenOn(page)).toEqual(["ran", "ran"]);
    await expect.poll(() => asked).toContain("https://evil.example/a.png");
    const places = page.locator("article .markdown");
    expect(strangersAmong(await places.evaluateAll(describeWithin))).toContain("<img>");
  } finally {
    await careless.close();
  }
});
