import { useLocation } from "preact-iso/router";
import { useState } from "preact/hooks";
import type { Store } from "../../store/store.ts";
import { readSummary } from "../../store/summary.ts";
import { words } from "../i18n/language.ts";
import { Button, ButtonLink } from "../kit/button.tsx";
import { showToast } from "../kit/toast.tsx";
import { useServices } from "../services.ts";
import { AccountCare } from "./account-care.tsx";
import { ProblemBox } from "./problem-box.tsx";
import { SignOutGuard } from "./sign-out-guard.tsx";
import { useAccountForm } from "./use-account-form.ts";

interface SignedInProps {
  email: string;
  store: Store;
  /** Whether the session has ended, so that what is said of the account no longer holds. */
  ended: boolean;
}

/** On this device, or on all of the student's. */
type Scope = "here" | "everywhere";

/** Who is signed in, and the ways out: at once if all is synced, else by way of the guard. */
export const SignedIn = ({ email, store, ended }: SignedInProps) => {
  const services = useServices();
  const { route } = useLocation();
  const [guarded, setGuarded] = useState<Scope | null>(null);
  const [busy, setBusy] = useState<Scope | null>(null);
  const { problem, alert, run } = useAccountForm();
  const { account, access } = words.value;

  const signOut = async (scope: Scope) => {
    setGuarded(null);
    setBusy(scope);
    // The server first: where it can't be reached nothing has ended, and the student is still here to be told.
    if (scope === "everywhere" && !(await run((actions) => actions.endAllSessions()))) {
      setBusy(null);
      return;
    }
    const shared = services.shared.value;
    const { kept } = await services.signOut();
    route("/");
    const here = shared ? account.signedOutRemoved : account.signedOut;
    const gone = scope === "everywhere" ? access.everywhere.done : here;
    showToast({ text: kept > 0 ? account.signedOutKept(kept) : gone });
  };
  const ask = async (scope: Scope) => {
    if (busy) return;
    setBusy(scope);
    // What can't be put into the queue now stays here all the same.
    await services.prepareSignOut().catch((error: unknown) => console.error(error));
    setBusy(null);
    const { waiting, refused } = await readSummary(store.db);
    if (waiting + refused > 0) setGuarded(scope);
    else await signOut(scope);
  };

  return (
    <section class="signed-in" aria-labelledby="signed-in">
      {!ended && (
        <div class="card signed-in-card">
          <h2 id="signed-in">
            <small>{account.signedIn}</small> {email}
          </h2>
          <p>{account.signedInText}</p>
          <ButtonLink variant="primary" href="/">
            {account.goHome}
          </ButtonLink>
        </div>
      )}
      <ProblemBox problem={problem} alert={alert} />
      <div class="card signed-in-ways">
        <div class="signed-in-way">
          <p>{services.shared.value ? account.signOutTextShared : account.signOutText}</p>
          <Button busy={busy === "here"} onClick={() => void ask("here")}>
            {account.signOut}
          </Button>
        </div>
        {!ended && (
          <div class="signed-in-way">
            <p>{access.everywhere.text}</p>
            <Button busy={busy === "everywhere"} onClick={() => void ask("everywhere")}>
              {access.everywhere.button}
            </Button>
          </div>
        )}
        {!ended && <AccountCare email={email} store={store} />}
      </div>
      {guarded && (
        <SignOutGuard
          store={store}
          onClose={() => setGuarded(null)}
          onSignOut={() => void signOut(guarded)}
        />
      )}
    </section>
  );
};
