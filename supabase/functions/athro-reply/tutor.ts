import { createParser } from "eventsource-parser";
import { fetchUntil } from "../_shared/fetch-until.ts";
import type { ReplyText } from "./reply-text.ts";
import { BodyTooLarge, causeOf, isRecord, parseJson, readChunks, readText } from "./wire.ts";

/** An OpenAI-compatible server. */
export interface TutorServer {
  /** Base of its API, with or without a trailing slash. */
  url: string;
  key?: string | undefined;
  model?: string | undefined;
  /** ms for everything together. */
  timeoutMs: number;
  /** ms in which it may send nothing. */
  silenceMs: number;
}

export interface TutorMessage {
  role: "system" | "user" | "assistant";
  content: string;
}

export type TutorEnd =
  /** It said that this was all. */
  | { kind: "whole" }
  /** It broke off, ran out of room or time, or was told to stop: `ReplyText` has what came until then. `cause` as below. */
  | { kind: "cut"; cause: string }
  | { kind: "busy"; retryAfterMs: number }
  /** `cause` is for the server's log: it holds neither the key nor anything that was said. */
  | { kind: "unavailable"; cause: string };

interface Listening {
  /** Takes the reply in. */
  reply: ReplyText;
  /** Hears what is to be shown, never the empty text. */
  heard(text: string): void;
  /** Ends it in the middle. */
  stop: AbortSignal;
}

const MODEL_DEFAULT = "default";
const REPLY_TOKENS_MAX = 2_048;
const TEMPERATURE = 0.5;
const RESPONSE_BYTES_MAX = 2 * 1024 * 1024;
const EVENT_LENGTH_MAX = 256 * 1024;

const RETRY_DEFAULT_MS = 10_000;
const RETRY_MIN_MS = 1_000;
const RETRY_MAX_MS = 3_600_000;

/** What the stream itself says is wrong. */
class TutorTrouble extends Error {
  override name = "TutorTrouble";
}

/** Asks the tutor once, and listens to the end. Never throws. */
export const askTutor = async (
  server: TutorServer,
  messages: readonly TutorMessage[],
  listening: Listening,
): Promise<TutorEnd> => {
  const url = completionsUrl(server.url);
  if (url === undefined) {
    return { kind: "unavailable", cause: "TUTOR_API_URL is no http or https address" };
  }
  const patience = createPatience(server, listening.stop);
  try {
    const response = await post(url, server, messages, patience.signal);
    if (response.status === 429) {
      drop(response);
      return { kind: "busy", retryAfterMs: retryAfterMs(response.headers.get("retry-after")) };
    }
    if (!response.ok) {
      drop(response);
      return { kind: "unavailable", cause: `status ${response.status}` };
    }
    const streams = /^text\/event-stream\b/i.test(response.headers.get("content-type") ?? "");
    const end = streams
      ? await hearStream(response, listening, patience.heard)
      : await hearWhole(response, listening);
    if (listening.reply.content() === "") return { kind: "unavailable", cause: end.cause };
    return end.whole ? { kind: "whole" } : { kind: "cut", cause: end.cause };
  } catch (error) {
    const cause = troubleOf(error);
    const some = listening.reply.content() !== "";
    return some ? { kind: "cut", cause } : { kind: "unavailable", cause };
  } finally {
    patience.end();
  }
};

const troubleOf = (error: unknown): string => {
  if (error instanceof TutorTrouble) return error.message;
  return error instanceof BodyTooLarge ? "answer too large" : causeOf(error);
};

/** Nothing waits for it: the sender may never acknowledge it. */
const drop = (response: Response): void => {
  response.body?.cancel().catch(() => undefined);
};

/** A signal that fires when the tutor takes too long, says nothing for too long, or is to stop. */
const createPatience = (
  { timeoutMs, silenceMs }: TutorServer,
  stop: AbortSignal,
): { signal: AbortSignal; heard(): void; end(): void } => {
  const over = new AbortController();
  const giveUp = () => over.abort(new DOMException("the tutor took too long", "TimeoutError"));
  const all = setTimeout(giveUp, timeoutMs);
  let silence = setTimeout(giveUp, silenceMs);
  return {
    signal: AbortSignal.any([over.signal, stop]),
    heard: () => {
      clearTimeout(silence);
      silence = setTimeout(giveUp, silenceMs);
    },
    end: () => {
      clearTimeout(all);
      clearTimeout(silence);
    },
  };
};

