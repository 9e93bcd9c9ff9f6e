/** Sign-ins, and the chain of refresh tokens that keeps each going. */
import { randomBytes } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { inTransaction } from "../identity.ts";
import { type Account, findAccount } from "./accounts.ts";
import { AuthError } from "./error.ts";

/** A token used again within this time is taken for two tabs that refreshed at once. */
const REUSE_INTERVAL_MS = 10_000;

export interface Grant {
  account: Account;
  sessionId: string;
  refreshToken: string;
  /** When the sign-in was, s since 1970. */
  signedInAt: number;
  method: SignInMethod;
}

/** As the claim `amr` names it: by a password, or by a link from an e-mail. */
export type SignInMethod = "password" | "otp";

export async function openSession(
  client: PoolClient,
  userId: string,
  method: SignInMethod = "password",
): Promise<Grant> {
  const { rows } = await client.query<{ id: string; signed_in_at: number }>(
    `insert into auth.sessions (user_id, method) values ($1, $2)
     returning id, floor(extract(epoch from created_at))::int as signed_in_at`,
    [userId, method],
  );
  await client.query("update auth.users set last_sign_in_at = now() where id = $1", [userId]);
  const account = await findAccount(client, userId);
  const session = rows[0];
  if (session === undefined || account === undefined) throw notFound();
  const refreshToken = await addToken(client, userId, session.id, null);
  return { account, sessionId: session.id, refreshToken, signedInAt: session.signed_in_at, method };
}

/**
 * Exchanges a refresh token for the next. One that was exchanged already gives the active token again if that was a moment ago,
 * or if the active one is its direct successor (whose answer may have been lost); otherwise someone else may hold a copy, and the
 * session ends.
 *
 * @throws AuthError refresh_token_not_found, refresh_token_already_used
 */
export async function refreshSession(pool: Pool, token: string): Promise<Grant> {
  const grant = await inTransaction(pool, "set local timezone = 'UTC'", async (client) => {
    const session = await lockSession(client, token);
    if (session === undefined) throw notFound();
    const refreshToken = await nextToken(client, session, token);
    if (refreshToken === undefined) {
      // Committed, although the answer is a refusal.
      await client.query("delete from auth.sessions where id = $1", [session.id]);
      return undefined;
    }
    const account = await findAccount(client, session.user_id);
    if (account === undefined) throw notFound();
    const { id: sessionId, signed_in_at: signedInAt, method } = session;
    return { account, sessionId, refreshToken, signedInAt, method };
  });
  if (grant === undefined) {
    throw new AuthError(400, "refresh_token_already_used", "Invalid Refresh Token: Already Used");
  }
  return grant;
}

/** Whether the session that an access token names still runs. */
export async function isSessionOpen(
  pool: Pool,
  sessionId: string,
  userId: string,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    "select from auth.sessions where id = $1 and user_id = $2",
    [sessionId, userId],
  );
  return rowCount === 1;
}

export async function endSessions(
  database: Pool | PoolClient,
  scope: "global" | "local" | "others",
  userId: string,
  sessionId: string,
): Promise<void> {
  await database.query(
    `delete from auth.sessions
     where user_id = $1 and case $3 when 'local' then id = $2 when 'others' then id <> $2 else true end`,
    [userId, sessionId, scope],
  );
}

interface LockedSession {
  id: string;
  user_id: string;
  signed_in_at: number;
  method: SignInMethod;
}

async function lockSession(client: PoolClient, token: string): Promise<LockedSession | undefined> {
  const { rows } = await client.query<LockedSession>(
    `select id, user_id, method, floor(extract(epoch from created_at))::int as signed_in_at
     from auth.sessions
     where id = (select session_id from auth.refresh_tokens where token = $1)
     for update`,
    [token],
  );
  return rows[0];
}

/** The token to answer with, or undefined where the session has to end. The session is locked. */
async function nextToken(
  client: PoolClient,
  session: LockedSession,
  token: string,
): Promise<string | undefined> {
  const { rows } = await client.query<{
    revoked: boolean;
    age_ms: number;
    active: string | null;
    active_parent: string | null;
  }>(
    `select used.revoked, active.token as active, active.parent as active_parent,
            extract(epoch from clock_timestamp() - used.updated_at)::float8 * 1000 as age_ms
     from auth.refresh_tokens used
     left join auth.refresh_tokens active on active.session_id = used.session_id and not active.revoked
     where used.token = $1`,
    [token],
  );
  const used = rows[0];
  if (used === undefined) throw notFound();
  if (used.revoked) {
    if (used.active === null) return undefined;
    const excused = used.active_parent === token || used.age_ms < REUSE_INTERVAL_MS;
    return excused ? used.active : undefined;
  }
  await client.query(
    "update auth.refresh_tokens set revoked = true, updated_at = clock_timestamp() where token = $1",
    [token],
  );
  await client.query("update auth.sessions set refreshed_at = now() where id = $1", [session.id]);
  return addToken(client, session.user_id, session.id, token);
}

async function addToken(
  client: PoolClient,
  userId: string,
  sessionId: string,
  parent: string | null,
): Promise<string> {
  const token = randomBytes(18).toString("base64url");
  await client.query(
    "insert into auth.refresh_tokens (token, parent, session_id, user_id) values ($1, $2, $3, $4)",
    [token, parent, sessionId, userId],
  );
  return token;
}

function notFound(): AuthError {
  return new AuthError(
    400,
    "refresh_token_not_found",
    "Invalid Refresh Token: Refresh Token Not Found",
  );
}
