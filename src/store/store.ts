import type { AthroDatabase } from "./database.ts";
import type { Source } from "./write.ts";

/** One student's (or the guest's) open database, with what its writes need. */
export interface Store extends Source {
  db: AthroDatabase;
  /** Null for a guest. */
  user: string | null;
}
