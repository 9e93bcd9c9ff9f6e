import { createParser } from "eventsource-parser";
import type { AskOutcome, OpenQuestion } from "../sync/answers.ts";
import type { Backend } from "./session.ts";
import type { TokenSource } from "./token.ts";

/** The function says something every 10 s, if only that it is alive. */
const SILENCE_MS = 30_000;
const STOP_TIMEOUT_MS = 10_000;

/** Hears a reply as it is written: `text` stands from position `at` on, in UTF-16 code units. */
export type Hearing = (at: number, text: string) => void;

/**
 * Asks the function `athro-reply` to answer a question, and hears the reply while it is written. The reply itself comes by sync, to every
 * device; when another is being answered, `heard` gets what that one has so far.
 */
export const askForReply = async (
  backend: Backend,
  token: TokenSource,
  uid: string,
  { id, attempt }: Pick<OpenQuestion, "id" | "attempt">,
  heard: Hearing = () => {},
): Promise<AskOutcome> => {
  const given = await token(uid);
  if (given.kind !== "token") return { kind: "unreachable" };
  const patience = createPatience();
  try {
    const response = await fetch(`${backend.url}/functions/v1/athro-reply`, {
      method: "POST",
      headers: { ...headersOf(backend, given.token), accept: "text/event-stream" },
      body: JSON.stringify(attempt === 0 ? { question: id } : { question: id, attempt }),
      signal: patience.signal,
    });
    const streams = response.headers.get("content-type")?.startsWith("text/event-stream");
    if (response.ok && streams) return await hear(response, heard, patience.renew);
    return outcomeOf(response.status, await response.json().catch(() => undefined), heard);
  } catch {
    return { kind: "unreachable" };
  } finally {
    patience.end();
  }
};

const headersOf = (backend: Backend, token: string) => ({
  apikey: backend.key,
  authorization: `Bearer ${token}`,
  "content-type": "application/json",
});

/** A signal that fires after a silence. */
const createPatience = () => {
  const over = new AbortController();
  const start = () => setTimeout(() => over.abort(), SILENCE_MS);
  let timer = start();
  return {
    signal: over.signal,
    renew: () => {
      clearTimeout(timer);
      timer = start();
    },
    end: () => clearTimeout(timer),
  };
};

/** Reads the stream to its end; one without the event `end` has been cut off, and the reply is being written all the same. */
const hear = async (response: Response, heard: Hearing, alive: () => void): Promise<AskOutcome> => {
  let at = 0;
  let outcome: AskOutcome = { kind: "unreachable" };
  const parser = createParser({
    onEvent: ({ event, data }) => {
      const fields = fieldsOf(parse(data));
      if (event === "text" && typeof fields.text === "string") {
        heard(at, fields.text);
        at += fields.text.length;
      } else if (event === "end") outcome = outcomeOf(Number(fields.http), fields, heard);
    },
  });
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done) return outcome;
    alive();
    parser.feed(decoder.decode(value, { stream: true }));
  }
};

type Fields = Record<string, unknown>;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const fieldsOf = (body: unknown): Fields =>
  typeof body === "object" && body !== null ? (body as Fields) : {};

/** What an answer of the function means; `body` is undefined where it was no JSON. */
const outcomeOf = (status: number, body: unknown, heard: Hearing): AskOutcome => {
  // A page in the place of an answer: a captive portal speaks, not the tutor.
  if (body === undefined && status < 500) return { kind: "unreachable" };
  const fields = fieldsOf(body);
  const afterMs = typeof fields.retry_after_ms === "number" ? fields.retry_after_ms : null;
  if (status === 200 && fields.status === "answered") return { kind: "answered" };
  if (status === 202) {
    if (typeof fields.written === "string") heard(0, fields.written);
    return { kind: "busy", afterMs: afterMs ?? 5_000 };
  }
  if (status === 404 && fields.error === "unknown_question") return { kind: "unknown" };
  if (status === 429 && fields.error === "quota") return { kind: "limited", by: "quota", afterMs };
  if (status === 422 && fields.error === "question_too_long")
    return {
      kind: "limited",
      by: "length",
      most: typeof fields.most === "number" ? fields.most : null,
    };
  if (status === 401 || status === 403) return { kind: "unreachable" };
  return { kind: "failed", afterMs };
};

/** Has a reply end where it is, on whatever device or server it is being written. False if that could not be said. */
export const stopReply = async (
  backend: Backend,
  token: TokenSource,
  uid: string,
  { id, attempt }: Pick<OpenQuestion, "id" | "attempt">,
): Promise<boolean> => {
  const given = await token(uid);
  if (given.kind !== "token") return false;
  try {
    const response = await fetch(`${backend.url}/rest/v1/rpc/stop_reply`, {
      method: "POST",
      headers: headersOf(backend, given.token),
      body: JSON.stringify({ question: id, attempt }),
      signal: AbortSignal.timeout(STOP_TIMEOUT_MS),
    });
    const { status } = fieldsOf(await response.json());
    return response.ok && (status === "stopping" || status === "answered");
  } catch {
    return false;
  }
};
