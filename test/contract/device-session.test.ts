/** The one session of a device: its tokens, its renewals and its ends, against the real backend. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { type Device, openDevice } from "../../src/store/device.ts";
import { endSession, signIn, signUp } from "../../src/transport/account.optional.ts";
import type { Session } from "../../src/transport/session.ts";
import { createSyncTransport } from "../../src/transport/sync-transport.ts";
import { createTokenSource, type TokenSource } from "../../src/transport/token.ts";
import {
  newClient,
  newEmail,
  PASSWORD,
  startTestBackend,
  type TestBackend,
} from "../support/backend.ts";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";
import { freshStorage } from "../support/indexed-db.ts";
import { sessionMutation, syncRequest } from "./sync-call.ts";

const HOUR_MS = 3_600_000;

let database: FreshDatabase;
let backend: TestBackend;
beforeAll(async () => {
  // As a browser has it, and Node 20 hasn't.
  vi.stubGlobal("WebSocket", WebSocket);
  database = await freshDatabase();
  backend = await startTestBackend({ databaseUrl: database.url });
});
afterAll(async () => {
  await backend.stop();
  await database.drop();
  vi.unstubAllGlobals();
});

/** Signs a new student up. */
const newSession = async (): Promise<Session> => {
  const result = await signUp(backend, { email: newEmail(), password: PASSWORD });
  if (result.kind !== "session") throw new Error(`no session: ${result.failure}`);
  return result.session;
};

/** A device on which a student is signed in, and the contexts (pages and a worker) that use its one session. */
interface TestDevice {
  device: Device;
  /** The first context's. */
  token: TokenSource;
  /** A further context's, with a connection of its own to the same store. */
  another(): TokenSource;
  /** Requests for a new token so far. */
  refreshes(): number;
  /** The network as this device has it. */
  network: { up: boolean };
  session(): Promise<Session | null>;
  /** As after a time: by the device's reckoning the token ran out. */
  expire(): Promise<void>;
}

const enter = async (session: Session, given: { locks?: boolean } = {}): Promise<TestDevice> => {
  const storage = freshStorage();
  const device = openDevice(storage);
  await device.enter(
    { key: "current", kind: "student", uid: session.uid, email: session.email },
    session,
  );
  const network = { up: true };
  let refreshes = 0;
  let turn: Promise<unknown> = Promise.resolve();
  const another = (): TokenSource => {
    const own = openDevice(storage);
    return createTokenSource({
      sessions: { read: () => own.session(), replace: own.replaceSession },
      backend,
      fetch: async (input, init) => {
        refreshes += 1;
        if (!network.up) throw new TypeError("Failed to fetch");
        return fetch(input, init);
      },
      now: Date.now,
      exclusively: (_, body) => {
        if (given.locks === false) return body();
        const mine = turn.then(body);
        turn = mine.catch(() => {});
        return mine;
      },
    });
  };
  return {
    device,
    token: another(),
    another,
    refreshes: () => refreshes,
    network,
    session: () => device.session(),
    expire: async () => {
      const held = await device.session();
      if (!held) throw new Error("no session");
      await device.replaceSession(held.refreshToken, { ...held, expiresAt: Date.now() });
    },
  };
};

/** What the server says to a pull with this token. */
const pull = (uid: string, token: TokenSource) =>
  createSyncTransport(backend, token).sync(syncRequest(uid), 10_000);

