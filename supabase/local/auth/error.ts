import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

const API_VERSION_HEADER = "X-Supabase-Api-Version";
const API_VERSION = "2024-01-01";

/** A refusal with one of GoTrue's error codes. */
export class AuthError extends Error {
  override name = "AuthError";
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly extra: Record<string, unknown>;

  constructor(
    status: ContentfulStatusCode,
    code: string,
    message: string,
    extra: Record<string, unknown> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.extra = extra;
  }
}

/** GoTrue moved the code from `error_code` to `code` in 2024; a client names the version that it understands. */
export function answerAuthError(c: Context, error: AuthError): Response {
  const { status, code, message, extra } = error;
  if ((c.req.header(API_VERSION_HEADER) ?? "") >= API_VERSION) {
    c.header(API_VERSION_HEADER, API_VERSION);
    return c.json({ code, message, ...extra }, status);
  }
  return c.json({ code: status, error_code: code, msg: message, ...extra }, status);
}
