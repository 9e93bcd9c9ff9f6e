import { keepLaterDraft } from "../../store/keep-later-draft.ts";
import type { Store } from "../../store/store.ts";
import { athrosWithMoments, forgetMoment, readMoment } from "./last-moment.ts";

/** Puts what was being typed when a page went away into the database beside which it lies, unless something was kept there since. */
export const keepMoments = async (store: Store): Promise<void> => {
  const { name } = store.db;
  for (const athroId of athrosWithMoments(name)) {
    const left = readMoment(name, athroId);
    if (left) await keepLaterDraft(store, athroId, left);
    // A page may have gone away meanwhile, and left something newer.
    if (readMoment(name, athroId)?.at === left?.at) forgetMoment(name, athroId);
  }
};
