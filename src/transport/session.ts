/** A student's session with Supabase, as kept on the device for page and worker alike. */
export interface Session {
  uid: string;
  email: string;
  accessToken: string;
  refreshToken: string;
  /** ms since 1970. */
  expiresAt: number;
}

/** Where the one session is kept. Shared by all contexts of the origin. */
export interface SessionStore {
  read(): Promise<Session | null>;
  /**
   * Puts `next` in the place of the session whose refresh token is `expected`; does nothing and returns false if another context has
   * put a newer one there meanwhile.
   */
  replace(expected: string, next: Session | null): Promise<boolean>;
}

export interface Backend {
  /** Without a trailing slash. */
  url: string;
  /** The publishable key; no secret. */
  key: string;
}

/** A token endpoint's or sign-in's answer as a session, or null if it is none. */
export const parseSession = (answer: unknown, now: number): Session | null => {
  if (typeof answer !== "object" || answer === null) return null;
  const { access_token, refresh_token, expires_in, user } = answer as Record<string, unknown>;
  if (typeof access_token !== "string" || typeof refresh_token !== "string") return null;
  if (typeof user !== "object" || user === null) return null;
  const { id, email } = user as Record<string, unknown>;
  if (typeof id !== "string") return null;
  return {
    uid: id,
    email: typeof email === "string" ? email : "",
    accessToken: access_token,
    refreshToken: refresh_token,
    expiresAt: now + (typeof expires_in === "number" ? expires_in : 3600) * 1000,
  };
};
