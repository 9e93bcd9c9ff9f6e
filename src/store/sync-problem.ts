import type { SyncStatus } from "../sync/ports.ts";
import type { AthroDatabase } from "./database.ts";

/** Why syncing isn't going on, as the engine last reported it; null when nothing is wrong. */
export const syncProblem = async (db: AthroDatabase): Promise<SyncStatus["problem"]> => {
  const status = await db.meta.get("status");
  return status?.key === "status" ? status.problem : null;
};
