import type { Browser } from "./browser.ts";
import { inPage } from "./browser.ts";
import { bundle } from "./bundle.ts";
import { type Figure, inMs, median } from "./measure.ts";
import type { FillBench } from "./pages/opening-fill.ts";
import type { OpeningBench, OpeningTimes } from "./pages/opening-times.ts";
import { startSite } from "./site.ts";

/** Chromium lets go of a database 2 s after its last connection; only then is the next opening a cold one. */
const COOLING_MS = 2_500;
const ROUNDS = 15;

/** From the document's arrival to the last 50 of 10,000 messages, each time in a new page. */
export const measureOpening = async (browser: Browser, dir: string): Promise<Figure[]> => {
  await bundle("pages/opening-fill.ts", "opening-fill", dir);
  await bundle("pages/opening-athro.ts", "opening-athro", dir);
  await bundle("pages/opening-plain.ts", "opening-plain", dir);
  const names = ["athro", "plain"] as const;
  // The app's page asks for the storage before its script is there; the plain one is as the documentation of Dexie has it.
  const sites = {
    athro: await startSite(dir, { early: true }),
    plain: await startSite(dir),
  };
  const samples: Record<(typeof names)[number], OpeningTimes[]> = { athro: [], plain: [] };
  try {
    for (const name of names) {
      const page = await browser.open(`${sites[name].url}/opening-fill`);
      await inPage<FillBench, typeof name>(page, name);
      await page.close();
    }
    for (let round = 0; round <= ROUNDS; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, COOLING_MS));
      for (const name of round % 2 === 0 ? names : names.toReversed()) {
        const page = await browser.open(`${sites[name].url}/opening-${name}`);
        const { messages, ...times } = await inPage<OpeningBench, "times">(page, "times");
        if (messages !== 50) throw new Error(`${messages} messages were read`);
        // The first round warms the browser up.
        if (round > 0) samples[name].push(times);
        await page.close();
      }
    }
  } finally {
    await sites.athro.stop();
    await sites.plain.stop();
  }
  const part = (name: keyof typeof samples, from: keyof OpeningTimes, to: keyof OpeningTimes) =>
    median(samples[name].map((times) => times[to] - times[from]));
  const parts = (name: keyof typeof samples) =>
    `${inMs(part(name, "document", "read"))}: script ${inMs(part(name, "document", "script"))}, open ${inMs(part(name, "script", "opened"))}, read ${inMs(part(name, "opened", "read"))}`;
  return [
    {
      name: "cold open, 10,000 messages and 1,000 events",
      value: part("athro", "document", "read") / part("plain", "document", "read"),
      unit: "x",
      target: { atMost: 1 },
      note: `${parts("athro")}; plain ${parts("plain")}`,
    },
  ];
};
