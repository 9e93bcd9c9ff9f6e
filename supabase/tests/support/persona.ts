import { randomUUID } from "node:crypto";
import type { ClientBase, Pool } from "pg";

/** What PostgREST makes of a request: the role it takes, and the token's claims. */
export interface Persona {
  role: "anon" | "authenticated" | "service_role";
  claims: Readonly<Record<string, unknown>> | null;
}

export const anonymous: Persona = { role: "anon", claims: { role: "anon" } };

export const studentPersona = (id: string): Persona => ({
  role: "authenticated",
  claims: { sub: id, role: "authenticated", aud: "authenticated" },
});

/** Makes an account and returns its id. */
export const addStudent = async (pool: Pool): Promise<string> => {
  const id = randomUUID();
  await pool.query("insert into auth.users (id, email) values ($1, $2)", [id, `${id}@example.org`]);
  return id;
};

/** Runs `work` in a transaction of its own as PostgREST would, and commits it. */
export const actAs = async <T>(
  pool: Pool,
  persona: Persona,
  work: (client: ClientBase) => Promise<T>,
): Promise<T> => {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("begin");
    await client.query("select set_config('request.jwt.claims', $1, true)", [
      persona.claims === null ? "" : JSON.stringify(persona.claims),
    ]);
    await client.query(`set local role ${persona.role}`);
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((reason: Error) => {
      broken = reason;
    });
    throw error;
  } finally {
    client.release(broken);
  }
};
