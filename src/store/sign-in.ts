import type { AthroDatabase } from "./database.ts";

/** After a fresh sign-in: what the queue had been waiting for is there. */
export const forgetSignIn = (db: AthroDatabase): Promise<void> =>
  db.transaction("rw", db.meta, async () => {
    const stored = await db.meta.get("status");
    if (stored?.key === "status" && stored.problem === "signin")
      await db.meta.put({ key: "status", phase: "idle", problem: null });
  });
