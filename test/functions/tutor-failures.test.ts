import { describe, expect, test } from "vitest";
import { cutOff, endless, json, raw, silent, stalled } from "./support/server.ts";
import type { Behaviour } from "./support/server.ts";
import { CLAIMED, completion, LEASE, REPLY_ID, setStage, TUTOR_KEY } from "./support/stage.ts";

const stage = setStage();

describe("a tutor that can't answer", () => {
  const failures: [does: string, tutor: Behaviour, logged: string][] = [
    ["never answers", silent, "TimeoutError"],
    ["stalls in the middle", stalled, "TimeoutError"],
    [
      "hangs up in the middle",
      cutOff('{"choices":[{"message":{"content":"Half an ans'),
      "TypeError",
    ],
    ["fails", json({ error: { message: "overloaded" } }, 500), "status 500"],
    [
      "refuses the key",
      json({ error: { message: `Incorrect API key: ${TUTOR_KEY}` } }, 401),
      "status 401",
    ],
    ["doesn't know the model", json({ error: { message: "model not found" } }, 404), "status 404"],
    [
      "refuses the request twice",
      json({ error: { message: "context too long" } }, 400),
      "status 400",
    ],
    [
      "sends HTML",
      raw("<html><body>Sign in to the Wi-Fi</body></html>", "text/html"),
      "answer is no JSON",
    ],
    [
      "sends garbage",
      raw(Buffer.from([0xff, 0xfe, 0, 1, 2, 0x7b]), "application/json"),
      "answer is no JSON",
    ],
    ["sends nothing", raw("", "application/json"), "answer is no JSON"],
    ["sends null", json(null), "answer of another shape"],
    ["sends an error with 200", json({ error: { message: "no" } }), "answer of another shape"],
    ["sends no choices", json({ choices: [] }), "answer of another shape"],
    [
      "sends a choice without a message",
      json({ choices: [{ text: "old style" }] }),
      "answer of another shape",
    ],
    ["sends content of null", json(completion(null)), "answer of another shape"],
    [
      "sends content in parts",
      json(completion([{ type: "text", text: "Hello" }])),
      "answer of another shape",
    ],
    ["sends blank content", json(completion(" \n\t")), "answer is empty"],
    ["sends content of NULs alone", json(completion("\0\0")), "answer is empty"],
    ["sends a thought without an end", json(completion("<think>Let me see")), "answer is empty"],
    ["never stops sending", endless, "answer too large"],
    [
      "streams nothing",
      raw('data: {"choices":[]}\n\ndata: [DONE]\n\n', "text/event-stream"),
      "answer of another shape",
    ],
  ];

  test.each(failures)(
    "because it %s: 502, and the claim is given back",
    async (_, tutor, logged) => {
      stage.tutor = tutor;
      if (logged === "TimeoutError") stage.deadlines.tutorMs = 100;
      const { status, body } = await stage.ask();
      expect(status).toBe(502);
      expect(body).toEqual({ error: "tutor_unavailable", message: expect.any(String) });
      expect(stage.saved()).toEqual([]);
      expect(stage.released().map(({ json: sent }) => sent)).toEqual([
        { reply: REPLY_ID, lease: LEASE },
      ]);
      expect(stage.logged).toEqual([`athro-reply: tutor: ${logged}`]);
    },
  );

  test.each(["not an address", "ftp://tutor.test/v1", "http://user:pw@127.0.0.1:9/v1"])(
    "because its address is %j: 502, and the claim is given back",
    async (address) => {
      stage.env.TUTOR_API_URL = address;
      expect((await stage.ask()).status).toBe(502);
      expect(stage.released()).toHaveLength(1);
      expect(stage.logged.join("\n")).not.toContain("user:pw");
    },
  );

  test("because nothing listens there: 502", async () => {
    stage.env.TUTOR_API_URL = "http://127.0.0.1:1/v1";
    expect((await stage.ask()).status).toBe(502);
    expect(stage.released()).toHaveLength(1);
  });

  test("the key isn't sent on where the tutor redirects", async () => {
    stage.tutor = (response) => {
      response.writeHead(307, { location: `${stage.server.url}/elsewhere` });
      response.end();
    };
    expect((await stage.ask()).status).toBe(502);
    expect(stage.server.callsTo("/elsewhere")).toEqual([]);
  });

  test.each([
    ["in seconds", "7", 7_000],
    ["as a date long past", "Wed, 21 Oct 2015 07:28:00 GMT", 1_000],
    ["as a date far off", "Fri, 31 Dec 9999 23:59:59 GMT", 3_600_000],
    ["of no time at all", "0", 1_000],
    ["of a year", "31536000", 3_600_000],
    ["in words", "soon", 10_000],
  ])("429 with a Retry-After %s says when to ask again", async (_, header, expected) => {
    stage.tutor = json({ error: { message: "rate limit" } }, 429, { "retry-after": header });
    const { status, body, headers } = await stage.ask();
    expect(status).toBe(503);
    expect(body).toEqual({
      error: "tutor_busy",
      message: expect.any(String),
      retry_after_ms: expected,
    });
    expect(headers.get("retry-after")).toBe(String(expected / 1000));
    expect(stage.released()).toHaveLength(1);
  });

  test("429 without a Retry-After has a time to ask again too", async () => {
    stage.tutor = json({}, 429);
    expect((await stage.ask()).body["retry_after_ms"]).toBe(10_000);
  });

  test("a release that fails changes nothing for the student, and is logged", async () => {
    stage.tutor = json({}, 500);
    stage.release = json({}, 500);
    expect((await stage.ask()).status).toBe(502);
    expect(stage.logged.join("\n")).toContain("release_reply");
  });

  test("the key and what was said are in no answer, no log and no call to the database", async () => {
    stage.claim = json({ ...CLAIMED, question: "PRIVATE WORDS" });
    const told: string[] = [];
    // A line break in a key makes the request itself fail, with a message that quotes the key.
    for (const key of [TUTOR_KEY, `${TUTOR_KEY}\n!`]) {
      stage.env.TUTOR_API_KEY = key;
      for (const [, tutor, logged] of failures) {
        stage.tutor = tutor;
        stage.deadlines.tutorMs = logged === "TimeoutError" ? 100 : 10_000;
        const { text, headers } = await stage.ask();
        told.push(text, JSON.stringify([...headers]));
      }
    }
    told.push(...stage.logged);
    for (const call of stage.server.calls) {
      if (call.path.startsWith("/rest/")) told.push(call.text, JSON.stringify(call.headers));
    }
    expect(told.length).toBeGreaterThan(failures.length * 4);
    expect(told.join("\n")).not.toContain("SECRET");
    expect(told.join("\n")).not.toContain("PRIVATE WORDS");
  }, 30_000);
});
