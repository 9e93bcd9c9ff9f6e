import { describe, expect, test, vi } from "vitest";
import handleHere from "../../supabase/functions/athro-reply/handler.ts";
import { cutOff, json, raw, silent } from "./support/server.ts";
import {
  ANON_KEY,
  CLAIMED,
  completion,
  LEASE,
  QUESTION_ID,
  REPLY_ID,
  request,
  setStage,
  TOKEN,
} from "./support/stage.ts";

const stage = setStage();

describe("the request", () => {
  test("a preflight names what supabase-js sends, and asks nobody", async () => {
    const { status, headers } = await stage.send(
      new Request("http://functions.test/", { method: "OPTIONS" }),
    );
    expect(status).toBe(204);
    expect(headers.get("access-control-allow-origin")).toBe("*");
    const allowed = headers.get("access-control-allow-headers")?.split(", ");
    expect(allowed).toEqual(
      expect.arrayContaining(["authorization", "x-client-info", "apikey", "content-type"]),
    );
    expect(stage.server.calls).toEqual([]);
  });

  test.each(["GET", "PUT", "DELETE"])("%s is refused with what is allowed", async (method) => {
    const { status, body, headers } = await stage.send(
      new Request("http://functions.test/", { method }),
    );
    expect(status).toBe(405);
    expect(body).toEqual({ error: "method_not_allowed", message: expect.any(String) });
    expect(headers.get("allow")).toContain("POST");
    expect(headers.get("access-control-allow-origin")).toBe("*");
  });

  test.each([
    ["no JSON", "{"],
    ["an empty body", ""],
    ["a list", [QUESTION_ID]],
    ["null", "null"],
    ["no question", {}],
    ["a question that is no UUID", { question: "why?" }],
    ["a UUID with more before it", { question: `x${QUESTION_ID}` }],
    ["a UUID with more behind it", { question: `${QUESTION_ID}'` }],
    ["an attempt below 0", { question: QUESTION_ID, attempt: -1 }],
    ["an attempt above 20", { question: QUESTION_ID, attempt: 21 }],
    ["half an attempt", { question: QUESTION_ID, attempt: 0.5 }],
    ["an attempt as text", { question: QUESTION_ID, attempt: "1" }],
    ["an attempt of null", { question: QUESTION_ID, attempt: null }],
    ["more than anyone has to say", { question: QUESTION_ID, filler: "x".repeat(5_000) }],
  ])("%s is a bad request, and the database isn't asked", async (_, body) => {
    const answered = await stage.ask(body);
    expect(answered.status).toBe(400);
    expect(answered.body).toEqual({ error: "bad_request", message: expect.any(String) });
    expect(stage.server.calls).toEqual([]);
  });

  test.each([
    ["no token", ""],
    ["another scheme", `Basic ${TOKEN}`],
    ["a bearer of nothing", "Bearer "],
    ["the project's key in the token's place", `Bearer ${ANON_KEY}`],
    ["another key of the project in both places", "Bearer another-key", "another-key"],
  ])(
    "[P9] %s asks for sign-in, and the database isn't asked",
    async (_, authorization, apikey = ANON_KEY) => {
      const { status, body } = await stage.ask(
        { question: QUESTION_ID },
        { authorization, apikey },
      );
      expect(status).toBe(401);
      expect(body).toEqual({ error: "unauthorized", message: expect.any(String) });
      expect(stage.server.calls).toEqual([]);
    },
  );

  test("without a database's address it says what to set", async () => {
    stage.env.SUPABASE_URL = " ";
    const { status, body } = await stage.ask();
    expect(status).toBe(503);
    expect(body["error"]).toBe("not_configured");
    expect(body["message"]).toContain("SUPABASE_URL");
  });

  test("the default handler reads the host's environment", async () => {
    for (const [name, value] of Object.entries(stage.env)) vi.stubEnv(name, value as string);
    try {
      const response = await handleHere(request({ question: QUESTION_ID }));
      expect(response.status).toBe(200);
      expect(stage.asked()).toHaveLength(1);
    } finally {
      vi.unstubAllEnvs();
    }
  });
});

