/** The installed app's start, offline: everything comes from its worker and its database, in a browser that has just been started. */
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import type { Page } from "playwright-core";
import { serveApp } from "../../supabase/local/static-app.ts";
import { findChrome } from "../support/chrome.ts";
import { FLAGS, launchProfile, newProfileDir, workerReady } from "../support/profile.ts";
import { inBareBrowser } from "./bare-browser.ts";
import { inPage } from "./browser.ts";
import { bundle } from "./bundle.ts";
import { type Figure, inMs, median } from "./measure.ts";
import type { OpeningBench } from "./pages/opening-times.ts";
import type { StartingFill } from "./pages/starting-fill.ts";
import type { Start } from "./pages/starting-watch.ts";

const ROUNDS = 15;
/** A phone of the cheaper kind beside the machine that measures. */
const SLOWER = 4;
/** After so long the page is asked; what comes late, and might still move it or hold it up, has come by then. ms */
const AFTERWARDS_MS = 4_000;
const ASKED_AT_MOST = 20;

/** The chat that was last spoken in, in the app; and 50 messages read by a page that does nothing else. Both slowed down and offline. */
export const measureStarting = async (dir: string): Promise<Figure[]> => {
  const sites = { athro: await appSite(dir), plain: await plainSite(dir) };
  const places = { athro: await newProfileDir(), plain: await newProfileDir() };
  const watch = await bundle("pages/starting-watch.ts", "starting-watch", dir);
  const plain: number[] = [];
  const starts: Start[] = [];
  try {
    await once(sites.athro.url, places.athro, async (page) => {
      await page.goto("/fill/");
      await inPage<StartingFill, "athro">(page, "athro");
      await page.goto("/");
      await workerReady(page);
    });
    await once(sites.plain.url, places.plain, async (page) => {
      await page.goto("/fill/");
      await inPage<StartingFill, "plain">(page, "plain");
    });
    // From here on there is no network: not for the workers either.
    for (const site of Object.values(sites)) await site.stop();
    // The first round warms the machine up.
    for (let round = 0; round <= ROUNDS; round += 1) {
      const measures = [
        async () => {
          const times = await start<ReturnType<OpeningBench["times"]>>(
            places.plain,
            `${sites.plain.url}/`,
            "globalThis.bench?.times()",
            watch,
          );
          if (times.messages !== 50) throw new Error(`${times.messages} messages were read`);
          if (round > 0) plain.push(times.read);
        },
        async () => {
          const one = await start<Start>(
            places.athro,
            `${sites.athro.url}/athro`,
            "globalThis.start.readable > 0 ? globalThis.start : undefined",
            watch,
          );
          if (round > 0) starts.push(one);
        },
      ];
      for (const measure of round % 2 === 0 ? measures : measures.toReversed()) await measure();
    }
  } finally {
    for (const site of Object.values(sites)) await site.stop();
    for (const place of Object.values(places)) await rm(place, { recursive: true, force: true });
  }
  const readable = median(starts.map((start) => start.readable));
  return [
    {
      name: "cold start offline at 4x CPU throttle, to the last chat",
      value: readable / median(plain),
      unit: "x",
      target: { atMost: 2 },
      note: `${inMs(readable)}; Dexie and 50 messages alone ${inMs(median(plain))}`,
    },
    {
      name: "its layout shift",
      value: Math.max(...starts.map(({ shift }) => shift)),
      unit: "",
      target: { atMost: 0 },
      note: `the worst of ${ROUNDS}`,
    },
    {
      name: "its longest task",
      value: median(starts.map(({ longest }) => longest)),
      unit: "ms",
      target: { atMost: 100 },
      note: `at 4x CPU throttle; the worst of ${ROUNDS} ${inMs(Math.max(...starts.map(({ longest }) => longest)))}`,
    },
  ];
};

/**
 * What `found` gives of a page after a cold start at `url`, slowed down. `script` runs before all else, in both pages: what watching takes is not
 * the app's. The page is asked a good while later, since asking takes its time too.
 */
const start = <T>(place: string, url: string, found: string, script: string): Promise<T> =>
  inBareBrowser(findChrome(), FLAGS, place, async (page) => {
    await page.send("Page.enable");
    await page.send("Page.addScriptToEvaluateOnNewDocument", {
      source: await readFile(script, "utf8"),
    });
    await page.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await page.send("Page.navigate", { url });
    for (let asked = 0; asked < ASKED_AT_MOST; asked += 1) {
      await new Promise((resolve) => setTimeout(resolve, AFTERWARDS_MS));
      const value = await page.evaluate<T | undefined>(found);
      if (value !== undefined) return value;
    }
    throw new Error(`${url} did not start`);
  });

/** A browser that is started for this alone, over what an earlier one has kept. */
const once = async <T>(url: string, place: string, act: (page: Page) => Promise<T>): Promise<T> => {
  const { context, open, problems } = await launchProfile(findChrome(), url, place);
  try {
    const result = await act(await open());
    if (problems.length > 0) throw new Error(problems.join("\n"));
    return result;
  } finally {
    await context.close();
  }
};

/** The build in `dist`, and a page that fills its databases. */
const appSite = async (dir: string) => {
  const root = join(dir, "starting-athro");
  await cp(join(import.meta.dirname, "../../dist"), root, { recursive: true });
  await fillPage(root);
  return serve(root);
};

const PLAIN_WORKER = `
addEventListener("install", (event) =>
  event.waitUntil(caches.open("plain").then((cache) => cache.addAll(["/", "/opening-plain.js"]))));
addEventListener("fetch", (event) =>
  event.respondWith(caches.match(event.request).then((kept) => kept ?? fetch(event.request))));
`;

const plainSite = async (dir: string) => {
  const root = join(dir, "starting-plain");
  await mkdir(root);
  await bundle("pages/opening-plain.ts", "opening-plain", root);
  await writeFile(join(root, "index.html"), pageOf("opening-plain.js"));
  await writeFile(join(root, "sw.js"), PLAIN_WORKER);
  await fillPage(root);
  return serve(root);
};

const fillPage = async (root: string): Promise<void> => {
  const place = join(root, "fill");
  await mkdir(place);
  await bundle("pages/starting-fill.ts", "starting-fill", place);
  await writeFile(join(place, "index.html"), pageOf("fill/starting-fill.js"));
};

const pageOf = (script: string): string =>
  `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>${script}</title><script type="module" src="/${script}"></script>`;

const serve = async (root: string) => {
  const app = new Hono().get("*", serveApp(root));
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
