import type { PromiseExtended } from "dexie";
import { type AthroDatabase, readState } from "./database.ts";
import type { Source } from "./write.ts";

/** One student's (or the guest's) open database, with what its writes need. */
export interface Store extends Source {
  db: AthroDatabase;
  /** Null for a guest. */
  user: string | null;
}

/**
 * Now by the server's clock as far as this device knows it, in ms: what is dated by it keeps its place among what other devices date,
 * although this one's clock may be days off.
 */
export const dateNow = (store: Pick<Store, "db" | "now">): PromiseExtended<number> =>
  readState(store.db).then(({ offset }) => store.now() + offset);
