/** The local backend in this process, and students who use it through an unmodified supabase-js. */
import { randomUUID } from "node:crypto";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type RealtimeClientOptions,
  type SupabaseClient,
  createClient,
} from "@supabase/supabase-js";
import { SignJWT } from "jose";
import { WebSocket } from "ws";
import { type BackendOptions, startBackend } from "../../supabase/local/server.ts";

/** Where a client connects: the local backend, or a real stack. */
export interface Endpoint {
  url: string;
  key: string;
}

export interface TestBackend extends Endpoint {
  port: number;
  databaseUrl: string;
  dataDir: string;
  /** What the backend reported: failures that no request is to blame for. */
  reports: string[];
  /** Ends the backend and removes its data. */
  stop(): Promise<void>;
}

/** On a free port, with a data directory of its own; and a cluster of its own unless `databaseUrl` is given. */
export async function startTestBackend(
  options: Partial<BackendOptions> = {},
): Promise<TestBackend> {
  const dataDir = await temporaryDir();
  const reports: string[] = [];
  const remove = () => rm(dataDir, { recursive: true, force: true });
  try {
    const backend = await startBackend({
      dataDir,
      port: 0,
      durable: false,
      report: (message, error) =>
        reports.push(`${message}: ${error instanceof Error ? error.stack : String(error)}`),
      ...options,
    });
    return {
      url: backend.url,
      port: backend.port,
      key: backend.publishableKey,
      databaseUrl: backend.databaseUrl,
      dataDir,
      reports,
      stop: async () => {
        await backend.stop();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** A directory that PostgreSQL can pass through: mkdtemp closes its own to others, and root hands PostgreSQL to another user. */
export async function temporaryDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "athro-test-"));
  await chmod(dir, 0o711);
  return dir;
}

export type TestClient = SupabaseClient;

type Transport = NonNullable<RealtimeClientOptions["transport"]>;

/** Node 20 has no WebSocket of its own. That of ws works alike, but declares other types of events. */
function nodeTransport(): Transport {
  const candidate: unknown = WebSocket;
  if (!isTransport(candidate)) throw new Error("ws exports no constructor");
  return candidate;
}

function isTransport(value: unknown): value is Transport {
  return typeof value === "function";
}

/** Signed out, and forgetful: nothing is stored or refreshed behind the test's back. */
export function newClient({ url, key }: Endpoint): TestClient {
  return createClient(url, key, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    realtime: { transport: nodeTransport() },
  });
}

export const PASSWORD = "correct horse battery";

/** An address that no other test has. */
export function newEmail(): string {
  return `${randomUUID()}@example.org`;
}

export interface TestUser {
  id: string;
  email: string;
  password: string;
  accessToken: string;
  refreshToken: string;
  /** Signed in. */
  client: TestClient;
}

/** Signs up. */
export async function createUser(endpoint: Endpoint, email = newEmail()): Promise<TestUser> {
  const client = newClient(endpoint);
  const { data, error } = await client.auth.signUp({ email, password: PASSWORD });
  if (error) throw error;
  if (data.session === null) throw new Error("sign-up gave no session: is confirmation required?");
  const { access_token: accessToken, refresh_token: refreshToken, user } = data.session;
  return { id: user.id, email, password: PASSWORD, accessToken, refreshToken, client };
}

/** A token of any claims under the backend's own secret. `expiresIn` is in s. */
export async function signToken(
  { dataDir }: TestBackend,
  claims: Record<string, unknown>,
  expiresIn: number,
): Promise<string> {
  const secret = await readFile(join(dataDir, "jwt-secret"), "utf8");
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256" })
    .setExpirationTime(Math.floor(Date.now() / 1000) + expiresIn)
    .sign(new TextEncoder().encode(secret));
}
