import type { SyncWords } from "../i18n/en/sync.ts";
import type { PillState } from "./pill-state.ts";

/** What the pill says, in a sentence. */
export const stateSentence = (words: SyncWords["state"], state: PillState): string => {
  switch (state.kind) {
    case "pending":
      return words.pending(state.waiting);
    case "failed":
      return state.why === "refused" ? words.refused(state.refused) : words[state.why];
    default:
      return words[state.kind];
  }
};
