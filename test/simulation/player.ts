/** A process that plays the seeds it is given, one after another, on a database of its own: see pool.ts. */
import { MUTANTS } from "./mutants.ts";
import { runSeed } from "./run.ts";
import { Server } from "./server.ts";
import type { Task } from "./pool.ts";

// Hosts tell of each store that failed, and Dexie of each database that was deleted; here that happens all the time.
for (const say of ["error", "warn"] as const) console[say] = () => {};

const server = await Server.open(process.argv[2] ?? "");

process.on("message", async ({ seed, mutant }: Task) => {
  const planted = mutant === null ? {} : MUTANTS[mutant]?.();
  if (!planted) throw new Error(`there is no mutant "${mutant}"`);
  process.send?.(await runSeed(seed, { server, mutant: planted }));
});
process.on("disconnect", () => {
  void server.close();
});
process.send?.("ready");
