import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";

interface DiscardQuestionProps {
  open: boolean;
  onKeep: () => void;
  onDiscard: () => void;
}

/** Asked before what was typed is given up. */
export const DiscardQuestion = ({ open, onKeep, onDiscard }: DiscardQuestionProps) => {
  const { discard } = words.value.calendar;
  return (
    <Dialog
      open={open}
      kind="alert"
      title={discard.name}
      onClose={onKeep}
      actions={
        <>
          <Button variant="danger" onClick={onDiscard}>
            {discard.discard}
          </Button>
          <Button variant="primary" autofocus onClick={onKeep}>
            {discard.keep}
          </Button>
        </>
      }
    >
      <p>{discard.text}</p>
    </Dialog>
  );
};
