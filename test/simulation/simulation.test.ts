import { afterAll, beforeAll, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";
import { type Pool, startPool } from "./pool.ts";
import { REGRESSIONS } from "./regressions.ts";
import { neverHappened, seedsFrom, sweep } from "./sweep.ts";

const SEEDS = 200;

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

test(`[G1] [G2] [G3] [G4] [G5] [G7] seeds 1 to ${SEEDS} break no promise, and leave no kind of fault out`, async () => {
  const sum = await sweep(seedsFrom(1, SEEDS), { pool });
  for (const { seed, message, trace } of sum.failures)
    console.error(`seed ${seed}: ${message}\n${trace.join("\n")}`);
  expect(sum.failures.map(({ seed, message }) => `seed ${seed}: ${message}`)).toEqual([]);
  expect(neverHappened(sum.faults)).toEqual([]);
});

test("a seed plays the same way every time", async () => {
  for (const seed of ["4", "11", "restored"]) {
    const once = await pool.play({ seed, mutant: null });
    const again = await pool.play({ seed, mutant: null });
    expect(again).toEqual(once);
    expect(once.ops).toBeGreaterThan(0);
  }
});

test.each(REGRESSIONS)("$what (seed $seed)", async ({ seed }) => {
  const { failure } = await pool.play({ seed, mutant: null });
  expect(failure).toBeUndefined();
});