describe("the claim", () => {
  test.each([
    [{ question: QUESTION_ID }, 0],
    [{ question: QUESTION_ID, attempt: 20 }, 20],
  ])("[A2] is made for %j with the student's own token", async (body, attempt) => {
    await stage.ask(body);
    const [claim] = stage.server.calls;
    expect(claim?.path).toBe("/rest/v1/rpc/claim_reply");
    expect(claim?.json).toEqual({ question: QUESTION_ID, attempt });
    expect(claim?.headers.authorization).toBe(`Bearer ${TOKEN}`);
    expect(claim?.headers["apikey"]).toBe(ANON_KEY);
  });

  test("brings the server's key where the request has none", async () => {
    await stage.ask({ question: QUESTION_ID }, { apikey: "" });
    expect(stage.server.calls[0]?.headers["apikey"]).toBe(ANON_KEY);
  });

  test("[A1] of an answered question is the same answer, without a tutor", async () => {
    stage.claim = json({ status: "answered", reply_id: REPLY_ID });
    const { status, body } = await stage.ask();
    expect(status).toBe(200);
    expect(body).toEqual({ status: "answered", reply_id: REPLY_ID });
    expect(stage.server.calls).toHaveLength(1);
  });

  test("[A2] that someone else holds says when to look again", async () => {
    stage.claim = json({ status: "busy", retry_after_ms: 3_400 });
    const { status, body, headers } = await stage.ask();
    expect(status).toBe(202);
    expect(body).toEqual({ status: "busy", retry_after_ms: 3_400 });
    expect(headers.get("retry-after")).toBe("4");
    expect(stage.asked()).toEqual([]);
  });

  test("on a question that the student hasn't got is 404", async () => {
    stage.claim = json({ status: "unknown" });
    const { status, body } = await stage.ask();
    expect(status).toBe(404);
    expect(body).toEqual({ error: "unknown_question", message: expect.any(String) });
    expect(stage.asked()).toEqual([]);
  });

  test.each([401, 403])("[P9] refused with %i asks for sign-in", async (code) => {
    stage.claim = json({ code: "PGRST303", message: "JWT expired" }, code);
    const { status, body } = await stage.ask();
    expect(status).toBe(401);
    expect(body["error"]).toBe("unauthorized");
    expect(stage.asked()).toEqual([]);
  });

  test.each([
    ["fails", json({ code: "XX000", message: "out of order" }, 500)],
    ["is not there", json({ code: "PGRST202", message: "no function" }, 404)],
    ["is a page of HTML", raw("<h1>Bad gateway</h1>", "text/html")],
    ["is cut off", cutOff('{"status":')],
    ["doesn't come", silent],
    ["is null", json(null)],
    ["has a status of its own", json({ status: "maybe" })],
    ["is answered without an id", json({ status: "answered" })],
    ["is busy for no time", json({ status: "busy", retry_after_ms: "soon" })],
    ["is claimed without a lease", json({ ...CLAIMED, lease: null })],
    ["has a history of another shape", json({ ...CLAIMED, history: [{ role: "user" }] })],
  ])("whose answer %s is database trouble, and no tutor is asked", async (_, claim) => {
    stage.claim = claim;
    if (claim === silent) stage.deadlines.databaseMs = 100;
    const { status, body } = await stage.ask();
    expect(status).toBe(503);
    expect(body).toEqual({ error: "database_unavailable", message: expect.any(String) });
    expect(stage.asked()).toEqual([]);
    expect(stage.logged.join("\n")).toMatch(/^athro-reply: claim_reply: /);
  });

  test("to a database that isn't there is database trouble", async () => {
    await stage.server.close();
    const { status, body } = await stage.ask();
    expect(status).toBe(503);
    expect(body["error"]).toBe("database_unavailable");
  });

  test("isn't sent on where the database's address redirects", async () => {
    stage.claim = (response) => {
      response.writeHead(307, { location: "/rest/v1/rpc/elsewhere" });
      response.end();
    };
    expect((await stage.ask()).status).toBe(503);
    expect(stage.server.calls).toHaveLength(1);
  });
});

describe("saving", () => {
  test("hands back the lease as it came, with the reply", async () => {
    stage.tutor = json(completion("What do you think?"));
    const { status, body } = await stage.ask();
    expect(status).toBe(200);
    expect(body).toEqual({ status: "answered", reply_id: REPLY_ID, ended: null });
    expect(stage.saved().map(({ json: sent }) => sent)).toEqual([
      { reply: REPLY_ID, lease: LEASE, content: "What do you think?", ended: null },
    ]);
    expect(stage.saved()[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
    expect(stage.released()).toEqual([]);
  });

  test("a numeric lease stays a number", async () => {
    stage.claim = json({ ...CLAIMED, lease: 17 });
    await stage.ask();
    expect(stage.saved()[0]?.json["lease"]).toBe(17);
  });

  test("[A1] a reply that is there already is answered", async () => {
    stage.save = json({ status: "already" });
    const { status, body } = await stage.ask();
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: "answered", reply_id: REPLY_ID });
  });

  test("[A2] a lease lost to another device is busy, and its claim is left alone", async () => {
    stage.save = json({ status: "lost" });
    const { status, body } = await stage.ask();
    expect(status).toBe(202);
    expect(body).toEqual({ status: "busy", retry_after_ms: expect.any(Number) });
    expect(stage.released()).toEqual([]);
  });

  test("a good reply is saved at the second try", async () => {
    let tries = 0;
    stage.save = (response, call) => {
      tries += 1;
      const behaviour = tries === 1 ? json({ message: "later" }, 503) : json({ status: "saved" });
      behaviour(response, call);
    };
    expect((await stage.ask()).status).toBe(200);
    const [first, second] = stage.saved();
    expect(second?.json).toEqual(first?.json);
    expect(stage.asked()).toHaveLength(1);
  });

  test.each([
    ["fails", json({ message: "disk full" }, 500)],
    ["is cut off", cutOff("{")],
    ["says something else", json({ status: "perhaps" })],
  ])("that %s gives the claim back", async (_, save) => {
    stage.save = save;
    const { status, body } = await stage.ask();
    expect(status).toBe(503);
    expect(body["error"]).toBe("database_unavailable");
    expect(stage.saved()).toHaveLength(2);
    expect(stage.released().map(({ json: sent }) => sent)).toEqual([
      { reply: REPLY_ID, lease: LEASE },
    ]);
  });

  test("with a token that ran out meanwhile asks for sign-in", async () => {
    stage.save = json({ code: "PGRST303", message: "JWT expired" }, 401);
    const { status, body } = await stage.ask();
    expect(status).toBe(401);
    expect(body["error"]).toBe("unauthorized");
    expect(stage.saved()).toHaveLength(1);
  });

  test("goes on after the client has hung up", async () => {
    const hangUp = new AbortController();
    stage.tutor = (response, call) => {
      hangUp.abort();
      json(completion("Still here."))(response, call);
    };
    const { status } = await stage.send(
      new Request(request({ question: QUESTION_ID }), { signal: hangUp.signal }),
    );
    expect(status).toBe(200);
    expect(stage.saved()).toHaveLength(1);
  });
});
