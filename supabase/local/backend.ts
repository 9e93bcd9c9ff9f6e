/** What the routes share. */
import type { Pool } from "pg";
import type { SignInLimits } from "./auth/attempts.ts";
import type { Mail } from "./auth/mail.ts";
import type { FunctionHandler } from "./functions.ts";
import type { Tokens } from "./tokens.ts";

export interface Backend {
  pool: Pool;
  tokens: Tokens;
  publishableKey: string;
  /** Where the backend reaches itself: scheme, 127.0.0.1 and port. */
  origin: string;
  signInLimits: SignInLimits;
  /** Whether an address has to be proven before the first sign-in. */
  confirmEmails: boolean;
  deliver(mail: Mail): void;
  /** By name, as in `/functions/v1/<name>`. */
  functions: Readonly<Record<string, FunctionHandler>>;
  env: Readonly<Record<string, string | undefined>>;
  /** For what the person running the backend should know: failures that are nobody's request's fault. */
  report(message: string, error: unknown): void;
}