describe("the device's session", () => {
  test("gives tokens that the server takes, before and after a refresh", async () => {
    const { uid, ...session } = await newSession();
    const { token, expire, refreshes, ...device } = await enter({ uid, ...session });
    expect(await pull(uid, token)).toMatchObject({ kind: "ok" });
    expect(refreshes()).toBe(0);
    await expire();
    expect(await pull(uid, token)).toMatchObject({ kind: "ok" });
    expect(refreshes()).toBe(1);
    const renewed = await device.session();
    expect(renewed?.refreshToken).not.toBe(session.refreshToken);
    expect(renewed?.expiresAt).toBeGreaterThan(Date.now() + HOUR_MS - 60_000);
  });

  test("is renewed by one request for all contexts", async () => {
    const { uid, ...session } = await newSession();
    const { token, another, expire, refreshes } = await enter({ uid, ...session });
    await expire();
    const contexts = [token, another(), another(), another()];
    const given = await Promise.all(
      Array.from({ length: 12 }, (_, n) => contexts[n % contexts.length]?.(uid)),
    );
    expect(refreshes()).toBe(1);
    expect(new Set(given.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(await pull(uid, token)).toMatchObject({ kind: "ok" });
  });

  test("survives a race without locks: all contexts get one token, and it can be renewed again", async () => {
    const { uid, ...session } = await newSession();
    const { token, another, expire, refreshes, ...device } = await enter(
      { uid, ...session },
      { locks: false },
    );
    await expire();
    const contexts = [token, another(), another(), another()];
    const given = await Promise.all(contexts.map((context) => context(uid)));
    expect(refreshes()).toBeGreaterThan(1);
    const kept = await device.session();
    for (const one of given) expect(one).toEqual({ kind: "token", token: kept?.accessToken });
    await expire();
    expect(await pull(uid, token)).toMatchObject({ kind: "ok" });
  });

  test("outlives a lost answer: the same refresh token is good once more", async () => {
    const { uid, ...session } = await newSession();
    const { token, expire, ...device } = await enter({ uid, ...session });
    await expire();
    // The server has renewed it, and no one here heard.
    await newClient(backend).auth.refreshSession({ refresh_token: session.refreshToken });
    expect(await token(uid)).toMatchObject({ kind: "token" });
    expect((await device.session())?.refreshToken).not.toBe(session.refreshToken);
  });

  test("[P9] is kept while it can't be renewed offline, and who the student is with it", async () => {
    const { uid, ...session } = await newSession();
    const { token, expire, network, device, ...rest } = await enter({ uid, ...session });
    network.up = false;
    await expire();
    expect(await token(uid)).toEqual({ kind: "unreachable", cause: "network" });
    expect(await pull(uid, token)).toEqual({ kind: "retry", cause: "network" });
    expect(await rest.session()).toMatchObject({ refreshToken: session.refreshToken });
    expect(await device.current()).toMatchObject({ kind: "student", uid });
    network.up = true;
    expect(await pull(uid, token)).toMatchObject({ kind: "ok" });
  });
});

/** Asked for sign-in, whoever asks, and the student is still the device's. */
const isOver = async (uid: string, { token, device, session }: TestDevice): Promise<void> => {
  expect(await pull(uid, token)).toEqual({ kind: "reauthenticate" });
  expect(await token(uid)).toEqual({ kind: "signin" });
  expect(await session()).toBeNull();
  expect(await device.current()).toMatchObject({ kind: "student", uid });
};

describe("[P9] a session that the server has ended asks for sign-in, and the student stays the device's", () => {
  test("by signing out everywhere on another device", async () => {
    const session = await newSession();
    const here = await enter(session);
    const elsewhere = newClient(backend);
    await elsewhere.auth.signInWithPassword({ email: session.email, password: PASSWORD });
    expect((await elsewhere.auth.signOut({ scope: "global" })).error).toBeNull();
    // A token that was given stays good until it runs out.
    await here.expire();
    await isOver(session.uid, here);
    // And it goes on with a new one.
    const again = await signIn(backend, { email: session.email, password: PASSWORD });
    if (again.kind !== "session") throw new Error(again.failure);
    const { uid, email } = session;
    await here.device.enter({ key: "current", kind: "student", uid, email }, again.session);
    expect(await pull(uid, here.token)).toMatchObject({ kind: "ok" });
  });

  test("because an old refresh token was used again", async () => {
    const session = await newSession();
    const here = await enter(session);
    const refresh = async () => {
      await here.expire();
      expect(await here.token(session.uid)).toMatchObject({ kind: "token" });
    };
    await refresh();
    await refresh();
    await database.pool.query(
      "update auth.refresh_tokens set updated_at = updated_at - interval '1 minute' where user_id = $1",
      [session.uid],
    );
    const thief = await newClient(backend).auth.refreshSession({
      refresh_token: session.refreshToken,
    });
    expect(thief.error?.code).toBe("refresh_token_already_used");
    await here.expire();
    await isOver(session.uid, here);
  });

  test("because the student was deleted; nothing is rejected while the token still looks good", async () => {
    const session = await newSession();
    const here = await enter(session);
    expect(await pull(session.uid, here.token)).toMatchObject({ kind: "ok" });
    await database.pool.query("delete from auth.users where id = $1", [session.uid]);
    const push = await createSyncTransport(backend, here.token).sync(
      syncRequest(session.uid, { mutations: [sessionMutation(randomUUID(), "Kept")] }),
      10_000,
    );
    expect(push).toEqual({ kind: "reauthenticate" });
    await isOver(session.uid, here);
    expect(await signIn(backend, { email: session.email, password: PASSWORD })).toEqual({
      kind: "failed",
      failure: "credentials",
    });
  });
});

describe("signing out", () => {
  test("ends this device's session on the server, and no other", async () => {
    const first = await newSession();
    const second = await signIn(backend, { email: first.email, password: PASSWORD });
    if (second.kind !== "session") throw new Error(second.failure);
    const [here, there] = [await enter(first), await enter(second.session)];
    await endSession(backend, first);
    await here.expire();
    await there.expire();
    expect(await here.token(first.uid)).toEqual({ kind: "signin" });
    expect(await there.token(first.uid)).toMatchObject({ kind: "token" });
  });

  test("without a server does not fail", async () => {
    const session = await newSession();
    await expect(
      endSession({ url: "http://127.0.0.1:9", key: backend.key }, session),
    ).resolves.toBeUndefined();
  });
});
