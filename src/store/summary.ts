import type { AthroDatabase, SyncState } from "./database.ts";
import type { SyncStatus } from "../sync/ports.ts";

/** All that the status pill is derived from, read in one transaction. */
export interface SyncSummary {
  state: SyncState;
  status: SyncStatus;
  /** Changes that the server has not been seen to hold. */
  waiting: number;
  /** Changes that the server will not take as they stand. */
  refused: number;
  /** Local clock of the oldest waiting change, ms. */
  oldest: number | null;
}

const IDLE: SyncStatus = { phase: "idle", problem: null };

export const readSummary = (db: AthroDatabase): Promise<SyncSummary> =>
  db.transaction("r", db.outbox, db.meta, async () => {
    const state = await db.readState();
    const status = await db.meta.get("status");
    const entries = await db.outbox.toArray();
    const waiting = entries.filter((entry) => entry.refused === undefined);
    return {
      state,
      status: status?.key === "status" ? status : IDLE,
      waiting: waiting.length,
      refused: entries.length - waiting.length,
      oldest: waiting.length > 0 ? Math.min(...waiting.map((entry) => entry.queuedAt)) : null,
    };
  });

/**
 * Makes a function that tells from each summary, as they come, why syncing isn't going on; null when nothing is wrong. An attempt reports no
 * problem while it is under way, since it has not found out yet: until the server answers it, what the one before it found holds.
 */
export const lastProblem = (): ((summary: SyncSummary) => SyncStatus["problem"]) => {
  let last: SyncStatus["problem"] = null;
  let answered: number | null = null;
  return ({ status, state }) => {
    if (status.phase !== "syncing") last = status.problem;
    else if (state.syncedAt !== answered) last = null;
    answered = state.syncedAt;
    return last;
  };
};
