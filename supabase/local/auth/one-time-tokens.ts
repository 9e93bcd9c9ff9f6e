/** The secrets in links that prove that an e-mail was read. */
import { createHash, randomBytes } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { AuthError } from "./error.ts";
import type { MailType } from "./mail.ts";

/** As on hosted Supabase by default. */
const LIFETIME = "1 hour";

/** Only a hash is kept: who reads the database can't use it. */
function hashOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** A new token; an earlier one of the same kind is void from now on. */
export async function issueToken(
  database: Pool | PoolClient,
  userId: string,
  type: MailType,
): Promise<string> {
  const token = randomBytes(28).toString("hex");
  await database.query(
    `insert into auth.one_time_tokens (token_hash, user_id, type) values ($1, $2, $3)
     on conflict (user_id, type) do update set token_hash = excluded.token_hash, created_at = now()`,
    [hashOf(token), userId, type],
  );
  return token;
}

/**
 * Uses a token up and returns whose it was.
 *
 * @throws AuthError otp_expired, for one that was used, replaced, is too old or never was
 */
export async function redeemToken(
  client: PoolClient,
  token: string,
  types: readonly MailType[],
): Promise<string> {
  const { rows } = await client.query<{ user_id: string; fresh: boolean }>(
    `delete from auth.one_time_tokens where token_hash = $1 and type = any ($2)
     returning user_id, created_at > now() - interval '${LIFETIME}' as fresh`,
    [hashOf(token), types],
  );
  const found = rows[0];
  if (found === undefined || !found.fresh) {
    throw new AuthError(403, "otp_expired", "Email link is invalid or has expired");
  }
  return found.user_id;
}
