import { useState } from "preact/hooks";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { showToast } from "../kit/toast.tsx";
import { type AccountLink, useServices } from "../services.ts";
import { checkNewPassword, fieldOf } from "./check-account.ts";
import { BadLink } from "./bad-link.tsx";
import { PasswordField } from "./password-field.tsx";
import { ProblemBox } from "./problem-box.tsx";
import { SharedChoice } from "./shared-choice.tsx";
import { useAccountForm } from "./use-account-form.ts";

/** The new password that a link from an e-mail lets its reader choose. The link is used up by saving, not by opening it. */
export const NewPassword = ({ link, onDone }: { link: AccountLink; onDone: () => void }) => {
  const { online } = useServices();
  const [password, setPassword] = useState("");
  const { busy, problem, alert, fail, run } = useAccountForm();
  const { access, account } = words.value;
  if (problem === "link-expired") return <BadLink />;

  const save = async () => {
    const found = checkNewPassword(password);
    if (found) return fail(found);
    const outcome = await run((actions) => actions.resetPassword(link, password));
    if (!outcome) return;
    onDone();
    const { saved, savedElsewhere } = access.newPassword;
    showToast({ text: outcome.entered ? saved : savedElsewhere(outcome.email) });
  };

  return (
    <form
      class="account-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>{access.newPassword.title}</h2>
      <p>{access.newPassword.text}</p>
      <ProblemBox problem={problem} alert={alert} />
      <PasswordField
        mode="up"
        label={access.newPassword.label}
        value={password}
        onInput={setPassword}
        invalid={problem !== null && fieldOf(problem) === "password"}
      />
      <SharedChoice />
      {!online.value && <p class="account-offline">{account.offlineNow}</p>}
      <Button variant="primary" type="submit" busy={busy}>
        {busy ? access.newPassword.saving : access.newPassword.save}
      </Button>
    </form>
  );
};
