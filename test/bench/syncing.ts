import type { Endpoint } from "../support/backend.ts";
import { type Browser, inPage } from "./browser.ts";
import { bundle } from "./bundle.ts";
import { type Figure, inMs, inRows, median } from "./measure.ts";
import type { SyncBench } from "./pages/sync.ts";
import { createRelay, type Relay } from "./relay.ts";
import { type Site, startSite } from "./site.ts";
import { addStudent, giveRows, pullAll } from "./sync-calls.ts";

const FIRST_SYNC_EVENTS = 1_000;
const FIRST_SYNC_ROWS = 20_000;
const FIRST_SYNC_ROUNDS = 5;
const DRAIN_MUTATIONS = 1_000;
const DRAIN_LATENCY_MS = 50;
const DRAIN_ROUNDS = 7;
const SENT_MESSAGES = 9;

type Run = <K extends keyof SyncBench & string>(
  name: K,
  ...args: Parameters<SyncBench[K]>
) => Promise<Awaited<ReturnType<SyncBench[K]>>>;

interface Stage {
  endpoint: Endpoint;
  relay: Relay;
  run: Run;
}

/** Syncing as the page's engine does it, over a relay to the real backend. */
export const measureSyncing = async (
  browser: Browser,
  endpoint: Endpoint,
  dir: string,
): Promise<Figure[]> => {
  await bundle("pages/sync.ts", "sync", dir);
  const relay = createRelay(endpoint);
  const site: Site = await startSite(dir, { answerSync: relay.answer });
  try {
    const page = await browser.open(`${site.url}/sync`);
    const run: Run = (name, ...args) => inPage<SyncBench, typeof name>(page, name, ...args);
    const stage = { endpoint, relay, run };
    const figures = [
      ...(await measureFirstSync(stage)),
      ...(await measureDrain(stage)),
      ...(await measureSending(stage)),
    ];
    await page.close();
    return figures;
  } finally {
    await site.stop();
  }
};

const measureFirstSync = async ({ endpoint, relay, run }: Stage): Promise<Figure[]> => {
  const student = await addStudent(endpoint);
  await giveRows(endpoint, student, {
    messages: FIRST_SYNC_ROWS - FIRST_SYNC_EVENTS - 1,
    events: FIRST_SYNC_EVENTS,
  });
  const samples = { athro: [] as number[], plain: [] as number[], ahead: [] as number[] };
  // The first round asks the backend itself; from then on its answers are given again.
  relay.calls = [];
  const real = await run("pull", student);
  const requests = relay.calls.length;
  for (let round = 0; round < FIRST_SYNC_ROUNDS; round += 1) {
    const turns = [
      async () => samples.athro.push((await run("pull", student)).ms),
      async () => samples.plain.push((await run("pullPlain", student, false)).ms),
      async () => samples.ahead.push((await run("pullPlain", student, true)).ms),
    ];
    for (let turn = 0; turn < turns.length; turn += 1)
      await turns[(turn + round) % turns.length]?.();
  }
  if (real.rows !== FIRST_SYNC_ROWS) throw new Error(`${real.rows} rows came`);
  if (relay.calls.slice(requests).some((call) => !call.repeated))
    throw new Error("a call was not the same as in the first round");
  const speed = (ms: number) => (FIRST_SYNC_ROWS / ms) * 1_000;
  const athro = speed(median(samples.athro));
  return [
    {
      name: "first sync, 20,000 rows: speed",
      value: athro / speed(median(samples.ahead)),
      unit: "x",
      target: { atLeast: 0.9 },
      note: `${inRows(athro)}, plain ${inRows(speed(median(samples.ahead)))}, both fetching ahead; ${inRows(speed(real.ms))} with the backend's own time`,
    },
    {
      name: "  beside a plain app that waits for each page",
      value: athro / speed(median(samples.plain)),
      unit: "x",
      note: `plain ${inRows(speed(median(samples.plain)))}`,
    },
    { name: "  requests", value: requests, unit: "requests", target: { atMost: 25 } },
  ];
};

const measureDrain = async ({ endpoint, relay, run }: Stage): Promise<Figure[]> => {
  const student = await addStudent(endpoint);
  await run("queueUp", student, DRAIN_MUTATIONS);
  relay.latencyMs = DRAIN_LATENCY_MS;
  relay.calls = [];
  const real = await run("drain", student);
  const { calls } = relay;
  const samples: number[] = [];
  for (let round = 0; round < DRAIN_ROUNDS; round += 1) {
    relay.calls = [];
    const { ms, left } = await run("drain", student);
    if (left > 0) throw new Error(`${left} mutations were left`);
    if (relay.calls.some((call) => !call.repeated))
      throw new Error("a call was not the same as in the first round");
    samples.push(ms);
  }
  relay.latencyMs = 0;
  return [
    {
      name: "drain of 1,000 mutations at 50 ms latency",
      value: median(samples),
      unit: "ms",
      target: { atMost: 300 },
      note: `${inMs(real.ms)} with the backend's own time; ${Math.round(calls.reduce((sum, { sent }) => sum + sent, 0) / 1024)} KiB sent`,
    },
    { name: "  requests", value: calls.length, unit: "requests", target: { atMost: 3 } },
  ];
};

/** One message from a device with a short chat, and from one with a long. */
const measureSending = async ({ endpoint, relay, run }: Stage): Promise<Figure[]> => {
  const sizes = [10, 10_000] as const;
  const bytes: number[] = [];
  const requestBytes: number[] = [];
  relay.repeats = false;
  for (const size of sizes) {
    const student = await addStudent(endpoint);
    const sessionId = await giveRows(endpoint, student, { messages: size });
    await pullAll(endpoint, student);
    await run("pull", student);
    relay.calls = [];
    for (let n = 0; n < SENT_MESSAGES; n += 1) await run("send", student, sessionId);
    if (relay.calls.length !== SENT_MESSAGES)
      throw new Error(`${SENT_MESSAGES} messages took ${relay.calls.length} requests`);
    bytes.push(median(relay.calls.map(({ sent, received }) => sent + received)));
    requestBytes.push(median(relay.calls.map(({ sent }) => sent)));
  }
  relay.repeats = true;
  const [few = 0, many = 0] = bytes;
  return [
    {
      name: "one message in a chat of 10,000 beside one of 10: bytes",
      value: many / few,
      unit: "x",
      target: { atMost: 1.05 },
      note: `${few} B and ${many} B there and back`,
    },
    {
      name: "  request body",
      value: Math.max(...requestBytes),
      unit: "B",
      target: { atMost: 768 },
    },
  ];
};
