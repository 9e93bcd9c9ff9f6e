import type { RefusedChange } from "../../store/refused.ts";
import type { Store } from "../../store/store.ts";
import { discardRefused } from "../../store/sync-store.ts";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { showToast } from "../kit/toast.tsx";
import { useStateOf } from "../kit/use-state-of.ts";
import { attempt } from "./attempt.ts";

interface DiscardDialogProps {
  store: Store;
  /** What is to be discarded; null while nothing is asked. */
  change: RefusedChange | null;
  onClose: () => void;
}

/** Asks twice, since what is discarded here is the only copy. */
export const DiscardDialog = ({ store, change, onClose }: DiscardDialogProps) => {
  // The same change is told of anew, as another object, whenever the list is read again.
  const [sure, setSure] = useStateOf<true>(change && change.entry);
  const { sync } = words.value;
  const { discardDialog: asked } = sync;
  const discard = async (clicks: number) => {
    // A double click is one answer, not two.
    if (!change || clicks > 1) return;
    if (!sure) {
      setSure(true);
      return;
    }
    await attempt(async () => {
      await discardRefused(store.db, change.entry);
      showToast({ text: sync.refused.discarded });
    });
    onClose();
  };
  return (
    <Dialog
      kind="alert"
      open={change !== null}
      title={sure ? asked.second : asked.first}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{asked.keep}</Button>
          <Button variant="danger" onClick={(event) => void discard(event.detail)}>
            {sure ? asked.forGood : asked.discard}
          </Button>
        </>
      }
    >
      {change?.title && <p class="panel-quote">{change.title}</p>}
      <p>{sure ? asked.secondText : asked.firstText}</p>
    </Dialog>
  );
};
