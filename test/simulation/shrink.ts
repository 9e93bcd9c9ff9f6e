/** Shortens a failing run to the operations without which it would not fail. */
import { type Operation, planOf } from "./plan.ts";
import { type RunOptions, type RunResult, runSeed } from "./run.ts";

export interface Shrunk {
  operations: readonly Operation[];
  result: RunResult;
}

/** The rule at the head of a failure, which is what makes two failures the same. */
const ruleOf = (message: string): string => /^\[\w+\]/.exec(message)?.[0] ?? message.slice(0, 40);

/** Leaves out ever smaller parts, as long as the same rule is broken. Null if the seed does not fail. */
export const shrink = async (seed: string, options: RunOptions): Promise<Shrunk | null> => {
  let operations: readonly Operation[] = options.operations ?? planOf(seed).operations;
  let result = await runSeed(seed, { ...options, operations });
  if (!result.failure) return null;
  const rule = ruleOf(result.failure.message);
  // What came after the failure had no part in it.
  operations = operations.slice(0, result.ops);
  for (let size = Math.ceil(operations.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < operations.length;) {
      const fewer = withoutPart(operations, from, size);
      const tried = await runSeed(seed, { ...options, operations: fewer });
      if (tried.failure && ruleOf(tried.failure.message) === rule) {
        operations = fewer;
        result = tried;
      } else from += size;
    }
  }
  return { operations, result };
};

/** The gaps of what is left out are kept, so that the others stay where they were in time. */
const withoutPart = (
  operations: readonly Operation[],
  from: number,
  size: number,
): readonly Operation[] => {
  const left = operations.slice(from, from + size);
  const pause = left.reduce((sum, { gap }) => sum + gap, 0);
  const [next, ...rest] = operations.slice(from + size);
  return [
    ...operations.slice(0, from),
    ...(next ? [{ ...next, gap: next.gap + pause }, ...rest] : []),
  ];
};
