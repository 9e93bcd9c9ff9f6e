import { pushTypedDrafts } from "../../store/left-drafts.ts";
import type { Store } from "../../store/store.ts";
import { keepMoment } from "./keep-moments.ts";
import { onceLeft } from "./kept-edit.ts";
import { athroOfEditor, placesWithMoments } from "./last-moment.ts";

/**
 * At a start: what was typed right before the page before this one went is on this device alone, since such a page has no time to put it
 * into the queue. Hands it to the student's other devices, whether its composer is opened again or not. True if there was something.
 * What was typed in the editor of a question follows as soon as no page has that open.
 */
export const pushWhatWasLeft = async (store: Store): Promise<boolean> => {
  for (const place of placesWithMoments(store.db.name)) {
    if (athroOfEditor(place) === null) await keepMoment(store, place);
    else onceLeft(store, place);
  }
  return pushTypedDrafts(store);
};
