import { expect, onTestFinished, test } from "vitest";
import { askForReply } from "../../src/transport/replies.ts";
import type { Token } from "../../src/transport/token.ts";
import { type Behaviour, cutOff, json, raw, startServer } from "../functions/support/server.ts";

const UID = "11111111-1111-4111-8111-111111111111";
const QUESTION = "88888888-8888-4888-8888-888888888888";

const ask = async (behaviour: Behaviour, given: Token = { kind: "token", token: "access-1" }) => {
  const server = await startServer(() => behaviour);
  onTestFinished(() => server.close());
  const uids: string[] = [];
  const token = async (uid: string) => {
    uids.push(uid);
    return given;
  };
  const backend = { url: server.url, key: "publishable" };
  return { outcome: await askForReply(backend, token, UID, QUESTION), server, uids };
};

test("[A3] the function is told which question, as the student, and nothing of what it says", async () => {
  const { server, uids } = await ask(json({ status: "answered" }));
  expect(uids).toEqual([UID]);
  expect(server.calls).toMatchObject([
    {
      path: "/functions/v1/athro-reply",
      headers: { apikey: "publishable", authorization: "Bearer access-1" },
    },
  ]);
  expect(server.calls[0]?.json).toEqual({ question: QUESTION });
});

test.each<[string, Behaviour, object]>([
  ["200, answered", json({ status: "answered" }), { kind: "answered" }],
  ["200 with something else", json({ status: "perhaps" }), { kind: "failed", afterMs: null }],
  ["a captive portal's page", raw("<html>Log in</html>", "text/html"), { kind: "unreachable" }],
  ["a page with 404", raw("<html>Lost</html>", "text/html", 404), { kind: "unreachable" }],
  ["half an answer", cutOff('{"status":'), { kind: "unreachable" }],
  ["202 with a pause", json({ retry_after_ms: 9_000 }, 202), { kind: "busy", afterMs: 9_000 }],
  ["202 without one", json({}, 202), { kind: "busy", afterMs: 5_000 }],
  ["404 for the question", json({ error: "unknown_question" }, 404), { kind: "unknown" }],
  [
    "404 for the function",
    json({ code: "NOT_FOUND", message: "Requested function was not found" }, 404),
    { kind: "failed", afterMs: null },
  ],
  ["401", json({ error: "unauthorized" }, 401), { kind: "unreachable" }],
  ["403", json({}, 403), { kind: "unreachable" }],
  ["429 with a pause", json({ retry_after_ms: 60_000 }, 429), { kind: "failed", afterMs: 60_000 }],
  ["503 with a pause", json({ retry_after_ms: 30_000 }, 503), { kind: "failed", afterMs: 30_000 }],
  ["500 of no JSON", raw("boom", "text/plain", 500), { kind: "failed", afterMs: null }],
  [
    "a pause that is no number",
    json({ retry_after_ms: "soon" }, 503),
    { kind: "failed", afterMs: null },
  ],
  ["a connection that breaks", (response) => response.destroy(), { kind: "unreachable" }],
])("%s", async (_, behaviour, outcome) => {
  expect((await ask(behaviour)).outcome).toEqual(outcome);
});

test.each<Token>([{ kind: "signin" }, { kind: "unreachable", cause: "network" }])(
  "[P9] without a token (%o) no one is asked, above all not as the public key",
  async (given) => {
    const { outcome, server } = await ask(json({ status: "answered" }), given);
    expect(outcome).toEqual({ kind: "unreachable" });
    expect(server.calls).toEqual([]);
  },
);
