import { type LateDraft, layLaterBeside, type Sending } from "../../store/keep-later-draft.ts";
import type { Store } from "../../store/store.ts";
import { keepMoment } from "./keep-moments.ts";
import { editorPlace, forgetMoment, leaveMoment } from "./last-moment.ts";

/** What is being typed in the editor of a question, kept for whatever becomes of the page. */
export interface KeptEdit {
  /** Keeps it before it returns; null forgets. `sending` is what is being sent of it. */
  keep(text: string | null, sending?: Sending): void;
  /** Whether the page may go without asking. */
  isKept(): boolean;
  /**
   * The editor is open no more. What is still kept and was not sent is laid beside the composer, which takes it in, unless it is `given`
   * to someone who has it stored by then.
   */
  end(given?: Promise<unknown>): void;
}

/** Held for as long as the editor is open, so that another page leaves its words to it. */
const lockOf = (store: Store, place: string): string => `${store.db.name} ${place}`;

/** It stays where it is, and the next start tries again. */
const failed = (error: unknown): void => console.warn("draft: not taken from its editor", error);

export const keepEdit = (store: Store, athroId: string): KeptEdit => {
  const { name } = store.db;
  const place = editorPlace(store.newId(), athroId);
  let last: LateDraft | null = null;
  let stored = false;
  let letGo: (() => void) | undefined;
  const over = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  void navigator.locks?.request(lockOf(store, place), () => over).catch(failed);
  return {
    keep: (text, sent) => {
      last = text === null ? null : { text, at: store.now(), ...(sent ? { sent } : {}) };
      if (last) stored = leaveMoment(name, place, last);
      else forgetMoment(name, place);
    },
    isKept: () => last === null || stored,
    end: (given) => {
      const laid = given ?? (last ? layLaterBeside(store, athroId, last) : Promise.resolve());
      void laid
        .then(() => forgetMoment(name, place))
        .catch(failed)
        .finally(() => letGo?.());
    },
  };
};

/** Lays what an editor kept beside the composer as soon as no page has that editor open. */
export const onceLeft = (store: Store, place: string): void => {
  const take = () => keepMoment(store, place);
  void (navigator.locks?.request(lockOf(store, place), take) ?? take()).catch(failed);
};
