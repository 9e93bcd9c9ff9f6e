import type { Browser } from "./browser.ts";
import { inPage } from "./browser.ts";
import { bundle } from "./bundle.ts";
import { type Figure, inMs, inRequests, median } from "./measure.ts";
import type { WritesBench } from "./pages/writes.ts";
import { startSite } from "./site.ts";

const BLOCKS = 3;
const ROUNDS = 50;

/** Appends what one block of rounds gave to the samples of those before it. */
const gather = <K extends string>(all: Record<K, number[]>, block: Record<K, number[]>): void => {
  for (const name of Object.keys(all) as K[]) all[name].push(...block[name]);
};

/** One message written into a chat of 10,000, and seen. */
export const measureWriting = async (browser: Browser, dir: string): Promise<Figure[]> => {
  await bundle("pages/writes.ts", "writes", dir);
  const site = await startSite(dir);
  try {
    const page = await browser.open(`${site.url}/writes`);
    const run = <K extends keyof WritesBench & string>(
      name: K,
      ...args: Parameters<WritesBench[K]>
    ) => inPage<WritesBench, K>(page, name, ...args);
    await run("fill");
    await run("write", 20);
    const written = { athro: [], plain: [], together: [] };
    const seen = { athro: [], plain: [] };
    const waiting = { athro: [], plain: [] };
    for (let block = 0; block < BLOCKS; block += 1) {
      gather(written, await run("write", ROUNDS));
      gather(seen, await run("see", ROUNDS, true));
    }
    gather(waiting, await run("see", ROUNDS, false));
    const requests = await run("requests");
    await page.close();
    return [
      {
        name: "durable write with its outbox entry",
        value: median(written.athro) / median(written.plain),
        unit: "x",
        target: { atMost: 1.1 },
        note: `${inMs(median(written.athro))}, plain ${inMs(median(written.plain))}; ${inRequests(requests.athroWrite)} beside ${inRequests(requests.plainWrite)}`,
      },
      {
        name: "  beside both plain requests at once",
        value: median(written.athro) / median(written.together),
        unit: "x",
        note: `plain ${inMs(median(written.together))}`,
      },
      {
        name: "live query after a write",
        value: median(seen.athro) / median(seen.plain),
        unit: "x",
        target: { atMost: 0.9 },
        note: `${inMs(median(seen.athro))}, plain ${inMs(median(seen.plain))}; ${inRequests(requests.athroRead)} beside ${inRequests(requests.plainRead)}`,
      },
      {
        name: "  with all shown messages waiting",
        value: median(waiting.athro) / median(waiting.plain),
        unit: "x",
        note: `${inMs(median(waiting.athro))}, plain ${inMs(median(waiting.plain))}`,
      },
    ];
  } finally {
    await site.stop();
  }
};
