import { bringLanguage } from "../i18n/account-language.ts";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { showToast } from "../kit/toast.tsx";
import { type AccountLink, useServices } from "../services.ts";
import { BadLink } from "./bad-link.tsx";
import { ProblemBox } from "./problem-box.tsx";
import { SharedChoice } from "./shared-choice.tsx";
import { useAccountForm } from "./use-account-form.ts";

/** Proves an address by a press of a button: programs that look at links before people do would use them up. */
export const ConfirmEmail = ({ link, onDone }: { link: AccountLink; onDone: () => void }) => {
  const { online, store } = useServices();
  const { busy, problem, alert, run } = useAccountForm();
  const { access, account } = words.value;
  if (problem === "link-expired") return <BadLink />;

  const confirm = async () => {
    const outcome = await run((actions) => actions.confirmEmail(link));
    if (!outcome) return;
    if (outcome.entered && link.type === "signup")
      await bringLanguage(store.value).catch((error: unknown) => console.error(error));
    onDone();
    const { done, doneElsewhere } = access.confirm;
    showToast({ text: outcome.entered ? done : doneElsewhere(outcome.email) });
  };

  return (
    <section class="account-form">
      <h2>{access.confirm.title}</h2>
      <p>{access.confirm.text}</p>
      <ProblemBox problem={problem} alert={alert} />
      <SharedChoice />
      {!online.value && <p class="account-offline">{account.offlineNow}</p>}
      <Button variant="primary" busy={busy} onClick={() => void confirm()}>
        {busy ? access.confirm.confirming : access.confirm.button}
      </Button>
    </section>
  );
};
