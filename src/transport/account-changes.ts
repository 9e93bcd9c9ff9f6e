/** What a student does with an account rarely: proving an address, another password, an end to all sessions, an end to the account. */
import {
  type AccountResult,
  authOf,
  type Credentials,
  endSession,
  type Failed,
  failed,
  resultOf,
  signIn,
} from "./account.optional.ts";
import type { Backend, Session } from "./session.ts";

type Changed = { kind: "done" } | Failed;

/** What a link from an e-mail brings: a secret that opens one session, or, by Supabase's own templates, that session itself. */
export type AccountLink =
  | { type: LinkType; tokenHash: string }
  | { type: LinkType; accessToken: string; refreshToken: string };

type LinkType = "recovery" | "signup" | "email";

const DELETE_TIMEOUT_MS = 20_000;

/** Has a link sent by which a new password can be chosen. The answer is the same whether or not there is such an account. */
export const requestReset = async (
  backend: Backend,
  email: string,
  redirectTo: string,
): Promise<Changed> => {
  const { error } = await authOf(backend).resetPasswordForEmail(email, { redirectTo });
  return error ? failed(error) : { kind: "done" };
};

/** Has the link sent again that proves a new account's address. */
export const resendConfirmation = async (
  backend: Backend,
  email: string,
  emailRedirectTo: string,
): Promise<Changed> => {
  const { error } = await authOf(backend).resend({
    type: "signup",
    email,
    options: { emailRedirectTo },
  });
  return error ? failed(error) : { kind: "done" };
};

/** Uses a link up. */
export const openLink = async (backend: Backend, link: AccountLink): Promise<AccountResult> => {
  const auth = authOf(backend);
  const { data, error } =
    "tokenHash" in link
      ? await auth.verifyOtp({ type: link.type, token_hash: link.tokenHash })
      : await auth.setSession({
          access_token: link.accessToken,
          refresh_token: link.refreshToken,
        });
  const result = error ? failed(error, "link-expired") : resultOf(data.session, null);
  // A token that is none, too, is a link that doesn't work.
  return result.kind === "failed" && result.failure === "session-ended"
    ? { kind: "failed", failure: "link-expired" }
    : result;
};

/** Gives the account of a session another password, and ends its other sessions. */
export const setPassword = async (
  backend: Backend,
  session: Session,
  password: string,
): Promise<Changed> => {
  const auth = authOf(backend);
  const entered = await auth.setSession({
    access_token: session.accessToken,
    refresh_token: session.refreshToken,
  });
  if (entered.error) return failed(entered.error);
  const { error } = await auth.updateUser({ password });
  return error ? failed(error, "password-long") : { kind: "done" };
};

/** The same for a student who knows the present one. The session that it gives takes the place of this device's, which ends. */
export const changePassword = async (
  backend: Backend,
  given: Credentials,
  next: string,
): Promise<AccountResult> => {
  const result = await signIn(backend, given);
  if (result.kind === "failed") return result;
  const changed = await setPassword(backend, result.session, next);
  if (changed.kind === "done") return result;
  await endSession(backend, result.session).catch(() => {});
  return changed;
};

/** Ends every session of the student's. Tokens that are out already are good for an hour at most. */
export const endAllSessions = async (backend: Backend, accessToken: string): Promise<Changed> => {
  const { error } = await authOf(backend).admin.signOut(accessToken, "global");
  return error ? failed(error) : { kind: "done" };
};

/** Deletes the account and all that is in it, after a fresh sign-in, which the server asks for. `uid`: whose it has to be. */
export const deleteAccount = async (
  backend: Backend,
  given: Credentials,
  uid: string,
): Promise<Changed> => {
  const result = await signIn(backend, given);
  if (result.kind === "failed") return result;
  const { session } = result;
  // The address may have gone over to another account.
  const changed: Changed =
    session.uid === uid
      ? await askToDelete(backend, session)
      : { kind: "failed", failure: "session-ended" };
  if (changed.kind === "failed") await endSession(backend, session).catch(() => {});
  return changed;
};

const askToDelete = async (backend: Backend, session: Session): Promise<Changed> => {
  try {
    const answer = await fetch(`${backend.url}/rest/v1/rpc/delete_account`, {
      method: "POST",
      headers: {
        apikey: backend.key,
        authorization: `Bearer ${session.accessToken}`,
        "content-type": "application/json",
      },
      body: "{}",
      signal: AbortSignal.timeout(DELETE_TIMEOUT_MS),
    });
    const body: unknown = await answer.json().catch(() => null);
    const done =
      answer.ok &&
      typeof body === "object" &&
      body !== null &&
      "user" in body &&
      body.user === session.uid;
    return done ? { kind: "done" } : { kind: "failed", failure: "server" };
  } catch {
    return { kind: "failed", failure: "offline" };
  }
};
