import { Client, escapeLiteral } from "pg";
import type { SyncResponse } from "../../src/sync/protocol.ts";
import type { TestBackend } from "../support/backend.ts";
import { type Figure, inMs, median } from "./measure.ts";
import {
  addStudent,
  callSync,
  giveRows,
  newMessage,
  pullAll,
  requestOf,
  type Student,
} from "./sync-calls.ts";

const CONNECTIONS = 5;
const PUSHING_MS = 2_000;
const PUSHING_ROUNDS = 3;
const PULLED_ROWS = 20_000;
const PULLS = 3;
const WORK_ROUNDS = 40;
const WARM_UP_ROUNDS = 8;

/** What the backend manages, with every commit flushed to disk. */
export const measureServing = async (backend: TestBackend): Promise<Figure[]> => [
  ...(await measurePushing(backend)),
  await measurePulling(backend),
  ...(await measureWork(backend)),
];

/** Does one thing over and over, so many at a time, for a while. Returns how often per second. */
const repeat = async (lanes: readonly (() => Promise<unknown>)[]): Promise<number> => {
  let done = 0;
  const start = performance.now();
  await Promise.all(
    lanes.map(async (once) => {
      for (; performance.now() < start + PUSHING_MS; done += 1) await once();
    }),
  );
  return (done / (performance.now() - start)) * 1_000;
};

/**
 * One student whose devices all push at once, one mutation a call: each waits for the student's clock. Counted is what the database
 * manages over connections of PostgREST's kind. The local backend stands in for PostgREST, in one thread with the clients that are
 * measured here: there, the HTTP of both ends takes longer than the database's work, and says nothing of a real server.
 */
const measurePushing = async (backend: TestBackend): Promise<Figure[]> => {
  const student = await addStudent(backend);
  const sessionId = await giveRows(backend, student, { messages: 10 });
  const { cursor } = await pullAll(backend, student);
  let pushed = 0;
  const next = () => ({
    cursor,
    mutations: [JSON.stringify(newMessage((pushed += 1), sessionId))],
  });
  const clients = Array.from(
    { length: CONNECTIONS },
    () => new Client({ connectionString: backend.databaseUrl }),
  );
  try {
    for (const client of clients) await client.connect();
    const lanes = clients.map((client) => () => pushOver(client, student, next()));
    const speeds: { direct: number[]; http: number[] } = { direct: [], http: [] };
    for (let round = 0; round < PUSHING_ROUNDS; round += 1) {
      speeds.direct.push(await repeat(lanes));
      speeds.http.push(await repeat(lanes.map(() => () => callSync(backend, student, next()))));
    }
    return [
      {
        name: "server: one student's mutations, one a call, from 5 connections",
        value: median(speeds.direct),
        unit: "mutations/s",
        target: { atLeast: 400 },
      },
      {
        name: "  over the local backend's HTTP, clients in the same thread",
        value: median(speeds.http),
        unit: "mutations/s",
      },
    ];
  } finally {
    for (const client of clients) await client.end();
  }
};

/** One call in a transaction of its own, as the student: what PostgREST sends for it. */
const pushOver = async (client: Client, student: Student, part: object): Promise<void> => {
  await client.query(`begin; set local role authenticated; ${claimsOf(student)}`);
  const { rows } = await client.query<{ sync: SyncResponse }>({
    name: "sync",
    text: "select public.sync($1::json) as sync",
    values: [JSON.stringify(requestOf(student, part))],
  });
  await client.query("commit");
  const [ack] = rows[0]?.sync.acks ?? [];
  if (ack?.status !== "applied") throw new Error(`not applied: ${JSON.stringify(ack)}`);
};

const claimsOf = ({ id }: Student): string => {
  const claims = JSON.stringify({ sub: id, role: "authenticated", aud: "authenticated" });
  return `select set_config('request.jwt.claims', ${escapeLiteral(claims)}, true)`;
};

const measurePulling = async (backend: TestBackend): Promise<Figure> => {
  const student = await addStudent(backend);
  await giveRows(backend, student, { messages: PULLED_ROWS - 1 });
  const speeds: number[] = [];
  for (let round = 0; round < PULLS; round += 1) {
    const start = performance.now();
    const { rows } = await pullAll(backend, student);
    if (rows !== PULLED_ROWS) throw new Error(`${rows} rows came`);
    speeds.push((rows / (performance.now() - start)) * 1_000);
  }
  return {
    name: "server: rows of a first sync",
    value: median(speeds),
    unit: "rows/s",
    target: { atLeast: 20_000 },
  };
};

interface Work {
  /** Pages of tables and indexes that were touched. */
  pages: number;
  ms: number;
}

/** One call as PostgREST makes it, and what PostgreSQL did for it. */
const workOf = async (client: Client, student: Student, part: object): Promise<Work> => {
  await client.query(`begin; set local role authenticated; ${claimsOf(student)}`);
  const { rows } = await client.query<{ "QUERY PLAN": string[] | object[] }>(
    "explain (analyze, buffers, timing off, format json) select public.sync($1::json)",
    [JSON.stringify(requestOf(student, part))],
  );
  await client.query("commit");
  const [explained] = rows[0]?.["QUERY PLAN"] ?? [];
  const { Plan: plan, "Execution Time": ms } = explained as {
    Plan: { "Shared Hit Blocks": number; "Shared Read Blocks": number };
    "Execution Time": number;
  };
  return { pages: plan["Shared Hit Blocks"] + plan["Shared Read Blocks"], ms };
};

/** One message sent by a student with a short chat, and by one with a long; both are in the same tables. */
const measureWork = async (backend: TestBackend): Promise<Figure[]> => {
  const sizes = [10, 10_000] as const;
  const client = new Client({ connectionString: backend.databaseUrl });
  await client.connect();
  try {
    const subjects = [];
    for (const size of sizes) {
      const student = await addStudent(backend);
      const sessionId = await giveRows(backend, student, { messages: size });
      const { cursor } = await pullAll(backend, student);
      subjects.push({ student, sessionId, cursor, samples: [] as Work[] });
    }
    await client.query("vacuum analyze");
    for (let round = 0; round < WORK_ROUNDS; round += 1)
      for (const subject of round % 2 === 0 ? subjects : subjects.toReversed()) {
        const { student, sessionId, samples } = subject;
        const work = await workOf(client, student, {
          cursor: subject.cursor,
          mutations: [JSON.stringify(newMessage(round, sessionId))],
          limit: 1_000,
        });
        subject.cursor += 1;
        if (round >= WARM_UP_ROUNDS) samples.push(work);
      }
    const [few = [], many = []] = subjects.map(({ samples }) => samples);
    const both = (of: (work: Work) => number) =>
      [median(few.map(of)), median(many.map(of))] as const;
    const [fewPages, manyPages] = both(({ pages }) => pages);
    const [fewMs, manyMs] = both(({ ms }) => ms);
    return [
      {
        name: "one message in a chat of 10,000 beside one of 10: pages touched",
        value: manyPages / fewPages,
        unit: "x",
        target: { atMost: 1.05 },
        note: `${fewPages} and ${manyPages} pages`,
      },
      {
        name: "  time in PostgreSQL",
        value: manyMs / fewMs,
        unit: "x",
        note: `${inMs(fewMs)} and ${inMs(manyMs)}`,
      },
    ];
  } finally {
    await client.end();
  }
};
