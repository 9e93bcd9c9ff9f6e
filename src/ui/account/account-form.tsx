import { useLocation } from "preact-iso/router";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { FormProblem } from "../i18n/en/account.ts";
import { bringLanguage } from "../i18n/account-language.ts";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { TextField } from "../kit/field.tsx";
import { focusHeading } from "../kit/focus-heading.ts";
import { useFocusAfter } from "../kit/use-focus-after.ts";
import type { AccountProblem } from "../../model/account-problem.ts";
import { useServices } from "../services.ts";
import { type AccountMode, checkAccount, fieldOf } from "./check-account.ts";
import { PasswordField } from "./password-field.tsx";
import { ProblemBox } from "./problem-box.tsx";
import { Unconfirmed } from "./unconfirmed.tsx";
import { SharedChoice } from "./shared-choice.tsx";

/**
 * Signing in and signing up in one form, so that what was typed outlives a change of mind; which of the two is told by the query,
 * `?mode=in` or `?mode=up`. What goes wrong is said at the top and takes the focus.
 */
export const AccountForm = ({ email: known }: { email: string }) => {
  const { signIn, signUp, flush, online, store } = useServices();
  const { query, route } = useLocation();
  const mode: AccountMode = query["mode"] === "up" ? "up" : "in";
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [unconfirmed, setUnconfirmed] = useState(false);
  const [problem, setProblem] = useState<AccountProblem | FormProblem | null>(null);
  const [tries, setTries] = useState(0);
  const alert = useRef<HTMLDivElement>(null);
  const { account } = words.value;

  // Before the next key.
  useLayoutEffect(() => {
    if (tries > 0) alert.current?.focus();
  }, [tries]);

  // Each stands in place of the other, whose button was pressed.
  useFocusAfter(unconfirmed, focusHeading);
  useFocusAfter(!unconfirmed, focusHeading);

  const fail = (found: AccountProblem | FormProblem) => {
    setProblem(found);
    setTries((before) => before + 1);
  };

  const send = async (asked: AccountMode) => {
    if (busy) return;
    const found = checkAccount(asked, email, password);
    if (found) {
      fail(found);
      return;
    }
    setProblem(null);
    setBusy(true);
    const outcome = await (asked === "in" ? signIn : signUp)(email.trim(), password);
    setBusy(false);
    if (outcome.ok) {
      if (asked === "up")
        await bringLanguage(store.value).catch((error: unknown) => console.error(error));
      flush();
    } else if (outcome.problem === "email-unconfirmed") setUnconfirmed(true);
    else fail(outcome.problem);
  };

  /** The other form; with everything filled in already there is nothing more to ask. */
  const change = (asked: AccountMode) => {
    if (busy) return;
    setProblem(null);
    route(`/account?mode=${asked}`, true);
    if (email !== "" && password !== "") void send(asked);
  };

  if (unconfirmed) return <Unconfirmed email={email.trim()} onBack={() => setUnconfirmed(false)} />;

  const field = problem && fieldOf(problem);
  return (
    <form
      class="account-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send(mode);
      }}
    >
      <h2>{mode === "in" ? account.signInTitle : account.createTitle}</h2>
      <ProblemBox problem={problem} alert={alert} />
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
        invalid={field === "email"}
      />
      <PasswordField
        mode={mode}
        value={password}
        onInput={setPassword}
        invalid={field === "password"}
      />
      <SharedChoice />
      {!online.value && <p class="account-offline">{account.offlineNow}</p>}
      <Button variant="primary" type="submit" busy={busy}>
        {mode === "in"
          ? busy
            ? account.signingIn
            : account.signIn
          : busy
            ? account.creating
            : account.create}
      </Button>
      {mode === "in" && (
        <p class="account-forgot">
          <a class="link" href="/account?mode=reset">
            {words.value.access.forgot}
          </a>
        </p>
      )}
      <p class="account-other">
        {mode === "in" ? account.isNew : account.isKnown}
        <Button
          onClick={() => change(mode === "in" ? "up" : "in")}
          aria-disabled={busy || undefined}
        >
          {mode === "in" ? account.create : account.signIn}
        </Button>
      </p>
    </form>
  );
};
