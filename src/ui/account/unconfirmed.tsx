import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { showToast } from "../kit/toast.tsx";
import { ProblemBox } from "./problem-box.tsx";
import { useAccountForm } from "./use-account-form.ts";

/** After signing up where addresses have to be proven: what to do now. */
export const Unconfirmed = ({ email, onBack }: { email: string; onBack: () => void }) => {
  const { busy, problem, alert, run } = useAccountForm();
  const { access } = words.value;
  const again = async () => {
    if (await run((actions) => actions.resendConfirmation(email)))
      showToast({ text: access.reset.sentAgain });
  };
  return (
    <section class="account-form">
      <h2>{access.reset.sentTitle}</h2>
      <p aria-live="polite">{access.unconfirmed(email)}</p>
      <ProblemBox problem={problem} alert={alert} />
      <Button busy={busy} onClick={() => void again()}>
        {busy ? access.reset.sending : access.reset.again}
      </Button>
      <p class="account-other">
        <Button onClick={onBack}>{access.reset.back}</Button>
      </p>
    </section>
  );
};
