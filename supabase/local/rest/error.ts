/** Failures as PostgREST puts them: `{code, message, details, hint}`, with its choice of status. */
import { DatabaseError } from "pg";
import { NotUtf8 } from "../body.ts";
import type { Role } from "../identity.ts";
import { TokenError } from "../tokens.ts";

export class RestError extends Error {
  override name = "RestError";
  readonly status: number;
  readonly code: string;
  readonly details: string | null;
  readonly hint: string | null;

  constructor(
    status: number,
    code: string,
    message: string,
    { details = null, hint = null }: { details?: string | null; hint?: string | null } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
    this.hint = hint;
  }
}

/** What the client is told of `error`, or undefined for what is nobody's business but the operator's. */
export function asRestError(error: unknown, role: Role): RestError | undefined {
  if (error instanceof RestError) return error;
  if (error instanceof NotUtf8) return new RestError(400, "PGRST102", error.message);
  if (error instanceof TokenError) {
    return new RestError(401, error.expired ? "PGRST303" : "PGRST301", error.message);
  }
  if (error instanceof DatabaseError) return fromDatabase(error, role);
  if (!(error instanceof Error)) return undefined;
  // What the pool and the socket say has no SQLSTATE.
  if (error.message.includes("timeout exceeded when trying to connect")) {
    return new RestError(504, "PGRST003", "Timed out acquiring connection from connection pool.");
  }
  if (/ECONNREFUSED|ECONNRESET|Connection terminated/.test(`${error.message} ${codeOf(error)}`)) {
    return new RestError(503, "PGRST001", "Could not query the database. Retrying.");
  }
  return undefined;
}

function codeOf(error: Error): string {
  return "code" in error ? String(error.code) : "";
}

function fromDatabase(error: DatabaseError, role: Role): RestError {
  const code = error.code ?? "XX000";
  return new RestError(statusOf(code, role), code, error.message, {
    details: error.detail ?? null,
    hint: error.hint ?? null,
  });
}

const STATUS_BY_STATE: Readonly<Record<string, number>> = {
  "22023": 400,
  "23503": 409,
  "23505": 409,
  "25006": 405,
  "42883": 404,
  "42P01": 404,
  "42P17": 500,
  "53400": 500,
  "57P01": 503,
  P0001: 400,
};

const STATUS_BY_CLASS: Readonly<Record<string, number>> = {
  "08": 503,
  "09": 500,
  "0L": 403,
  "0P": 403,
  "25": 500,
  "28": 403,
  "2D": 500,
  "38": 500,
  "39": 500,
  "3B": 500,
  "40": 500,
  "53": 503,
  "54": 500,
  "55": 500,
  "57": 500,
  "58": 500,
  F0: 500,
  HV: 500,
  P0: 500,
  XX: 500,
};

function statusOf(state: string, role: Role): number {
  if (state === "42501") return role === "anon" ? 401 : 403;
  // A function may name the status itself: sqlstate PT409 is 409.
  const own = /^PT([2-5]\d\d)$/.exec(state)?.[1];
  if (own !== undefined) return Number(own);
  return STATUS_BY_STATE[state] ?? STATUS_BY_CLASS[state.slice(0, 2)] ?? 400;
}
