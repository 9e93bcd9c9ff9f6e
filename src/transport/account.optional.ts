/** Sign-up, sign-in and sign-out by supabase-js. Loaded only when a student does one of these. */
import { type AuthError, createClient } from "@supabase/supabase-js";
import type { AccountProblem } from "../model/account-problem.ts";
import { type Backend, parseSession, type Session } from "./session.ts";

export type AccountResult = { kind: "session"; session: Session } | Failed;

export interface Failed {
  kind: "failed";
  failure: AccountProblem;
}

type Auth = ReturnType<typeof createClient>["auth"];

const clients = new WeakMap<Backend, Auth>();

/** A client that keeps no session and starts no timers: the device's own store has the session. One for each backend. */
export const authOf = (backend: Backend): Auth => {
  const known = clients.get(backend);
  if (known) return known;
  const { auth } = createClient(backend.url, backend.key, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  });
  clients.set(backend, auth);
  return auth;
};

export type Credentials = { email: string; password: string };

export const signIn = async (backend: Backend, given: Credentials): Promise<AccountResult> => {
  const { data, error } = await authOf(backend).signInWithPassword(given);
  return resultOf(data.session, error);
};

export const signUp = async (backend: Backend, given: Credentials): Promise<AccountResult> => {
  const { data, error } = await authOf(backend).signUp(given);
  if (!error && data.user && !data.session) return { kind: "failed", failure: "email-unconfirmed" };
  return resultOf(data.session, error);
};

/** Ends the session on the server. Best effort: on this device it has ended already. */
export const endSession = async (backend: Backend, session: Session): Promise<void> => {
  await authOf(backend).admin.signOut(session.accessToken, "local");
};

export const resultOf = (session: unknown, error: AuthError | null): AccountResult => {
  if (error) return failed(error);
  const parsed = parseSession(session, Date.now());
  return parsed ? { kind: "session", session: parsed } : { kind: "failed", failure: "server" };
};

const FAILURES: Record<string, AccountProblem> = {
  invalid_credentials: "credentials",
  user_already_exists: "email-taken",
  email_exists: "email-taken",
  email_address_invalid: "email-invalid",
  validation_failed: "email-invalid",
  weak_password: "password-weak",
  same_password: "password-same",
  email_not_confirmed: "email-unconfirmed",
  over_request_rate_limit: "too-many",
  over_email_send_rate_limit: "too-many",
  otp_expired: "link-expired",
  session_not_found: "session-ended",
  session_expired: "session-ended",
  user_not_found: "session-ended",
  bad_jwt: "session-ended",
  refresh_token_not_found: "link-expired",
  refresh_token_already_used: "link-expired",
};

/** `invalid` is what the caller's input is, where the server says no more than that it is not valid. */
export const failed = (error: AuthError, invalid?: AccountProblem): Failed => ({
  kind: "failed",
  failure: failureOf(error, invalid),
});

const failureOf = (error: AuthError, invalid?: AccountProblem): AccountProblem => {
  if (error.code === "validation_failed" && invalid) return invalid;
  const known = FAILURES[error.code ?? ""];
  if (known) return known;
  if (error.name === "AuthSessionMissingError") return "session-ended";
  if (error.status === 429) return "too-many";
  return error.status === undefined || error.status === 0 ? "offline" : "server";
};