const post = async (
  url: URL,
  server: TutorServer,
  messages: readonly TutorMessage[],
  signal: AbortSignal,
): Promise<Response> => {
  const send = (settings: Record<string, number>) =>
    fetchUntil(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "text/event-stream, application/json",
        ...(server.key === undefined ? {} : { authorization: `Bearer ${server.key}` }),
      },
      body: JSON.stringify({
        model: server.model ?? MODEL_DEFAULT,
        messages,
        stream: true,
        ...settings,
      }),
      // The key goes to the configured host or nowhere.
      redirect: "error",
      signal,
    });
  const response = await send({ max_tokens: REPLY_TOKENS_MAX, temperature: TEMPERATURE });
  if (response.status !== 400) return response;
  // Reasoning models refuse both settings with 400; every server takes a request without them.
  drop(response);
  return send({});
};

const completionsUrl = (base: string): URL | undefined => {
  if (!URL.canParse(base)) return undefined;
  const url = new URL(base);
  if (url.protocol !== "http:" && url.protocol !== "https:") return undefined;
  const path = url.pathname.replace(/\/+$/, "");
  url.pathname = path.endsWith("/chat/completions") ? path : `${path}/chat/completions`;
  return url;
};

/** How listening ended, and why if it was not whole or there was nothing. */
interface Heard {
  whole: boolean;
  cause: string;
}

const take = ({ reply, heard }: Listening, piece: string): void => {
  const shown = reply.add(piece);
  if (shown !== "") heard(shown);
};

/** `chat.completion.chunk` events, ended by a finish reason, by `[DONE]`, or by neither, which is being cut off. */
const hearStream = async (
  response: Response,
  listening: Listening,
  alive: () => void,
): Promise<Heard> => {
  let finish: string | undefined;
  let done = false;
  let understood = false;
  const parser = createParser({
    maxBufferSize: EVENT_LENGTH_MAX,
    onEvent: ({ data }) => {
      if (done) return;
      if (data === "[DONE]") {
        done = true;
        return;
      }
      const chunk = parseJson(data);
      if (!isRecord(chunk)) return;
      if (chunk["error"] !== undefined) throw new TutorTrouble("an error in the stream");
      const choice: unknown = Array.isArray(chunk["choices"]) ? chunk["choices"][0] : undefined;
      if (!isRecord(choice)) return;
      understood = true;
      const { delta, finish_reason: reason } = choice;
      // Others than text (tool calls, a model's reasoning) are not for the student.
      if (isRecord(delta) && typeof delta["content"] === "string")
        take(listening, delta["content"]);
      if (typeof reason === "string") finish = reason;
    },
    onError: ({ type }) => {
      if (type === "max-buffer-size-exceeded") throw new BodyTooLarge("an event without an end");
    },
  });
  await readChunks(response, RESPONSE_BYTES_MAX, (text) => {
    alive();
    parser.feed(text);
    return !done && !listening.reply.full();
  });
  // A last event that no blank line ended.
  if (!done && !listening.reply.full()) parser.feed("\n\n");
  if (listening.reply.full()) return { whole: false, cause: "longer than a message" };
  if (listening.reply.content() === "")
    return { whole: false, cause: understood ? "answer is empty" : "answer of another shape" };
  if (finish === undefined && !done) return { whole: false, cause: "cut off" };
  const whole = finish === undefined || finish === "stop" || finish === "tool_calls";
  return { whole, cause: `finished by ${whole ? "itself" : "a limit"}` };
};

/** The whole answer at once, from a server that doesn't stream. */
const hearWhole = async (response: Response, listening: Listening): Promise<Heard> => {
  const completion = parseJson(await readText(response, RESPONSE_BYTES_MAX));
  if (completion === undefined) return { whole: false, cause: "answer is no JSON" };
  const choices = isRecord(completion) ? completion["choices"] : undefined;
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
  const message = isRecord(choice) ? choice["message"] : undefined;
  const content = isRecord(message) ? message["content"] : undefined;
  if (typeof content !== "string") return { whole: false, cause: "answer of another shape" };
  take(listening, content);
  if (listening.reply.content() === "") return { whole: false, cause: "answer is empty" };
  const short = isRecord(choice) && choice["finish_reason"] === "length";
  return { whole: !short && !listening.reply.full(), cause: "longer than a message" };
};

/** A `Retry-After` header in ms, whether it is written in seconds or as a date. */
const retryAfterMs = (header: string | null): number => {
  const text = header?.trim() ?? "";
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  if (Number.isNaN(wait)) return RETRY_DEFAULT_MS;
  return Math.min(RETRY_MAX_MS, Math.max(RETRY_MIN_MS, wait));
};
