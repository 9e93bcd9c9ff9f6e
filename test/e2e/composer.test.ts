import { afterEach, beforeEach, expect, inject, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import { trace } from "../bench/trace.ts";
import { openProfile, type Profile } from "../support/browser.ts";
import { layMessages } from "../support/lay-messages.ts";
import { ask, startAsGuest } from "../support/student.ts";

const app = inject("app");
const LINES = "one\ntwo\nthree\nfour";
let profile: Profile;
let page: Page;
let box: Locator;
beforeEach(async () => {
  profile = await openProfile(app.url, { worker: false });
  page = await profile.open("/");
  await startAsGuest(page);
  await page.goto("/athro/athro-maths");
  box = page.getByRole("textbox", { name: "Message" });
  await box.waitFor();
});
afterEach(() => profile.close());

/** In px: how tall the box is, and its text. */
const heights = () => box.evaluate((area) => ({ box: area.clientHeight, text: area.scrollHeight }));
const boxHeight = async () => (await heights()).box;
/** The text fits, and takes this many lines. */
const hasLines = async (count: number) => {
  await expect
    .poll(async () => {
      const { box: room, text } = await heights();
      const style = await box.evaluate((area) => {
        const { lineHeight, paddingBlockStart, paddingBlockEnd } = getComputedStyle(area);
        return {
          line: Number.parseFloat(lineHeight),
          padding: Number.parseFloat(paddingBlockStart) + Number.parseFloat(paddingBlockEnd),
        };
      });
      return { lines: Math.round((room - style.padding) / style.line), fits: text <= room };
    })
    .toEqual({ lines: count, fits: true });
};

/** In px from the window's top. */
const edges = async (locator: Locator) => {
  const { y = Number.NaN, height = Number.NaN } = (await locator.boundingBox()) ?? {};
  return { top: y, bottom: y + height };
};

test("the textbox is as tall as its text: typed, deleted, narrowed, read again and sent", async () => {
  await hasLines(1);
  await box.pressSequentially("one");
  for (const word of ["two", "three", "four"]) {
    await box.press("Shift+Enter");
    await box.pressSequentially(word);
  }
  await hasLines(4);
  expect(await box.inputValue()).toBe(LINES);
  for (let n = 0; n < "\nfour".length; n += 1) await box.press("Backspace");
  await hasLines(3);
  // Longer, with fewer lines.
  await box.fill("one\ntwo and then some more");
  await hasLines(2);
  await box.fill("one\ntwo\nthree");
  await hasLines(3);

  // A draft that comes back is seen whole.
  await box.blur();
  await page.reload();
  await hasLines(3);

  await box.press("Enter");
  await expect.poll(() => box.inputValue()).toBe("");
  await hasLines(1);
  await page.getByPlaceholder("Ask AthroMaths").waitFor();
});

test("it follows the window's width, and scrolls when it is as tall as it may be", async () => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await box.fill("A sentence that takes one line of a wide window, and more than one of a phone.");
  await hasLines(1);
  await page.setViewportSize({ width: 390, height: 800 });
  await expect.poll(boxHeight).toBeGreaterThan(80);
  await expect.poll(async () => (await heights()).text <= (await boxHeight())).toBe(true);
  await page.setViewportSize({ width: 1280, height: 800 });
  await hasLines(1);

  await box.fill("line\n".repeat(60));
  const { box: room, text } = await heights();
  expect(room).toBe(320);
  expect(text).toBeGreaterThan(room);
  await expect.poll(() => box.evaluate((area) => getComputedStyle(area).overflowY)).toBe("auto");
  await page.getByRole("button", { name: "Send", exact: true }).waitFor();
});

/** A chat whose log is longer than its place. */
const fillLog = async () => {
  await ask(page, "What is it?");
  await layMessages(
    page,
    Array.from({ length: 30 }, (_, n) => ({ role: "user" as const, content: `Number ${n}` })),
  );
  await page.reload();
  await page.getByText("Number 29", { exact: true }).waitFor();
};

