import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Athro } from "../../model/athros.ts";
import type { SessionRow } from "../../store/sessions.ts";
import type { Store } from "../../store/store.ts";
import { copyText } from "../chat/copy-text.ts";
import { words } from "../i18n/language.ts";
import { formatCount } from "../i18n/numbers.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Menu } from "../kit/menu.tsx";
import { saveBlob } from "../kit/save-blob.ts";
import { showToast } from "../kit/toast.tsx";
import { printSession } from "./print-session.ts";
import { nameOf, readSession, textOf } from "./read-session.ts";
import { canShare, shareText } from "./share-session.ts";

interface SessionMenuProps {
  store: Store;
  session: SessionRow;
  athro: Athro;
}

/** How long a sheet is laid out before the student is told of it, ms. */
const QUIET_MS = 400;

/** Nothing of this changes the chat; what fails is told. */
const run = async (act: () => Promise<void>): Promise<void> => {
  try {
    await act();
  } catch (error) {
    console.error("session:", error);
    showToast({ text: words.value.chat.sharing.failed });
  }
};

/** What takes a session out of the app: as a file, on paper, to another app. All of it works offline. */
export const SessionMenu = ({ store, session, athro }: SessionMenuProps) => {
  const { sharing, actions } = words.value.chat;
  const printing = useSignal<{ ready: number; of: number } | null>(null);
  const cancel = useRef<AbortController | null>(null);

  const download = async () => {
    const whole = await readSession(store, session, athro);
    const blob = new Blob([textOf(whole)], { type: "text/markdown;charset=utf-8" });
    saveBlob(nameOf(athro, whole, "md"), blob);
  };
  const share = async () => {
    const whole = await readSession(store, session, athro);
    const text = textOf(whole);
    if (!(await shareText(whole.title, text, nameOf(athro, whole, "txt")))) await copyText(text);
  };
  const print = async () => {
    cancel.current?.abort();
    const stop = new AbortController();
    cancel.current = stop;
    const began = performance.now();
    try {
      const whole = await readSession(store, session, athro);
      const told = (ready: number) => {
        if (performance.now() - began < QUIET_MS || stop.signal.aborted) return;
        printing.value = { ready, of: whole.lines.length };
      };
      await printSession(whole, told, stop.signal);
    } finally {
      printing.value = null;
    }
  };

  return (
    <>
      <Menu
        label={sharing.menu}
        items={[
          { label: sharing.download, icon: "download", onPress: () => void run(download) },
          { label: sharing.print, icon: "print", onPress: () => void run(print) },
          canShare()
            ? { label: sharing.share, icon: "share", onPress: () => void run(share) }
            : { label: sharing.copy, icon: "copy", onPress: () => void run(share) },
        ]}
      />
      <Dialog
        open={printing.value !== null}
        title={sharing.preparing}
        onClose={() => cancel.current?.abort()}
        actions={<Button onClick={() => cancel.current?.abort()}>{actions.cancel}</Button>}
      >
        {printing.value && (
          <p>{sharing.ready(formatCount(printing.value.ready), formatCount(printing.value.of))}</p>
        )}
      </Dialog>
    </>
  );
};
