import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { Session } from "../../src/transport/session.ts";
import { createTokenSource, type TokenPorts } from "../../src/transport/token.ts";
import { type Behaviour, cutOff, json, raw, startServer } from "../functions/support/server.ts";

const NOW = 1_000_000_000_000;
const UID = "11111111-1111-4111-8111-111111111111";
const OTHER = "99999999-9999-4999-8999-999999999999";

const session = (given: Partial<Session> = {}): Session => ({
  uid: UID,
  email: "student@example.org",
  accessToken: "access-1",
  refreshToken: "refresh-1",
  expiresAt: NOW + 3_600_000,
  ...given,
});

const RUN_OUT = session({ expiresAt: NOW + 30_000 });

/** What the token endpoint answers to a good refresh token. */
const renewed = (uid = UID) =>
  json({
    access_token: "access-2",
    refresh_token: "refresh-2",
    expires_in: 3_600,
    token_type: "bearer",
    user: { id: uid, email: "student@example.org" },
  });

/** One lock for all contexts of the test, as Web Locks gives. */
const createLock = (): TokenPorts["exclusively"] => {
  let turn: Promise<unknown> = Promise.resolve();
  return (_, body) => {
    const mine = turn.then(body);
    turn = mine.catch(() => {});
    return mine;
  };
};

let stored: { session: Session | null; writes: number };
let meanwhile: (() => void) | null;

beforeEach(() => {
  stored = { session: null, writes: 0 };
  meanwhile = null;
});

/** Token sources of one origin, with a real server behind them. */
const startAuth = async (behaviour: Behaviour, contexts = 1) => {
  const server = await startServer(() => {
    meanwhile?.();
    return behaviour;
  });
  onTestFinished(() => server.close());
  const exclusively = createLock();
  const sources = Array.from({ length: contexts }, () =>
    createTokenSource({
      sessions: {
        read: async () => stored.session,
        replace: async (expected, next) => {
          if (stored.session?.refreshToken !== expected) return false;
          stored = { session: next, writes: stored.writes + 1 };
          return true;
        },
      },
      backend: { url: server.url, key: "publishable" },
      fetch,
      now: () => NOW,
      exclusively,
    }),
  );
  const [source] = sources;
  if (!source) throw new Error("no context");
  return { server, source, sources };
};

describe("a token", () => {
  test("that is good for a minute or more is given without asking anyone", async () => {
    stored.session = session({ expiresAt: NOW + 60_001 });
    const { source, server } = await startAuth(renewed());
    expect(await source(UID)).toEqual({ kind: "token", token: "access-1" });
    expect(server.calls).toEqual([]);
  });

  test("about to run out is renewed first, with what the token endpoint wants to know", async () => {
    stored.session = RUN_OUT;
    const { source, server } = await startAuth(renewed());
    expect(await source(UID)).toEqual({ kind: "token", token: "access-2" });
    expect(server.calls).toMatchObject([
      {
        path: "/auth/v1/token?grant_type=refresh_token",
        json: { refresh_token: "refresh-1" },
        headers: { apikey: "publishable", "content-type": "application/json" },
      },
    ]);
    expect(stored.session).toEqual(
      session({ accessToken: "access-2", refreshToken: "refresh-2", expiresAt: NOW + 3_600_000 }),
    );
  });

  test("[P9] is asked for by signing in where there is no session", async () => {
    const { source, server } = await startAuth(renewed());
    expect(await source(UID)).toEqual({ kind: "signin" });
    expect(server.calls).toEqual([]);
  });

  test("[G5] is never another student's", async () => {
    stored.session = session({ uid: OTHER });
    const { source, server } = await startAuth(renewed());
    expect(await source(UID)).toEqual({ kind: "signin" });
    expect(server.calls).toEqual([]);
    expect(stored.session?.uid).toBe(OTHER);
  });

  test("[G5] of a refresh that comes back as another student's is neither given nor kept", async () => {
    stored.session = RUN_OUT;
    const { source } = await startAuth(renewed(OTHER));
    expect(await source(UID)).toEqual({ kind: "unreachable", cause: "server" });
    expect(stored.session).toEqual(RUN_OUT);
  });

  test("that the server refused is renewed although it looks good", async () => {
    stored.session = session();
    const { source, server } = await startAuth(renewed());
    expect(await source(UID, "access-1")).toEqual({ kind: "token", token: "access-2" });
    expect(await source(UID, "access-1")).toEqual({ kind: "token", token: "access-2" });
    expect(server.calls).toHaveLength(1);
  });
});

