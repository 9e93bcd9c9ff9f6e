import { type ReadonlySignal, useComputed, useSignal } from "@preact/signals";
import type { Writing } from "../../model/writing.ts";
import type { Store } from "../../store/store.ts";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { showToast } from "../kit/toast.tsx";
import { useFocusAfter } from "../kit/use-focus-after.ts";
import { useLive } from "../use-live.ts";
import { replyIsHere } from "../../store/attempts.ts";

interface StopButtonProps {
  store: Store;
  /** The chat that is shown. */
  session: string | null;
  writing: ReadonlySignal<Writing | null>;
  stop: () => Promise<boolean>;
}

/** There while a reply to this chat is being written. */
export const StopButton = ({ store, session, writing, stop }: StopButtonProps) => {
  const about = useComputed(() => {
    const now = writing.value;
    return now && !now.saved ? `${now.question} ${now.attempt}` : null;
  }).value;
  const shown = useLive(async () => {
    const [question, attempt] = about?.split(" ") ?? [];
    if (question === undefined || session === null) return false;
    return !(await replyIsHere(store.db, session, question, Number(attempt)));
  }, [store, session, about]);
  const stopping = useSignal<string | null>(null);
  const there = shown === true && about !== null;
  useFocusAfter(there, () => document.querySelector<HTMLElement>("[role=log]")?.focus());
  if (!there) return null;
  return (
    <Button
      class="composer-stop"
      busy={stopping.value === about}
      onClick={async () => {
        stopping.value = about;
        if (await stop()) return;
        stopping.value = null;
        showToast({ text: words.value.chat.notices.notStopped });
      }}
    >
      {words.value.chat.composer.stop}
    </Button>
  );
};
