import { describe, expect, test } from "vitest";
import { DEBOUNCE_DELAY_MS, DEBOUNCE_MAX_MS, step } from "../../src/sync/engine.ts";
import { after, DONE, finished, IDLE, run, T, wrote } from "./engine-steps.ts";

describe("[S1] a write", () => {
  test("is pushed 1 s after the last one", () => {
    expect(after([[0, wrote]], IDLE).effects).toEqual([{ type: "wake", at: T + 1_000 }]);
    const second = after(
      [
        [0, wrote],
        [600, wrote],
      ],
      IDLE,
    );
    expect(second.effects).toEqual([{ type: "wake", at: T + 1_600 }]);
    expect(after([[1_000, { type: "woke" }]], second.state).effects).not.toEqual(run);
    expect(after([[1_600, { type: "woke" }]], second.state).effects).toEqual(run);
  });

  test("is pushed 5 s after the first one of a burst at the latest", () => {
    const typing = Array.from({ length: 10 }, (_, i) => [i * 500, wrote] as const);
    const { state, effects } = after(typing, IDLE);
    expect(effects).toEqual([{ type: "wake", at: T + DEBOUNCE_MAX_MS }]);
    expect(after([[DEBOUNCE_MAX_MS, wrote]], state).effects).toEqual(run);
  });

  test("is pushed at once by Save and hide, and by a reconnection", () => {
    for (const type of ["flush", "online", "visible", "started"] as const) {
      const { effects } = after(
        [
          [0, wrote],
          [100, { type }],
        ],
        IDLE,
      );
      expect(effects).toEqual(run);
    }
  });

  test("begins a new burst after its cycle", () => {
    const { effects } = after(
      [
        [0, wrote],
        [1_000, { type: "woke" }],
        [1_200, finished(DONE)],
        [8_000, wrote],
      ],
      IDLE,
    );
    expect(effects).toEqual([{ type: "wake", at: T + 9_000 }]);
  });
});

describe("[S1] Background Sync", () => {
  const drain = { type: "drain" } as const;

  test("pushes at once, also while backing off", () => {
    expect(after([[0, drain]], IDLE).effects).toEqual(run);
    const failed = after([
      [0, { type: "started" }],
      [0, finished({ kind: "retry", cause: "server" })],
    ]).state;
    expect(after([[1, drain]], failed).effects).toEqual(run);
  });

  test("leaves a pause in typing to its end", () => {
    const { state, effects } = after(
      [
        [0, wrote],
        [10, drain],
      ],
      IDLE,
    );
    expect(effects).toEqual([{ type: "wake", at: T + DEBOUNCE_DELAY_MS }]);
    expect(after([[DEBOUNCE_DELAY_MS, { type: "woke" }]], state).effects).toEqual(run);
  });
});

describe("[S2] a pull", () => {
  test("happens for a start, a return to view and the slow poll", () => {
    for (const type of ["started", "visible", "poll", "online"] as const)
      expect(after([[0, { type }]], IDLE).effects).toEqual(run);
  });

  test("happens for a poke that is news, and for no other", () => {
    expect(after([[0, { type: "poke", seq: 11 }]], IDLE).effects).toEqual(run);
    expect(after([[0, { type: "poke", seq: 10 }]], IDLE)).toEqual({ state: IDLE, effects: [] });
    const told = after([[0, { type: "poke", seq: 11 }]], IDLE).state;
    expect(after([[1, { type: "poke", seq: 11 }]], told).effects).toEqual([]);
  });

  test("follows a cycle that had not heard the news", () => {
    const { state, effects } = after(
      [
        [0, { type: "flush" }],
        [10, { type: "poke", seq: 12 }],
        [20, finished(DONE)],
      ],
      IDLE,
    );
    expect(effects).toContainEqual({ type: "wake", at: T + 20 + DEBOUNCE_DELAY_MS });
    expect(after([[20 + DEBOUNCE_DELAY_MS, { type: "woke" }]], state).effects).toEqual(run);
  });

  test("does not follow the poke that the cycle's own push caused", () => {
    const { state, effects } = after(
      [
        [0, { type: "flush" }],
        [10, { type: "poke", seq: 12 }],
        [20, finished({ ...DONE, cursor: 12 })],
      ],
      IDLE,
    );
    expect(effects).toEqual([{ type: "report", status: { phase: "idle", problem: null } }]);
    expect(state.due).toBeNull();
  });

  test("does not happen for time passing", () => {
    for (const at of [0, 1_000, 3_600_000])
      expect(after([[at, { type: "woke" }]], IDLE)).toEqual({ state: IDLE, effects: [] });
  });

  test("does not repeat for news that no pull brings", () => {
    const { state } = after(
      [
        [0, { type: "poke", seq: 99 }],
        [10, finished(DONE)],
        [10 + DEBOUNCE_DELAY_MS, { type: "woke" }],
        [2_000, finished(DONE)],
      ],
      IDLE,
    );
    expect(state).toMatchObject({ running: false, due: null });
  });
});

describe("[S4] one cycle at a time", () => {
  test("what asks for a push or a pull during one is seen to right after it", () => {
    for (const type of ["flush", "drain", "online", "visible", "poll", "started"] as const) {
      const during = after(
        [
          [0, { type: "flush" }],
          [10, { type }],
          [20, wrote],
        ],
        IDLE,
      );
      expect(during.effects).toEqual([]);
      const { state, effects } = after([[500, finished(DONE)]], during.state);
      expect(effects).toEqual([
        { type: "report", status: { phase: "idle", problem: null } },
        { type: "run" },
      ]);
      expect(state).toMatchObject({ running: true, due: null, burstSince: null, again: false });
    }
  });

  test("[S1] what is written during one is pushed 1 s after the last write", () => {
    const during = after(
      [
        [0, { type: "flush" }],
        [100, wrote],
        [200, wrote],
      ],
      IDLE,
    ).state;
    const early = after([[500, finished(DONE)]], during);
    expect(early.effects).toContainEqual({ type: "wake", at: T + 1_200 });
    expect(after([[1_200, { type: "woke" }]], early.state).effects).toEqual(run);
    expect(after([[3_000, finished(DONE)]], during).effects).toContainEqual({ type: "run" });
  });

  test("nothing during one asks for none, and time passing is nothing", () => {
    const { state, effects } = after(
      [
        [0, { type: "flush" }],
        [10, { type: "woke" }],
        [500, finished(DONE)],
      ],
      IDLE,
    );
    expect(effects).toEqual([{ type: "report", status: { phase: "idle", problem: null } }]);
    expect(state).toMatchObject({ running: false, due: null, again: false });
  });

  test("typing on through cycles is pushed every 5 s at the latest", () => {
    const begun = after(
      [
        [0, { type: "flush" }],
        [10, wrote],
        [400, finished(DONE)],
      ],
      IDLE,
    ).state;
    const typing = Array.from({ length: 12 }, (_, i) => [800 + i * 400, wrote] as const);
    let { state } = { state: begun };
    const ran = typing.some(([at, input]) => {
      const next = step(state, input, T + at, 0.5);
      ({ state } = next);
      return next.effects.some(({ type }) => type === "run");
    });
    expect(ran).toBe(true);
  });
});

test("[E4] a cycle that ends with different digests is reported", () => {
  const { effects } = after([
    [0, { type: "started" }],
    [0, finished({ ...DONE, proof: "different" })],
  ]);
  expect(effects).toEqual([{ type: "report", status: { phase: "idle", problem: "digest" } }]);
});
