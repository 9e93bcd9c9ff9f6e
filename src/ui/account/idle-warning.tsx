import { useEffect, useState } from "preact/hooks";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";

const SECOND_MS = 1_000;

/** The last minute before an idle student is signed out. Any input ends it, and so does the button. `until`: local clock, ms. */
export const IdleWarning = ({ until }: { until: number }) => {
  const left = useSecondsLeft(until);
  const { idle } = words.value.account;
  return (
    <Dialog
      kind="alert"
      open
      title={idle.title}
      // Whatever asks for it was an input, which has been seen already.
      onClose={() => {}}
      actions={
        // The key that is pressed gives the focus back at once, and is not to press what has it then.
        <Button variant="primary" onKeyDown={(event) => event.preventDefault()}>
          {idle.stay}
        </Button>
      }
    >
      <p>{idle.text}</p>
      <p class="idle-left" role="timer">
        {idle.left(left)}
      </p>
    </Dialog>
  );
};

const useSecondsLeft = (until: number): number => {
  const count = () => Math.max(0, Math.ceil((until - Date.now()) / SECOND_MS));
  const [left, setLeft] = useState(count);
  useEffect(() => {
    setLeft(count());
    const timer = setInterval(() => setLeft(count()), SECOND_MS);
    return () => clearInterval(timer);
  }, [until]);
  return left;
};
