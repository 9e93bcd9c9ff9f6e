import { storable } from "./text.ts";
import { BodyTooLarge, causeOf, isRecord, parseJson, readText } from "./wire.ts";

/** An OpenAI-compatible server. */
export interface TutorServer {
  /** Base of its API, with or without a trailing slash. */
  url: string;
  key?: string | undefined;
  model?: string | undefined;
  /** ms for everything together. */
  timeoutMs: number;
}

export interface TutorMessage {
  role: "system" | "user" | "assistant";
  content: string;
}

export type TutorOutcome =
  /** Never empty, well-formed, within `CONTENT_LENGTH_MAX`. */
  | { kind: "reply"; content: string }
  | { kind: "busy"; retryAfterMs: number }
  /** `cause` is for the server's log: it holds neither the key nor anything that was said. */
  | { kind: "unavailable"; cause: string };

const MODEL_DEFAULT = "default";
const REPLY_TOKENS_MAX = 2_048;
const TEMPERATURE = 0.5;
const RESPONSE_BYTES_MAX = 2 * 1024 * 1024;

const RETRY_DEFAULT_MS = 10_000;
const RETRY_MIN_MS = 1_000;
const RETRY_MAX_MS = 3_600_000;

/** Asks the tutor once. Never throws. */
export const askTutor = async (
  server: TutorServer,
  messages: readonly TutorMessage[],
): Promise<TutorOutcome> => {
  const url = completionsUrl(server.url);
  if (url === undefined) {
    return { kind: "unavailable", cause: "TUTOR_API_URL is no http or https address" };
  }
  try {
    const response = await post(url, server, messages);
    if (response.status === 429) {
      await response.body?.cancel();
      return { kind: "busy", retryAfterMs: retryAfterMs(response.headers.get("retry-after")) };
    }
    if (!response.ok) {
      await response.body?.cancel();
      return { kind: "unavailable", cause: `status ${response.status}` };
    }
    return parseCompletion(await readText(response, RESPONSE_BYTES_MAX));
  } catch (error) {
    if (error instanceof BodyTooLarge) return { kind: "unavailable", cause: "answer too large" };
    return { kind: "unavailable", cause: causeOf(error) };
  }
};

const post = async (
  url: URL,
  server: TutorServer,
  messages: readonly TutorMessage[],
): Promise<Response> => {
  const signal = AbortSignal.timeout(server.timeoutMs);
  const send = (settings: Record<string, number>) =>
    fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json",
        ...(server.key === undefined ? {} : { authorization: `Bearer ${server.key}` }),
      },
      body: JSON.stringify({
        model: server.model ?? MODEL_DEFAULT,
        messages,
        stream: false,
        ...settings,
      }),
      // The key goes to the configured host or nowhere.
      redirect: "error",
      signal,
    });
  const response = await send({ max_tokens: REPLY_TOKENS_MAX, temperature: TEMPERATURE });
  if (response.status !== 400) return response;
  // Reasoning models refuse both settings with 400; every server takes a request without them.
  await response.body?.cancel();
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

const parseCompletion = (text: string): TutorOutcome => {
  const completion = parseJson(text);
  if (completion === undefined) return { kind: "unavailable", cause: "answer is no JSON" };
  const choices = isRecord(completion) ? completion["choices"] : undefined;
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
  const message = isRecord(choice) ? choice["message"] : undefined;
  const content = isRecord(message) ? message["content"] : undefined;
  if (typeof content !== "string") return { kind: "unavailable", cause: "answer of another shape" };
  const reply = storable(withoutThinking(content));
  if (reply === "") return { kind: "unavailable", cause: "answer is empty" };
  return { kind: "reply", content: reply };
};

/** Some servers leave a reasoning model's thinking in front of the answer; an unclosed one means that no answer followed. */
const withoutThinking = (content: string): string => {
  const text = content.trimStart();
  if (!text.startsWith("<think>")) return text;
  const end = text.indexOf("</think>");
  return end === -1 ? "" : text.slice(end + "</think>".length);
};

/** A `Retry-After` header in ms, whether it is written in seconds or as a date. */
const retryAfterMs = (header: string | null): number => {
  const text = header?.trim() ?? "";
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  if (Number.isNaN(wait)) return RETRY_DEFAULT_MS;
  return Math.min(RETRY_MAX_MS, Math.max(RETRY_MIN_MS, wait));
};
