import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";

interface IdleOutProps {
  /** Changes that wait here for the student. */
  kept: number;
  onClose: () => void;
}

/** Tells whoever comes back why no one is signed in, and where the work is. */
export const IdleOut = ({ kept, onClose }: IdleOutProps) => {
  const { idle } = words.value.account;
  return (
    <Dialog
      kind="alert"
      open
      title={idle.outTitle}
      onClose={onClose}
      actions={
        <Button variant="primary" onClick={onClose}>
          {idle.understood}
        </Button>
      }
    >
      <p>{idle.outText}</p>
      <p>{kept > 0 ? idle.kept(kept) : idle.removed}</p>
    </Dialog>
  );
};