test("the log stays at its end when the composer takes lines from it, and can be read from its beginning", async () => {
  await fillLog();
  const log = page.getByRole("log");
  const leftBelow = () =>
    log.evaluate((one) => Math.round(one.scrollHeight - one.clientHeight - one.scrollTop));
  const composer = page.locator("form", { has: box });
  const place = page.locator(".log-frame");
  const last = page.getByText("Number 29", { exact: true });
  await expect.poll(leftBelow).toBe(0);
  const before = {
    composer: await edges(composer),
    log: await edges(log),
    last: await edges(last),
  };
  await box.click();
  await box.press("Shift+Enter");
  await box.press("Shift+Enter");
  await hasLines(3);
  await expect.poll(async () => (await edges(composer)).top).toBeLessThan(before.composer.top - 40);
  const grown = before.composer.top - (await edges(composer)).top;
  await expect
    .poll(async () => (await edges(log)).bottom)
    .toBeCloseTo(before.log.bottom - grown, 0);
  await expect.poll(leftBelow).toBe(0);
  expect((await edges(last)).bottom).toBeCloseTo(before.last.bottom - grown, 0);

  // To its beginning, by the wheel: with its first step the log is all in its place.
  await last.hover();
  await page.mouse.wheel(0, -100);
  await expect.poll(async () => (await edges(log)).top).toBeCloseTo((await edges(place)).top, 0);
  await page.mouse.wheel(0, -100_000);
  const first = log.getByText("What is it?", { exact: true });
  await expect
    .poll(async () => (await edges(first)).top - (await edges(place)).top)
    .toBeGreaterThan(0);
  await expect.poll(() => log.evaluate((one) => one.scrollTop)).toBe(0);

  // Read there, it stays where it is while the composer gets lower again.
  const read = await edges(first);
  await box.fill("");
  await hasLines(1);
  await expect.poll(async () => (await edges(composer)).top).toBeCloseTo(before.composer.top, 0);
  expect((await edges(first)).top).toBeCloseTo(read.top, 0);
  await expect.poll(async () => (await edges(log)).bottom).toBeCloseTo(before.log.bottom, 0);
  expect(profile.problems).toEqual([]);
});

test("a letter has nothing laid out but the box itself", async () => {
  await ask(page, "What is it?");
  await box.pressSequentially("Some ");
  const session = await page.context().newCDPSession(page);
  const events = await trace(session, ["devtools.timeline"], () =>
    box.pressSequentially("words and words", { delay: 100 }),
  );
  // What the browser's tracing tells of a layout; not in the type, which is the benchmark's.
  const roots = events
    .filter(({ name }) => name === "Layout")
    .map(
      ({ args }) =>
        (args as { endData?: { layoutRoots?: { nodeName: string }[] } }).endData?.layoutRoots ?? [],
    );
  const ofTheBox = roots.filter(
    ([root, other]) => root?.nodeName === "TEXTAREA class='composer-text'" && !other,
  );
  // Something else on the page may change just then.
  expect(ofTheBox.length).toBeGreaterThan("words and words".length / 2);
});

interface Seen {
  letters: number;
  /** How tall it is in px; so are the others. */
  room: number;
  place: number;
  log: number;
}

test("a line that comes by itself comes in frames of its own: the letter, the composer, the log's place; the log stays as tall as it was", async () => {
  await page.setViewportSize({ width: 390, height: 800 });
  await fillLog();
  await box.fill("A sentence that takes one");
  await hasLines(1);
  const seen = await page.evaluateHandle(() => {
    const [area, room, place, log] = [
      ".composer-text",
      ".composer-text-room",
      ".log-frame",
      "[role=log]",
    ].map((selector) => document.querySelector<HTMLElement>(selector));
    if (!(area instanceof HTMLTextAreaElement) || !room || !place || !log)
      throw new Error("a part of the chat is missing");
    // Where a frame is late, the app goes on without it: on a busy machine that would be told here as a fault.
    const wait = globalThis.setTimeout;
    globalThis.setTimeout = ((act: () => void, ms = 0) =>
      wait(act, ms * 1_000)) as typeof setTimeout;
    const frames: Seen[] = [];
    const look = () => {
      frames.push({
        letters: area.value.length,
        room: room.offsetHeight,
        place: place.offsetHeight,
        log: log.offsetHeight,
      });
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    return frames;
  });
  /** Leaves when what is done after the next frame has been done, and after the one behind it. */
  const afterFrames = () =>
    page.evaluate(async () => {
      for (let n = 0; n < 3; n += 1)
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    });
  const last = () => seen.evaluate((frames) => frames.at(-1)?.room ?? 0);
  await afterFrames();
  const before = await last();
  for (let letters = 0; letters < 60 && (await last()) === before; letters += 1) {
    await box.press("e");
    await afterFrames();
  }

  const frames = await seen.jsonValue();
  const [first] = frames;
  const end = frames.at(-1);
  if (!first || !end) throw new Error("no frame was seen");
  const line = end.room - first.room;
  expect(line).toBeGreaterThan(10);
  // What was new in each frame that differs from the one before.
  const steps = frames.flatMap((now, n) => {
    const { [n - 1]: then = now } = frames;
    const names = ["letters", "room", "place", "log"] as const;
    const changed = names.filter((name) => now[name] !== then[name]);
    return changed.length > 0 ? [changed.join()] : [];
  });
  expect(steps.filter((step) => step !== "letters")).toEqual(["room", "place"]);
  expect(end).toMatchObject({ place: first.place - line, log: first.log });
});
