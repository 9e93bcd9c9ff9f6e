/** Plays many seeds, as many at once as the pool allows. */
import { addFaults, type FaultCounts, FAULT_KINDS, type FaultKind, noFaults } from "./faults.ts";
import type { Pool } from "./pool.ts";
import type { RunResult } from "./run.ts";

export interface Sweep {
  ops: number;
  faults: FaultCounts;
  rejected: number;
  superseded: number;
  failures: { seed: string; message: string; trace: string[] }[];
}

export interface SweepOptions {
  pool: Pool;
  /** A planted bug, by its name. */
  mutant?: string;
  /** Ends with the first failure. */
  untilFailure?: boolean;
  /** Told of each seed as it ends. */
  played?(seed: string, result: RunResult): void;
}

export const sweep = async (seeds: readonly string[], options: SweepOptions): Promise<Sweep> => {
  const { pool, mutant = null } = options;
  const sum: Sweep = { ops: 0, faults: noFaults(), rejected: 0, superseded: 0, failures: [] };
  const left = seeds.toReversed();
  const work = async (): Promise<void> => {
    for (let seed = left.pop(); seed !== undefined; seed = left.pop()) {
      const result = await pool.play({ seed, mutant });
      options.played?.(seed, result);
      sum.ops += result.ops;
      sum.rejected += result.rejected;
      sum.superseded += result.superseded;
      addFaults(sum.faults, result.faults);
      if (!result.failure) continue;
      sum.failures.push({ seed, ...result.failure });
      if (options.untilFailure) left.length = 0;
    }
  };
  await Promise.all(Array.from({ length: pool.size }, work));
  return sum;
};

/** Kinds of fault that never happened. */
export const neverHappened = (faults: FaultCounts): FaultKind[] =>
  FAULT_KINDS.filter((kind) => faults[kind] === 0);

/** `count` seeds, named by number. */
export const seedsFrom = (first: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(first + index));
