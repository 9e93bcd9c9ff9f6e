/** The hint that something changed, as the app listens for it, over the local backend's Realtime. */
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { listenForPokes } from "../../src/transport/pokes.optional.ts";
import type { TokenSource } from "../../src/transport/token.ts";
import {
  createUser,
  newClient,
  startTestBackend,
  type TestBackend,
  type TestUser,
} from "../support/backend.ts";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";
import { sessionMutation, syncRequest } from "./sync-call.ts";

/** Every socket that is opened, with what went and came over it. */
const sockets: { socket: WebSocket; sent: string[]; received: string[] }[] = [];

class NotedWebSocket extends WebSocket {
  constructor(...given: ConstructorParameters<typeof WebSocket>) {
    super(...given);
    const received: string[] = [];
    this.on("message", (data: Buffer) => received.push(data.toString()));
    sockets.push({ socket: this, sent: this.#sent, received });
  }

  readonly #sent: string[] = [];

  override send(data: string): void {
    this.#sent.push(data);
    super.send(data);
  }
}

let database: FreshDatabase;
const backends: TestBackend[] = [];
const startBackend = async (accessTokenLifetime = 3_600): Promise<TestBackend> => {
  const backend = await startTestBackend({ databaseUrl: database.url, accessTokenLifetime });
  backends.push(backend);
  return backend;
};

beforeAll(async () => {
  // As a browser has it, and Node 20 hasn't.
  vi.stubGlobal("WebSocket", NotedWebSocket);
  database = await freshDatabase();
});
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(ends.splice(0).map((end) => end()));
  for (const backend of backends.splice(0)) await backend.stop();
  sockets.length = 0;
});
afterAll(async () => {
  await database.drop();
  vi.unstubAllGlobals();
});

/** Listens, and notes what is told. */
const listen = (backend: TestBackend, uid: string, token: TokenSource) => {
  const told = { joined: 0, pokes: [] as number[] };
  const end = listenForPokes(backend, token, uid, {
    joined: () => {
      told.joined += 1;
    },
    poked: (seq) => told.pokes.push(seq),
  });
  ends.push(end);
  return { told, end };
};

/** One token for all times. */
const always =
  (token: string): TokenSource =>
  async () => ({ kind: "token", token });

/** A new token each time, as of a session whose tokens are about to run out. */
const renewing = ({ client }: TestUser): TokenSource => {
  let turn: Promise<unknown> = Promise.resolve();
  return (uid) => {
    const mine = turn.then(async () => {
      const { data } = await client.auth.refreshSession();
      if (!data.session || data.session.user.id !== uid) return { kind: "signin" } as const;
      return { kind: "token", token: data.session.access_token } as const;
    });
    turn = mine.catch(() => {});
    return mine;
  };
};

/** Changes something, as the student's other device. */
const write = async (backend: TestBackend, { email, password, id }: TestUser): Promise<void> => {
  const client = newClient(backend);
  await client.auth.signInWithPassword({ email, password });
  const mutations = [sessionMutation(randomUUID(), "News")];
  const { error } = await client.rpc("sync", { request: syncRequest(id, { mutations }) });
  if (error) throw error;
};

const heard = (what: string): string[] =>
  sockets.flatMap(({ received }) => received).filter((text) => text.includes(what));
/** Joins that the server would not have. */
const refusals = (): string[] => heard("Unauthorized");

const until = (check: () => void, timeout = 20_000) => vi.waitFor(check, { timeout, interval: 20 });

test("a channel that is joined says so, and a change elsewhere pokes with its seq", async () => {
  const backend = await startBackend();
  const user = await createUser(backend);
  const { told } = listen(backend, user.id, always(user.accessToken));
  await until(() => expect(told.joined).toBe(1));
  expect(told.pokes).toEqual([]);
  await write(backend, user);
  await until(() => expect(told.pokes).toEqual([1]));
  await write(backend, user);
  await until(() => expect(told.pokes).toEqual([1, 2]));
  expect(told.joined).toBe(1);
});

