import { describe, expect, test } from "vitest";
import type { SyncState } from "../../../src/store/database.ts";
import type { SyncSummary } from "../../../src/store/summary.ts";
import type { LocalUser } from "../../../src/ui/services.ts";
import {
  pillDelay,
  type PillState,
  pillStateOf,
  PROOF_FRESH_MS,
} from "../../../src/ui/sync-status/pill-state.ts";

const NOW = Date.UTC(2026, 10, 23, 9);
const STUDENT: LocalUser = { kind: "student", uid: "u", email: "a@example.org" };

interface Given {
  user?: LocalUser;
  online?: boolean;
  now?: number;
  waiting?: number;
  refused?: number;
  phase?: SyncSummary["status"]["phase"];
  problem?: SyncSummary["status"]["problem"];
  state?: Partial<SyncState>;
}

/** The pill of a device that is up to date, but for what is given. */
const pill = (given: Given = {}): PillState => {
  const { user = STUDENT, online = true, now = NOW, waiting = 0, refused = 0 } = given;
  const { phase = "idle", problem = null } = given;
  const state: SyncState = {
    key: "sync",
    user: "u",
    device: "d",
    epoch: "e",
    cursor: 9,
    digest: 1,
    offset: 0,
    resyncing: false,
    syncedAt: NOW - 1_000,
    proof: "equal",
    ...given.state,
  };
  const oldest = waiting > 0 ? NOW - 500 : null;
  const summary = { state, status: { phase, problem }, waiting, refused, oldest };
  return pillStateOf({ user, online, summary, now });
};

describe("the pill", () => {
  test("is a guest's whatever else holds", () => {
    expect(pill({ user: { kind: "guest" }, online: false, problem: "server" })).toEqual({
      kind: "guest",
    });
  });

  test("[E2] is up to date with an empty outbox and a fresh proof that both sides are equal", () => {
    expect(pill()).toEqual({ kind: "synced" });
  });

  test.each<[string, SyncState["proof"]]>([
    ["before the first proof", "unknown"],
    ["while the digests differ", "different"],
  ])("[E2] is finding out %s, though nothing waits", (_, proof) => {
    expect(pill({ state: { proof } })).toEqual({ kind: "syncing" });
    expect(pill({ state: { proof }, phase: "syncing" })).toEqual({ kind: "syncing" });
  });

  test("[E2] does not take a proof from before a long sleep for the present", () => {
    const at = NOW - PROOF_FRESH_MS;
    expect(pill({ state: { syncedAt: at } })).toEqual({ kind: "syncing" });
    expect(pill({ state: { syncedAt: at + 1 } })).toEqual({ kind: "synced" });
    expect(pill({ state: { syncedAt: null } })).toEqual({ kind: "syncing" });
  });

  test("stays up to date through a poll while nothing waits", () => {
    expect(pill({ phase: "syncing" })).toEqual({ kind: "synced" });
  });

  test("counts what waits, and says when it is being sent", () => {
    expect(pill({ waiting: 3 })).toEqual({ kind: "pending", waiting: 3 });
    expect(pill({ waiting: 3, phase: "syncing" })).toEqual({ kind: "syncing" });
  });

  test.each<Given>([{ online: false }, { problem: "network", phase: "retrying" }])(
    "is offline, and nothing worse, for %o",
    (given) => {
      expect(pill(given)).toEqual({ kind: "offline" });
      expect(pill({ ...given, waiting: 2 })).toEqual({ kind: "offline" });
    },
  );

  test("a troubled server is a failure, with or without something waiting", () => {
    const failed = { kind: "failed", why: "server" };
    expect(pill({ problem: "server", phase: "retrying", waiting: 1 })).toEqual(failed);
    expect(pill({ problem: "server", phase: "retrying" })).toEqual(failed);
  });

  test("without a network nothing is said of the server", () => {
    expect(pill({ problem: "server", online: false, waiting: 1 })).toEqual({ kind: "offline" });
  });

  test.each(["upgrade", "digest"] as const)("tells of %s even offline", (problem) => {
    expect(pill({ problem, online: false })).toEqual({ kind: "failed", why: problem });
  });

  test("[P6] refused work needs the student, offline too", () => {
    const failed = { kind: "failed", why: "refused", refused: 2 };
    expect(pill({ refused: 2, waiting: 5 })).toEqual(failed);
    expect(pill({ refused: 2, online: false })).toEqual(failed);
  });

  test("[P9] a lost session comes before everything else", () => {
    expect(pill({ problem: "signin", refused: 2, online: false, waiting: 1 })).toEqual({
      kind: "signin",
    });
  });
});

describe("the pause before the pill turns", () => {
  const syncing: PillState = { kind: "syncing" };

  test.each<PillState>([
    { kind: "pending", waiting: 1 },
    { kind: "offline" },
    { kind: "failed", why: "server" },
  ])("keeps %o for as long as an attempt may be over at once", (shown) => {
    expect(pillDelay(shown, syncing)).toBeGreaterThan(0);
  });

  test("there is none from up to date, which would claim too much", () => {
    expect(pillDelay({ kind: "synced" }, syncing)).toBe(0);
  });

  test("there is none to any other state", () => {
    expect(pillDelay(syncing, { kind: "synced" })).toBe(0);
    expect(pillDelay({ kind: "synced" }, { kind: "pending", waiting: 1 })).toBe(0);
    expect(pillDelay({ kind: "pending", waiting: 1 }, { kind: "offline" })).toBe(0);
  });
});
