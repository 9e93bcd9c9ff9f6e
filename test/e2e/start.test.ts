import { afterEach, expect, inject, test } from "vitest";
import type { Page } from "playwright-core";
import { layMessages } from "../support/lay-messages.ts";
import { openProfile, type Profile } from "../support/browser.ts";
import { ask, message, pillIs, startAsGuest } from "../support/student.ts";

const app = inject("app");
let profile: Profile;
afterEach(() => profile.close());

/** Of the Layout Instability API, which is Chromium's alone and not in TypeScript's library. */
interface ShiftEntry extends PerformanceEntry {
  sources: readonly {
    node: Node | null;
    previousRect: DOMRectReadOnly;
    currentRect: DOMRectReadOnly;
  }[];
}

/** The scripts that the page itself asks for, ahead of the one that needs them. */
const askedAhead = (page: Page): Promise<string[]> =>
  page
    .locator('link[rel="modulepreload"]')
    .evaluateAll((links) => links.map((link) => (link as HTMLLinkElement).href));

test("a start for which a part of the app can't be had says so, and works when it is tried again", async () => {
  // Without its worker nothing of it is kept.
  profile = await openProfile(app.url, { worker: false });
  const page = await profile.open("/");
  // At a first visit nothing says that it would be needed.
  expect(await askedAhead(page)).toEqual([]);
  await startAsGuest(page);
  await page.route("**/assets/opened-*.js", (route) => route.abort());
  await page.reload();
  const notice = page.getByRole("alert");
  await notice.getByRole("heading", { name: "Something went wrong" }).waitFor();
  await notice.getByText("Everything you saved is still on this device").waitFor();

  await page.unroute("**/assets/opened-*.js");
  await notice.getByRole("button", { name: "Load again" }).click();
  await pillIs(page, "guest");
  expect(await notice.getByRole("heading").count()).toBe(0);
});

test("a tab that can't follow to who began in another tab says so, and does when it is tried again", async () => {
  profile = await openProfile(app.url, { worker: false });
  const beside = await profile.open();
  await beside.route("**/assets/opened-*.js", (route) => route.abort());
  await beside.goto("/");
  await beside.getByRole("button", { name: "Start without an account" }).waitFor();
  const page = await profile.open("/");
  await startAsGuest(page);
  await page.goto("/athro/athro-maths");
  await ask(page, "Where is the other tab?");

  const notice = beside.getByRole("alert");
  await notice.getByRole("heading", { name: "Something went wrong" }).waitFor();
  await beside.unroute("**/assets/opened-*.js");
  await notice.getByRole("button", { name: "Load again" }).click();
  await pillIs(beside, "guest");
  expect(await notice.getByRole("heading").count()).toBe(0);
  await beside.goto("/athro/athro-maths");
  await message(beside, "Where is the other tab?").waitFor();
});

/** Holds a database as a tab does that changes its form and was frozen meanwhile; `release` lets it go, unchanged. */
const hold = async (page: Page, name: string, store: string) => {
  await page.evaluate(
    ([name, store]) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(name, 1_000);
        opening.addEventListener("upgradeneeded", () => {
          const { transaction } = opening;
          if (!transaction) return reject(new Error("no transaction"));
          const goOn = () =>
            transaction.objectStore(store).count().addEventListener("success", goOn);
          goOn();
          Object.assign(globalThis, { release: () => transaction.abort() });
          resolve();
        });
        opening.addEventListener("blocked", () => reject(new Error("another page has it")));
      }),
    [name, store] as const,
  );
  return {
    release: () => page.evaluate(() => (globalThis as { release?: () => void }).release?.()),
  };
};

test("a start that can't reach what the device keeps says why, in both languages, and goes on when it can", async () => {
  profile = await openProfile(app.url);
  const page = await profile.open("/");
  await startAsGuest(page);
  await page.goto("/athro/athro-maths");
  await ask(page, "Is this kept?");
  const holder = await profile.open("/icons/athro.svg");
  await page.goto("/icons/athro.svg");
  const held = await hold(holder, "athro-device", "entries");

  await page.goto("/athro/athro-maths");
  const notice = page.getByRole("alert");
  await notice.getByRole("heading", { name: "Athro is slow to open" }).waitFor();
  await page.evaluate(() => localStorage.setItem("athro:language", "cy"));
  await page.reload();
  await notice.getByRole("heading", { name: "Mae Athro'n araf yn agor" }).waitFor();
  await held.release();
  await message(page, "Is this kept?").waitFor();
  expect(await notice.getByRole("heading").count()).toBe(0);
  expect(profile.problems).toEqual([]);
});

