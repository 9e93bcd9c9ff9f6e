import type { Browser } from "./browser.ts";
import { inPage } from "./browser.ts";
import { bundle } from "./bundle.ts";
import { type Figure, inMs, median } from "./measure.ts";
import type { SearchingBench } from "./pages/searching.ts";
import { startSite } from "./site.ts";

const ROUNDS = 3;

/** The slowest key of each round, and of these the median: what else the machine does now and then is nothing that the search does. */
const slowest = (rounds: readonly (readonly number[])[]): number =>
  median(rounds.map((keys) => Math.max(...keys)));

/** 20,000 messages are read into the index in the background, and then searched with every key of what is typed. */
export const measureSearching = async (browser: Browser, dir: string): Promise<Figure[]> => {
  await bundle("pages/searching.ts", "searching", dir);
  const site = await startSite(dir);
  try {
    const page = await browser.open(`${site.url}/searching`);
    const run = <K extends keyof SearchingBench & string>(name: K) =>
      inPage<SearchingBench, K>(page, name, ...([] as never));
    await run("fill");
    const { took, long } = await run("build");
    const beside = await run("buildMini");
    const find: number[][] = [];
    const shown: number[][] = [];
    const mini: number[][] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const typed = await run("type");
      find.push(typed.find);
      shown.push(typed.shown);
      mini.push(await run("typeMini"));
    }
    await page.close();
    return [
      {
        name: "search of 20,000 messages, the slowest key",
        value: slowest(shown),
        unit: "ms",
        target: { atMost: 50 },
        note: `median ${inMs(median(shown.flat()))}, with 30 results read from the store`,
      },
      {
        name: "  what is found, beside minisearch",
        value: median(find.flat()) / median(mini.flat()),
        unit: "x",
        note: `${inMs(median(find.flat()))}, slowest ${inMs(slowest(find))}; minisearch ${inMs(median(mini.flat()))}, slowest ${inMs(slowest(mini))}`,
      },
      {
        name: "longest task while the index is built",
        value: Math.max(0, ...long),
        unit: "ms",
        target: { atMost: 50 },
        note: `${long.length} over 50 ms; ready in ${inMs(took)}, minisearch in one task of ${inMs(beside)}`,
      },
    ];
  } finally {
    await site.stop();
  }
};
