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
import type { MessageActions } from "./message-state.tsx";
import { attempt } from "./session-actions.ts";

interface Composing {
  /** Puts a text into the composer, above what is there. Rejects if it could not be stored. */
  bring: (text: string) => Promise<void>;
  /** Leads to the composer. */
  focus: () => void;
  /** Opens a sent question to be edited and sent anew. */
  rewrite: (line: ChatLine) => void;
}

/**
 * What the student can do about messages. A refused one is edited or deleted by way of a composer: its text goes there first and leaves the
 * log after, so that it is never nowhere.
 */
export const messageActions = (
  store: Store,
  services: Pick<Services, "flush">,
  { bring, focus, rewrite }: Composing,
): MessageActions => {
  /** Refused ones whose text is in the composer, or on its way: a second press is not to bring it twice. */
  const brought = new Set<string>();
  const discard = async ({ state }: ChatLine) => {
    if (state.kind === "refused") await discardRefused(store.db, state.entry);
  };
  return {
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
        if (ids.length === 0) return;
        showToast({
          text: words.value.chat.notices.messageDeleted,
          action: undo(() => restoreMessages(store, ids)),
        });
      }),
    restore: (ids) => void attempt(() => restoreMessages(store, ids)),
    show: (question, n) => void attempt(() => showAttempt(store, question, n)),
    earlier: ({ message }) => void attempt(() => restoreEarlier(store, message)),
    edit: (line) => {
      if (line.state.kind !== "refused") return rewrite(line);
      const { id, content } = line.message;
      if (brought.has(id)) return;
      brought.add(id);
      void attempt(async () => {
        await bring(content).catch((error: unknown) => {
          brought.delete(id);
          throw error;
        });
        await discard(line);
        focus();
      });
    },
    discard: (line) =>
      void attempt(async () => {
        await discard(line);
        showToast({
          text: words.value.chat.notices.messageDeleted,
          action: undo(async () => {
            await bring(line.message.content);
            focus();
          }),
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
