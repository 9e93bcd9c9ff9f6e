/** The simulation is only worth what it finds: it has to find bugs that are known to be there. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";
import { MUTANTS } from "./mutants.ts";
import { type Pool, startPool } from "./pool.ts";
import { seedsFrom, sweep } from "./sweep.ts";

const SEEDS_MAX = 200;

const databases: FreshDatabase[] = [];
let pool: Pool;

beforeAll(async () => {
  pool = await startPool(async () => {
    const database = await freshDatabase();
    databases.push(database);
    return database.url;
  });
});

afterAll(async () => {
  await pool.stop();
  await Promise.all(databases.map((database) => database.drop()));
});

test.each(Object.keys(MUTANTS))("%s is found", async (mutant) => {
  const sum = await sweep(seedsFrom(1, SEEDS_MAX), { pool, mutant, untilFailure: true });
  const [first] = sum.failures;
  if (first) console.log(`seed ${first.seed}: ${first.message.split("\n", 1)[0]}`);
  expect(first?.message).toMatch(/^\[[A-Z]\d\] /);
});
