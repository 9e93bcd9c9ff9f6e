/**
 * Plays as many seeds as one likes, on a PostgreSQL of its own: `npm run test:soak -- --seeds N --from S`. The last line is the sum as
 * JSON; the exit code is 1 if a promise was broken, or if over 200 seeds and more a kind of fault never happened. The first failure is
 * told with the operations that are left of it once it has been shortened. `--shrink SEED` only shortens one failing seed.
 */
import { parseArgs } from "node:util";
import { type Cluster, startCluster } from "./cluster.ts";
import { startPool } from "./pool.ts";
import { Server } from "./server.ts";
import { shrink } from "./shrink.ts";
import { neverHappened, seedsFrom, sweep } from "./sweep.ts";

/** From so many seeds on, everything is to have happened. */
const ENOUGH_SEEDS = 200;
const TELL_EVERY = 500;

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "200" },
    from: { type: "string", default: "1" },
    shrink: { type: "string" },
  },
});

const wholeNumber = (name: string, text: string): number => {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0)
    throw new Error(`--${name} takes a whole number`);
  return number;
};

const soak = async (cluster: Cluster, seeds: number, from: number): Promise<boolean> => {
  const pool = await startPool(cluster.newDatabase);
  let played = 0;
  const sum = await sweep(seedsFrom(from, seeds), {
    pool,
    played: (seed, { failure }) => {
      played += 1;
      if (failure) console.log(`seed ${seed}: ${failure.message}`);
      if (played % TELL_EVERY === 0) console.log(`${played} of ${seeds}`);
    },
  });
  await pool.stop();
  const [first] = sum.failures;
  if (first) await shorten(cluster, first.seed);
  const missing = seeds >= ENOUGH_SEEDS ? neverHappened(sum.faults) : [];
  if (missing.length > 0) console.log(`never happened: ${missing.join(", ")}`);
  const { ops, faults, rejected, superseded } = sum;
  const failures = sum.failures.map(({ seed }) => Number(seed));
  console.log(JSON.stringify({ seeds, from, ops, faults, rejected, superseded, failures }));
  return failures.length === 0 && missing.length === 0;
};

/** Whether the seed passes. */
const shorten = async (cluster: Cluster, seed: string): Promise<boolean> => {
  const server = await Server.open(await cluster.newDatabase());
  const found = await shrink(seed, { server });
  await server.close();
  if (!found) {
    console.log(`seed ${seed} does not fail`);
    return true;
  }
  for (const line of found.result.failure?.trace ?? []) console.log(line);
  console.log(found.result.failure?.message);
  console.log(JSON.stringify({ seed, operations: found.operations }));
  return false;
};

const cluster = await startCluster();
try {
  const passed =
    values.shrink === undefined
      ? await soak(cluster, wholeNumber("seeds", values.seeds), wholeNumber("from", values.from))
      : await shorten(cluster, values.shrink);
  process.exitCode = passed ? 0 : 1;
} finally {
  await cluster.stop();
}
