import { type EngineInput, type EngineState, INITIAL, step } from "../../src/sync/engine.ts";

/** When the test begins, ms. */
export const T = 1_000_000_000_000;
export const DONE = { kind: "done", cursor: 10, proof: "equal" } as const;
export const wrote = { type: "wrote" } as const;
export const finished = (end: Extract<EngineInput, { type: "finished" }>["end"]) =>
  ({ type: "finished", end }) as const;

/** Feeds inputs, each so many ms after `T`; gives the last state and the effects of the last input. */
export const after = (
  inputs: readonly (readonly [at: number, input: EngineInput, random?: number])[],
  state: EngineState = INITIAL,
) => {
  let last = { state, effects: [] as ReturnType<typeof step>["effects"] };
  for (const [at, input, random = 0.5] of inputs) last = step(last.state, input, T + at, random);
  return last;
};

/** After a cycle that got everything up to seq 10. */
export const IDLE = after([
  [0, { type: "started" }],
  [0, finished(DONE)],
]).state;
export const run = [{ type: "run" }];
