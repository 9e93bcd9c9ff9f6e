/** The part of `/auth/v1` that e-mails are for: signing up, proving an address, and a forgotten password. */
import { type Context, Hono } from "hono";
import type { Backend } from "../backend.ts";
import { inTransaction } from "../identity.ts";
import {
  type Account,
  confirmEmail,
  createAccount,
  describeAccount,
  findAccountByEmail,
} from "./accounts.ts";
import { Attempts } from "./attempts.ts";
import { invalid, parseEmail, parseMetadata, parseNewPassword } from "./credentials.ts";
import { AuthError } from "./error.ts";
import { describeGrant } from "./grant.ts";
import { linkOf, type MailType, siteOf } from "./mail.ts";
import { issueToken, redeemToken } from "./one-time-tokens.ts";
import { readBody } from "./read-body.ts";
import { openSession } from "./sessions.ts";

const AS_SERVER = "set local timezone = 'UTC'";
/** Letters to one address within the window; more would be a way to pester someone. */
const MAIL_LIMITS = { perEmail: 5, perAddress: Number.POSITIVE_INFINITY, windowMs: 300_000 };

/** What a link of a type may have been sent for. `email` is the newer name of `signup`. */
const TOKEN_TYPES: Readonly<Record<string, readonly MailType[]>> = {
  recovery: ["recovery"],
  signup: ["signup"],
  email: ["signup", "recovery"],
};

export function emailRoutes(backend: Backend): Hono {
  const { pool, tokens } = backend;
  const letters = new Attempts(MAIL_LIMITS);
  const routes = new Hono();

  routes.post("/signup", async (c) => {
    const body = await readBody(c);
    if (body.email === undefined || body.email === "") {
      throw new AuthError(422, "anonymous_provider_disabled", "Anonymous sign-ins are disabled");
    }
    const email = parseEmail(body.email);
    const password = parseNewPassword(body.password);
    const metadata = parseMetadata(body.data);
    const confirmed = !backend.confirmEmails;
    const made = { email, password, metadata, confirmed };
    if (confirmed) {
      const grant = await inTransaction(pool, AS_SERVER, async (client) => {
        const account = await createAccount(client, made);
        if (account === undefined) {
          throw new AuthError(422, "user_already_exists", "User already registered");
        }
        return openSession(client, account.id);
      });
      return c.json(await describeGrant(tokens, grant));
    }
    const account = (await createAccount(pool, made)) ?? (await findAccountByEmail(pool, email));
    if (account === undefined) throw new AuthError(409, "conflict", "Try again");
    if (account.email_confirmed_at === null) await send(c, account, "signup");
    // Whether the address had an account is told to whoever reads its e-mails, and to no one else.
    return c.json({ ...describeAccount(account), identities: [], last_sign_in_at: null });
  });

  routes.post("/recover", async (c) => {
    const { email } = await readBody(c);
    const account = await findAccountByEmail(pool, mayWriteTo(email));
    if (account !== undefined) await send(c, account, "recovery");
    return c.json({});
  });

  routes.post("/resend", async (c) => {
    const { email, type } = await readBody(c);
    if (type !== "signup") throw invalid("Missing one of these types: signup");
    const account = await findAccountByEmail(pool, mayWriteTo(email));
    if (account?.email_confirmed_at === null) await send(c, account, "signup");
    return c.json({});
  });

  routes.post("/verify", async (c) => {
    const { type, token_hash: token } = await readBody(c);
    const types = typeof type === "string" && Object.hasOwn(TOKEN_TYPES, type) && TOKEN_TYPES[type];
    if (!types) throw invalid("Invalid email verification type");
    if (typeof token !== "string" || token === "") throw invalid("Verify requires a token hash");
    const grant = await inTransaction(pool, AS_SERVER, async (client) => {
      const userId = await redeemToken(client, token, types);
      await confirmEmail(client, userId);
      return openSession(client, userId, "otp");
    });
    return c.json(await describeGrant(tokens, grant));
  });

  return routes;

  /** @throws AuthError over_email_send_rate_limit */
  function mayWriteTo(value: unknown): string {
    const email = parseEmail(value);
    if (!letters.mayTry(email, "")) {
      throw new AuthError(429, "over_email_send_rate_limit", "Email rate limit exceeded");
    }
    letters.begin(email, "");
    return email;
  }

  async function send(c: Context, account: Account, type: MailType): Promise<void> {
    const token = await issueToken(pool, account.id, type);
    const own = `http://localhost:${new URL(backend.origin).port}`;
    const site = siteOf(c.req.query("redirect_to"), own);
    backend.deliver({ to: account.email, type, link: linkOf(site, token, type) });
  }
}
