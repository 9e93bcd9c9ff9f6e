import { syncProblem } from "../../store/sync-problem.ts";
import { words } from "../i18n/language.ts";
import { ScreenHeader } from "../kit/screen-header.tsx";
import { useServices } from "../services.ts";
import { useLive } from "../use-live.ts";
import { AccountForm } from "./account-form.tsx";
import { SignedIn } from "./signed-in.tsx";
import "./account.css";

/** Whose work this is: the forms to get in, or who is in and the way out. */
export const AccountScreen = () => {
  const { user, store } = useServices();
  const who = user.value;
  const open = store.value;
  const problem = useLive(() => (open ? syncProblem(open.db) : Promise.resolve(null)), [open]);
  const { account } = words.value;
  const ended = who.kind === "student" && problem === "signin";
  return (
    <div class="screen account-screen">
      <ScreenHeader title={account.heading} />
      <div class="screen-body account">
        {who.kind === "guest" && (
          <aside class="account-note">
            <h2>{account.guest.title}</h2>
            <p>{account.guest.text}</p>
          </aside>
        )}
        {ended && <p class="account-note">{account.ended}</p>}
        {(who.kind !== "student" || ended) && (
          <AccountForm email={who.kind === "student" ? who.email : ""} />
        )}
        {who.kind === "student" && open && problem !== undefined && (
          <SignedIn email={who.email} store={open} ended={ended} />
        )}
      </div>
    </div>
  );
};
