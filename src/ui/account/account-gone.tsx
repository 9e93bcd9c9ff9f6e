import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";

/** Says why no one is signed in any more, and why what was here is gone. */
export const AccountGone = ({ onClose }: { onClose: () => void }) => {
  const { gone } = words.value.access;
  return (
    <Dialog
      kind="alert"
      open
      title={gone.title}
      onClose={onClose}
      actions={
        <Button variant="primary" onClick={onClose}>
          {gone.understood}
        </Button>
      }
    >
      <p>{gone.text}</p>
    </Dialog>
  );
};
