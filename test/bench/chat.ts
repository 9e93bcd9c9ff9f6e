/** The chat as it is built and served: how long it takes to open, and what typing costs. Needs `npm run build` first. */
import { rm } from "node:fs/promises";
import type { Locator, Page } from "playwright-core";
import { startApp } from "../support/app.ts";
import { findChrome } from "../support/chrome.ts";
import { layMessages } from "../support/lay-messages.ts";
import { launchProfile, newProfileDir } from "../support/profile.ts";
import { ask } from "../support/student.ts";
import { type Figure, inMs, median } from "./measure.ts";
import { threadOf, type TraceEvent, trace } from "./trace.ts";

const ROUNDS = 11;
/** Messages in the chat with each Athro. */
const CHATS = { "athro-maths": 50, "athro-science": 10_000, "athro-history": 2_000 } as const;

/**
 * The target is meant for a processor so many times slower. The browser's own brake has the thread work in vain by the clock, which on a busy
 * machine is more than that; so what is measured is multiplied.
 */
const SLOWER = 4;
const TYPED_ROUNDS = 7;
const TYPED =
  "How do I complete the square when the number before x squared is not one, and why does it work? ";

export const measureChat = async (): Promise<Figure[]> => {
  const app = await startApp();
  const dir = await newProfileDir();
  const profile = await launchProfile(findChrome(), app.url, dir);
  try {
    const page = await profile.open("/");
    await page.getByRole("button", { name: "Start without an account" }).click();
    await page.getByRole("navigation").first().waitFor();
    for (const [athro, count] of Object.entries(CHATS)) await fill(page, athro, count);
    return [...(await measureOpening(page)), ...(await measureTyping(page))];
  } finally {
    await profile.close();
    await rm(dir, { recursive: true, force: true });
    await app.stop();
  }
};

const fill = async (page: Page, athro: string, count: number): Promise<void> => {
  await page.goto(`/athro/${athro}`);
  await ask(page, "What is it?");
  await layMessages(
    page,
    Array.from({ length: count - 1 }, (_, n) =>
      n % 2
        ? { role: "user", content: `And what of number ${n}?` }
        : {
            role: "assistant",
            content: `**Number ${n}** is one of those that\n\n- come after \`${n - 1}\`\n- and before $${n} + 1$.`,
          },
    ),
  );
};

/** From the press on an Athro to the frame that shows the end of the chat, rendered; ms. */
const openChat = async (page: Page, athro: string): Promise<number> => {
  await page.getByRole("link", { name: "Athros", exact: true }).click();
  await page.locator(`main a[href="/athro/${athro}"]`).waitFor();
  return page.evaluate(
    (href) =>
      new Promise<number>((resolve) => {
        const began = performance.now();
        const seen = new MutationObserver(() => {
          if (document.querySelectorAll("article").length < 50) return;
          if (document.querySelectorAll("article .markdown math").length === 0) return;
          seen.disconnect();
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
        });
        seen.observe(document.body, { childList: true, subtree: true });
        document.querySelector<HTMLElement>(`main a[href="${href}"]`)?.click();
      }),
    `/athro/${athro}`,
  );
};

const measureOpening = async (page: Page): Promise<Figure[]> => {
  const names = ["athro-maths", "athro-science"] as const;
  const samples: Record<(typeof names)[number], number[]> = {
    "athro-maths": [],
    "athro-science": [],
  };
  for (let round = 0; round <= ROUNDS; round += 1)
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const took = await openChat(page, name);
      // The first round loads what the others have.
      if (round > 0) samples[name].push(took);
    }
  const few = median(samples["athro-maths"]);
  const many = median(samples["athro-science"]);
  return [
    {
      name: "open a chat of 10,000 messages beside one of 50",
      value: many / few,
      unit: "x",
      target: { atMost: 1.5 },
      note: `${inMs(many)} and ${inMs(few)}`,
    },
  ];
};

const isKey = ({ name, args }: TraceEvent): boolean =>
  name === "EventDispatch" && args?.data?.type === "keydown";

/**
 * What the page's thread worked for each frame that was drawn; ms of processor time: another program that takes its turn does not count. A
 * frame that shows a key counts from the key on, with all that came between; another one, as after a line has wrapped, counts alone.
 */
const frames = (events: readonly TraceEvent[]): number[] => {
  const first = events.find(isKey);
  if (!first) throw new Error("nothing was typed");
  const ours = events
    .filter((one) => threadOf(one) === threadOf(first) && one.ph === "X")
    .toSorted((one, other) => one.ts - other.ts);
  const tasks = ours.filter(({ name }) => name.endsWith("::RunTask"));
  const keys = ours.filter(isKey);
  let before = Number.NEGATIVE_INFINITY;
  return ours
    .filter(({ name }) => name === "Layerize")
    .map(({ ts: shown }) => {
      const began = keys.find(({ ts }) => ts > before && ts < shown)?.ts ?? shown;
      before = shown;
      const within = tasks.filter((task) => task.ts + (task.dur ?? 0) > began && task.ts <= shown);
      return (SLOWER * within.reduce((sum, { tdur = 0 }) => sum + tdur, 0)) / 1_000;
    });
};

/**
 * The same is typed several times: on a machine that others use, any frame may be stretched, and what the app itself costs is in each round.
 * Gives the longest frame of each, in order, and the median of all.
 */
const typeRounds = async (
  page: Page,
  box: Locator,
): Promise<{ longest: number[]; middle: number }> => {
  await box.click();
  const session = await page.context().newCDPSession(page);
  // The first keys warm up.
  await box.pressSequentially("So then: ", { delay: 60 });
  const longest: number[] = [];
  const all: number[] = [];
  for (let round = 0; round < TYPED_ROUNDS; round += 1) {
    await box.fill("");
    await box.press("a", { delay: 500 });
    const worked = frames(
      await trace(session, ["toplevel", "devtools.timeline"], () =>
        box.pressSequentially(TYPED, { delay: 60 }),
      ),
    );
    if (worked.length < TYPED.length) throw new Error("a key was not shown");
    longest.push(Math.max(...worked));
    all.push(...worked);
  }
  return { longest: longest.toSorted((a, b) => a - b), middle: median(all) };
};

const measureTyping = async (page: Page): Promise<Figure[]> => {
  // What the browser itself takes for a letter, on this machine and at this time.
  const bare = await page.context().newPage();
  await bare.setContent('<textarea rows="4" cols="80"></textarea>');
  const alone = await typeRounds(bare, bare.getByRole("textbox"));
  await bare.close();
  await openChat(page, "athro-history");
  const here = await typeRounds(page, page.getByRole("textbox", { name: "Message" }));
  return [
    {
      name: `typing in a chat of 2,000 messages, ${SLOWER}x slower: longest frame, quietest of ${TYPED_ROUNDS} rounds`,
      value: here.longest[0] ?? Number.NaN,
      unit: "ms",
      target: { atMost: 16 },
      note: `median ${inMs(here.middle)}; longest of the other rounds ${here.longest
        .slice(1)
        .map(inMs)
        .join(
          ", ",
        )}; in a text box alone on its page ${inMs(alone.longest[0] ?? Number.NaN)}, median ${inMs(alone.middle)}`,
    },
  ];
};
