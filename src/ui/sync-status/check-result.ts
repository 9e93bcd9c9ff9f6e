import type { SyncSummary } from "../../store/summary.ts";

/** A check that is going on. */
export interface Check {
  /** Local clock when it was asked for, ms. */
  since: number;
  /** What was in the way then. */
  problem: SyncSummary["status"]["problem"];
}

export type CheckResult = "equal" | "different" | "offline" | "signin" | "failed";

/** How a check came out; null while that isn't known. `online`: what the browser says, of which "no" is certain. */
export const checkResult = (
  check: Check,
  { state, status }: Pick<SyncSummary, "state" | "status">,
  online: boolean,
): CheckResult | null => {
  const answered = state.syncedAt !== null && state.syncedAt >= check.since;
  if (answered && state.proof !== "unknown") return state.proof;
  if (!online) return "offline";
  // What was in the way already says nothing of this attempt.
  if (status.problem === check.problem || status.problem === null) return null;
  return failure(status.problem);
};

/** What a check that no one answered in time is taken for. */
export const failure = (problem: Check["problem"]): CheckResult =>
  problem === "signin" ? "signin" : "failed";

/** For how long an answer is waited for, ms: less where one was waited for in vain before, and least where no one need be asked. */
export const checkPatience = ({ problem }: Check): number =>
  problem === null ? 25_000 : problem === "signin" ? 2_000 : 8_000;
