import { useState } from "preact/hooks";
import { words } from "../i18n/language.ts";
import { Button, ButtonLink } from "../kit/button.tsx";
import { TextField } from "../kit/field.tsx";
import { showToast } from "../kit/toast.tsx";
import { useServices } from "../services.ts";
import { checkEmail, fieldOf } from "./check-account.ts";
import { ProblemBox } from "./problem-box.tsx";
import { useAccountForm } from "./use-account-form.ts";

/** Has a link sent by which a new password can be chosen. */
export const ForgotPassword = ({ email: known }: { email: string }) => {
  const { online } = useServices();
  const [email, setEmail] = useState(known);
  const [sent, setSent] = useState(false);
  const { busy, problem, alert, fail, run } = useAccountForm();
  const { access, account } = words.value;
  const { reset } = access;

  const send = async () => {
    const found = checkEmail(email);
    if (found) return fail(found);
    const outcome = await run((actions) => actions.requestReset(email.trim()));
    if (!outcome) return;
    if (sent) showToast({ text: reset.sentAgain });
    setSent(true);
  };

  return (
    <form
      class="account-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h2>{sent ? reset.sentTitle : reset.title}</h2>
      <p aria-live="polite">{sent ? reset.sent(email.trim()) : reset.text}</p>
      <ProblemBox problem={problem} alert={alert} />
      {!sent && (
        <TextField
          label={account.email}
          type="email"
          name="email"
          autoComplete="username"
          autoCapitalize="none"
          spellcheck={false}
          required
          value={email}
          onInput={setEmail}
          invalid={problem !== null && fieldOf(problem) === "email"}
        />
      )}
      {!online.value && <p class="account-offline">{account.offlineNow}</p>}
      <Button variant={sent ? "secondary" : "primary"} type="submit" busy={busy}>
        {busy ? reset.sending : sent ? reset.again : reset.send}
      </Button>
      <p class="account-other">
        <ButtonLink href="/account?mode=in">{reset.back}</ButtonLink>
      </p>
    </form>
  );
};
