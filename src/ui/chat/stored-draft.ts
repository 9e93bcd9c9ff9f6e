import { keepDraft, pushDraft, readDraft } from "../../store/drafts.ts";
import { keepLaterDraft } from "../../store/keep-later-draft.ts";
import { watch } from "../../store/live.ts";
import type { Store } from "../../store/store.ts";
import type { DraftStore } from "./draft-model.ts";
import { forgetMoment, leaveMoment, readMoment } from "./last-moment.ts";

/** An Athro's draft in the student's database, with what the page before this one could no longer put there. */
export const storedDraft = (store: Store, athroId: string): DraftStore => {
  const { name } = store.db;
  const read = () => readDraft(store.db, athroId);
  return {
    read: async () => {
      const left = readMoment(name, athroId);
      if (left) {
        await keepLaterDraft(store, athroId, left.text, left.at);
        forgetMoment(name, athroId);
      }
      return read();
    },
    keep: async (text) => {
      await keepDraft(store, athroId, text);
      forgetMoment(name, athroId);
    },
    keepAtOnce: (text) => leaveMoment(name, athroId, { text, at: store.now() }),
    push: () => pushDraft(store, athroId),
    // A query that failed is over; the chat's own queries fail with it and tell the student.
    watch: (changed) => watch(read, changed, changed),
  };
};
