/** The whole backend: PostgreSQL, the API over it, and the app itself, at one address of this machine. */
import { stat } from "node:fs/promises";
import { type RequestListener, type Server, createServer } from "node:http";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { Pool } from "pg";
import { createApp } from "./app.ts";
import { SIGN_IN_LIMITS, type SignInLimits } from "./auth/attempts.ts";
import { type Mail, printMail } from "./auth/mail.ts";
import type { Backend } from "./backend.ts";
import { claimDataDir, codeOf } from "./data-dir.ts";
import { FUNCTIONS, type FunctionHandler } from "./functions.ts";
import { prepareDatabase } from "./migrate.ts";
import { startPostgres } from "./postgres.ts";
import { PUBLISHABLE_KEY } from "./publishable-key.ts";
import { type RealtimeServer, startRealtime } from "./realtime/server.ts";
import { readSecret } from "./secrets.ts";
import { StartupError } from "./startup-error.ts";
import { Tokens } from "./tokens.ts";

export interface BackendOptions {
  /** Holds the cluster and the secrets. Made where missing. */
  dataDir: string;
  /** 0 takes a free one. */
  port: number;
  /** The built app, or undefined to serve the API alone. */
  dist?: string | undefined;
  /** False gives up crash safety for speed: for tests. */
  durable: boolean;
  /** A PostgreSQL to use instead of the embedded one. */
  databaseUrl?: string | undefined;
  /** ATHRO_PUBLISHABLE_KEY, and what the functions are told (functions.ts). Default: none. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Of an access token, in s. Default: an hour. */
  accessTokenLifetime?: number;
  signInLimits?: SignInLimits;
  /** Whether an address has to be proven before the first sign-in. Default: ATHRO_CONFIRM_EMAILS=1 in `env`. */
  confirmEmails?: boolean;
  /** What would be sent by e-mail. Default: standard output. */
  deliver?: (mail: Mail) => void;
  /** Added to the project's own. */
  functions?: Readonly<Record<string, FunctionHandler>>;
  /** Told of failures that are no request's fault. Default: standard error. */
  report?: (message: string, error: unknown) => void;
}

export interface RunningBackend {
  /** As a browser opens it. */
  url: string;
  port: number;
  databaseUrl: string;
  publishableKey: string;
  /** Settles with an Error if PostgreSQL ended by itself; with undefined after `stop`. */
  ended: Promise<Error | undefined>;
  /** Lets requests finish for a moment, then ends everything. A second call waits for the first. */
  stop(): Promise<void>;
}

const ACCESS_TOKEN_LIFETIME_S = 3600;
/** How long a stop waits for requests under way. */
const GRACE_MS = 2_000;
const CONNECTIONS_MAX = 10;
const CONNECTION_WAIT_MS = 10_000;

/** @throws StartupError for what the person at the keyboard can put right: the port, the directory, a build that is missing. */
export async function startBackend(options: BackendOptions): Promise<RunningBackend> {
  const { dataDir, dist, env = {} } = options;
  const undo: (() => Promise<void>)[] = [];
  const unwind = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    if (dist !== undefined) await requireBuild(dist);
    const http = createServer();
    let handle: RequestListener = answerNotYet;
    http.on("request", (request, response) => handle(request, response));
    // First, since a port in use is the likeliest failure and the quickest to notice.
    const port = await listen(http, options.port);
    undo.push(() => closeNow(http));

    const database = await openDatabase(options);
    undo.push(database.close);
    await prepareDatabase(database.url);
    const pool = openPool(database.url);
    undo.push(() => endPool(pool));

    const origin = `http://127.0.0.1:${port}`;
    const backend: Backend = {
      pool,
      origin,
      env,
      tokens: new Tokens({
        secret: await readSecret(dataDir, "jwt-secret", 32),
        lifetime: options.accessTokenLifetime ?? ACCESS_TOKEN_LIFETIME_S,
        issuer: `${origin}/auth/v1`,
      }),
      publishableKey: env.ATHRO_PUBLISHABLE_KEY || PUBLISHABLE_KEY,
      signInLimits: options.signInLimits ?? SIGN_IN_LIMITS,
      confirmEmails: options.confirmEmails ?? env.ATHRO_CONFIRM_EMAILS === "1",
      deliver: options.deliver ?? printMail,
      functions: { ...FUNCTIONS, ...options.functions },
      report: options.report ?? reportToConsole,
    };
    const realtime = await startRealtime(backend, database.url);
    undo.push(realtime.stop);
    const app = createApp(backend, dist);
    handle = getRequestListener(app.fetch, { overrideGlobalObjects: false });
    realtime.attach(http);

    let stopping: Promise<void> | undefined;
    return {
      url: `http://localhost:${port}`,
      port,
      databaseUrl: database.url,
      publishableKey: backend.publishableKey,
      ended: database.ended,
      stop: () => (stopping ??= closeGracefully(http, realtime).then(unwind)),
    };
  } catch (error) {
    await unwind();
    throw error;
  }
}

const answerNotYet: RequestListener = (_request, response) => {
  response.writeHead(503, { "Retry-After": "1" }).end();
};

interface OpenDatabase {
  url: string;
  ended: Promise<Error | undefined>;
  close(): Promise<void>;
}

async function openDatabase(options: BackendOptions): Promise<OpenDatabase> {
  const { dataDir, durable, databaseUrl } = options;
  if (databaseUrl === undefined) {
    const { url, ended, stop } = await startPostgres({ dataDir, durable });
    return { url, ended, close: stop };
  }
  const { release } = await claimDataDir(dataDir);
  const closing = new AbortController();
  const ended = new Promise<undefined>((resolve) => {
    closing.signal.addEventListener("abort", () => resolve(undefined));
  });
  const close = async () => {
    await release();
    closing.abort();
  };
  return { url: databaseUrl, ended, close };
}

function openPool(url: string): Pool {
  const pool = new Pool({
    connectionString: url,
    max: CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECTION_WAIT_MS,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  });
  // An idle connection that is cut off is replaced at the next request.
  pool.on("error", () => undefined);
  return pool;
}

/** A connection that a request still holds is left to PostgreSQL's own end. */
async function endPool(pool: Pool): Promise<void> {
  await Promise.race([pool.end(), delay(GRACE_MS)]);
}

async function requireBuild(dist: string): Promise<void> {
  const page = join(dist, "index.html");
  const found = await stat(page).catch(() => undefined);
  if (found?.isFile() !== true) {
    throw new StartupError(`There is no built app at ${dist}: run npm run build first.`);
  }
}

function listen(http: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once("error", (error) => {
      const reason = codeOf(error) ?? error.message;
      reject(
        new StartupError(
          reason === "EADDRINUSE"
            ? `Port ${port} is in use: choose another with --port.`
            : `Cannot listen on port ${port} (${reason}): choose another with --port.`,
        ),
      );
    });
    http.listen(port, "127.0.0.1", () => {
      const address = http.address();
      if (address !== null && typeof address === "object") resolve(address.port);
    });
  });
}

async function closeGracefully(http: Server, realtime: RealtimeServer): Promise<void> {
  const closed = new Promise((resolve) => http.close(resolve));
  http.closeIdleConnections();
  await realtime.stop();
  await Promise.race([closed, delay(GRACE_MS)]);
  http.closeAllConnections();
}

function closeNow(http: Server): Promise<void> {
  http.closeAllConnections();
  return new Promise((resolve) => http.close(() => resolve()));
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

function reportToConsole(message: string, error: unknown): void {
  console.error(`athro: ${message}:`, error);
}
