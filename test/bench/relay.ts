/**
 * Stands between a page and the real backend: counts and delays the page's calls, and gives the backend's own answer again when a call
 * comes again word for word, so that a page can be measured without the server's share.
 */
import type { Endpoint } from "../support/backend.ts";
import type { AnswerSync } from "./site.ts";

export interface Relay {
  answer: AnswerSync;
  /** Added to every answer, ms. */
  latencyMs: number;
  /** Whether answers are kept and given again. */
  repeats: boolean;
  /** The calls since `forget`: bytes there and back, and whether the backend was asked. */
  calls: { sent: number; received: number; repeated: boolean }[];
}

export const createRelay = ({ url, key }: Endpoint): Relay => {
  const kept = new Map<string, { status: number; body: string }>();
  const ask = async (body: string, authorization: string) => {
    const answer = await fetch(`${url}/rest/v1/rpc/sync`, {
      method: "POST",
      headers: { apikey: key, authorization, "content-type": "application/json" },
      body,
    });
    return { status: answer.status, body: await answer.text() };
  };
  const relay: Relay = {
    latencyMs: 0,
    repeats: true,
    calls: [],
    answer: async ({ body, authorization }) => {
      const arrived = performance.now();
      const before = relay.repeats ? kept.get(body) : undefined;
      const answer = before ?? (await ask(body, authorization));
      if (relay.repeats) kept.set(body, answer);
      relay.calls.push({
        sent: Buffer.byteLength(body),
        received: Buffer.byteLength(answer.body),
        repeated: before !== undefined,
      });
      const took = before ? performance.now() - arrived : 0;
      if (relay.latencyMs > 0)
        await new Promise((resolve) => setTimeout(resolve, relay.latencyMs - took));
      return answer;
    },
  };
  return relay;
};
