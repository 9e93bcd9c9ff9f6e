/**
 * Plays as many seeds as one likes, on a PostgreSQL of its own: `npm run test:soak -- --seeds N --from S`. The last line is the sum as
 * JSON; the exit code is 1 if a promise was broken, or if over 200 seeds and more a kind of fault never happened.
 * `--shrink SEED` shortens one failing seed instead, and tells what is left of it.
 */
import { parseArgs } from "node:util";
import { startCluster } from "./cluster.ts";
import { shrink } from "./shrink.ts";
import { neverHappened, seedsFrom, sweep } from "./sweep.ts";

/** From so many seeds on, everything is to have happened. */
const ENOUGH_SEEDS = 200;
const SERVERS = 2;

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

const soak = async (seeds: number, from: number): Promise<boolean> => {
  const cluster = await startCluster();
  try {
    const servers = [];
    for (let i = 0; i < Math.min(SERVERS, seeds); i += 1) servers.push(await cluster.open());
    const sum = await sweep(seedsFrom(from, seeds), {
      servers,
      played: (seed, { failure }) => {
        if (failure) console.log(`seed ${seed}: ${failure.message}`);
      },
    });
    const missing = seeds >= ENOUGH_SEEDS ? neverHappened(sum.faults) : [];
    if (missing.length > 0) console.log(`never happened: ${missing.join(", ")}`);
    const { ops, faults, rejected, superseded } = sum;
    const failures = sum.failures.map(({ seed }) => seed);
    console.log(JSON.stringify({ seeds, from, ops, faults, rejected, superseded, failures }));
    return failures.length === 0 && missing.length === 0;
  } finally {
    await cluster.stop();
  }
};

const shorten = async (seed: string): Promise<boolean> => {
  const cluster = await startCluster();
  try {
    const found = await shrink(seed, { server: await cluster.open() });
    if (!found) {
      console.log(`seed ${seed} does not fail`);
      return true;
    }
    for (const line of found.result.failure?.trace ?? []) console.log(line);
    console.log(found.result.failure?.message);
    console.log(JSON.stringify({ seed, operations: found.operations }));
    return false;
  } finally {
    await cluster.stop();
  }
};

const passed =
  values.shrink === undefined
    ? await soak(wholeNumber("seeds", values.seeds), wholeNumber("from", values.from))
    : await shorten(values.shrink);
process.exitCode = passed ? 0 : 1;
