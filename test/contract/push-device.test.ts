/**
 * A device's push subscription against the real backend. The browser's own part has a stand-in: to subscribe, a browser asks its maker's
 * push service, which no test can reach. What it gives has the form that browsers give.
 */
import { createECDH, randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { endPush, keepPush, type PushPorts, resubscribe, startPush } from "../../src/host/push.ts";
import { type Device, openDevice } from "../../src/store/device.ts";
import { pushChoice } from "../../src/store/push-choice.ts";
import { endSession, signIn, signUp } from "../../src/transport/account.optional.ts";
import { createPushCalls } from "../../src/transport/push.ts";
import type { Session } from "../../src/transport/session.ts";
import { createTokenSource } from "../../src/transport/token.ts";
import { takeWork } from "../../supabase/tests/support/push.ts";
import { newEmail, PASSWORD, startTestBackend, type TestBackend } from "../support/backend.ts";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";
import { freshStorage } from "../support/indexed-db.ts";

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
beforeEach(() => takeWork(database.pool));

/** A browser's part: one subscription at a time, under one key. */
class Manager {
  now: (PushSubscription & { key: string }) | null = null;
  permission: NotificationPermission = "granted";
  async getSubscription() {
    return this.now;
  }
  async subscribe(options: PushSubscriptionOptionsInit = {}) {
    const key = String(options.applicationServerKey);
    if (this.permission !== "granted") throw new DOMException("denied", "NotAllowedError");
    if (this.now && this.now.key !== key) throw new DOMException("key", "InvalidStateError");
    this.now ??= this.fresh(key);
    return this.now;
  }
  /** The browser replaces or loses its subscription by itself. */
  fresh(key: string): PushSubscription & { key: string } {
    const endpoint = `https://push.example.org/${randomUUID()}`;
    const keys = {
      p256dh: createECDH("prime256v1").generateKeys().toString("base64url"),
      auth: randomBytes(16).toString("base64url"),
    };
    const subscription: Partial<PushSubscription> & { key: string } = {
      key,
      endpoint,
      toJSON: () => ({ endpoint, keys }),
      unsubscribe: async () => {
        this.now = null;
        return true;
      },
    };
    return subscription as PushSubscription & { key: string };
  }
}

interface Here {
  device: Device;
  manager: Manager;
  ports: PushPorts;
  network: { up: boolean };
  clock: { now: number; zone: string };
  session: Session;
}

const begin = async (given?: Session, before?: Here): Promise<Here> => {
  const session = given ?? (await newSession());
  const device = before?.device ?? openDevice(freshStorage());
  await device.enter(
    { key: "current", kind: "student", uid: session.uid, email: session.email },
    session,
  );
  const network = before?.network ?? { up: true };
  const clock = before?.clock ?? { now: Date.now(), zone: "Europe/London" };
  const manager = before?.manager ?? new Manager();
  const token = createTokenSource({
    sessions: { read: () => device.session(), replace: device.replaceSession },
    backend,
    fetch: (input, init) => fetch(input, init),
    now: Date.now,
    exclusively: (_name, body) => body(),
  });
  const calls = createPushCalls(backend, (uid) =>
    network.up ? token(uid) : Promise.resolve({ kind: "unreachable", cause: "network" }),
  );
  const ports = {
    device,
    manager,
    calls,
    patience: 200,
    now: () => clock.now,
    zone: () => clock.zone,
  };
  return { device, manager, ports, network, clock, session };
};

const newSession = async (email = newEmail(), action = signUp): Promise<Session> => {
  const result = await action(backend, { email, password: PASSWORD });
  if (result.kind !== "session") throw new Error(`no session: ${result.failure}`);
  return result.session;
};

/** What the server keeps for a student. */
const kept = async ({ uid }: Session) =>
  (
    await database.pool.query<{ endpoint: string; language: string; zone: string }>(
      "select endpoint, language, zone from athro.push_subscriptions where user_id = $1",
      [uid],
    )
  ).rows;

describe("turned on", () => {
  test("it is kept for this student, in their language and zone, and off again nothing of it is left", async () => {
    const { ports, manager, session, device } = await begin();
    expect(await startPush(ports, "cy")).toBe("on");
    expect(await kept(session)).toEqual([
      { endpoint: manager.now?.endpoint, language: "cy", zone: "Europe/London" },
    ]);
    await endPush(ports);
    expect([manager.now, await pushChoice(device), await kept(session)]).toEqual([null, null, []]);
  });

  test("where the browser can't reach its push service it stays off, and what comes late is given up", async () => {
    const { ports, manager, session, device } = await begin();
    const reached: ((late: ReturnType<Manager["fresh"]>) => void)[] = [];
    manager.subscribe = () => new Promise((resolve) => reached.push(resolve));
    expect(await startPush(ports, "en")).toBe("failed");
    const late = manager.fresh("late");
    manager.now = late;
    for (const answer of reached) answer(late);
    expect(await keepPush(ports, "en")).toBe(false);
    expect([manager.now, await pushChoice(device), await kept(session)]).toEqual([null, null, []]);
  });

  test("where the browser refuses, the network is away, or no one sends, it stays off and nothing is left", async () => {
    const { ports, manager, network, session, device } = await begin();
    manager.permission = "denied";
    expect(await startPush(ports, "en")).toBe("blocked");
    manager.permission = "granted";
    network.up = false;
    expect(await startPush(ports, "en")).toBe("failed");
    network.up = true;
    await database.pool.query("update athro.push_service set ran_at = now() - interval '1 day'");
    expect(await startPush(ports, "en")).toBe("off");
    expect([manager.now, await pushChoice(device), await kept(session)]).toEqual([null, null, []]);
  });

  test("off without a network, the browser is told, and the server by the push service", async () => {
    const { ports, manager, network, session, device } = await begin();
    await startPush(ports, "en");
    network.up = false;
    await endPush(ports);
    expect([manager.now, await pushChoice(device)]).toEqual([null, null]);
    expect(await kept(session)).toHaveLength(1);
  });
});

describe("kept in step", () => {
  test("with another subscription, language, zone, key of the project or sign-in; and asks nothing while all is as it was", async () => {
    const here = await begin();
    const { ports, manager, session, clock } = here;
    await startPush(ports, "en");
    const save = vi.spyOn(ports.calls, "save");
    expect(await keepPush(ports, "en")).toBe(true);
    expect(save).toHaveBeenCalledTimes(0);

    manager.now = manager.fresh(manager.now?.key ?? "");
    await keepPush(ports, "en");
    expect((await kept(session)).map(({ endpoint }) => endpoint)).toContain(manager.now.endpoint);
    clock.zone = "Pacific/Auckland";
    await keepPush(ports, "cy");
    expect(await kept(session)).toContainEqual({
      endpoint: manager.now.endpoint,
      language: "cy",
      zone: "Pacific/Auckland",
    });
    const former = manager.now.endpoint;
    await database.pool.query("update athro.push_service set public_key = 'B' || repeat('B', 86)");
    clock.now += 25 * 3_600_000;
    await keepPush(ports, "cy");
    expect(manager.now.endpoint).not.toBe(former);
    expect(save).toHaveBeenCalledTimes(3);

    const again = await newSession(session.email, signIn);
    await begin(again, here);
    await endSession(backend, session);
    await takeWork(database.pool);
    await keepPush(ports, "cy");
    expect((await kept(session)).map(({ endpoint }) => endpoint)).toContain(manager.now.endpoint);
    await takeWork(database.pool);
    expect(save).toHaveBeenCalledTimes(4);
  });

  test("by the worker too, when the browser ends a subscription, for who is here alone", async () => {
    const { ports, manager, session, device } = await begin();
    await startPush(ports, "cy");
    const key = manager.now?.key;
    manager.now = null;
    await resubscribe(ports);
    expect(manager.now).toMatchObject({ key });
    expect(await kept(session)).toContainEqual({
      endpoint: (await manager.getSubscription())?.endpoint,
      language: "cy",
      zone: "Europe/London",
    });
    manager.now = null;
    await device.leave();
    await resubscribe(ports);
    expect(manager.now).toBeNull();
  });

  test("with no one, or another student, here it ends", async () => {
    const here = await begin();
    await startPush(here.ports, "en");
    const other = await newSession();
    await begin(other, here);
    expect(await keepPush(here.ports, "en")).toBe(false);
    expect(here.manager.now).toBeNull();
    expect(await kept(other)).toEqual([]);

    const left = await begin();
    await startPush(left.ports, "en");
    await left.device.leave();
    expect(await pushChoice(left.device)).toBeNull();
    expect(await keepPush(left.ports, "en")).toBe(false);
    expect(left.manager.now).toBeNull();
  });

  test("and where nothing can be asked it is left as it is", async () => {
    const { ports, network, manager, clock } = await begin();
    await startPush(ports, "en");
    network.up = false;
    clock.now += 25 * 3_600_000;
    expect(await keepPush(ports, "en")).toBe(true);
    expect(manager.now).not.toBeNull();
  });
});

test("the next student on a device gets none of the former's reminders, although the address is the same", async () => {
  const here = await begin();
  await startPush(here.ports, "en");
  const { now } = here.manager;
  const next = await begin(undefined, here);
  expect(await startPush(next.ports, "en")).toBe("on");
  expect(here.manager.now).toBe(now);
  expect(await kept(here.session)).toEqual([]);
  expect((await kept(next.session)).map(({ endpoint }) => endpoint)).toEqual([now?.endpoint]);
});
