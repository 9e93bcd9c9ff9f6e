import { describe, expect, test } from "vitest";
import { type EngineInput, INITIAL, step } from "../../src/sync/engine.ts";
import { after, DONE, finished, run, T, wrote } from "./engine-steps.ts";

/** The engine after so many failures in a row. */
const failing = (times: number, cause: "network" | "server", random = 0.999) => {
  let state = INITIAL;
  for (let i = 0; i < times; i += 1) {
    state = step({ ...state, due: T }, { type: "woke" }, T, random).state;
    state = step(state, finished({ kind: "retry", cause }), T, random).state;
  }
  return state;
};

describe("[S3] after a failure", () => {
  test("the next attempt is planned, ever later and within the cause's cap", () => {
    const waits = [1, 2, 3, 4, 20].map((times) => (failing(times, "server").due ?? 0) - T);
    expect(waits).toEqual([999, 1_998, 3_996, 7_992, 59_940]);
    expect((failing(20, "network").due ?? 0) - T).toBe(3_996);
    expect(failing(20, "server", 0).due).toBe(T);
  });

  test("it says so, and wakes for it", () => {
    const { effects } = after([
      [0, { type: "started" }],
      [0, finished({ kind: "retry", cause: "network" }), 0.5],
    ]);
    expect(effects).toEqual([
      { type: "report", status: { phase: "retrying", problem: "network" } },
      { type: "wake", at: T + 500 },
    ]);
  });

  test("a write, a look, a poll and a poke wait for the attempt that is planned", () => {
    const state = failing(5, "server");
    const inputs = [wrote, { type: "visible" }, { type: "poll" }, { type: "poke", seq: 99 }];
    for (const input of inputs as EngineInput[]) {
      const next = step(state, input, T + 1, 0);
      expect(next.effects).toEqual([{ type: "wake", at: state.due }]);
      expect(step(next.state, { type: "woke" }, state.due ?? 0, 0).effects).toEqual(run);
    }
  });

  test("`online` and a fresh sign-in go at once and begin the backoff anew", () => {
    for (const type of ["online", "started"] as const) {
      const next = step(failing(9, "server"), { type }, T + 1, 0.999);
      expect(next.effects).toEqual(run);
      const failed = step(next.state, finished({ kind: "retry", cause: "server" }), T + 1, 0.999);
      expect(failed.state).toMatchObject({ failures: 1, due: T + 1_000 });
    }
  });

  test("a success begins the backoff anew", () => {
    const retried = step(failing(9, "server"), { type: "flush" }, T, 0.5).state;
    expect(step(retried, finished(DONE), T, 0.5).state.failures).toBe(0);
  });

  test("a clock that is set back puts no attempt off for longer than a backoff", () => {
    const state = failing(5, "network");
    const later = T - 86_400_000;
    const woken = step(state, { type: "woke" }, later, 0.5);
    expect(woken.effects).toEqual(run);
  });
});

describe("[P9] without a session", () => {
  const signedOut = after([
    [0, { type: "started" }],
    [0, finished({ kind: "reauthenticate" })],
  ]);

  test("it says so and plans nothing, whatever is written", () => {
    expect(signedOut.effects).toEqual([
      { type: "report", status: { phase: "idle", problem: "signin" } },
    ]);
    expect(signedOut.state).toMatchObject({ due: null, running: false });
    expect(after([[10, wrote]], signedOut.state)).toEqual({ state: signedOut.state, effects: [] });
  });

  test("a sign-in while a cycle finds no session is followed by another cycle at once", () => {
    const { state, effects } = after([
      [0, { type: "visible" }],
      [10, { type: "started" }],
      [20, finished({ kind: "reauthenticate" })],
    ]);
    expect(effects).toContainEqual({ type: "run" });
    expect(after([[30, finished({ kind: "reauthenticate" })]], state).effects).toEqual([
      { type: "report", status: { phase: "idle", problem: "signin" } },
    ]);
  });

  test("what is written while a cycle tries again is pushed after it", () => {
    const { state, effects } = after(
      [
        [10, { type: "visible" }],
        [20, wrote],
        [30, finished(DONE)],
      ],
      signedOut.state,
    );
    expect(effects).toContainEqual({ type: "wake", at: T + 1_020 });
    expect(after([[1_020, { type: "woke" }]], state).effects).toEqual(run);
  });

  test("a start, a reconnection and a look try again, and a success lifts it", () => {
    for (const type of ["started", "online", "visible", "poll", "flush", "drain"] as const) {
      const again = after([[10, { type }]], signedOut.state);
      expect(again.effects).toEqual(run);
      expect(after([[20, finished(DONE)]], again.state).state.blocked).toBeNull();
    }
  });
});

describe("at a server that speaks a newer protocol", () => {
  const old = after([
    [0, { type: "started" }],
    [0, finished({ kind: "upgrade" })],
  ]);

  test("it says so, and asks no more until an app is started", () => {
    expect(old.effects).toEqual([
      { type: "report", status: { phase: "idle", problem: "upgrade" } },
    ]);
    const inputs = [wrote, { type: "flush" }, { type: "online" }, { type: "visible" }];
    const more = [...inputs, { type: "poll" }, { type: "drain" }, { type: "poke", seq: 99 }];
    for (const input of more as EngineInput[])
      expect(after([[10, input]], old.state).effects).toEqual([]);
    expect(after([[10, { type: "started" }]], old.state).effects).toEqual(run);
  });
});
