import { useState } from "preact/hooks";
import type { GuestWork } from "../../store/guest-work.ts";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { showToast } from "../kit/toast.tsx";
import { useServices } from "../services.ts";

interface GuestQuestionProps {
  work: GuestWork;
  onTake: () => Promise<void>;
  onLeave: () => Promise<void>;
}

/** Whose the work is that was made here without an account. Left unanswered, it is asked again when the app is next opened. */
export const GuestQuestion = ({ work, onTake, onLeave }: GuestQuestionProps) => {
  const { user } = useServices();
  const [later, setLater] = useState(false);
  const [busy, setBusy] = useState(false);
  const { guestWork } = words.value.account;

  const take = async () => {
    setBusy(true);
    try {
      await onTake();
      showToast({ text: guestWork.taken });
    } catch (error) {
      console.error(error);
      showToast({ text: guestWork.notAll });
    }
    setBusy(false);
  };
  const leave = async () => {
    try {
      await onLeave();
      showToast({ text: guestWork.left });
    } catch (error) {
      console.error(error);
      showToast({ text: guestWork.notLeft });
    }
  };

  const who = user.value;
  return (
    <Dialog
      kind="alert"
      open={!later}
      title={guestWork.title}
      onClose={() => !busy && setLater(true)}
      actions={
        <>
          <Button onClick={() => !busy && void leave()}>{guestWork.notMine}</Button>
          <Button variant="primary" busy={busy} onClick={() => void take()}>
            {guestWork.mine}
          </Button>
        </>
      }
    >
      <p>
        {work.chats + work.events > 0
          ? guestWork.made(work.chats, work.events)
          : guestWork.drafts(work.drafts)}
      </p>
      <dl class="question-choices">
        <div>
          <dt>{guestWork.mine}</dt>
          <dd>{guestWork.mineText}</dd>
        </div>
        <div>
          <dt>{guestWork.notMine}</dt>
          <dd>{guestWork.notMineText}</dd>
        </div>
      </dl>
      {who.kind === "student" && <p class="question-who">{guestWork.who(who.email)}</p>}
    </Dialog>
  );
};
