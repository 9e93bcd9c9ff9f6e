import type { Store } from "./store.ts";

/** Keeps a draft that was written at `at` (local clock, ms), unless something was kept since. */
export const keepLaterDraft = (
  store: Store,
  athroId: string,
  text: string,
  at: number,
): Promise<void> =>
  store.db.transaction("rw", store.db.drafts, async () => {
    const here = await store.db.drafts.get(athroId);
    if ((here?.at ?? 0) < at) await store.db.drafts.put({ athro_id: athroId, text, at });
  });
