/** Measures Athro against its targets, and fails if one is missed: `npm run bench`, or `npm run bench -- opening size` for some sections alone. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startTestBackend } from "../support/backend.ts";
import { openBrowser } from "./browser.ts";
import { measureChat } from "./chat.ts";
import { measureCalendar } from "./calendar.ts";
import type { Figure } from "./measure.ts";
import { measureOpening } from "./opening.ts";
import { jsonOf, missed, tableOf } from "./report.ts";
import { measureSearching } from "./searching.ts";
import { measureServing } from "./serving.ts";
import { measureSize } from "./size.ts";
import { measureStarting } from "./starting.ts";
import { measureSyncing } from "./syncing.ts";
import { measureWriting } from "./writing.ts";

const inBrowser =
  (measure: (browser: Awaited<ReturnType<typeof openBrowser>>, dir: string) => Promise<Figure[]>) =>
  async (dir: string): Promise<Figure[]> => {
    const browser = await openBrowser();
    try {
      return await measure(browser, dir);
    } finally {
      await browser.close();
    }
  };

const onBackend = async (
  measure: (backend: Awaited<ReturnType<typeof startTestBackend>>) => Promise<Figure[]>,
): Promise<Figure[]> => {
  // As `npm start` runs it: every commit is on the disk before it is acknowledged.
  const backend = await startTestBackend({ durable: true });
  try {
    return await measure(backend);
  } finally {
    await backend.stop();
  }
};

const SECTIONS: Record<string, (dir: string) => Promise<Figure[]>> = {
  writing: inBrowser(measureWriting),
  calendar: inBrowser(measureCalendar),
  opening: inBrowser(measureOpening),
  searching: inBrowser(measureSearching),
  starting: measureStarting,
  syncing: inBrowser((browser, dir) =>
    onBackend((backend) => measureSyncing(browser, backend, dir)),
  ),
  serving: () => onBackend(measureServing),
  chat: measureChat,
  size: measureSize,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in SECTIONS));
if (unknown.length > 0) {
  console.error(
    `There is no ${unknown.join(", ")} to measure: choose from ${Object.keys(SECTIONS).join(", ")}.`,
  );
  process.exit(2);
}
const dir = await mkdtemp(join(tmpdir(), "athro-bench-"));
try {
  const figures: Figure[] = [];
  for (const [name, measure] of Object.entries(SECTIONS))
    if (asked.length === 0 || asked.includes(name)) figures.push(...(await measure(dir)));
  console.log(tableOf(figures));
  console.log(jsonOf(figures));
  if (missed(figures).length > 0) process.exitCode = 1;
} finally {
  await rm(dir, { recursive: true, force: true });
}
