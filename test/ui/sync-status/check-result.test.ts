import { describe, expect, test } from "vitest";
import type { SyncState } from "../../../src/store/database.ts";
import type { SyncSummary } from "../../../src/store/summary.ts";
import {
  type Check,
  checkPatience,
  checkResult,
  failure,
} from "../../../src/ui/sync-status/check-result.ts";

const STATE: SyncState = {
  key: "sync",
  user: "student",
  device: "device",
  epoch: "epoch",
  cursor: 10,
  digest: 1,
  offset: 0,
  resyncing: false,
  syncedAt: 900,
  proof: "equal",
};
const summary = (
  state: Partial<SyncState> = {},
  problem: SyncSummary["status"]["problem"] = null,
) => ({ state: { ...STATE, ...state }, status: { phase: "idle" as const, problem } });
const CHECK: Check = { since: 1_000, problem: null };

describe("a check", () => {
  test("takes no proof from before it was asked for", () => {
    expect(checkResult(CHECK, summary({ syncedAt: 999 }), true)).toBeNull();
    expect(checkResult(CHECK, summary({ syncedAt: null }), true)).toBeNull();
  });

  test.each(["equal", "different"] as const)("ends with the proof since then: %s", (proof) => {
    expect(checkResult(CHECK, summary({ syncedAt: 1_000, proof }), true)).toBe(proof);
  });

  test("goes on while pages come", () => {
    expect(checkResult(CHECK, summary({ syncedAt: 1_500, proof: "unknown" }), true)).toBeNull();
  });

  test("can't be had offline, unless the answer was faster", () => {
    expect(checkResult(CHECK, summary(), false)).toBe("offline");
    expect(checkResult(CHECK, summary({ syncedAt: 1_500 }), false)).toBe("equal");
  });

  test("ends with what comes in its way", () => {
    expect(checkResult(CHECK, summary({}, "network"), true)).toBe("failed");
    expect(checkResult(CHECK, summary({}, "signin"), true)).toBe("signin");
  });

  test("waits where that was in the way before, but for less time", () => {
    const again: Check = { since: 1_000, problem: "network" };
    expect(checkResult(again, summary({}, "network"), true)).toBeNull();
    expect(checkResult(again, summary({}, null), true)).toBeNull();
    expect(checkPatience(again)).toBeLessThan(checkPatience(CHECK));
    expect(checkPatience({ since: 1_000, problem: "signin" })).toBeLessThan(checkPatience(again));
    expect(failure("network")).toBe("failed");
    expect(failure("signin")).toBe("signin");
    expect(failure(null)).toBe("failed");
  });
});
