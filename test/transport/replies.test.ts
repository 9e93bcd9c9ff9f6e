import { expect, onTestFinished, test } from "vitest";
import { askForReply, stopReply } from "../../src/transport/replies.ts";
import type { Token } from "../../src/transport/token.ts";
import { type Behaviour, cutOff, json, raw, startServer } from "../functions/support/server.ts";

const UID = "11111111-1111-4111-8111-111111111111";
const QUESTION = "88888888-8888-4888-8888-888888888888";

const ask = async (
  behaviour: Behaviour,
  given: Token = { kind: "token", token: "access-1" },
  attempt = 0,
) => {
  const server = await startServer(() => behaviour);
  onTestFinished(() => server.close());
  const uids: string[] = [];
  const token = async (uid: string) => {
    uids.push(uid);
    return given;
  };
  const backend = { url: server.url, key: "publishable" };
  const heard: [number, string][] = [];
  const question = { id: QUESTION, attempt };
  const outcome = await askForReply(backend, token, UID, question, (at, text) =>
    heard.push([at, text]),
  );
  return { outcome, heard, server, uids };
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
  [
    "429 for the day's replies",
    json({ error: "quota", most: 100, retry_after_ms: 7_200_000 }, 429),
    { kind: "limited", by: "quota", afterMs: 7_200_000 },
  ],
  [
    "422 for the question's length",
    json({ error: "question_too_long", most: 8_000 }, 422),
    { kind: "limited", by: "length", most: 8_000 },
  ],
  [
    "422 without the limit",
    json({ error: "question_too_long" }, 422),
    { kind: "limited", by: "length", most: null },
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

const event = (name: string, data: object) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
const stream = (...events: string[]) => raw(events.join(""), "text/event-stream; charset=utf-8");
const WRITING = event("writing", { reply_id: "r" });
const END = event("end", { http: 200, status: "answered", reply_id: "r", ended: null });

test("a stream is heard piece by piece, and ends as a plain answer does", async () => {
  const { heard, outcome, server } = await ask(
    stream(
      WRITING,
      ": alive\n\n",
      event("text", { text: "Be sy'n " }),
      event("text", { text: "wyrdd? 🍃" }),
      event("unheard-of", {}),
      END,
    ),
  );
  expect(heard).toEqual([
    [0, "Be sy'n "],
    [8, "wyrdd? 🍃"],
  ]);
  expect(outcome).toEqual({ kind: "answered" });
  expect(server.calls[0]?.headers.accept).toContain("text/event-stream");
});

test.each<[string, Behaviour, object]>([
  ["has no end", stream(WRITING, event("text", { text: "Half" })), { kind: "unreachable" }],
  [
    "is cut off in the middle",
    (response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(WRITING, () => response.socket?.destroy());
    },
    { kind: "unreachable" },
  ],
  [
    "ends with a failure",
    stream(WRITING, event("end", { http: 502, error: "tutor_unavailable" })),
    { kind: "failed", afterMs: null },
  ],
  [
    "ends with a pause",
    stream(WRITING, event("end", { http: 503, error: "tutor_busy", retry_after_ms: 7_000 })),
    { kind: "failed", afterMs: 7_000 },
  ],
  [
    "is lost to another",
    stream(WRITING, event("end", { http: 202 })),
    { kind: "busy", afterMs: 5_000 },
  ],
  [
    "has an end of no sense",
    stream(WRITING, "event: end\ndata: {\n\n"),
    { kind: "failed", afterMs: null },
  ],
])("a stream that %s", async (_, behaviour, outcome) => {
  expect((await ask(behaviour)).outcome).toEqual(outcome);
});

test("[A2] while another is being answered, what that one has is heard", async () => {
  const { heard, outcome } = await ask(
    json({ status: "busy", retry_after_ms: 2_000, written: "So far" }, 202),
  );
  expect(heard).toEqual([[0, "So far"]]);
  expect(outcome).toEqual({ kind: "busy", afterMs: 2_000 });
});

test("[A1] another attempt is asked for by its number", async () => {
  const { server } = await ask(json({ status: "answered" }), undefined, 2);
  expect(server.calls[0]?.json).toEqual({ question: QUESTION, attempt: 2 });
});

const stopping = async (
  behaviour: Behaviour,
  given: Token = { kind: "token", token: "access-1" },
) => {
  const server = await startServer(() => behaviour);
  onTestFinished(() => server.close());
  const backend = { url: server.url, key: "publishable" };
  const told = await stopReply(backend, async () => given, UID, { id: QUESTION, attempt: 1 });
  return { told, calls: server.calls };
};

test("[A5] Stop is said to the database, as the student", async () => {
  const { told, calls } = await stopping(json({ status: "stopping", reply_id: "r" }));
  expect(told).toBe(true);
  expect(calls).toMatchObject([
    { path: "/rest/v1/rpc/stop_reply", headers: { authorization: "Bearer access-1" } },
  ]);
  expect(calls[0]?.json).toEqual({ question: QUESTION, attempt: 1 });
});

test.each<[string, Behaviour]>([
  ["fails", json({ message: "later" }, 503)],
  ["is answered by a portal", raw("<html>Log in</html>", "text/html")],
  ["knows no such question", json({ status: "unknown" })],
  ["breaks off", (response) => response.destroy()],
])("[A5] Stop that %s was not said", async (_, behaviour) => {
  expect((await stopping(behaviour)).told).toBe(false);
});

test("[P9] Stop without a token asks no one", async () => {
  const { told, calls } = await stopping(json({ status: "stopping" }), { kind: "signin" });
  expect(told).toBe(false);
  expect(calls).toEqual([]);
});
