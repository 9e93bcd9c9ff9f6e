import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { SyncRequest, SyncResponse } from "../../src/sync/protocol.ts";
import { createSyncTransport } from "../../src/transport/sync-transport.ts";
import type { Token, TokenSource } from "../../src/transport/token.ts";
import {
  type Behaviour,
  type Call,
  cutOff,
  json,
  raw,
  silent,
  stalled,
  startServer,
} from "../functions/support/server.ts";

const UID = "11111111-1111-4111-8111-111111111111";
const OTHER = "99999999-9999-4999-8999-999999999999";
const PATIENCE_MS = 5_000;

const request = (given: Partial<SyncRequest> = {}): SyncRequest => ({
  protocol: 1,
  user: UID,
  device: "22222222-2222-4222-8222-222222222222",
  epoch: "epoch-1",
  cursor: 7,
  mutations: ['{"mid":"a"}', '{"mid":"b"}'],
  limit: 1_000,
  ...given,
});

const response = (given: Partial<SyncResponse> = {}): SyncResponse => ({
  protocol: 1,
  user: UID,
  acks: [{ i: 0, status: "applied", seq: 8 }],
  rows: [{ table: "preferences", row: { id: OTHER, seq: 8, deleted: false, value: null } }],
  cursor: 8,
  high_water: 8,
  epoch: "epoch-1",
  digest: 1,
  server_time: 1_000_000_000_000,
  more: false,
  ...given,
});

const signedIn: TokenSource = async (_, refused) => ({
  kind: "token",
  token: refused === undefined ? "access-1" : "access-2",
});

/** A transport to a real server, which answers each call as `route` says. */
const startTransport = async (route: (call: Call) => Behaviour, token: TokenSource = signedIn) => {
  const server = await startServer(route);
  onTestFinished(() => server.close());
  const transport = createSyncTransport({ url: server.url, key: "publishable" }, token);
  return { server, sync: (given = request(), ms = PATIENCE_MS) => transport.sync(given, ms) };
};

const postgrest = (code: string, status: number): Behaviour =>
  json({ code, message: "said so", details: null, hint: null }, status);

describe("a call", () => {
  test("is one rpc as the user, and its answer is given as it came", async () => {
    const { server, sync } = await startTransport(() => json(response()));
    expect(await sync()).toEqual({ kind: "ok", response: response() });
    expect(server.calls).toMatchObject([
      {
        path: "/rest/v1/rpc/sync",
        json: { request: request() },
        headers: { apikey: "publishable", authorization: "Bearer access-1" },
      },
    ]);
  });

  test("[G5] asks for a token of the database's user and of no other", async () => {
    const asked: string[] = [];
    const { sync } = await startTransport(
      () => json(response()),
      async (uid) => {
        asked.push(uid);
        return { kind: "token", token: "access-1" };
      },
    );
    await sync();
    expect(asked).toEqual([UID]);
  });

  test.each<[Token, object]>([
    [{ kind: "signin" }, { kind: "reauthenticate" }],
    [
      { kind: "unreachable", cause: "network" },
      { kind: "retry", cause: "network" },
    ],
    [
      { kind: "unreachable", cause: "server" },
      { kind: "retry", cause: "server" },
    ],
  ])(
    "[P9] without a token (%o) sends nothing, above all not as the public key",
    async (given, end) => {
      const { server, sync } = await startTransport(
        () => json(response()),
        async () => given,
      );
      expect(await sync()).toEqual(end);
      expect(server.calls).toEqual([]);
    },
  );

  test("whose token source fails is tried again", async () => {
    const told = vi.spyOn(console, "error").mockImplementation(() => {});
    onTestFinished(() => told.mockRestore());
    const { sync } = await startTransport(
      () => json(response()),
      async () => {
        throw new Error("the device's database was lost");
      },
    );
    expect(await sync()).toEqual({ kind: "retry", cause: "server" });
  });
});

