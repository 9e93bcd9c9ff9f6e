import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type CycleEnd,
  DEBOUNCE_MAX_MS,
  type EngineInput,
  INITIAL,
  step,
} from "../../src/sync/engine.ts";

const BACKOFF_MAX_MS = 60_000;
const CYCLE_MAX_MS = 400;

/**
 * A host in virtual time: carries out the effects, with cycles of given lengths and ends. Timers go by time passed; the engine sees a
 * wall clock, which can be set.
 */
class VirtualHost {
  state = INITIAL;
  elapsed = 0;
  wallOffset = 1_000_000_000_000;
  runs: number[] = [];
  private wake: number | null = null;
  private ending: { at: number; end: CycleEnd } | null = null;
  private readonly nextCycle: () => { ms: number; end: CycleEnd; random: number };

  constructor(nextCycle: VirtualHost["nextCycle"]) {
    this.nextCycle = nextCycle;
  }

  get wall(): number {
    return this.elapsed + this.wallOffset;
  }

  send(input: EngineInput, random = 0.5): void {
    const next = step(this.state, input, this.wall, random);
    this.state = next.state;
    for (const effect of next.effects) {
      if (effect.type === "wake") this.wake = this.elapsed + Math.max(0, effect.at - this.wall);
      if (effect.type === "run") this.run();
    }
  }

  /** Lets time pass, timers and cycle ends coming at their times. */
  pass(ms: number): void {
    const until = this.elapsed + ms;
    for (;;) {
      const at = Math.min(this.wake ?? Infinity, this.ending?.at ?? Infinity);
      if (at > until) break;
      this.elapsed = at;
      if (this.ending?.at === at) {
        const { end } = this.ending;
        this.ending = null;
        this.send({ type: "finished", end }, this.nextCycle().random);
      } else {
        this.wake = null;
        this.send({ type: "woke" });
      }
    }
    this.elapsed = until;
  }

  private run(): void {
    if (this.ending) throw new Error("a second cycle began during the first");
    this.wake = null;
    const { ms, end } = this.nextCycle();
    this.ending = { at: this.elapsed + ms, end };
    this.runs.push(this.elapsed);
  }
}

const input: fc.Arbitrary<EngineInput> = fc.oneof(
  fc
    .constantFrom("started", "wrote", "flush", "drain", "online", "visible", "poll", "woke")
    .map((type) => ({ type }) as EngineInput),
  fc.nat(30).map((seq) => ({ type: "poke", seq }) as const),
);

const happening = fc.oneof(
  { weight: 4, arbitrary: input.map((given) => (host: VirtualHost) => host.send(given)) },
  { weight: 3, arbitrary: fc.nat(8_000).map((ms) => (host: VirtualHost) => host.pass(ms)) },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: -400_000_000, max: 400_000_000 })
      .map((ms) => (host: VirtualHost) => {
        host.wallOffset += ms;
      }),
  },
);

const cycleEnd: fc.Arbitrary<CycleEnd> = fc.oneof(
  fc.nat(30).map((cursor) => ({ kind: "done", cursor, proof: "equal" }) as const),
  fc.constantFrom("network", "server").map((cause) => ({ kind: "retry", cause }) as const),
  fc.constant({ kind: "reauthenticate" } as const),
  fc.constant({ kind: "upgrade" } as const),
);

const cycle = fc.record({
  ms: fc.nat(CYCLE_MAX_MS),
  end: cycleEnd,
  random: fc.double({ min: 0, max: 0.999, noNaN: true }),
});

/** A host after any history, whose cycles succeed from now on. */
const afterAnything = fc
  .record({ happenings: fc.array(happening, { maxLength: 40 }), cycles: fc.array(cycle) })
  .map(({ happenings, cycles }) => {
    let healed = false;
    let drawn = 0;
    const host = new VirtualHost(() => {
      const given = cycles[drawn];
      drawn += 1;
      if (given && !healed) return given;
      return { ms: CYCLE_MAX_MS, end: { kind: "done", cursor: 30, proof: "equal" }, random: 0.5 };
    });
    for (const happen of happenings) happen(host);
    healed = true;
    return host;
  });

describe("after anything that may have happened", () => {
  test("[S1] a write is followed by a cycle in time, once cycles succeed", () => {
    fc.assert(
      fc.property(afterAnything, (host) => {
        // A cycle that is going on may still end badly: it began before.
        host.pass(CYCLE_MAX_MS);
        if (host.state.blocked !== null) host.send({ type: "started" });
        host.send({ type: "wrote" });
        const at = host.elapsed;
        // Set back by less than a backoff, a clock may double the wait.
        const backoff = host.state.failures > 0 ? 2 * BACKOFF_MAX_MS : 0;
        const bound = Math.max(DEBOUNCE_MAX_MS, backoff) + CYCLE_MAX_MS;
        host.pass(bound);
        expect(host.runs.some((run) => run >= at)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test("[S2] cycles come to an end by themselves, with nothing planned", () => {
    fc.assert(
      fc.property(afterAnything, (host) => {
        host.pass(10 * BACKOFF_MAX_MS);
        const { length } = host.runs;
        expect(host.state).toMatchObject({ running: false, due: null, again: false });
        host.pass(100 * BACKOFF_MAX_MS);
        expect(host.runs).toHaveLength(length);
      }),
      { numRuns: 1_000 },
    );
  });

  test("[S3] `online` and a start run a cycle at once, or right after the one going on", () => {
    fc.assert(
      fc.property(afterAnything, fc.constantFrom("online", "started"), (host, type) => {
        fc.pre(host.state.blocked !== "upgrade" || type === "started");
        const at = host.elapsed;
        host.send({ type });
        if (host.runs.at(-1) === at) return;
        expect(host.state).toMatchObject({ running: true, again: true });
      }),
      { numRuns: 1_000 },
    );
  });
});
