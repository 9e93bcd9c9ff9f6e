import { randomBytes, randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { actAs, addStudent, type Persona } from "./persona.ts";

export const service: Persona = { role: "service_role", claims: { role: "service_role" } };

/** Of the right shape; no one signs with it. */
export const PUBLIC_KEY = `B${"A".repeat(86)}`;

export interface Browser {
  endpoint: string;
  p256dh: string;
  auth: string;
}

export const newBrowser = (host = "push.example.org"): Browser => ({
  endpoint: `https://${host}/${randomUUID()}`,
  p256dh: Buffer.concat([Buffer.from([4]), randomBytes(64)]).toString("base64url"),
  auth: randomBytes(16).toString("base64url"),
});

/** A student who is signed in: with a session, as the auth server keeps it. */
export const signIn = async (pool: Pool, student?: string): Promise<SignedIn> => {
  const id = student ?? (await addStudent(pool));
  const session = randomUUID();
  await pool.query("insert into auth.sessions (id, user_id) values ($1, $2)", [session, id]);
  return {
    id,
    session,
    role: "authenticated",
    claims: { sub: id, role: "authenticated", aud: "authenticated", session_id: session },
  };
};

export interface SignedIn extends Persona {
  id: string;
  session: string;
}

/** What a function of the API answers to someone. */
export const ask = async <T = { status: string }>(
  pool: Pool,
  persona: Persona,
  call: string,
  values: unknown[] = [],
): Promise<T> => {
  const { rows } = await actAs(pool, persona, (client) =>
    client.query<{ answer: T }>(`select public.${call} as answer`, values),
  );
  const [row] = rows;
  if (!row) throw new Error("no answer");
  return row.answer;
};

export const savePush = (
  pool: Pool,
  persona: Persona,
  { endpoint, p256dh, auth }: Browser,
  language = "en",
  zone = "Europe/London",
): Promise<{ status: string }> =>
  ask(pool, persona, "save_push($1, $2, $3, $4, $5)", [endpoint, p256dh, auth, language, zone]);

export interface PushWork {
  now: number;
  students: {
    user: string;
    seq: number;
    calendar: { events: Record<string, unknown>[]; overrides: Record<string, unknown>[] };
    subscriptions: (Browser & { id: string; language: string; zone: string })[];
  }[];
}

export const takeWork = (pool: Pool, most = 50): Promise<PushWork> =>
  ask<PushWork>(pool, service, "take_push_work($1, $2)", [PUBLIC_KEY, most]);

export interface Claim {
  subscription: string;
  key: string;
  at: number;
}

export const claim = (pool: Pool, student: string, pushes: Claim[]): Promise<Claim[]> =>
  ask<Claim[]>(pool, service, "claim_pushes($1, $2)", [student, JSON.stringify(pushes)]);

export const finish = (
  pool: Pool,
  student: string,
  part: { seq?: number; next?: number; sent?: Claim[]; failed?: Claim[]; gone?: string[] },
): Promise<{ status: string }> =>
  ask(pool, service, "finish_pushes($1, $2, $3, $4, $5, $6)", [
    student,
    part.seq ?? 0,
    part.next ?? Date.now() + 86_400_000,
    JSON.stringify(part.sent ?? []),
    JSON.stringify(part.failed ?? []),
    part.gone ?? [],
  ]);
