import { useLocation } from "preact-iso/router";
import { useState } from "preact/hooks";
import type { Store } from "../../store/store.ts";
import { readSummary } from "../../store/summary.ts";
import { words } from "../i18n/language.ts";
import { Button, ButtonLink } from "../kit/button.tsx";
import { showToast } from "../kit/toast.tsx";
import { useServices } from "../services.ts";
import { SignOutGuard } from "./sign-out-guard.tsx";

interface SignedInProps {
  email: string;
  store: Store;
  /** Whether the session has ended, so that what is said of the account no longer holds. */
  ended: boolean;
}

/** Who is signed in, and the way out: at once if all is synced, else by way of the guard. */
export const SignedIn = ({ email, store, ended }: SignedInProps) => {
  const services = useServices();
  const { route } = useLocation();
  const [guarded, setGuarded] = useState(false);
  const [busy, setBusy] = useState(false);
  const { account } = words.value;

  const signOut = async () => {
    setGuarded(false);
    setBusy(true);
    const shared = services.shared.value;
    const { kept } = await services.signOut();
    route("/");
    const gone = shared ? account.signedOutRemoved : account.signedOut;
    showToast({ text: kept > 0 ? account.signedOutKept(kept) : gone });
  };
  const ask = async () => {
    setBusy(true);
    // What can't be put into the queue now stays here all the same.
    await services.prepareSignOut().catch((error: unknown) => console.error(error));
    setBusy(false);
    const { waiting, refused } = await readSummary(store.db);
    if (waiting + refused > 0) setGuarded(true);
    else await signOut();
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
      <div class="signed-in-out">
        <p>{services.shared.value ? account.signOutTextShared : account.signOutText}</p>
        <Button busy={busy} onClick={() => void ask()}>
          {account.signOut}
        </Button>
      </div>
      {guarded && (
        <SignOutGuard
          store={store}
          onClose={() => setGuarded(false)}
          onSignOut={() => void signOut()}
        />
      )}
    </section>
  );
};
