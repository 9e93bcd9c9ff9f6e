import { askAgain, type ChatLine } from "../../store/messages.ts";
import type { Store } from "../../store/store.ts";
import { discardRefused, retryRefused } from "../../store/sync-store.ts";
import { words } from "../i18n/language.ts";
import { showToast } from "../kit/toast.tsx";
import type { Services } from "../services.ts";
import type { DraftModel } from "./draft-model.ts";
import type { MessageActions } from "./message-state.tsx";
import { attempt } from "./session-actions.ts";

/**
 * What the student can do about messages. With a composer (in a chat that goes on) a refused one can also be edited or deleted: its text
 * goes to the composer first and leaves the log after, so that it is never nowhere.
 */
export const messageActions = (
  store: Store,
  services: Pick<Services, "flush">,
  composer?: { draft: DraftModel; focus: () => void },
): MessageActions => {
  const actions: MessageActions = {
    askAgain: ({ message }) =>
      void attempt(async () => {
        await askAgain(store, message.id);
        services.flush();
      }),
    retry: ({ state }) =>
      void attempt(async () => {
        if (state.kind !== "refused") return;
        await retryRefused(store.db, state.entry);
        services.flush();
      }),
  };
  if (!composer) return actions;
  const { draft } = composer;
  const discard = async ({ state }: ChatLine) => {
    if (state.kind === "refused") await discardRefused(store.db, state.entry);
  };
  return {
    ...actions,
    edit: (line) =>
      void attempt(async () => {
        await draft.bring(line.message.content);
        await discard(line);
        composer.focus();
      }),
    discard: (line) =>
      void attempt(async () => {
        await discard(line);
        showToast({
          text: words.value.chat.notices.messageDeleted,
          action: {
            label: words.value.chat.actions.undo,
            run: () => void attempt(() => draft.bring(line.message.content)),
          },
        });
      }),
  };
};
