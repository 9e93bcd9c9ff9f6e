import type { AthroDatabase, OutboxEntry } from "./database.ts";

/** The entries that the server will not take as they stand, in no order: usually none, and the index holds only these. */
export const refusedEntries = (db: AthroDatabase): Promise<OutboxEntry[]> =>
  db.outbox.where("refused.code").above("").toArray();
