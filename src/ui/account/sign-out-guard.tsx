import { useEffect, useState } from "preact/hooks";
import type { Store } from "../../store/store.ts";
import { readSummary } from "../../store/summary.ts";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { useServices } from "../services.ts";
import { DownloadCopy } from "./download-copy.tsx";
import { usePillState } from "../sync-status/use-pill-state.ts";
import { useLive } from "../use-live.ts";

interface SignOutGuardProps {
  store: Store;
  onClose: () => void;
  onSignOut: () => void;
}

/** Stands before a sign-out while changes wait: says what becomes of them, and signs out by itself once they have arrived. */
export const SignOutGuard = ({ store, onClose, onSignOut }: SignOutGuardProps) => {
  const { flush, shared } = useServices();
  const summary = useLive(() => readSummary(store.db), [store.db]);
  const pill = usePillState(store);
  const [syncing, setSyncing] = useState(false);
  const { guard } = words.value.account;
  const count = summary && summary.waiting + summary.refused;

  useEffect(() => {
    if (syncing && count === 0) onSignOut();
  }, [syncing, count]);

  const blocked = pill?.kind === "offline" || pill?.kind === "signin" || pill?.kind === "failed";
  const progress = !syncing
    ? ""
    : summary && summary.waiting === 0 && summary.refused > 0
      ? guard.refused
      : blocked
        ? guard.stuck
        : guard.syncing;
  return (
    <Dialog
      kind="alert"
      class="guard"
      open={count !== undefined}
      title={guard.title(count ?? 0)}
      onClose={onClose}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {words.value.shell.cancel}
          </Button>
          <Button onClick={onSignOut}>{guard.anyway}</Button>
          <DownloadCopy store={store} />
          <Button
            variant="primary"
            onClick={() => {
              setSyncing(true);
              flush();
            }}
          >
            {guard.syncFirst}
          </Button>
        </>
      }
    >
      <p>{shared.value ? guard.textShared : guard.text}</p>
      <p class="guard-progress" aria-live="polite">
        {progress}
      </p>
    </Dialog>
  );
};
