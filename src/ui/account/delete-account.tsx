import { useLocation } from "preact-iso/router";
import { useState } from "preact/hooks";
import type { Store } from "../../store/store.ts";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { showToast } from "../kit/toast.tsx";
import { DownloadCopy } from "./download-copy.tsx";
import { PasswordField } from "./password-field.tsx";
import { ProblemBox } from "./problem-box.tsx";
import { useAccountForm } from "./use-account-form.ts";

/** Asks before everything goes, and for the password, without which the server does not do it. */
export const DeleteAccount = ({ store, onClose }: { store: Store; onClose: () => void }) => {
  const { route } = useLocation();
  const [password, setPassword] = useState("");
  const { busy, problem, alert, fail, run } = useAccountForm();
  const { access, shell } = words.value;
  const { remove } = access;

  const confirm = async () => {
    if (password === "") return fail("password-missing");
    if (!(await run((actions) => actions.deleteAccount(password)))) return;
    route("/");
    showToast({ text: remove.done });
  };

  return (
    <Dialog kind="alert" open title={remove.title} onClose={() => !busy && onClose()}>
      <form
        class="account-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void confirm();
        }}
      >
        <p>{remove.explain}</p>
        <p>{remove.copy}</p>
        <ProblemBox problem={problem} alert={alert} />
        <PasswordField
          mode="in"
          value={password}
          onInput={setPassword}
          invalid={problem === "credentials" || problem === "password-missing"}
        />
        <div class="dialog-actions">
          <Button variant="quiet" onClick={() => !busy && onClose()}>
            {shell.cancel}
          </Button>
          <DownloadCopy store={store} />
          <Button variant="danger" type="submit" busy={busy}>
            {busy ? remove.deleting : remove.confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
