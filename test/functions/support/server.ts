import { createServer } from "node:http";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface Call {
  path: string;
  headers: IncomingHttpHeaders;
  /** As it came over the wire. */
  text: string;
  json: Record<string, unknown>;
}

/** How the server behaves for one call. */
export type Behaviour = (response: ServerResponse, call: Call) => void;

export const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Behaviour =>
  (response) => {
    response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
    response.end(JSON.stringify(body));
  };

export const raw =
  (body: string | Buffer, type: string, status = 200): Behaviour =>
  (response) => {
    response.writeHead(status, { "content-type": type });
    response.end(body);
  };

/** Promises more bytes than it sends, and hangs up. */
export const cutOff =
  (body: string): Behaviour =>
  (response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "100000" });
    response.write(body, () => response.socket?.destroy());
  };

/** Takes the request and never answers. */
export const silent: Behaviour = () => {};

/** Sends the head and a first byte, and nothing more. */
export const stalled: Behaviour = (response) => {
  response.writeHead(200, { "content-type": "application/json" });
  response.write("{");
};

/** Goes on sending for as long as anyone reads. */
export const endless: Behaviour = (response) => {
  response.writeHead(200, { "content-type": "application/json" });
  const chunk = " ".repeat(65_536);
  const send = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on("drain", send);
  send();
};

export interface TestServer {
  url: string;
  calls: Call[];
  /** Calls whose path ends so. */
  callsTo(end: string): Call[];
  close(): Promise<void>;
}

/** A real HTTP server on a free loopback port; `route` picks the behaviour for each call. */
export const startServer = async (route: (call: Call) => Behaviour): Promise<TestServer> => {
  const calls: Call[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await text(request);
    const call: Call = {
      path: request.url ?? "",
      headers: request.headers,
      text: body,
      json: JSON.parse(body === "" ? "{}" : body) as Record<string, unknown>,
    };
    calls.push(call);
    route(call)(response, call);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    callsTo: (end) => calls.filter(({ path }) => path.endsWith(end)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
