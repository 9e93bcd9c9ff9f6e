import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";
import { REGRESSIONS } from "./regressions.ts";
import { runSeed } from "./run.ts";
import { Server } from "./server.ts";
import { neverHappened, seedsFrom, sweep } from "./sweep.ts";

const SEEDS = 150;
const SERVERS = 2;

const databases: FreshDatabase[] = [];
const clients: Client[] = [];
const servers: Server[] = [];

const openServer = async (): Promise<Server> => {
  const database = await freshDatabase();
  databases.push(database);
  const client = new Client({ connectionString: database.url });
  await client.connect();
  clients.push(client);
  await Server.prepare(client);
  return new Server(client);
};

const firstServer = (): Server => {
  const [server] = servers;
  if (!server) throw new Error("no server");
  return server;
};

beforeAll(async () => {
  for (let i = 0; i < SERVERS; i += 1) servers.push(await openServer());
});

afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()));
  await Promise.all(databases.map((database) => database.drop()));
});

test(`[G1] [G2] [G3] [G4] [G7] seeds 1 to ${SEEDS} break no promise, and leave no kind of fault out`, async () => {
  const sum = await sweep(seedsFrom(1, SEEDS), { servers });
  for (const { seed, message, trace } of sum.failures)
    console.error(`seed ${seed}: ${message}\n${trace.join("\n")}`);
  expect(sum.failures.map(({ seed, message }) => `seed ${seed}: ${message}`)).toEqual([]);
  expect(neverHappened(sum.faults)).toEqual([]);
});

test("a seed plays the same way every time", async () => {
  for (const seed of ["4", "11", "restored"]) {
    const once = await runSeed(seed, { server: firstServer() });
    const again = await runSeed(seed, { server: firstServer() });
    expect(again).toEqual(once);
    expect(once.ops).toBeGreaterThan(0);
  }
});

test.each(REGRESSIONS)("$what (seed $seed)", async ({ seed }) => {
  const { failure } = await runSeed(seed, { server: firstServer() });
  expect(failure).toBeUndefined();
});
