import { askAgain } from "../../store/askings.ts";
import { regenerate, showAttempt } from "../../store/attempts.ts";
import type { ChatLine } from "../../store/messages.ts";
import { deleteMessage, restoreEarlier, restoreMessages } from "../../store/removal.ts";
import type { Store } from "../../store/store.ts";
import { discardRefused, retryRefused } from "../../store/sync-store.ts";
import { words } from "../i18n/language.ts";
import { showToast } from "../kit/toast.tsx";
import type { Services } from "../services.ts";
import { copyText } from "./copy-text.ts";
import type { DraftModel } from "./draft-model.ts";
import type { MessageActions } from "./message-state.tsx";
import { attempt } from "./session-actions.ts";

interface Composing {
  draft: DraftModel;
  focus: () => void;
  /** Opens a sent question to be edited and sent anew. */
  rewrite: (line: ChatLine) => void;
}

/**
 * What the student can do about messages. With a composer (in a chat that goes on) a refused one can also be edited or deleted: its text
 * goes to the composer first and leaves the log after, so that it is never nowhere. Other replies can be asked for there too.
 */
export const messageActions = (
  store: Store,
  services: Pick<Services, "flush">,
  composing?: Composing,
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
    copy: ({ message }) => void copyText(message.content),
    remove: ({ message }) =>
      void attempt(async () => {
        const ids = await deleteMessage(store, message);
        showToast({
          text: words.value.chat.notices.messageDeleted,
          action: undo(() => restoreMessages(store, ids)),
        });
      }),
    restore: (ids) => void attempt(() => restoreMessages(store, ids)),
    show: (question, n) => void attempt(() => showAttempt(store, question, n)),
    earlier: ({ message }) => void attempt(() => restoreEarlier(store, message)),
  };
  if (!composing) return actions;
  const { draft, focus, rewrite } = composing;
  const discard = async ({ state }: ChatLine) => {
    if (state.kind === "refused") await discardRefused(store.db, state.entry);
  };
  return {
    ...actions,
    edit: (line) => {
      if (line.state.kind !== "refused") return rewrite(line);
      void attempt(async () => {
        await draft.bring(line.message.content);
        await discard(line);
        focus();
      });
    },
    discard: (line) =>
      void attempt(async () => {
        await discard(line);
        showToast({
          text: words.value.chat.notices.messageDeleted,
          action: undo(() => draft.bring(line.message.content)),
        });
      }),
    ...(store.user === null
      ? {}
      : {
          regenerate: (question) =>
            void attempt(async () => {
              if (await regenerate(store, question)) services.flush();
              else showToast({ text: words.value.chat.notices.enoughReplies });
            }),
        }),
  };
};

const undo = (run: () => Promise<unknown>) => ({
  label: words.value.chat.actions.undo,
  run: () => void attempt(run),
});
