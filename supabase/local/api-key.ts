import type { MiddlewareHandler } from "hono";
import type { Backend } from "./backend.ts";
import { ANONYMOUS, type Identity } from "./identity.ts";
import { TokenError, looksLikeJwt } from "./tokens.ts";

/** The publishable key, or a token of ours with the role anon, as Supabase's older keys are. */
export async function isApiKey(backend: Backend, key: string): Promise<boolean> {
  if (key === backend.publishableKey) return true;
  if (!looksLikeJwt(key)) return false;
  try {
    return (await backend.tokens.verify(key)).role === "anon";
  } catch {
    return false;
  }
}

export function requireApiKey(backend: Backend): MiddlewareHandler {
  return async (c, next) => {
    const key = c.req.header("apikey");
    if (key === undefined) {
      return c.json(
        { message: "No API key found in request", hint: "Send the header apikey." },
        401,
      );
    }
    if (!(await isApiKey(backend, key))) {
      return c.json({ message: "Invalid API key", hint: "Check the key of the backend." }, 401);
    }
    return next();
  };
}

/** The bearer token of an Authorization header, or undefined. */
export function bearerOf(header: string | undefined): string | undefined {
  return /^Bearer\s+(\S+)\s*$/i.exec(header ?? "")?.[1];
}

/**
 * Without a session supabase-js sends the key itself as the bearer: that caller is anonymous.
 *
 * @throws TokenError for any other bearer that is no valid token of ours.
 */
export async function identify(backend: Backend, bearer: string | undefined): Promise<Identity> {
  if (bearer === undefined || bearer === backend.publishableKey) return ANONYMOUS;
  if (!looksLikeJwt(bearer)) throw new TokenError(false);
  return backend.tokens.verify(bearer);
}
