/** Messages that have been used to have a page run what others wrote, in the app as it is served, under its own policy. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { WINDOW_STEP } from "../../src/ui/chat/log-window.ts";
import { describeWithin, strangersAmong } from "../support/allowed.ts";
import { openProfile, type Profile } from "../support/browser.ts";
import { HOSTILE, HOSTILE_HTML, stirWithin } from "../support/hostile.ts";
import { layMessages } from "../support/lay-messages.ts";
import { addEvent, AFTERNOON, ask, WEEK } from "../support/student.ts";

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
  // What it opens with comes bit by bit; from then on each press brings more, until there is nothing more to press.
  await expect.poll(() => articles.count()).toBe(WINDOW_STEP);
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

/** Lays copies of the guest's only row of a table beside it, each with other values; it stays what it is. */
const layCopies = (
  page: Page,
  table: string,
  changes: readonly Record<string, unknown>[],
): Promise<void> =>
  page.evaluate(
    async ({ table: name, changes: all }) => {
      const opening = indexedDB.open("athro-guest");
      await new Promise((resolve) => opening.addEventListener("success", resolve));
      const writing = opening.result.transaction(name, "readwrite");
      const rows = writing.objectStore(name);
      const reading = rows.getAll();
      await new Promise((resolve) => reading.addEventListener("success", resolve));
      for (const change of all)
        rows.put({ ...reading.result[0], id: crypto.randomUUID(), ...change });
      await new Promise((resolve) => writing.addEventListener("complete", resolve));
      opening.result.close();
    },
    { table, changes },
  );

/** What is on the page, outside of Markdown, that only a careless page would have: it runs, loads, or leads elsewhere. */
const careless = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll("body *")]
      .filter(
        (one) =>
          !one.closest(".markdown") &&
          (one.matches("main :is(script, img, iframe, object, embed, style, base, meta, video)") ||
            [...one.attributes].some(
              ({ name, value }) =>
                /^on/i.test(name) || /^\s*(?:javascript|data|vbscript):/i.test(value),
            )),
      )
      .map((one) => one.outerHTML),
  );

/** Nothing within the places of a selector is more than it may be, or does anything. */
const harmless = async (page: Page, shown: string) => {
  const rendered = page.locator(shown).and(page.locator(".markdown"));
  expect(strangersAmong(await rendered.evaluateAll(describeWithin))).toEqual([]);
  await page.evaluate(stirWithin, shown);
  expect(await careless(page)).toEqual([]);
  expect(await seenOn(page)).toEqual([]);
};

test("nor of any that the student is said to have written: as messages, titles and notes, on paper, as results, and as they are streamed", async () => {
  // A tutor on this device, which writes all of them and does not end.
  await profile.context.addInitScript(
    (pieces) => {
      Object.assign(globalThis, {
        print: () => {},
        LanguageModel: {
          availability: async () => "available",
          create: async () => ({
            promptStreaming: () =>
              new ReadableStream({ start: (on) => pieces.forEach((one) => on.enqueue(one)) }),
            destroy: () => {},
          }),
        },
      });
    },
    HOSTILE_HTML.map((one) => `${one}\n\n`),
  );
  asked.length = 0;
  const page = await profile.open("/athro/athro-music");
  await ask(page, "What is a fugue?");
  // In few messages: each alone is a case of test/ui/markdown/clean.
  const own = Array.from({ length: 8 }, (_, n) =>
    HOSTILE.filter((_one, at) => at % 8 === n).join("\n\n"),
  );
  await layMessages(
    page,
    [
      ...own,
      "Is `<img src=x onerror=pwned()>` an $x^2$?\n```html\n<script>pwned()</script>\n```",
    ].map((content) => ({ role: "user", content })),
  );
  const titles = HOSTILE_HTML.map((one) => one.slice(0, 300));
  await layCopies(
    page,
    "chat_sessions",
    titles.map((title) => ({ athro_id: "athro-music", title, is_active: false })),
  );
  await page.reload();
  const bubbles = page.locator(".message-bubble .markdown");
  await expect.poll(() => bubbles.count()).toBe(own.length + 1);
  await bubbles.last().locator("math").waitFor({ state: "attached" });
  await bubbles.last().locator(".hljs-tag").first().waitFor({ state: "attached" });
  await harmless(page, ".message-bubble .markdown");

  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Print" }).click();
  await page.locator(".print-sheet .md-code").last().waitFor({ state: "attached" });
  await harmless(page, ".print-sheet .markdown");
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));

  await page.getByRole("button", { name: "Saved sessions" }).click();
  const saved = page.locator(".saved-title");
  await expect.poll(() => saved.count()).toBeGreaterThanOrEqual(titles.length);
  expect(await saved.allTextContents()).toEqual(expect.arrayContaining(titles));
  await harmless(page, ".saved-title");
  await page.keyboard.press("Escape");

  await page.goto(WEEK.replace("week", "agenda"));
  await page.getByRole("button", { name: "New event" }).waitFor();
  await addEvent(page, { title: "Choir", ...AFTERNOON });
  await layCopies(
    page,
    "calendar_events",
    titles.map((title) => ({ title, notes: title })),
  );
  await page.reload();
  for (const view of ["agenda", "week"]) {
    await page.goto(WEEK.replace("week", view));
    await page
      .getByRole("button", { name: /onerror=pwned/ })
      .first()
      .waitFor();
    await harmless(page, "main");
  }

  await page.goto("/search");
  await page.getByRole("searchbox").fill("pwned");
  await page.locator(".search-result mark").first().waitFor();
  await harmless(page, ".search-result");

  await page.evaluate(() => localStorage.setItem("athro:device-tutor", "on"));
  await page.goto("/athro/athro-art");
  await ask(page, "What is a still life?");
  const streamed = page.locator(".message-streaming .markdown");
  await expect.poll(() => streamed.count()).toBeGreaterThan(HOSTILE_HTML.length / 2);
  await harmless(page, ".message-streaming .markdown");
  expect(asked).toEqual([]);
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
