/**
 * When to sync: a pure state machine. The host feeds it what happened and carries out the effects.
 *
 *            wrote, poke, online, ... set `due`
 *               │
 *   idle ───────┴── due passed: run ──▶ running ── finished ──▶ idle, or running if something came up
 *     ▲                                   │ retry: due = now + backoff
 *     └── blocked (signin, upgrade) ◀─────┘ reauthenticate, upgrade
 */
import { backoffDelay } from "./backoff.ts";
import type { SyncStatus } from "./ports.ts";

export const DEBOUNCE_DELAY_MS = 1_000;
/** A burst of writes is pushed this long after its first at the latest. */
export const DEBOUNCE_MAX_MS = 5_000;
/** Nothing is planned further ahead than the longest backoff: what seems to be was planned by a clock that has been set back since. */
const AHEAD_MAX_MS = 60_000;

export interface EngineState {
  running: boolean;
  /** When the next cycle is to begin, ms; null for none. During a cycle: when what was written meanwhile is to be pushed. */
  due: number | null;
  /** First write of the burst that is waiting, ms. */
  burstSince: number | null;
  /** In a row. */
  failures: number;
  blocked: "signin" | "upgrade" | null;
  /** Something came up during a cycle that is to be seen to right after it. */
  again: boolean;
  /** Highest seq that a poke told of. */
  news: number;
  /** Seq up to which the device holds everything, as of the last cycle. */
  cursor: number;
}

export const INITIAL: EngineState = {
  running: false,
  due: null,
  burstSince: null,
  failures: 0,
  blocked: null,
  again: false,
  news: 0,
  cursor: 0,
};

/** How a cycle ended. */
export type CycleEnd =
  | { kind: "done"; cursor: number; proof: "equal" | "different" | "unknown" }
  | { kind: "retry"; cause: "network" | "server" }
  | { kind: "reauthenticate" }
  | { kind: "upgrade" };

export type EngineInput =
  /** A host begins, a page opened, a student signed in. */
  | { type: "started" }
  /** Something was written. */
  | { type: "wrote" }
  /** Push now: Save, a hidden page, "Try again". */
  | { type: "flush" }
  /** Background Sync: push what waits, but leave a pause that is about to end to itself. */
  | { type: "drain" }
  /** The network may be back, the page may have slept, the slow poll is due. */
  | { type: "online" | "visible" | "poll" }
  | { type: "poke"; seq: number }
  /** Time passed. */
  | { type: "woke" }
  | { type: "finished"; end: CycleEnd };

type Effect =
  | { type: "run" }
  /** Send `woke` at this time; replaces an earlier wake. */
  | { type: "wake"; at: number }
  | { type: "report"; status: SyncStatus };

export interface Step {
  state: EngineState;
  effects: Effect[];
}

/** One step; `now` in ms, `random` in [0, 1). */
export const step = (
  before: EngineState,
  input: EngineInput,
  now: number,
  random: number,
): Step => {
  const state = upToDate(before, now);
  switch (input.type) {
    case "started":
      return soon({ ...state, blocked: null, failures: 0 }, now, now);
    case "flush":
      return soon(state, now, now);
    case "drain":
      // The event fires at once where there is a network, and must not cut each pause in typing short.
      return state.burstSince === null || state.failures > 0
        ? soon({ ...state, failures: 0 }, now, now)
        : soon(state, now, state.due);
    case "online":
      return soon({ ...state, failures: 0 }, now, now);
    case "visible":
    case "poll":
      return soon(state, now, state.failures > 0 ? (state.due ?? now) : now);
    case "wrote":
      return wrote(state, now);
    case "poke": {
      if (input.seq <= state.cursor || input.seq <= state.news) return { state, effects: [] };
      const next = { ...state, news: input.seq };
      // The cycle may be about to bring it: its own push causes a poke. Its end tells.
      if (state.running) return { state: next, effects: [] };
      return soon(next, now, state.failures > 0 ? (state.due ?? now) : now);
    }
    case "woke":
      return state.running ? { state, effects: [] } : soon(state, now, state.due);
    case "finished":
      return finished(state, input.end, now, random);
  }
};

const upToDate = (state: EngineState, now: number): EngineState => {
  const { due, burstSince } = state;
  const lost = due !== null && due - now > AHEAD_MAX_MS;
  const early = burstSince !== null && burstSince > now;
  return lost || early
    ? { ...state, due: lost ? now : due, burstSince: early ? now : burstSince }
    : state;
};

const wrote = (state: EngineState, now: number): Step => {
  // What is written while a cycle tries whether that still holds has to be pushed after it.
  if (state.blocked !== null && !state.running) return { state, effects: [] };
  const burstSince = state.burstSince ?? now;
  const due = Math.min(now + DEBOUNCE_DELAY_MS, burstSince + DEBOUNCE_MAX_MS);
  // While backing off, a write waits for the attempt that is planned anyway.
  if (state.failures > 0 && state.due !== null)
    return soon({ ...state, burstSince }, now, state.due);
  return soon({ ...state, burstSince, due: null }, now, due);
};

/** Runs at `at`, or at the time planned already if that is earlier; never before a cycle that is going on has ended. */
const soon = (state: EngineState, now: number, at: number | null): Step => {
  if (state.running)
    return {
      state: at === null || at <= now ? { ...state, again: true } : { ...state, due: at },
      effects: [],
    };
  if (state.blocked === "upgrade" || at === null) return { state, effects: [] };
  const due = Math.min(at, state.due ?? at);
  if (due > now) return { state: { ...state, due }, effects: [{ type: "wake", at: due }] };
  return {
    state: { ...state, running: true, due: null, burstSince: null, again: false },
    effects: [{ type: "run" }],
  };
};

const finished = (state: EngineState, end: CycleEnd, now: number, random: number): Step => {
  const idle: EngineState = { ...state, running: false, again: false };
  switch (end.kind) {
    case "done": {
      const next = { ...idle, failures: 0, blocked: null, cursor: end.cursor };
      const status: SyncStatus = {
        phase: "idle",
        problem: end.proof === "different" ? "digest" : null,
      };
      const report: Effect = { type: "report", status };
      const behind = state.news > end.cursor ? now + DEBOUNCE_DELAY_MS : null;
      const more = soon(
        { ...next, news: behind ? 0 : next.news },
        now,
        state.again ? now : (behind ?? next.due),
      );
      return { state: more.state, effects: [report, ...more.effects] };
    }
    case "retry": {
      const failures = state.failures + 1;
      const due = now + backoffDelay(failures, end.cause, random);
      return {
        state: { ...idle, failures, due },
        effects: [
          { type: "report", status: { phase: "retrying", problem: end.cause } },
          { type: "wake", at: due },
        ],
      };
    }
    case "reauthenticate": {
      const paused = blocked(idle, "signin");
      // Asked for meanwhile, by a fresh sign-in perhaps: the cycle may have looked too early.
      if (!state.again) return paused;
      const more = soon(paused.state, now, now);
      return { state: more.state, effects: [...paused.effects, ...more.effects] };
    }
    case "upgrade":
      return blocked(idle, "upgrade");
  }
};

const blocked = (state: EngineState, why: "signin" | "upgrade"): Step => ({
  state: { ...state, blocked: why, due: null, burstSince: null },
  effects: [{ type: "report", status: { phase: "idle", problem: why } }],
});
