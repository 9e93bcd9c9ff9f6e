/** `/auth/v1`: the part of GoTrue that email and password need. */
import { getConnInfo } from "@hono/node-server/conninfo";
import { type Context, Hono } from "hono";
import { bearerOf } from "../api-key.ts";
import type { Backend } from "../backend.ts";
import { BodyTooLarge, answerTooLarge } from "../body.ts";
import { inTransaction } from "../identity.ts";
import { changeAccount, checkPassword, describeAccount, findAccount } from "./accounts.ts";
import { Attempts } from "./attempts.ts";
import {
  invalid,
  parseEmail,
  parseMetadata,
  parseNewPassword,
  parsePassword,
} from "./credentials.ts";
import { emailRoutes } from "./email-routes.ts";
import { AuthError, answerAuthError } from "./error.ts";
import { describeGrant } from "./grant.ts";
import { readBody } from "./read-body.ts";
import { type Grant, endSessions, isSessionOpen, openSession, refreshSession } from "./sessions.ts";

const AS_SERVER = "set local timezone = 'UTC'";

export function authRoutes(backend: Backend): Hono {
  const { pool, tokens } = backend;
  const attempts = new Attempts(backend.signInLimits);
  const routes = new Hono();

  routes.onError((error, c) => {
    if (error instanceof AuthError) return answerAuthError(c, error);
    if (error instanceof BodyTooLarge) return answerTooLarge(c);
    backend.report(`auth ${c.req.method} ${c.req.path} failed`, error);
    return answerAuthError(
      c,
      new AuthError(500, "unexpected_failure", "Unexpected failure, please try again later"),
    );
  });

  routes.route("/", emailRoutes(backend));

  routes.post("/token", async (c) => {
    const body = await readBody(c);
    switch (c.req.query("grant_type")) {
      case "password":
        return c.json(await describeGrant(tokens, await signIn(body, addressOf(c))));
      case "refresh_token": {
        const token = body.refresh_token;
        if (typeof token !== "string" || token.includes("\0")) {
          throw invalid("refresh_token is required");
        }
        return c.json(await describeGrant(tokens, await refreshSession(pool, token)));
      }
      default:
        throw new AuthError(400, "validation_failed", "unsupported_grant_type");
    }
  });

  routes.get("/user", async (c) => {
    const { userId } = await requireSession(c);
    const account = await findAccount(pool, userId);
    if (account === undefined) throw new AuthError(403, "user_not_found", "User not found");
    return c.json(describeAccount(account));
  });

  routes.put("/user", async (c) => {
    const { userId, sessionId } = await requireSession(c);
    const body = await readBody(c);
    const change = {
      ...(body.email === undefined ? {} : { email: parseEmail(body.email) }),
      ...(body.password === undefined ? {} : { password: parseNewPassword(body.password) }),
      metadata: parseMetadata(body.data),
    };
    const account = await inTransaction(pool, AS_SERVER, async (client) => {
      const changed = await changeAccount(client, userId, change);
      // Whoever learnt the old password is out.
      if ("password" in change) await endSessions(client, "others", userId, sessionId);
      return changed;
    });
    return c.json(describeAccount(account));
  });

  routes.post("/logout", async (c) => {
    const { userId, sessionId } = await requireSession(c);
    const scope = c.req.query("scope") ?? "global";
    if (scope !== "global" && scope !== "local" && scope !== "others") {
      throw invalid(`Unsupported logout scope "${scope}"`);
    }
    await endSessions(pool, scope, userId, sessionId);
    return c.body(null, 204);
  });

  return routes;

  async function signIn(body: Record<string, unknown>, address: string): Promise<Grant> {
    const email = parseEmail(body.email);
    const password = parsePassword(body.password);
    if (!attempts.mayTry(email, address)) {
      throw new AuthError(429, "over_request_rate_limit", "Request rate limit reached");
    }
    attempts.begin(email, address);
    const account = await checkPassword(pool, email, password);
    if (account === undefined) {
      throw new AuthError(400, "invalid_credentials", "Invalid login credentials");
    }
    attempts.succeed(email, address);
    if (account.email_confirmed_at === null) {
      throw new AuthError(400, "email_not_confirmed", "Email not confirmed");
    }
    return inTransaction(pool, AS_SERVER, (client) => openSession(client, account.id));
  }

  async function requireSession(c: Context): Promise<{ userId: string; sessionId: string }> {
    const bearer = bearerOf(c.req.header("Authorization"));
    if (bearer === undefined) {
      throw new AuthError(401, "no_authorization", "This endpoint requires a Bearer token");
    }
    const { claims } = await tokens.verify(bearer).catch((error: unknown) => {
      throw new AuthError(403, "bad_jwt", `invalid JWT: ${String(error)}`);
    });
    const { sub, session_id: sessionId } = claims;
    if (typeof sub !== "string" || typeof sessionId !== "string") {
      throw new AuthError(403, "bad_jwt", "invalid JWT: no sub or session_id claim");
    }
    if (!(await isSessionOpen(pool, sessionId, sub))) {
      throw new AuthError(
        403,
        "session_not_found",
        "Session from session_id claim in JWT does not exist",
      );
    }
    return { userId: sub, sessionId };
  }
}

function addressOf(c: Context): string {
  return getConnInfo(c).remote.address ?? "unknown";
}
