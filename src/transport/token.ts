import { type Backend, parseSession, type Session, type SessionStore } from "./session.ts";

const MARGIN_MS = 60_000;
const REFRESH_TIMEOUT_MS = 10_000;

export type Token =
  | { kind: "token"; token: string }
  /** There is no session of this user, or the server has ended it. */
  | { kind: "signin" }
  /** The session may be good, but can't be renewed just now. */
  | { kind: "unreachable"; cause: "network" | "server" };

/**
 * A valid access token of `uid`. `refused` is one that the server would not take although it looked good (this device's clock may be
 * wrong): it is renewed, not given again.
 */
export type TokenSource = (uid: string, refused?: string) => Promise<Token>;

export interface TokenPorts {
  sessions: SessionStore;
  backend: Backend;
  fetch: typeof globalThis.fetch;
  now(): number;
  /** Runs `body` while no other context of the origin runs one under this name, as far as that can be had in a bounded time. */
  exclusively<T>(name: string, body: () => Promise<T>): Promise<T>;
}

/**
 * A function that gives a valid access token of just the user asked for. All contexts together refresh once: the lock lets one in, and
 * who comes after finds the new session in the store. A refresh token is given up only when the server says that it is dead.
 */
export const createTokenSource = (ports: TokenPorts): TokenSource => {
  const { sessions, now } = ports;

  return async (uid, refused) => {
    const fresh = (session: Session): boolean =>
      session.expiresAt - now() > MARGIN_MS && session.accessToken !== refused;
    const session = await sessions.read();
    if (session?.uid !== uid) return { kind: "signin" };
    if (fresh(session)) return { kind: "token", token: session.accessToken };
    return ports.exclusively("athro-auth-refresh", async () => {
      const latest = await sessions.read();
      if (latest?.uid !== uid) return { kind: "signin" };
      if (fresh(latest)) return { kind: "token", token: latest.accessToken };
      return refresh(ports, latest);
    });
  };
};

const refresh = async (ports: TokenPorts, session: Session): Promise<Token> => {
  const { backend, sessions } = ports;
  let answer: Response;
  try {
    answer = await ports.fetch(`${backend.url}/auth/v1/token?grant_type=refresh_token`, {
      method: "POST",
      headers: {
        apikey: backend.key,
        "content-type": "application/json",
        "x-supabase-api-version": "2024-01-01",
      },
      body: JSON.stringify({ refresh_token: session.refreshToken }),
      signal: AbortSignal.timeout(REFRESH_TIMEOUT_MS),
    });
  } catch {
    return { kind: "unreachable", cause: "network" };
  }
  const body: unknown = await answer.json().catch(() => undefined);
  // A page instead of an answer: a captive portal speaks, not the server.
  if (body === undefined && answer.status < 500) return { kind: "unreachable", cause: "network" };
  const next = answer.ok ? parseSession(body, ports.now()) : null;
  if (answer.ok && next?.uid !== session.uid) return { kind: "unreachable", cause: "server" };
  if (!answer.ok && !isDead(answer.status, body)) return { kind: "unreachable", cause: "server" };
  const replaced = await sessions.replace(session.refreshToken, next);
  // Where another context was first, what it has put there counts, also against a server that calls our token used.
  const current = replaced ? next : await sessions.read();
  return current?.uid === session.uid
    ? { kind: "token", token: current.accessToken }
    : { kind: "signin" };
};

const DEAD_CODES = new Set([
  "refresh_token_not_found",
  "refresh_token_already_used",
  "session_not_found",
  "session_expired",
  "user_banned",
  "user_not_found",
]);

/** Whether the server itself says that the session is over; a captive portal's 403 says nothing of the kind. */
const isDead = (status: number, body: unknown): boolean => {
  if (status < 400 || status >= 500 || typeof body !== "object" || body === null) return false;
  const { code, error_code } = body as Record<string, unknown>;
  return DEAD_CODES.has(String(code)) || DEAD_CODES.has(String(error_code));
};
