import { keepDraft, pushDraft, readDraft } from "../../store/drafts.ts";
import { watch } from "../../store/live.ts";
import type { Store } from "../../store/store.ts";
import type { DraftStore } from "./draft-model.ts";

/** An Athro's draft in the student's database. */
export const storedDraft = (store: Store, athroId: string): DraftStore => {
  const read = () => readDraft(store.db, athroId);
  return {
    read,
    keep: (text) => keepDraft(store, athroId, text),
    push: () => pushDraft(store, athroId),
    // A query that failed is over; the chat's own queries fail with it and tell the student.
    watch: (changed) => watch(read, changed, changed),
  };
};
