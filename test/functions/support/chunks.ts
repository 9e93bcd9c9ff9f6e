import type { ServerResponse } from "node:http";
import type { Behaviour } from "./server.ts";

/** One `chat.completion.chunk`, as OpenAI-compatible servers send it. */
export const chunk = (delta: Record<string, unknown>, finish: string | null = null): string =>
  event({
    id: "chatcmpl-CqT4m0Yk7bR2vLx9PzWdE1sAhJ3uN",
    object: "chat.completion.chunk",
    created: 1795341207,
    model: "small-2026-01-01",
    service_tier: "default",
    system_fingerprint: "fp_6f2eabb9a5",
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  });

export const event = (body: unknown): string => `data: ${JSON.stringify(body)}\n\n`;

export const DONE = "data: [DONE]\n\n";

/** A whole stream: the role, each text, the reason for its end, the count of tokens. */
export const streamOf = (...texts: string[]): string =>
  [
    chunk({ role: "assistant", content: "", refusal: null }),
    ...texts.map((content) => chunk({ content })),
    chunk({}, "stop"),
    event({ object: "chat.completion.chunk", choices: [], usage: { completion_tokens: 9 } }),
    DONE,
  ].join("");

const HEAD = { "content-type": "text/event-stream; charset=utf-8" };

/** Sends all of it and ends. */
export const streamed =
  (body: string | Buffer): Behaviour =>
  (response) => {
    response.writeHead(200, HEAD);
    response.end(body);
  };

/** Sends it a few bytes at a time, so that a read may end anywhere: in a character, or between CR and LF. */
export const inDribbles =
  (body: string, size: number): Behaviour =>
  async (response) => {
    const bytes = Buffer.from(body);
    response.writeHead(200, HEAD);
    response.socket?.setNoDelay();
    for (let at = 0; at < bytes.length; at += size) {
      await new Promise<void>((resolve) => {
        response.write(bytes.subarray(at, at + size), () => resolve());
      });
      await new Promise<void>((resolve) => {
        setImmediate(resolve);
      });
    }
    response.end();
  };

/** Sends it, and hangs up in the middle of the stream. */
export const brokenOff =
  (body: string): Behaviour =>
  (response) => {
    response.writeHead(200, HEAD);
    response.write(body, () => response.socket?.destroy());
  };

/** Sends it, and then nothing more and no end. */
export const stalling =
  (body: string): Behaviour =>
  (response) => {
    response.writeHead(200, HEAD);
    response.write(body);
  };

/** Goes on and on, for as long as anyone listens. */
export const endlessly =
  (body: string): Behaviour =>
  (response) => {
    response.writeHead(200, HEAD);
    const send = (): void => {
      while (!response.destroyed && response.write(body));
    };
    response.on("drain", send);
    send();
  };

/** A tutor that writes when it is told to. */
export interface Writer {
  behaviour: Behaviour;
  /** Resolves when it has been asked. */
  asked: Promise<void>;
  write(text: string): void;
  finish(): void;
  /** Whether whoever asked has hung up. */
  left(): boolean;
}

export const createWriter = (): Writer => {
  let response: ServerResponse | undefined;
  let reached: (() => void) | undefined;
  const asked = new Promise<void>((resolve) => {
    reached = resolve;
  });
  return {
    asked,
    behaviour: (given) => {
      response = given;
      given.writeHead(200, HEAD);
      given.write(chunk({ role: "assistant", content: "" }));
      reached?.();
    },
    write: (content) => response?.write(chunk({ content })),
    finish: () => response?.end(chunk({}, "stop") + DONE),
    left: () => response?.destroyed === true,
  };
};
