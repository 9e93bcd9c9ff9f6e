/** A network of a device's own, between its browser and the server: it can be gone, and it can be bad. */
import { once } from "node:events";
import {
  Agent,
  createServer,
  type IncomingMessage,
  request as requestOf,
  type ServerResponse,
} from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";

/** What becomes of one request. */
export interface Fate {
  /** Before it is sent on, ms. */
  delayMs: number;
  /**
   * `lost`: never sent on and never answered. `reset`: the connection breaks before the server has it. `answer-reset`: the server has
   * done it, and the connection breaks before the browser hears. `portal`: a page of HTML answers, with 200, in the server's place.
   */
  kind: "passed" | "lost" | "reset" | "answer-reset" | "portal";
}

export interface Network {
  /** Where the browser finds the app: an origin of this network's own. */
  url: string;
  /** Breaks every connection, and every new one from now on. */
  goOffline(): void;
  goOnline(): void;
  /** Decides over each request from now on; null lets all by. */
  decide: ((request: IncomingMessage) => Fate) | null;
  /** Serves another text in the place of the server's, by path: a version that was deployed since. */
  deployed: Map<string, (text: string) => string>;
  close(): Promise<void>;
}

const PASSED: Fate = { delayMs: 0, kind: "passed" };
const PORTAL_PAGE =
  "<!doctype html><title>School Wi-Fi</title><form><label>Log in <input></label></form>";

/** Listens on a free port for one device, and passes on to `server`, an http address. */
export const startNetwork = async (server: string): Promise<Network> => {
  const { hostname, port } = new URL(server);
  const there = { host: hostname === "localhost" ? "127.0.0.1" : hostname, port: Number(port) };
  // One connection a request: a kept one may be closed by the server at the moment when it is used again.
  const agent = new Agent({ keepAlive: false });
  const sockets = new Set<Socket>();
  let offline = false;

  const pass = (from: IncomingMessage, to: ServerResponse, fate: Fate): void => {
    const path = new URL(from.url ?? "/", server).pathname;
    const rewrite = network.deployed.get(path);
    const headers = { ...from.headers };
    if (rewrite) {
      delete headers["if-none-match"];
      headers["accept-encoding"] = "identity";
    }
    const onward = requestOf(
      { ...there, agent, method: from.method, path: from.url, headers },
      (answer) => {
        if (fate.kind === "answer-reset") {
          answer.resume();
          answer.once("end", () => reset(from));
          return;
        }
        if (rewrite) {
          void rewritten(answer, to, rewrite);
          return;
        }
        to.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.on("error", () => reset(from));
        answer.pipe(to);
      },
    );
    onward.on("error", () => reset(from));
    // What the browser gives up is given up here too.
    to.once("close", () => {
      if (!to.writableFinished && fate.kind !== "answer-reset") onward.destroy();
    });
    from.pipe(onward);
  };

  const meet = async (from: IncomingMessage, to: ServerResponse): Promise<void> => {
    const fate = network.decide?.(from) ?? PASSED;
    if (fate.delayMs > 0) await pause(fate.delayMs);
    if (from.socket.destroyed) return;
    if (fate.kind === "lost") from.resume();
    else if (fate.kind === "reset") reset(from);
    else if (fate.kind === "portal") {
      from.resume();
      to.writeHead(200, { "content-type": "text/html", "cache-control": "no-store" });
      to.end(PORTAL_PAGE);
    } else pass(from, to, fate);
  };

  const listener = createServer((from, to) => void meet(from, to));
  listener.keepAliveTimeout = 60_000;
  listener.on("connection", (socket) => {
    if (offline) {
      socket.resetAndDestroy();
      return;
    }
    keep(socket);
  });
  listener.on("upgrade", (from, socket: Socket, head: Buffer) => {
    const fate = network.decide?.(from) ?? PASSED;
    if (fate.kind !== "passed") {
      socket.destroy();
      return;
    }
    const onward = connect(there.port, there.host, () => {
      const lines = from.rawHeaders.flatMap((name, n) =>
        n % 2 === 0 ? [`${name}: ${from.rawHeaders[n + 1] ?? ""}`] : [],
      );
      onward.write(`${from.method} ${from.url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    keep(onward);
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
  });
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
  };
  const breakAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };

  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const network: Network = {
    url: `http://localhost:${(listener.address() as AddressInfo).port}`,
    goOffline: () => {
      offline = true;
      breakAll();
    },
    goOnline: () => {
      offline = false;
    },
    decide: null,
    deployed: new Map(),
    close: async () => {
      agent.destroy();
      const closed = once(listener, "close");
      listener.close();
      breakAll();
      await closed;
    },
  };
  return network;
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const reset = (from: IncomingMessage): void => {
  if (!from.socket.destroyed) from.socket.resetAndDestroy();
};

const rewritten = async (
  answer: IncomingMessage,
  to: ServerResponse,
  rewrite: (text: string) => string,
): Promise<void> => {
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part);
  const text = rewrite(Buffer.concat(parts).toString());
  const { etag: _, "content-length": __, ...headers } = answer.headers;
  to.writeHead(answer.statusCode ?? 502, headers);
  to.end(text);
};
