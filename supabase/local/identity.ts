/** Who a request is from, and how PostgreSQL is told. */
import { type Pool, type PoolClient, escapeLiteral } from "pg";

export const ROLES = ["anon", "authenticated", "service_role"] as const;
export type Role = (typeof ROLES)[number];

export interface Identity {
  role: Role;
  /** The verified claims of the token, or just the role for a request with the bare key. */
  claims: Readonly<Record<string, unknown>>;
}

export const ANONYMOUS: Identity = { role: "anon", claims: { role: "anon" } };

const STATEMENT_TIMEOUT_MS = 8_000;

/** Statements that make the transaction they run in that caller's. They end with it, so a pooled connection never keeps them. */
export function assume({ role, claims }: Identity): string {
  return [
    `set local role ${role}`,
    `set local statement_timeout = ${STATEMENT_TIMEOUT_MS}`,
    `set local search_path = public, extensions`,
    `set local timezone = 'UTC'`,
    `select set_config('request.jwt.claims', ${escapeLiteral(JSON.stringify(claims))}, true)`,
  ].join("; ");
}

/**
 * Runs `work` in one transaction. Nothing of it stays if `work` throws, or where `outcome` is "rollback".
 *
 * @throws what `work` throws, and the database's own errors, those at commit included.
 */
export async function inTransaction<T>(
  pool: Pool,
  opening: string,
  work: (client: PoolClient) => Promise<T>,
  outcome: "commit" | "rollback" = "commit",
): Promise<T> {
  const client = await pool.connect();
  // A connection whose transaction did not end in order is not used again.
  let broken = true;
  try {
    let result: T;
    try {
      await client.query(`begin; ${opening}`);
      result = await work(client);
    } catch (error) {
      await client.query("rollback");
      broken = false;
      throw error;
    }
    await client.query(outcome);
    broken = false;
    return result;
  } finally {
    client.release(broken);
  }
}

export function runAs<T>(
  pool: Pool,
  identity: Identity,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  return inTransaction(pool, assume(identity), work);
}
