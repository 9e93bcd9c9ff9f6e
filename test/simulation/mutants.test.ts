/** The simulation is only worth what it finds: it has to find bugs that are known to be there. */
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";
import { MUTANTS } from "./mutants.ts";
import { Server } from "./server.ts";
import { seedsFrom, sweep } from "./sweep.ts";

const SEEDS_MAX = 200;

let database: FreshDatabase;
let client: Client;

beforeAll(async () => {
  database = await freshDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  await Server.prepare(client);
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

test.each(Object.entries(MUTANTS))("%s is found", async (_name, mutant) => {
  const sum = await sweep(seedsFrom(1, SEEDS_MAX), {
    servers: [new Server(client)],
    mutant: mutant(),
    untilFailure: true,
  });
  expect(sum.failures.map(({ message }) => message.replace(/^(\[\w+\]).*/s, "$1"))).toEqual([
    expect.stringMatching(/^\[[A-Z]\d\]$/),
  ]);
});
