import { pushTypedDrafts } from "../../store/left-drafts.ts";
import type { Store } from "../../store/store.ts";
import { keepMoments } from "./keep-moments.ts";

/**
 * At a start: what was typed right before the page before this one went is on this device alone, since such a page has no time to put it
 * into the queue. Hands it to the student's other devices, whether its composer is opened again or not. True if there was something.
 */
export const pushWhatWasLeft = async (store: Store): Promise<boolean> => {
  await keepMoments(store);
  return pushTypedDrafts(store);
};
