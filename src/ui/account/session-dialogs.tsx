import type { ReadonlySignal, Signal } from "@preact/signals";
import type { GuestWork } from "../../store/guest-work.ts";
import { GuestQuestion } from "./guest-question.tsx";
import { IdleOut } from "./idle-out.tsx";
import { IdleWarning } from "./idle-warning.tsx";
import "./session-dialogs.css";

interface SessionDialogsProps {
  /** What was made here without an account, while the student has not said whose it is. */
  guestWork: ReadonlySignal<GuestWork | null>;
  /** It is theirs. Resolves when what can be taken over now is there; the rest follows. */
  onTake: () => Promise<void>;
  /** It is not, and stays where it is. */
  onLeave: () => Promise<void>;
  /** When the student will be signed out for want of input, local clock, ms; null unless that is near. */
  idleUntil: ReadonlySignal<number | null>;
  /** Set when that has happened, until someone has seen it: how many changes wait here for them. */
  idleOut: Signal<{ kept: number } | null>;
}

/** What has to be asked or told whatever screen is shown. */
export const SessionDialogs = (props: SessionDialogsProps) => {
  const { guestWork, idleUntil, idleOut, onTake, onLeave } = props;
  return (
    <>
      {guestWork.value && (
        <GuestQuestion work={guestWork.value} onTake={onTake} onLeave={onLeave} />
      )}
      {idleUntil.value !== null && <IdleWarning until={idleUntil.value} />}
      {idleOut.value && (
        <IdleOut kept={idleOut.value.kept} onClose={() => (idleOut.value = null)} />
      )}
    </>
  );
};