/** How wide a chat's heading was when it was first drawn. */
const atFirst = (page: Page): Promise<number> =>
  page.evaluate(() => (globalThis as { atFirst?: number }).atFirst ?? 0);

test("a chat's buttons and its messages' tools come where their room was kept, and what is asked for ahead is there", async () => {
  profile = await openProfile(app.url);
  const page = await profile.open("/");
  await startAsGuest(page);
  await page.goto("/athro/athro-maths");
  await ask(page, "Where do the tools stand?");
  await page.addInitScript(() => {
    const moved: string[] = [];
    Object.assign(globalThis, { moved });
    // In the first frame that has the chat's heading.
    const look = () => {
      const width = document.querySelector(".chat h1")?.clientWidth;
      if (width) Object.assign(globalThis, { atFirst: width });
      else requestAnimationFrame(look);
    };
    look();
    const coming = new MutationObserver(() => {
      const messages = document.querySelectorAll("article").length;
      if (messages === 0) return;
      coming.disconnect();
      const composer = document.querySelector(".composer textarea") !== null;
      Object.assign(globalThis, { opened: { messages, composer } });
    });
    coming.observe(document, { childList: true, subtree: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        for (const { node, previousRect, currentRect } of (entry as ShiftEntry).sources)
          moved.push(
            `${node instanceof Element ? node.outerHTML.slice(0, 80) : node?.nodeName}: ${JSON.stringify([previousRect, currentRect])}`,
          );
    }).observe({ type: "layout-shift", buffered: true });
  });
  /** Where the heading has the room that the buttons leave it: its width must not change when they come. */
  const room = () => page.getByRole("heading", { level: 1 }).evaluate((it) => it.clientWidth);
  const names = { en: ["Copy", "Delete session"], cy: ["Copïo", "Dileu'r sesiwn"] } as const;
  for (const [language, [copy, remove]] of Object.entries(names))
    // As wide as a laptop's, a tablet's with the names of the buttons, and two phones'.
    for (const width of [1280, 960, 390, 320]) {
      await page.setViewportSize({ width, height: 800 });
      await page.evaluate((it) => localStorage.setItem("athro:language", it), language);
      await page.reload();
      const tools = message(page, "Where do the tools stand?").getByRole("toolbar");
      await tools.getByRole("button", { name: copy }).waitFor();
      await page.getByRole("button", { name: remove, exact: true }).waitFor();
      expect(await page.evaluate(() => (globalThis as { moved?: string[] }).moved)).toEqual([]);
      expect(Math.abs((await room()) - (await atFirst(page)))).toBeLessThanOrEqual(2);
    }
  await page.evaluate(() => localStorage.setItem("athro:language", "en"));
  await layMessages(
    page,
    Array.from({ length: 14 }, (_, n) => ({ role: "user" as const, content: `Thought ${n}` })),
  );
  await page.reload();
  await message(page, "Thought 0").waitFor();
  // Those that a chat opens with are laid out at once, the others when they come near.
  const laidOut = await page
    .getByRole("article")
    .evaluateAll((all) => all.map((one) => getComputedStyle(one).contentVisibility));
  expect(laidOut).toEqual([...Array(5).fill("auto"), ...Array(10).fill("visible")]);
  // Of a long chat the end comes first, even where it does not fill the window, and the rest above it.
  await layMessages(
    page,
    Array.from({ length: 60 }, (_, n) => ({
      role: "user" as const,
      content: `Idea ${n}`,
      // Four days or one, of which only the end is there first.
      daysBefore: n < 30 ? 3 : n < 57 ? 2 : n < 58 ? 1 : 0,
    })),
  );
  const slow = await profile.context.newCDPSession(page);
  await slow.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  for (const [width, height] of [
    [1280, 900],
    [390, 800],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.reload();
    await message(page, "Idea 12").waitFor();
    const opened = await page.evaluate(() => (globalThis as { opened?: unknown }).opened);
    expect(opened).toEqual({ messages: Math.ceil((height - 160) / 160), composer: false });
    await page.getByRole("textbox", { name: "Message" }).waitFor();
    expect(await page.evaluate(() => (globalThis as { moved?: string[] }).moved)).toEqual([]);
  }
  const asked = await askedAhead(page);
  expect(asked).toHaveLength(2);
  for (const href of asked)
    expect((await page.request.get(href)).headers()["content-type"]).toMatch(/javascript/);
});
