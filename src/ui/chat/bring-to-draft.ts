import type { Store } from "../../store/store.ts";
import { above } from "./draft-model.ts";
import { storedDraft } from "./stored-draft.ts";

/** Puts a text above an Athro's draft where its composer is not on the screen. */
export const bringToDraft = async (store: Store, athroId: string, text: string): Promise<void> => {
  const draft = storedDraft(store, athroId);
  await draft.keep(above(text, await draft.read()));
};
