/** The month with 10,000 events beside one with 100, and the frames of a drag, in the app's own views. */
import type { Page } from "playwright-core";
import type { Browser } from "./browser.ts";
import { inPage } from "./browser.ts";
import { bundle, styleOf } from "./bundle.ts";
import { type Figure, inMs, median } from "./measure.ts";
import type { CalendarBench } from "./pages/calendar.ts";
import { startSite } from "./site.ts";
import { type TraceEvent, trace } from "./trace.ts";

const ROUNDS = 15;
const DRAGS = 9;
/**
 * As on a phone of some years ago. The browser's own brake has the thread work in vain by the clock, which on a busy machine is more than that;
 * so what is measured is multiplied.
 */
const SLOWER = 4;

export const measureCalendar = async (browser: Browser, dir: string): Promise<Figure[]> => {
  await bundle("pages/calendar.ts", "calendar", dir);
  const [small, large] = [await startSite(dir), await startSite(dir)];
  try {
    const pages = {
      small: await browser.open(`${small.url}/calendar`),
      large: await browser.open(`${large.url}/calendar`),
    };
    const style = await styleOf(dir);
    for (const page of Object.values(pages)) await page.addStyleTag({ content: style });
    await inPage<CalendarBench, "fill">(pages.small, "fill", 100, 2);
    await inPage<CalendarBench, "fill">(pages.large, "fill", 10_000, 200);
    const times: Record<keyof typeof pages, number[]> = { small: [], large: [] };
    for (let round = 0; round <= ROUNDS; round += 1)
      for (const name of round % 2 === 0
        ? (["small", "large"] as const)
        : (["large", "small"] as const)) {
        const ms = await inPage<CalendarBench, "month">(pages[name], "month");
        // The first round warms the page up.
        if (round > 0) times[name].push(ms);
      }
    const drags = await dragFrames(pages.large);
    const longest = drags.map((frames) => Math.max(...frames)).toSorted((a, b) => a - b);
    return [
      {
        name: "month of 10,000 events, 200 of which repeat, beside one of 100",
        value: median(times.large) / median(times.small),
        unit: "x",
        target: { atMost: 2 },
        note: `${inMs(median(times.large))}, ${inMs(median(times.small))}; until it is laid out`,
      },
      {
        name: `drag in a week of them, ${SLOWER}x slower: longest frame, quietest of ${DRAGS} drags`,
        value: longest[0] ?? Number.NaN,
        unit: "ms",
        target: { atMost: 16 },
        note: `processor time; median ${inMs(median(drags.flat()))}; longest of the other drags ${longest
          .slice(1)
          .map(inMs)
          .join(", ")}`,
      },
    ];
  } finally {
    await small.stop();
    await large.stop();
  }
};

/**
 * What the page's thread did for each frame while events were dragged across the week, in ms of processor time: the whole task that made it,
 * and those in which the pointer's moves came, from the one that takes hold of an event to the last before it is let go. Left out are the tasks
 * between them that the test's driver has the page run.
 */
const framesOf = (events: readonly TraceEvent[]): number[] => {
  // The renderer's main thread is the one that ran the page's functions.
  const mine = events.find(({ name }) => name === "FireAnimationFrame");
  if (!mine) throw new Error("the trace has no frames");
  const ours = events
    .filter(({ pid, tid }) => pid === mine.pid && tid === mine.tid)
    .toSorted((a, b) => a.ts - b.ts);
  const dispatched = (type: string): number[] =>
    ours
      .filter(({ name, args }) => name === "EventDispatch" && args?.data?.type === type)
      .map(({ ts }) => ts);
  const [downs, keys, moves] = ["pointerdown", "keydown", "pointermove"].map(dispatched);
  const drags = (downs ?? []).map((from) => [from, keys?.find((ts) => ts > from) ?? from] as const);
  const told = ours.filter(({ name }) => name === "Commit").map(({ ts }) => ts);
  const work = [...told, ...(moves ?? [])].filter((at) =>
    drags.some(([from, to]) => at > from && at < to),
  );
  return ours
    .filter(({ name, ph }) => name === "RunTask" && ph === "X")
    .filter(({ ts, dur = 0 }) => work.some((at) => at >= ts && at <= ts + dur))
    .map(({ tdur = 0 }) => (SLOWER * tdur) / 1000);
};

/**
 * Drags events across the week, and tells what the frames of each drag took. All are alike: on a machine that others use, any frame may be
 * stretched, and what the app itself costs is in each.
 */
const dragFrames = async (page: Page): Promise<number[][]> => {
  await inPage<CalendarBench, "week">(page, "week");
  const session = await page.context().newCDPSession(page);
  const drag = async (): Promise<void> => {
    const at = await inPage<CalendarBench, "grab">(page, "grab");
    await page.mouse.move(at.x, at.y);
    await page.mouse.down();
    for (let step = 1; step <= 40; step += 1) {
      await page.mouse.move(at.x + step * 6, at.y + Math.round(60 * Math.sin(step / 4)));
      await inPage<CalendarBench, "frame">(page, "frame");
    }
    await page.keyboard.press("Escape");
    await page.mouse.up();
  };
  // What runs for the first time is compiled first.
  await drag();
  const categories = [
    "disabled-by-default-devtools.timeline",
    "devtools.timeline",
    "toplevel",
    "__metadata",
  ];
  const drags: number[][] = [];
  for (let n = 0; n < DRAGS; n += 1) drags.push(framesOf(await trace(session, categories, drag)));
  return drags;
};
