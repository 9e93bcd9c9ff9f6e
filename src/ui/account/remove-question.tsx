import { useLocation } from "preact-iso/router";
import { useState } from "preact/hooks";
import { readGuestWork } from "../../store/guest-work.ts";
import type { Store } from "../../store/store.ts";
import { readUnsynced } from "../../store/unsynced.ts";
import type { LossKind } from "../i18n/en/account.ts";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { TextField } from "../kit/field.tsx";
import { showToast } from "../kit/toast.tsx";
import { useServices } from "../services.ts";
import { useLive } from "../use-live.ts";
import { DownloadCopy } from "./download-copy.tsx";
import "./device-data.css";

/** What exists nowhere but on this device, by kind; empty if all is in the account. */
const readLosses = async ({ db, user }: Store): Promise<[LossKind, number][]> => {
  const found = user === null ? ((await readGuestWork(db)) ?? {}) : await readUnsynced(db);
  return (Object.entries(found) as [LossKind, number][]).filter(([, count]) => count > 0);
};

/** Asks before a student's work goes from this device, and has a word typed where some of it would be lost. */
export const RemoveQuestion = ({ store, onClose }: { store: Store; onClose: () => void }) => {
  const { removeMyData } = useServices();
  const { route } = useLocation();
  const losses = useLive(() => readLosses(store), [store]);
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<"word" | "failed" | null>(null);
  const [busy, setBusy] = useState(false);
  const { remove } = words.value.account;
  const losing = losses !== undefined && losses.length > 0;

  const confirm = async () => {
    if (losing && typed.trim().toLowerCase() !== remove.word) {
      setProblem("word");
      return;
    }
    setBusy(true);
    try {
      await removeMyData();
      route("/");
      showToast({ text: remove.done });
    } catch (error) {
      console.error(error);
      setProblem("failed");
      setBusy(false);
    }
  };

  return (
    <Dialog
      kind="alert"
      open={losses !== undefined}
      title={remove.title}
      onClose={() => !busy && onClose()}
      actions={
        <>
          <Button variant="quiet" onClick={() => !busy && onClose()}>
            {words.value.shell.cancel}
          </Button>
          {losing && <DownloadCopy store={store} />}
          <Button variant="danger" busy={busy} onClick={() => void confirm()}>
            {busy ? remove.removing : remove.confirm}
          </Button>
        </>
      }
    >
      {losing ? (
        <>
          <p>{store.user === null ? remove.guestLosses : remove.losses}</p>
          <ul class="losses">
            {losses.map(([kind, count]) => (
              <li key={kind}>{remove.kinds[kind](count)}</li>
            ))}
          </ul>
          <TextField
            label={remove.type}
            value={typed}
            onInput={(text) => {
              setTyped(text);
              setProblem(null);
            }}
            error={problem === "word" ? remove.wrongWord : undefined}
            autoComplete="off"
            autoCapitalize="none"
            spellcheck={false}
          />
        </>
      ) : (
        <p>{store.user === null ? remove.guestNothing : remove.allSynced}</p>
      )}
      {problem === "failed" && (
        <p class="account-failed" role="alert">
          {remove.failed}
        </p>
      )}
    </Dialog>
  );
};
