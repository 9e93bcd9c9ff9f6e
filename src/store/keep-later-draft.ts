import { readState } from "./database.ts";
import type { Store } from "./store.ts";

/** Keeps a draft that was written at `at` (local clock, ms), unless something was kept since. */
export const keepLaterDraft = (
  store: Store,
  athroId: string,
  text: string,
  at: number,
): Promise<void> =>
  store.db.transaction("rw", store.db.drafts, store.db.meta, async () => {
    const here = await store.db.drafts.get(athroId);
    // Drafts are dated by the server's clock as far as it is known.
    const dated = at + (await readState(store.db)).offset;
    if ((here?.at ?? 0) < dated) await store.db.drafts.put({ athro_id: athroId, text, at: dated });
  });
