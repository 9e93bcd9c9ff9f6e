import { useState } from "preact/hooks";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { showToast } from "../kit/toast.tsx";
import { checkNewPassword } from "./check-account.ts";
import { PasswordField } from "./password-field.tsx";
import { ProblemBox } from "./problem-box.tsx";
import { useAccountForm } from "./use-account-form.ts";

/** Asks for the present password and the new one. */
export const ChangePassword = ({ email, onClose }: { email: string; onClose: () => void }) => {
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const { busy, problem, alert, fail, run } = useAccountForm();
  const { access, shell } = words.value;

  const save = async () => {
    const found = current === "" ? "password-missing" : checkNewPassword(next);
    if (found) return fail(found);
    if (next === current) return fail("password-same");
    if (!(await run((actions) => actions.changePassword(current, next)))) return;
    onClose();
    showToast({ text: access.change.done });
  };

  const aboutCurrent = problem === "credentials" || problem === "password-missing";
  return (
    <Dialog open title={access.change.button} onClose={() => !busy && onClose()}>
      <form
        class="account-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <ProblemBox problem={problem} alert={alert} />
        {/* So that a password manager knows which password it is. */}
        <input type="hidden" name="username" autoComplete="username" value={email} />
        <PasswordField
          mode="in"
          label={access.change.current}
          value={current}
          onInput={setCurrent}
          invalid={aboutCurrent}
        />
        <PasswordField
          mode="up"
          label={access.newPassword.label}
          value={next}
          onInput={setNext}
          invalid={!aboutCurrent && problem?.startsWith("password-") === true}
        />
        <div class="dialog-actions">
          <Button variant="quiet" onClick={() => !busy && onClose()}>
            {shell.cancel}
          </Button>
          <Button variant="primary" type="submit" busy={busy}>
            {busy ? access.newPassword.saving : access.change.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
