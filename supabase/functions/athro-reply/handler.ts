import { answer } from "./answering.ts";
import type { Answered, Deadlines } from "./answering.ts";
import { claimReply } from "./database.ts";
import type { Claim, ClaimOutcome, StudentApi } from "./database.ts";
import { readEnv } from "./environment.ts";
import type { ReplyEnv } from "./environment.ts";
import { createEvents } from "./events.ts";
import { log } from "./log.ts";
import { isRecord, parseJson, readText } from "./wire.ts";

export type { Deadlines } from "./answering.ts";
export type { ReplyEnv } from "./environment.ts";

const DEADLINES: Deadlines = {
  databaseMs: 10_000,
  tutorMs: 120_000,
  silenceMs: 60_000,
  tellMs: 1_000,
};
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

const respond = ({ status, body }: Answer): Response => {
  const wait = body["retry_after_ms"];
  const headers: Record<string, string> = { ...HEADERS };
  if (typeof wait === "number") headers["retry-after"] = String(Math.ceil(wait / 1000));
  if (status === 405) headers["allow"] = "POST, OPTIONS";
  return Response.json(body, { status, headers });
};

const failure = (status: number, error: string, message: string, more = {}): Answer => ({
  status,
  body: { error, message, ...more },
});

const refuse = (status: number, error: string, message: string): Response =>
  respond(failure(status, error, message));

const unauthorized = () =>
  failure(401, "unauthorized", "Sign in: the request needs a student's own access token.");

const databaseUnavailable = () =>
  failure(503, "database_unavailable", "The question is safe. The database can't be reached now.");

/** An answer before it is a response: the status, and the JSON body. */
interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/**
 * Answers one question. POST `{question: uuid, attempt?: 0..20}` with the student's bearer token:
 *
 * - 200 `{status: "answered", reply_id, ended}`: the reply's row is there, now or since before; sync brings it. `ended` is `stopped` or
 *   `cut` where it is not whole.
 * - 202 `{status: "busy", retry_after_ms, written?}`: someone else is answering; `written` is what there is so far.
 * - 400 `bad_request`, 401 `unauthorized`, 404 `unknown_question`, 405 `method_not_allowed`: asking again won't help as it stands.
 * - 422 `question_too_long` (with `most`, characters), 429 `quota` (with `most` a day, and `retry_after_ms`): what one student may ask for.
 * - 502 `tutor_unavailable`, 503 `tutor_busy` (with `retry_after_ms`), 503 `database_unavailable` or `not_configured`: later.
 *
 * Errors are `{error, message}`. With `accept: text/event-stream`, the answer to a question that was claimed is a stream: an event
 * `writing` `{reply_id}`, events `text` `{text}` with what is added, and at last one `end` `{http, ...}` with the status and body from
 * above. It goes on when the client hangs up: the row is what counts, and comes by sync.
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
  if (api === undefined) return respond(unauthorized());
  const asked = await readAsked(request);
  if (typeof asked === "string") return refuse(400, "bad_request", asked);

  const outcome = await claimReply(api, asked.question, asked.attempt);
  if (outcome.status !== "claimed") return respond(unclaimed(outcome));
  const { claim } = outcome;
  const answering = { api, claim, attempt: asked.attempt, env, deadlines };
  if (!/\btext\/event-stream\b/i.test(request.headers.get("accept") ?? "")) {
    const answered = answer({ ...answering, heard: () => {} });
    outliveRequest(answered);
    return respond(said(claim, await answered));
  }
  const events = createEvents();
  events.send("writing", { reply_id: claim.replyId });
  outliveRequest(
    answer({ ...answering, heard: (text) => events.send("text", { text }) }).then((answered) => {
      const { status, body } = said(claim, answered);
      events.send("end", { http: status, ...body });
      events.close();
    }),
  );
  const headers = {
    ...HEADERS,
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store, no-transform",
    // For a proxy that would gather the whole first.
    "x-accel-buffering": "no",
  };
  return new Response(events.body, { headers });
}

/** Tells the host to go on after the response has gone, or the client has; one that doesn't know the word goes on anyway. */
const outliveRequest = (work: Promise<unknown>): void => {
  const host = globalThis as { EdgeRuntime?: { waitUntil?(work: Promise<unknown>): void } };
  host.EdgeRuntime?.waitUntil?.(work);
};

/** The handler under the host's own environment variables, for a server that mounts `(Request) => Promise<Response>`. */
export default (request: Request): Promise<Response> => {
  const host = globalThis as { process?: { env?: Record<string, string | undefined> } };
  return handleReply(
    request,
    readEnv((name) => host.process?.env?.[name]),
  );
};

const unclaimed = (outcome: Exclude<ClaimOutcome, { status: "claimed" }>): Answer => {
  switch (outcome.status) {
    case "answered":
      return { status: 200, body: { status: "answered", reply_id: outcome.replyId } };
    case "busy": {
      const { retryAfterMs, written } = outcome;
      const body = { status: "busy", retry_after_ms: retryAfterMs };
      return { status: 202, body: written === undefined ? body : { ...body, written } };
    }
    case "unknown":
      return failure(404, "unknown_question", "There is no such question to answer.");
    case "too_long":
      return failure(422, "question_too_long", "The question is too long to be answered.", {
        most: outcome.most,
      });
    case "quota":
      return failure(429, "quota", "The day's replies have all been asked for.", {
        most: outcome.most,
        retry_after_ms: outcome.retryAfterMs,
      });
    case "unauthorized":
      return unauthorized();
    case "unavailable":
      log(outcome.cause);
      return databaseUnavailable();
  }
};

const said = (claim: Claim, answered: Answered): Answer => {
  switch (answered.status) {
    case "answered": {
      const { ended } = answered;
      return { status: 200, body: { status: "answered", reply_id: claim.replyId, ended } };
    }
    case "lost":
      return { status: 202, body: { status: "busy", retry_after_ms: LOST_RETRY_MS } };
    case "tutor_busy":
      return failure(503, "tutor_busy", "The tutor has too many questions just now.", {
        retry_after_ms: answered.retryAfterMs,
      });
    case "tutor_unavailable":
      return failure(502, "tutor_unavailable", "The question is safe. The tutor can't answer now.");
    case "unauthorized":
      return unauthorized();
    case "database_unavailable":
      return databaseUnavailable();
  }
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
