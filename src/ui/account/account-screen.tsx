import { useLocation } from "preact-iso/router";
import type { AthroDatabase } from "../../store/database.ts";
import { lastProblem, readSummary } from "../../store/summary.ts";
import { words } from "../i18n/language.ts";
import { Notice } from "../kit/notice.tsx";
import { ScreenHeader } from "../kit/screen-header.tsx";
import { useServices } from "../services.ts";
import { useLive } from "../use-live.ts";
import { AccountForm } from "./account-form.tsx";
import { parseLink } from "./account-link.ts";
import { BadLink } from "./bad-link.tsx";
import { ConfirmEmail } from "./confirm-email.tsx";
import { ForgotPassword } from "./forgot-password.tsx";
import { NewPassword } from "./new-password.tsx";
import { SignedIn } from "./signed-in.tsx";
import "./account.css";

/** Whose work this is: the forms to get in, or who is in and the way out. */
export const AccountScreen = () => {
  const { user, store } = useServices();
  const who = user.value;
  const open = store.value;
  const problem = useLive(open ? problemIn(open.db) : noProblem, [open]);
  const { query, route } = useLocation();
  const { account } = words.value;
  const link = parseLink(location.search, location.hash);
  // What it brought is used up, and no business of whoever looks at the address next.
  const leaveLink = () => route("/account", true);
  const ended = who.kind === "student" && problem === "signin";
  return (
    <div class="screen account-screen">
      <ScreenHeader title={account.heading} />
      <div class="screen-body account">
        {link === "broken" && <BadLink />}
        {link !== null &&
          link !== "broken" &&
          (link.type === "recovery" ? (
            <NewPassword link={link} onDone={leaveLink} />
          ) : (
            <ConfirmEmail link={link} onDone={leaveLink} />
          ))}
        {link === null && who.kind === "guest" && (
          <Notice title={account.guest.title}>{account.guest.text}</Notice>
        )}
        {link === null && ended && <Notice>{account.ended}</Notice>}
        {link === null &&
          (who.kind !== "student" || ended) &&
          (query["mode"] === "reset" ? (
            <ForgotPassword email={who.kind === "student" ? who.email : ""} />
          ) : (
            <AccountForm email={who.kind === "student" ? who.email : ""} />
          ))}
        {link === null && who.kind === "student" && open && problem !== undefined && (
          <SignedIn email={who.email} store={open} ended={ended} />
        )}
      </div>
    </div>
  );
};

/** A query that goes on telling of it during an attempt: the form would go at each, with the password that is being typed. */
const problemIn = (db: AthroDatabase) => {
  const problemOf = lastProblem();
  return async () => problemOf(await readSummary(db));
};

const noProblem = async () => null;
