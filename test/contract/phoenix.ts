/** A bare Phoenix client: frames as they are on the wire. */
import { once } from "node:events";
import { WebSocket } from "ws";
import type { Endpoint } from "../support/backend.ts";

const REPLY_WITHIN_MS = 5_000;

interface Received {
  topic: string;
  event: string;
  ref: string | null;
  payload: Record<string, unknown>;
}

export interface Phoenix {
  socket: WebSocket;
  received: Received[];
  /** Sends a frame and waits for its reply. */
  push(topic: string, event: string, payload: object): Promise<Record<string, unknown>>;
  /** Waits for a frame that fits, from now on or before. */
  next(fits: (frame: Received) => boolean): Promise<Received>;
  close(): void;
}

/** @param headers as a browser would send, Origin for instance. */
export async function connect(
  { url, key }: Endpoint,
  version: "1.0.0" | "2.0.0" = "2.0.0",
  headers: Record<string, string> = {},
): Promise<Phoenix> {
  const address = `${url.replace(/^http/, "ws")}/realtime/v1/websocket?apikey=${key}&vsn=${version}`;
  const socket = new WebSocket(address, { headers });
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  socket.on("message", (data: Buffer) => {
    received.push(parse(JSON.parse(data.toString())));
    for (const wake of waiting) wake();
  });
  await once(socket, "open");
  let refs = 0;

  const next = (fits: (frame: Received) => boolean) =>
    new Promise<Received>((resolve, reject) => {
      const look = () => {
        const found = received.find(fits);
        if (found === undefined) return;
        clearTimeout(timeout);
        waiting.delete(look);
        resolve(found);
      };
      const timeout = setTimeout(() => {
        waiting.delete(look);
        reject(new Error(`no such frame among ${JSON.stringify(received)}`));
      }, REPLY_WITHIN_MS);
      waiting.add(look);
      look();
    });

  return {
    socket,
    received,
    next,
    push: async (topic, event, payload) => {
      const ref = String(++refs);
      const joinRef = "join";
      socket.send(
        JSON.stringify(
          version === "1.0.0"
            ? { join_ref: joinRef, ref, topic, event, payload }
            : [joinRef, ref, topic, event, payload],
        ),
      );
      return (await next((frame) => frame.event === "phx_reply" && frame.ref === ref)).payload;
    },
    close: () => socket.close(),
  };
}

function parse(frame: unknown): Received {
  if (!Array.isArray(frame)) return frame as Received;
  const [, ref, topic, event, payload] = frame as [unknown, string | null, string, string, object];
  return { ref, topic, event, payload: { ...payload } };
}
