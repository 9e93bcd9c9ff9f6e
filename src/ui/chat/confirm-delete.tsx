import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";

interface ConfirmDeleteProps {
  open: boolean;
  onCancel: () => void;
  onDelete: () => void;
}

/** Asks once before a session is deleted; "Cancel" has the focus. */
export const ConfirmDelete = ({ open, onCancel, onDelete }: ConfirmDeleteProps) => {
  const { actions, deleting } = words.value.chat;
  return (
    <Dialog
      open={open}
      title={deleting.question}
      onClose={onCancel}
      actions={
        <>
          <Button autofocus onClick={onCancel}>
            {actions.cancel}
          </Button>
          <Button variant="danger" onClick={onDelete}>
            {actions.delete}
          </Button>
        </>
      }
    />
  );
};
