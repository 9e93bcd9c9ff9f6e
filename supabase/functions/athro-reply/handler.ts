import { coach } from "./coach.ts";
import { tutorMessages } from "./conversation.ts";
import { claimReply, releaseReply, saveReply } from "./database.ts";
import type { Claim, StudentApi } from "./database.ts";
import { readEnv } from "./environment.ts";
import type { ReplyEnv } from "./environment.ts";
import { askTutor } from "./tutor.ts";
import type { TutorOutcome } from "./tutor.ts";
import { isRecord, parseJson, readText } from "./wire.ts";

export type { ReplyEnv } from "./environment.ts";

/** In ms. The database's lease on a claim has to outlast the tutor and a save. */
export interface Deadlines {
  databaseMs: number;
  tutorMs: number;
}

const DEADLINES: Deadlines = { databaseMs: 10_000, tutorMs: 60_000 };
const REQUEST_BYTES_MAX = 4_096;
const ATTEMPT_MAX = 20;
/** Another device took over the claim and is being answered. */
const LOST_RETRY_MS = 2_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const HEADERS = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "POST, OPTIONS",
  // Those that supabase-js sends.
  "access-control-allow-headers":
    "authorization, x-client-info, apikey, content-type, x-retry-count, x-region, traceparent, tracestate, baggage",
  "access-control-max-age": "86400",
  "cache-control": "no-store",
};

const respond = (status: number, body: Record<string, unknown>): Response => {
  const wait = body["retry_after_ms"];
  const headers: Record<string, string> = { ...HEADERS };
  if (typeof wait === "number") headers["retry-after"] = String(Math.ceil(wait / 1000));
  if (status === 405) headers["allow"] = "POST, OPTIONS";
  return Response.json(body, { status, headers });
};

const refuse = (status: number, error: string, message: string, more = {}): Response =>
  respond(status, { error, message, ...more });

const unauthorized = () =>
  refuse(401, "unauthorized", "Sign in: the request needs a student's own access token.");

const databaseUnavailable = () =>
  refuse(503, "database_unavailable", "The question is safe. The database can't be reached now.");

/**
 * Answers one question. POST `{question: uuid, attempt?: 0..20}` with the student's bearer token:
 *
 * - 200 `{status: "answered", reply_id}`: the reply's row is there, now or since before; sync brings it.
 * - 202 `{status: "busy", retry_after_ms}`: someone else is answering.
 * - 400 `bad_request`, 401 `unauthorized`, 404 `unknown_question`, 405 `method_not_allowed`: asking again won't help as it stands.
 * - 502 `tutor_unavailable`, 503 `tutor_busy` (with `retry_after_ms`), 503 `database_unavailable` or `not_configured`: later.
 *
 * Errors are `{error, message}`. It goes on when the client hangs up, since the reply comes by sync and not by this response.
 */
export async function handleReply(
  request: Request,
  given: ReplyEnv,
  deadlines: Deadlines = DEADLINES,
): Promise<Response> {
  const env = readEnv((name) => given[name]);
  if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: HEADERS });
  if (request.method !== "POST") return refuse(405, "method_not_allowed", "Use POST.");
  if (env.SUPABASE_URL === "") {
    return refuse(503, "not_configured", "The server doesn't know its database: set SUPABASE_URL.");
  }
  const api = studentApi(request, env, deadlines);
  if (api === undefined) return unauthorized();
  const asked = await readAsked(request);
  if (typeof asked === "string") return refuse(400, "bad_request", asked);

  const outcome = await claimReply(api, asked.question, asked.attempt);
  switch (outcome.status) {
    case "claimed":
      return answer(api, outcome.claim, asked.attempt, env, deadlines);
    case "answered":
      return respond(200, { status: "answered", reply_id: outcome.replyId });
    case "busy":
      return respond(202, { status: "busy", retry_after_ms: outcome.retryAfterMs });
    case "unknown":
      return refuse(404, "unknown_question", "There is no such question to answer.");
    case "unauthorized":
      return unauthorized();
    case "unavailable":
      log(outcome.cause);
      return databaseUnavailable();
  }
}

