import { keepDraft, latestDraft, pushDraft } from "../../store/drafts.ts";
import { keepLaterDraft } from "../../store/keep-later-draft.ts";
import { watch } from "../../store/live.ts";
import type { Store } from "../../store/store.ts";
import type { DraftStore } from "./draft-model.ts";
import { forgetMoment, leaveMoment, readMoment } from "./last-moment.ts";

/** An Athro's draft in the student's database, with what the page before this one could no longer put there. */
export const storedDraft = (store: Store, athroId: string): DraftStore => {
  const { name } = store.db;
  /** The date of the latest draft that was read or kept here; what is typed next is typed over that. */
  let seen = 0;
  const latest = () => latestDraft(store.db, athroId);
  return {
    read: async () => {
      const left = readMoment(name, athroId);
      if (left) {
        await keepLaterDraft(store, athroId, left);
        forgetMoment(name, athroId);
      }
      const { text, at } = await latest();
      seen = Math.max(seen, at);
      return text;
    },
    keep: async (text) => {
      seen = Math.max(seen, await keepDraft(store, athroId, text));
      forgetMoment(name, athroId);
    },
    keepAtOnce: (text, sent) =>
      void leaveMoment(name, athroId, {
        text,
        at: store.now(),
        after: seen,
        ...(sent ? { sent } : {}),
      }),
    push: () => pushDraft(store, athroId),
    // A query that failed is over; the chat's own queries fail with it and tell the student.
    watch: (changed) => watch(latest, changed, changed),
  };
};
