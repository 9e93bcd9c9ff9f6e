import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { MESSAGE_LENGTH_MAX } from "../../model/limits.ts";
import { parseMessage } from "../../model/message-input.ts";
import { type MessageRow, replaceQuestion } from "../../store/messages.ts";
import { restoreEarlier } from "../../store/removal.ts";
import type { Store } from "../../store/store.ts";
import { words } from "../i18n/language.ts";
import { formatCount } from "../i18n/numbers.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { TextAreaField } from "../kit/field.tsx";
import { showToast } from "../kit/toast.tsx";
import { attempt } from "./session-actions.ts";
import { type Edited, useKeptEdit } from "./use-kept-edit.ts";

interface EditQuestionProps {
  store: Store;
  athroId: string;
  /** The question that is edited; null for none. */
  message: MessageRow | null;
  onClose: () => void;
  /** A new question stands in its place, and is on its way. */
  onSent: () => void;
  /** The same, once the dialog has closed and given the focus back, to a button that goes with what it was about. */
  onSentAndClosed: () => void;
  /** Stores what was typed and not sent, which is not to be lost. */
  onLeft: (text: string) => Promise<unknown>;
}

/** A question to be put differently. What was sent first, and the replies to it, stay restorable. */
export const EditQuestion = (props: EditQuestionProps) => {
  const { store, athroId, message, onClose, onSent, onSentAndClosed, onLeft } = props;
  const edited = useKeptEdit(store, athroId, message);
  const sent = useRef(false);
  const isOpen = message !== null;
  // After the dialog's own effect, and before the next key.
  useLayoutEffect(() => {
    if (isOpen || !sent.current) return;
    sent.current = false;
    onSentAndClosed();
  }, [isOpen]);
  const leave = () => {
    edited.give(onLeft);
    onClose();
  };
  return (
    <Dialog open={isOpen} title={words.value.chat.editing.heading} onClose={leave}>
      {message && (
        <EditForm
          key={message.id}
          store={store}
          message={message}
          edited={edited}
          onDone={onClose}
          onSent={() => {
            sent.current = true;
            onSent();
          }}
          onLeave={leave}
        />
      )}
    </Dialog>
  );
};

interface EditFormProps extends Pick<EditQuestionProps, "store" | "onSent"> {
  message: MessageRow;
  edited: Edited;
  onDone: () => void;
  onLeave: () => void;
}

const EditForm = ({ store, message, edited, onSent, onDone, onLeave }: EditFormProps) => {
  const { text, sending } = edited;
  const problem = useSignal<string | undefined>(undefined);
  const { editing, actions, composer, notices } = words.value.chat;

  const tellSent = (id: string) =>
    showToast({
      text: notices.edited,
      action: {
        label: actions.undo,
        run: () => void attempt(() => restoreEarlier(store, { id, replaces: message.id })),
      },
    });

  const submit = async () => {
    if (sending.peek()) return;
    const typed = text.peek();
    const parsed = parseMessage(typed);
    if (!parsed.ok) {
      problem.value =
        parsed.problem === "message-empty"
          ? editing.missing
          : composer.long(formatCount(typed.length), formatCount(MESSAGE_LENGTH_MAX));
      return;
    }
    if (parsed.content === message.content) return onDone();
    const id = store.newId();
    sending.value = { id, text: typed };
    let sent: unknown;
    const stored = await attempt(async () => {
      sent = await replaceQuestion(store, message, parsed.content, id);
    });
    if (sent) {
      onSent();
      onDone();
      tellSent(id);
      return;
    }
    sending.value = undefined;
    if (!stored) return;
    // Another chat goes on, in which the student may ask it.
    onLeave();
    showToast({ text: notices.notEdited });
  };

  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextAreaField
        label={composer.message}
        rows={5}
        value={text.value}
        hint={editing.hint}
        error={problem.value}
        onInput={(next) => {
          text.value = next;
          problem.value = undefined;
        }}
      />
      <div class="dialog-actions">
        <Button onClick={onLeave}>{actions.cancel}</Button>
        <Button variant="primary" type="submit" busy={sending.value !== undefined}>
          {composer.send}
        </Button>
      </div>
    </form>
  );
};
