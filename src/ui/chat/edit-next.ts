import type { MessageRow } from "../../store/messages.ts";
import type { Store } from "../../store/store.ts";

interface EditNext {
  store: Store;
  athroId: string;
  /** The question to be put differently; null for what is in the composer. */
  question: MessageRow | null;
}

let next: EditNext | null = null;

/** What is to be edited where an Athro's chat goes on: for the screen that leads there. */
export const editNext = (edit: EditNext): void => {
  next = edit;
};

/** What a chat that opens is to begin with, once; undefined for nothing. */
export const takeEdit = (store: Store, athroId: string): MessageRow | null | undefined => {
  const edit = next;
  next = null;
  return edit?.store === store && edit.athroId === athroId ? edit.question : undefined;
};
