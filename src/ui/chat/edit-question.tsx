import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { MESSAGE_LENGTH_MAX } from "../../model/limits.ts";
import { parseMessage } from "../../model/message-input.ts";
import { type MessageRow, sendQuestion } from "../../store/messages.ts";
import { restoreEarlier } from "../../store/removal.ts";
import type { Store } from "../../store/store.ts";
import { words } from "../i18n/language.ts";
import { formatCount } from "../i18n/numbers.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { TextAreaField } from "../kit/field.tsx";
import { showToast } from "../kit/toast.tsx";
import { attempt } from "./session-actions.ts";

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
  /** What was typed and not sent is not to be lost. */
  onLeft: (text: string) => void;
}

/** A question to be put differently. What was sent first, and the replies to it, stay restorable. */
export const EditQuestion = ({ message, onClose, onSentAndClosed, ...rest }: EditQuestionProps) => {
  const text = useSignal("");
  const sent = useRef(false);
  const isOpen = message !== null;
  // After the dialog's own effect, and before the next key.
  useLayoutEffect(() => {
    if (isOpen || !sent.current) return;
    sent.current = false;
    onSentAndClosed();
  }, [isOpen]);
  const leave = () => {
    const typed = text.peek().trim();
    if (message && typed !== "" && typed !== message.content) rest.onLeft(text.peek());
    onClose();
  };
  return (
    <Dialog open={isOpen} title={words.value.chat.editing.heading} onClose={leave}>
      {message && (
        <EditForm
          {...rest}
          key={message.id}
          message={message}
          typed={text}
          onDone={onClose}
          onSent={() => {
            sent.current = true;
            rest.onSent();
          }}
          onLeave={leave}
        />
      )}
    </Dialog>
  );
};

interface EditFormProps extends Pick<EditQuestionProps, "store" | "athroId" | "onSent"> {
  message: MessageRow;
  typed: { value: string };
  onDone: () => void;
  onLeave: () => void;
}

const EditForm = ({ store, athroId, message, typed, onSent, onDone, onLeave }: EditFormProps) => {
  const text = useSignal(message.content);
  const sending = useSignal(false);
  const problem = useSignal<string | undefined>(undefined);
  const { editing, actions, composer, notices } = words.value.chat;

  const submit = async () => {
    const parsed = parseMessage(text.peek());
    if (!parsed.ok) {
      problem.value =
        parsed.problem === "message-empty"
          ? editing.missing
          : composer.long(formatCount(text.peek().length), formatCount(MESSAGE_LENGTH_MAX));
      return;
    }
    if (parsed.content === message.content) return onDone();
    sending.value = true;
    const sent = await attempt(async () => {
      const { messageId } = await sendQuestion(store, athroId, parsed.content, message);
      showToast({
        text: notices.edited,
        action: {
          label: actions.undo,
          run: () =>
            void attempt(() => restoreEarlier(store, { id: messageId, replaces: message.id })),
        },
      });
    });
    sending.value = false;
    if (!sent) return;
    onSent();
    onDone();
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
          typed.value = next;
          problem.value = undefined;
        }}
      />
      <div class="dialog-actions">
        <Button onClick={onLeave}>{actions.cancel}</Button>
        <Button variant="primary" type="submit" busy={sending.value}>
          {composer.send}
        </Button>
      </div>
    </form>
  );
};