test("[S2] a socket that is dropped is made anew, and says that it has joined: what was missed is to be pulled", async () => {
  const backend = await startBackend();
  const user = await createUser(backend);
  const { told } = listen(backend, user.id, always(user.accessToken));
  await until(() => expect(told.joined).toBe(1));
  sockets[0]?.socket.terminate();
  await write(backend, user);
  await until(() => expect(told.joined).toBe(2));
  await write(backend, user);
  await until(() => expect(told.pokes).toContain(2));
});

test("[S2] a channel that the server closes because its token ran out is joined again with a new one", async () => {
  const backend = await startBackend(3);
  const user = await createUser(backend);
  const { told } = listen(backend, user.id, renewing(user));
  await until(() => expect(told.joined).toBe(1));
  await until(() => expect(heard("phx_close").length).toBeGreaterThan(0));
  await until(() => expect(told.joined).toBeGreaterThan(1));
  // Tokens so short leave gaps in which nothing is heard.
  for (let n = 0; n < 20 && told.pokes.length === 0; n += 1) {
    await write(backend, user);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  expect(told.pokes).not.toEqual([]);
});

test("a renewed token goes over the socket in time, so that the channel outlives the old one", async () => {
  const lifetime = 32;
  const backend = await startBackend(lifetime);
  const user = await createUser(backend);
  const { told } = listen(backend, user.id, renewing(user));
  await until(() => expect(told.joined).toBe(1));
  // The library renews it with its heartbeat, every 25 s.
  await new Promise((resolve) => setTimeout(resolve, (lifetime + 4) * 1_000));
  await write(backend, user);
  await until(() => expect(told.pokes).toEqual([1]));
  expect(told.joined).toBe(1);
  expect(sockets).toHaveLength(1);
});

test("[G5] another student's channel is refused, and nothing of theirs is heard", async () => {
  const backend = await startBackend();
  const [stranger, victim] = [await createUser(backend), await createUser(backend)];
  const { told } = listen(backend, victim.id, always(stranger.accessToken));
  await until(() => expect(refusals().length).toBeGreaterThan(0));
  const own = listen(backend, victim.id, always(victim.accessToken));
  await until(() => expect(own.told.joined).toBe(1));
  await write(backend, victim);
  await until(() => expect(own.told.pokes).toEqual([1]));
  expect(told).toEqual({ joined: 0, pokes: [] });
});

test("[G5] without a session nothing is joined with the public key", async () => {
  const backend = await startBackend();
  const user = await createUser(backend);
  const { told } = listen(backend, user.id, async () => ({ kind: "signin" }));
  await until(() => expect(refusals().length).toBeGreaterThan(0));
  await write(backend, user);
  const own = listen(backend, user.id, always(user.accessToken));
  await until(() => expect(own.told.joined).toBe(1));
  await write(backend, user);
  await until(() => expect(own.told.pokes).toEqual([2]));
  expect(told).toEqual({ joined: 0, pokes: [] });
});

test("ended, it closes its socket without a word more, since there may be no network to say it over, and hears no more", async () => {
  const backend = await startBackend();
  const user = await createUser(backend);
  const { told, end } = listen(backend, user.id, always(user.accessToken));
  await until(() => expect(told.joined).toBe(1));
  const [first] = sockets;
  if (!first) throw new Error("no socket");
  const closed = once(first.socket, "close");
  const said = first.sent.length;
  const ending = end();
  expect(first.socket.readyState).toBe(WebSocket.CLOSING);
  await ending;
  await closed;
  expect(first.sent.slice(said)).toEqual([]);
  await write(backend, user);
  const other = listen(backend, user.id, always(user.accessToken));
  await until(() => expect(other.told.joined).toBe(1));
  await write(backend, user);
  await until(() => expect(other.told.pokes).toEqual([2]));
  expect(told).toEqual({ joined: 1, pokes: [] });
  expect(sockets).toHaveLength(2);
});