/** The handler under the host's own environment variables, for a server that mounts `(Request) => Promise<Response>`. */
export default (request: Request): Promise<Response> => {
  const host = globalThis as { process?: { env?: Record<string, string | undefined> } };
  return handleReply(
    request,
    readEnv((name) => host.process?.env?.[name]),
  );
};

const answer = async (
  api: StudentApi,
  claim: Claim,
  attempt: number,
  env: ReplyEnv,
  deadlines: Deadlines,
): Promise<Response> => {
  const written = await write(claim, attempt, env, deadlines);
  if (written.kind !== "reply") {
    await giveBack(api, claim);
    if (written.kind === "busy") {
      const more = { retry_after_ms: written.retryAfterMs };
      return refuse(503, "tutor_busy", "The tutor has too many questions just now.", more);
    }
    log(`tutor: ${written.cause}`);
    return refuse(502, "tutor_unavailable", "The question is safe. The tutor can't answer now.");
  }

  const saved = await saveReply(api, claim, written.content);
  switch (saved.status) {
    case "saved":
    case "already":
      return respond(200, { status: "answered", reply_id: claim.replyId });
    case "lost":
      return respond(202, { status: "busy", retry_after_ms: LOST_RETRY_MS });
    case "unauthorized":
      // The token ran out meanwhile, so it can't give the claim back either.
      return unauthorized();
    case "unavailable":
      log(saved.cause);
      await giveBack(api, claim);
      return databaseUnavailable();
  }
};

const write = (
  claim: Claim,
  attempt: number,
  env: ReplyEnv,
  deadlines: Deadlines,
): Promise<TutorOutcome> | TutorOutcome => {
  const url = env.TUTOR_API_URL;
  if (url === undefined) return { kind: "reply", content: coach(claim, attempt) };
  return askTutor(
    { url, key: env.TUTOR_API_KEY, model: env.TUTOR_MODEL, timeoutMs: deadlines.tutorMs },
    tutorMessages(claim),
  );
};

const giveBack = async (api: StudentApi, claim: Claim): Promise<void> => {
  if (!(await releaseReply(api, claim))) log("release_reply failed; the lease will run out");
};

const studentApi = (
  request: Request,
  env: ReplyEnv,
  deadlines: Deadlines,
): StudentApi | undefined => {
  const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  const apikey = request.headers.get("apikey") || env.SUPABASE_ANON_KEY;
  // Without a session, supabase-js sends the project's key in the token's place.
  if (token === undefined || token === apikey || token === env.SUPABASE_ANON_KEY) return undefined;
  return { url: env.SUPABASE_URL, apikey, token, timeoutMs: deadlines.databaseMs };
};

/** What is asked for, or a sentence that says what is wrong with the body. */
const readAsked = async (
  request: Request,
): Promise<{ question: string; attempt: number } | string> => {
  const text = await readText(request, REQUEST_BYTES_MAX).catch(() => undefined);
  if (text === undefined)
    return `The body has to come whole, in ${REQUEST_BYTES_MAX} bytes at most.`;
  const body = parseJson(text);
  if (!isRecord(body)) return "The body has to be a JSON object.";
  const { question, attempt = 0 } = body;
  if (typeof question !== "string" || !UUID.test(question)) {
    return "`question` has to be a message's UUID.";
  }
  if (typeof attempt !== "number" || !Number.isInteger(attempt)) {
    return "`attempt` has to be a whole number.";
  }
  if (attempt < 0 || attempt > ATTEMPT_MAX) return `\`attempt\` goes from 0 to ${ATTEMPT_MAX}.`;
  return { question, attempt };
};

const log = (cause: string): void => console.error(`athro-reply: ${cause}`);
