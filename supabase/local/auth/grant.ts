import type { Tokens } from "../tokens.ts";
import { describeAccount } from "./accounts.ts";
import type { Grant } from "./sessions.ts";

/** A session as supabase-js knows it. */
export async function describeGrant(
  tokens: Tokens,
  grant: Grant,
): Promise<Record<string, unknown>> {
  const { account, sessionId, refreshToken, signedInAt, method } = grant;
  const { token, expiresAt } = await tokens.sign({
    sub: account.id,
    email: account.email,
    session_id: sessionId,
    app_metadata: account.raw_app_meta_data,
    user_metadata: account.raw_user_meta_data,
    amr: [{ method, timestamp: signedInAt }],
  });
  return {
    access_token: token,
    token_type: "bearer",
    expires_in: tokens.lifetime,
    expires_at: expiresAt,
    refresh_token: refreshToken,
    user: describeAccount(account),
  };
}
