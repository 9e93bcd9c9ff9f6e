import { keepLaterDraft, layLaterBeside } from "../../store/keep-later-draft.ts";
import type { Store } from "../../store/store.ts";
import { athroOfEditor, forgetMoment, placesWithMoments, readMoment } from "./last-moment.ts";

/**
 * Puts what was being typed in one place when a page went away into the database beside which it lies: in a composer, unless something
 * was kept there since; in an editor, beside the composer.
 */
export const keepMoment = async (store: Store, place: string): Promise<void> => {
  const { name } = store.db;
  const left = readMoment(name, place);
  const editedOf = athroOfEditor(place);
  if (left && editedOf === null) await keepLaterDraft(store, place, left);
  else if (left && editedOf !== null) await layLaterBeside(store, editedOf, left);
  // A page may have gone away meanwhile, and left something newer.
  if (readMoment(name, place)?.at === left?.at) forgetMoment(name, place);
};

/** The same for all places, those of editors that are open in some page included. */
export const keepMoments = async (store: Store): Promise<void> => {
  for (const place of placesWithMoments(store.db.name)) await keepMoment(store, place);
};
