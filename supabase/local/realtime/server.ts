/** `/realtime/v1/websocket`: broadcasts on private channels. */
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { isApiKey } from "../api-key.ts";
import type { Backend } from "../backend.ts";
import { isLoopbackHost, isLoopbackOrigin } from "../hosts.ts";
import type { FrameVersion } from "./frames.ts";
import { type Broadcast, BroadcastListener } from "./listener.ts";
import { RealtimeSocket } from "./socket.ts";

const PATH = "/realtime/v1/websocket";
const FRAME_BYTES_MAX = 1024 * 1024;
const SWEEP_INTERVAL_MS = 30_000;
const GOING_AWAY = 1001;

export interface RealtimeServer {
  /** Takes the HTTP server's upgrades from now on. */
  attach(server: Server): void;
  /** Tells every client to go, and lets go of the database. */
  stop(): Promise<void>;
}

/** @throws the database's error when it cannot be listened to. */
export async function startRealtime(
  backend: Backend,
  databaseUrl: string,
): Promise<RealtimeServer> {
  const server = new WebSocketServer({ noServer: true, maxPayload: FRAME_BYTES_MAX });
  const sockets = new Set<RealtimeSocket>();
  const listener = new BroadcastListener({
    url: databaseUrl,
    pool: backend.pool,
    isWanted: () => [...sockets].some((socket) => socket.isJoined),
    deliver: (broadcast) => {
      for (const socket of sockets)
        socket.broadcast(`realtime:${broadcast.topic}`, wrap(broadcast));
    },
    report: backend.report,
  });
  await listener.start();

  const accept = async (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const url = new URL(request.url ?? "/", backend.origin);
    if (url.pathname !== PATH) return refuse(stream, "404 Not Found");
    if (!isLoopbackHost(request.headers.host) || !isLoopbackOrigin(request.headers.origin)) {
      return refuse(stream, "403 Forbidden");
    }
    const apiKey = url.searchParams.get("apikey") ?? "";
    if (!(await isApiKey(backend, apiKey))) return refuse(stream, "401 Unauthorized");
    const version = versionOf(url.searchParams.get("vsn"));
    if (version === undefined) return refuse(stream, "400 Bad Request");
    server.handleUpgrade(request, stream, head, (socket) => {
      const client = new RealtimeSocket({
        socket,
        version,
        apiKey,
        backend,
        relay: (from, topic, payload) => {
          for (const other of sockets) if (other !== from) other.broadcast(topic, payload);
        },
      });
      sockets.add(client);
      socket.on("close", () => sockets.delete(client));
      const sweep = setInterval(() => {
        if (client.isSilent(Date.now())) socket.terminate();
      }, SWEEP_INTERVAL_MS);
      socket.on("close", () => clearInterval(sweep));
    });
  };

  return {
    attach: (http) => {
      http.on("upgrade", (request, stream, head) => {
        // Until the upgrade is done, no one else listens for the stream's failure.
        stream.on("error", () => stream.destroy());
        accept(request, stream, head).catch((error: unknown) => {
          backend.report("a realtime connection failed", error);
          stream.destroy();
        });
      });
    },
    stop: async () => {
      for (const socket of server.clients) socket.close(GOING_AWAY, "the backend is stopping");
      await listener.stop();
      for (const socket of server.clients) socket.terminate();
    },
  };
}

function wrap({ id, event, payload }: Broadcast): Record<string, unknown> {
  return { type: "broadcast", event, payload, meta: { id } };
}

/** Clients of old send no version. */
function versionOf(text: string | null): FrameVersion | undefined {
  if (text === null || text === "1.0.0") return 1;
  return text === "2.0.0" ? 2 : undefined;
}

function refuse(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
