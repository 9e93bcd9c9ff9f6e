import { readState } from "./database.ts";
import type { Store } from "./store.ts";

/** A draft that a page could no longer put into the database. */
export interface LateDraft {
  text: string;
  /** When it was typed, local clock, ms. */
  at: number;
  /** The date of the draft over which it was typed, server's clock, ms; absent if there was none. */
  after?: number;
}

/** Keeps what a page left when it went, unless something was kept since. */
export const keepLaterDraft = (
  store: Store,
  athroId: string,
  { text, at, after = 0 }: LateDraft,
): Promise<void> =>
  store.db.transaction("rw", store.db.drafts, store.db.meta, async () => {
    const here = await store.db.drafts.get(athroId);
    const { offset } = await readState(store.db);
    if (here && (here.typed ?? here.at - offset) > at) return;
    // Dated as `keepDraft` does, but not after what came from elsewhere since.
    const date = Math.max(at + offset, after + 1, (here?.at ?? 0) + 1);
    await store.db.drafts.put({ athro_id: athroId, text, at: date, typed: at });
  });