describe("a race", () => {
  test("of many callers in several contexts refreshes once", async () => {
    stored.session = RUN_OUT;
    const { sources, server } = await startAuth(renewed(), 3);
    const tokens = await Promise.all(
      Array.from({ length: 30 }, (_, i) => sources[i % sources.length]?.(UID)),
    );
    expect(new Set(tokens.map((given) => JSON.stringify(given))).size).toBe(1);
    expect(tokens[0]).toEqual({ kind: "token", token: "access-2" });
    expect(server.calls).toHaveLength(1);
    expect(stored.writes).toBe(1);
  });

  test("[G5] with another student's sign-in while the lock is awaited renews nothing of theirs", async () => {
    stored.session = RUN_OUT;
    const { sources, server } = await startAuth(renewed(OTHER), 2);
    meanwhile = () => (stored.session = session({ uid: OTHER, expiresAt: NOW }));
    const given = await Promise.all(sources.map((source) => source(UID)));
    expect(given).toEqual([{ kind: "unreachable", cause: "server" }, { kind: "signin" }]);
    expect(server.calls).toHaveLength(1);
  });

  test("with a sign-out during the refresh leaves no session behind", async () => {
    stored.session = RUN_OUT;
    meanwhile = () => (stored.session = null);
    const { source } = await startAuth(renewed());
    expect(await source(UID)).toEqual({ kind: "signin" });
    expect(stored.session).toBeNull();
  });

  test("[G5] with another student's sign-in during the refresh keeps that session", async () => {
    stored.session = RUN_OUT;
    const theirs = session({ uid: OTHER, refreshToken: "refresh-o", accessToken: "access-o" });
    meanwhile = () => (stored.session = theirs);
    const { source } = await startAuth(renewed());
    expect(await source(UID)).toEqual({ kind: "signin" });
    expect(stored.session).toEqual(theirs);
  });

  test("that another context won gives what that one got, also if the server calls our token used", async () => {
    const newer = session({ accessToken: "access-3", refreshToken: "refresh-3" });
    for (const behaviour of [renewed(), json({ code: "refresh_token_already_used" }, 400)]) {
      stored.session = RUN_OUT;
      meanwhile = () => (stored.session = newer);
      const { source } = await startAuth(behaviour);
      expect(await source(UID)).toEqual({ kind: "token", token: "access-3" });
      expect(stored.session).toEqual(newer);
    }
  });
});

describe("[P9] a refresh that fails", () => {
  test.each<[string, Behaviour, "network" | "server"]>([
    ["a captive portal's page", raw("<html>Log in</html>", "text/html"), "network"],
    ["a page with 403", raw("<html>Blocked</html>", "text/html", 403), "network"],
    ["a gateway's page with 502", raw("<html>Bad</html>", "text/html", 502), "server"],
    ["500", json({ code: "unexpected_failure" }, 500), "server"],
    ["503 that names a dead session", json({ code: "session_not_found" }, 503), "server"],
    ["429", json({ code: "over_request_rate_limit" }, 429), "server"],
    ["a 400 of no known code", json({ code: "validation_failed" }, 400), "server"],
    ["200 with something else", json({ hello: "world" }), "server"],
    ["200 with half an answer", cutOff('{"access_token":'), "network"],
    ["a connection that breaks", (response) => response.destroy(), "network"],
  ])("by %s keeps the session", async (_, behaviour, cause) => {
    stored.session = RUN_OUT;
    const { source } = await startAuth(behaviour);
    expect(await source(UID)).toEqual({ kind: "unreachable", cause });
    expect(stored.session).toEqual(RUN_OUT);
  });

  test("without a network keeps the session", async () => {
    stored.session = RUN_OUT;
    const { source, server } = await startAuth(renewed());
    await server.close();
    expect(await source(UID)).toEqual({ kind: "unreachable", cause: "network" });
    expect(stored.session).toEqual(RUN_OUT);
  });

  test.each([
    "refresh_token_not_found",
    "refresh_token_already_used",
    "session_not_found",
    "session_expired",
    "user_banned",
    "user_not_found",
  ])("because the server says %s gives the session up", async (code) => {
    for (const body of [{ code }, { error_code: code, code: 400 }]) {
      stored.session = RUN_OUT;
      const { source } = await startAuth(json(body, 400));
      expect(await source(UID)).toEqual({ kind: "signin" });
      expect(stored.session).toBeNull();
    }
  });
});