describe("an answer that is none of ours is tried again", () => {
  test.each<[string, Behaviour, "network" | "server"]>([
    ["a captive portal's page", raw("<html>Log in to Wi-Fi</html>", "text/html"), "network"],
    ["a page with 403", raw("<html>Blocked</html>", "text/html", 403), "network"],
    ["a page with 401", raw("<html>Log in</html>", "text/html", 401), "network"],
    ["a page with 404", raw("<html>timeout</html>", "text/html", 404), "network"],
    ["a page with 511", raw("<html>Log in</html>", "text/html", 511), "network"],
    ["a gateway's page with 502", raw("<html>Bad</html>", "text/html", 502), "server"],
    ["a gateway's limit", json({ message: "API rate limit exceeded" }, 429), "server"],
    ["500", postgrest("XX000", 500), "server"],
    ["a busy lock", postgrest("55P03", 500), "server"],
    ["a deadlock", postgrest("40P01", 500), "server"],
    ["too many connections", postgrest("53300", 503), "server"],
    ["no such function", postgrest("PGRST202", 404), "server"],
    ["another shape", json({ hello: "world" }), "server"],
    ["nothing", raw("", "application/json"), "server"],
    ["another user's", json(response({ user: OTHER })), "server"],
    ["a cursor that went back", json(response({ cursor: 6, rows: [] })), "server"],
    ["more without end", json(response({ cursor: 7, rows: [], more: true })), "server"],
    ["half an answer", cutOff('{"protocol":1,'), "network"],
    ["a connection that breaks", (socket) => socket.destroy(), "network"],
  ])("%s", async (_, behaviour, cause) => {
    const { sync } = await startTransport(() => behaviour);
    expect(await sync()).toEqual({ kind: "retry", cause });
  });

  test("no network", async () => {
    const { server, sync } = await startTransport(() => json(response()));
    await server.close();
    expect(await sync()).toEqual({ kind: "retry", cause: "network" });
  });
});

describe("[P7] too much for one call", () => {
  test.each<[string, Behaviour]>([
    ["413", raw("Payload Too Large", "text/plain", 413)],
    ["the statement's time-out", postgrest("57014", 500)],
  ])("%s splits it", async (_, behaviour) => {
    const { sync } = await startTransport(() => behaviour);
    expect(await sync()).toEqual({ kind: "split" });
    expect(await sync(request({ mutations: [] }))).toEqual({ kind: "split" });
  });

  test.each<[string, Behaviour]>([
    ["never answers", silent],
    ["stops in the middle", stalled],
  ])(
    "a server that %s splits a batch, and for a single one is taken for no network",
    async (_, behaviour) => {
      const { sync } = await startTransport(() => behaviour);
      expect(await sync(request(), 100)).toEqual({ kind: "split" });
      expect(await sync(request({ mutations: ["{}"] }), 100)).toEqual({
        kind: "retry",
        cause: "network",
      });
      expect(await sync(request({ mutations: [] }), 100)).toEqual({
        kind: "retry",
        cause: "network",
      });
    },
  );
});

describe("[P9] a session that is not good", () => {
  test("401 by the server is tried once more with a new token", async () => {
    const { server, sync } = await startTransport((call) =>
      call.headers.authorization === "Bearer access-2"
        ? json(response())
        : postgrest("PGRST301", 401),
    );
    expect(await sync()).toMatchObject({ kind: "ok" });
    expect(server.calls).toHaveLength(2);
  });

  test.each<[string, Behaviour, number]>([
    ["401 by the server, twice", postgrest("PGRST303", 401), 2],
    ["403 by the server", postgrest("42501", 403), 1],
  ])("%s asks for sign-in", async (_, behaviour, calls) => {
    const { server, sync } = await startTransport(() => behaviour);
    expect(await sync()).toEqual({ kind: "reauthenticate" });
    expect(server.calls).toHaveLength(calls);
  });
});

test("a newer protocol asks for an update", async () => {
  const { sync } = await startTransport(() => postgrest("PT426", 426));
  expect(await sync()).toEqual({ kind: "upgrade" });
});

describe("the time-out", () => {
  test("counts for the token too: another context may be renewing it for ever", async () => {
    const { server, sync } = await startTransport(
      () => json(response()),
      () => new Promise(() => {}),
    );
    expect(await sync(request(), 50)).toEqual({ kind: "retry", cause: "network" });
    expect(server.calls).toEqual([]);
  });

  test("counts once for a call that is made twice", async () => {
    const timeout = vi.spyOn(AbortSignal, "timeout");
    onTestFinished(() => timeout.mockRestore());
    const { server, sync } = await startTransport((call) =>
      call.headers.authorization === "Bearer access-2" ? silent : postgrest("PGRST301", 401),
    );
    await sync(request(), 200);
    expect(server.calls).toHaveLength(2);
    expect(timeout.mock.calls).toEqual([[200]]);
  });
});
