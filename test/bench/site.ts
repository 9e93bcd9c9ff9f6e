/** Serves the measured pages on loopback. Each is one script; `/rest/v1/rpc/sync` goes to whoever answers it. */
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { AHEAD } from "../../hosting/next-scripts.ts";

interface SyncCall {
  body: string;
  authorization: string;
}

export type AnswerSync = (call: SyncCall) => Promise<{ status: number; body: string }>;

export interface Site {
  /** Every address is an origin of its own, with its own databases. */
  url: string;
  stop(): Promise<void>;
}

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
};

const send = (response: ServerResponse, status: number, type: string, body: string | Buffer) => {
  response.writeHead(status, {
    "content-type": type,
    // Isolated pages get a clock of 5 µs instead of 100.
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cache-control": "no-cache",
  });
  response.end(body);
};

/** `/<name>` is a page that runs the script `<dir>/<name>.js`; with `early`, after what the app's own page begins ahead of its script. */
export const startSite = async (
  dir: string,
  { answerSync, early }: { answerSync?: AnswerSync; early?: boolean } = {},
): Promise<Site> => {
  const head = early ? `<script>${AHEAD}</script>` : "";
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? "/";
    if (path === "/rest/v1/rpc/sync" && answerSync) {
      const body = await readBody(request);
      const authorization = request.headers.authorization ?? "";
      const answer = await answerSync({ body, authorization });
      return send(response, answer.status, "application/json", answer.body);
    }
    const script = /^\/([a-z-]+)\.js$/.exec(path)?.[1];
    if (script)
      return send(response, 200, "text/javascript", await readFile(join(dir, `${script}.js`)));
    const page = /^\/([a-z-]+)$/.exec(path)?.[1];
    if (page)
      return send(
        response,
        200,
        "text/html",
        `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>${page}</title>${head}<script type="module" src="/${page}.js"></script>`,
      );
    send(response, 404, "text/plain", "not found");
  };
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      console.error("site:", error);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
