import type { Signal } from "@preact/signals";
import { useCallback, useState } from "preact/hooks";
import type { Store } from "../../store/store.ts";
import { words } from "../i18n/language.ts";
import { Dialog } from "../kit/dialog.tsx";
import { DiscardQuestion } from "./discard-question.tsx";
import { type EditorOutcome, EventFormView } from "./event-form-view.tsx";
import { isChanged, type OpenEditor } from "./open-editor.ts";
import { useCloseGuard } from "./use-close-guard.ts";
import "./event-editor.css";

interface EventEditorProps {
  store: Store;
  editor: Signal<OpenEditor | null>;
  refused: ReadonlyMap<string, { entry: number }>;
  onDone: (outcome: EditorOutcome) => void;
}

/** The dialog in which an event is written, changed or deleted. It asks before it gives up what was typed. */
export const EventEditor = ({ store, editor, refused, onDone }: EventEditorProps) => {
  const open = editor.value;
  const [asking, setAsking] = useState(false);
  // Also when it was asked while the event was being saved.
  const done = (outcome: EditorOutcome) => {
    setAsking(false);
    onDone(outcome);
  };
  const leave = () => done({ kind: "cancelled" });
  const askToLeave = () => {
    const current = editor.peek();
    if (current && isChanged(current)) setAsking(true);
    else leave();
  };
  const escape = useCallback(() => (asking ? setAsking(false) : askToLeave()), [asking, onDone]);
  useCloseGuard(open !== null, open !== null && isChanged(open), escape);
  return (
    <>
      {/* Before the editor, so that it closes first and the focus goes back all the way. */}
      <DiscardQuestion open={asking} onKeep={() => setAsking(false)} onDiscard={leave} />
      <Dialog
        open={open !== null}
        title={words.value.calendar.editor.name}
        onClose={askToLeave}
        class="event-dialog"
      >
        {open && (
          <EventFormView
            store={store}
            editor={editor}
            open={open}
            refusedEntry={open.row ? refused.get(open.row.id)?.entry : undefined}
            onCancel={askToLeave}
            onDone={done}
          />
        )}
      </Dialog>
    </>
  );
};
