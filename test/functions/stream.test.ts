import * as fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createReplyText } from "../../supabase/functions/athro-reply/reply-text.ts";
import { storable } from "../../supabase/functions/athro-reply/text.ts";
import { createWriter } from "./support/chunks.ts";
import { json } from "./support/server.ts";
import { CLAIMED, QUESTION_ID, REPLY_ID, request, setStage } from "./support/stage.ts";
import { eventsOf, type Heard, listen } from "./support/listen.ts";
import { until } from "../support/until.ts";

const stage = setStage();

afterEach(() => {
  vi.unstubAllGlobals();
});

const savedAs = () => stage.saved().map(({ json: { content, ended } }) => ({ content, ended }));

const WHOLE = "What do you notice about a leaf?";

describe("a stream", () => {
  test("begins, says each piece as it is written, and ends with what a plain answer would be", async () => {
    const tutor = createWriter();
    stage.tutor = tutor.behaviour;
    const response = await stage.open();
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    expect(response.headers.get("cache-control")).toContain("no-transform");
    const events = eventsOf(response);
    const next = async () => (await events.next()).value as Heard;
    expect(await next()).toEqual({ event: "writing", data: { reply_id: REPLY_ID } });
    await tutor.asked;
    // Each piece arrives while the tutor has not written the next: nothing gathers on the way.
    tutor.write("What do you ");
    expect(await next()).toEqual({ event: "text", data: { text: "What do you " } });
    tutor.write("notice?");
    expect(await next()).toEqual({ event: "text", data: { text: "notice?" } });
    expect(stage.saved()).toEqual([]);
    tutor.finish();
    expect(await next()).toEqual({
      event: "end",
      data: { http: 200, status: "answered", reply_id: REPLY_ID, ended: null },
    });
    expect((await events.next()).done).toBe(true);
    expect(savedAs()).toEqual([{ content: "What do you notice?", ended: null }]);
  });

  test("asks the tutor for one, and comes from a tutor that doesn't stream too", async () => {
    expect((await listen(await stage.open())).text).toBe(
      "What colour of light do you think a leaf doesn't use?",
    );
    expect(stage.asked()[0]?.json["stream"]).toBe(true);
  });

  test("brings the practice coach's reply where no tutor is connected", async () => {
    delete stage.env.TUTOR_API_URL;
    const { text, end } = await listen(await stage.open());
    expect(text).toContain("no AI");
    expect(end).toMatchObject({ http: 200, status: "answered" });
    expect(savedAs()).toEqual([{ content: text, ended: null }]);
  });

  test.each([
    [
      { status: "busy", retry_after_ms: 900, written: "What do" },
      202,
      { retry_after_ms: 900, written: "What do" },
    ],
    [{ status: "answered", reply_id: REPLY_ID }, 200, { reply_id: REPLY_ID }],
    [{ status: "unknown" }, 404, { error: "unknown_question" }],
  ])("is none where the question can't be claimed: %j", async (claim, status, body) => {
    stage.claim = json(claim);
    const response = await stage.open();
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toContain("application/json");
    expect(await response.json()).toMatchObject(body);
  });

  test("[A2] goes on to its saved row when the client has gone, and the host is told to wait", async () => {
    const tutor = createWriter();
    stage.tutor = tutor.behaviour;
    const waited: Promise<unknown>[] = [];
    vi.stubGlobal("EdgeRuntime", { waitUntil: (work: Promise<unknown>) => waited.push(work) });
    const response = await stage.open();
    await tutor.asked;
    await response.body?.cancel();
    tutor.write(WHOLE);
    tutor.finish();
    expect(waited).toHaveLength(1);
    await Promise.all(waited);
    expect(savedAs()).toEqual([{ content: WHOLE, ended: null }]);
  });
});

describe("[A4] what one student may ask for", () => {
  test("a day's replies: 429, with the number and when there will be more", async () => {
    stage.claim = json({ status: "quota", most: 100, retry_after_ms: 3_600_000 });
    const { status, body, headers } = await stage.ask();
    expect(status).toBe(429);
    expect(body).toEqual({
      error: "quota",
      message: expect.any(String),
      most: 100,
      retry_after_ms: 3_600_000,
    });
    expect(headers.get("retry-after")).toBe("3600");
    expect(stage.asked()).toEqual([]);
  });

  test("a question of some length: 422, with how long one may be", async () => {
    stage.claim = json({ status: "too_long", most: 8_000 });
    const { status, body } = await stage.ask();
    expect(status).toBe(422);
    expect(body).toEqual({ error: "question_too_long", message: expect.any(String), most: 8_000 });
    expect(stage.asked()).toEqual([]);
  });
});

describe("[A6] how the student wants to be taught", () => {
  test("is in the prompt, from the claim and not from the request", async () => {
    stage.claim = json({ ...CLAIMED, athro_id: "athro-welsh", language: "cy", confidence: 2 });
    await stage.ask({ question: QUESTION_ID, language: "en", confidence: 9 });
    expect(stage.asked()[0]?.text).toContain("Atebwch yn Gymraeg yn unig");
    expect(stage.asked()[0]?.text).toContain("2 out of 10");
  });
});

describe("[A2] while it is being written", () => {
  test("the database is told how far it is, and Stop ends the tutor and keeps the part", async () => {
    const tutor = createWriter();
    stage.tutor = tutor.behaviour;
    stage.deadlines.tellMs = 5;
    const response = await stage.open();
    await tutor.asked;
    tutor.write("As far as this");
    await until(() => {
      expect(stage.written().at(-1)?.json["written"]).toBe("As far as this");
    });
    stage.write = json({ status: "stop" });
    const { end } = await listen(response);
    expect(end).toMatchObject({ http: 200, status: "answered", ended: "stopped" });
    expect(savedAs()).toEqual([{ content: "As far as this", ended: "stopped" }]);
    await until(() => expect(tutor.left()).toBe(true));
    expect(stage.released()).toEqual([]);
  });

  test("Stop before the first word keeps a reply that says nothing, so that it isn't asked for again", async () => {
    const tutor = createWriter();
    stage.tutor = tutor.behaviour;
    stage.deadlines.tellMs = 5;
    stage.write = json({ status: "stop" });
    await stage.ask();
    expect(savedAs()).toEqual([{ content: "…", ended: "stopped" }]);
  });

  test("a claim that another has taken over ends it, and nothing is saved", async () => {
    stage.tutor = createWriter().behaviour;
    stage.deadlines.tellMs = 5;
    stage.write = json({ status: "lost" });
    const { status, body } = await stage.ask();
    expect(status).toBe(202);
    expect(body["status"]).toBe("busy");
    expect(stage.saved()).toEqual([]);
    expect(stage.released()).toEqual([]);
  });

  test("a database that can't be told for a while changes nothing", async () => {
    const tutor = createWriter();
    stage.tutor = tutor.behaviour;
    stage.deadlines.tellMs = 5;
    stage.write = json({ message: "later" }, 503);
    const asked = stage.ask();
    await tutor.asked;
    await until(() => expect(stage.written().length).toBeGreaterThan(2));
    tutor.write(WHOLE);
    tutor.finish();
    expect((await asked).status).toBe(200);
    expect(savedAs()).toEqual([{ content: WHOLE, ended: null }]);
  });
});

test("the default request is answered as before, without a stream", async () => {
  const response = await stage.send(request({ question: QUESTION_ID }));
  expect(response.headers.get("content-type")).toContain("application/json");
});

test("[R4] a reply's text is the same and can be stored, however it is cut into pieces", () => {
  const unit = fc.constantFrom(
    "a",
    " ",
    "\n",
    "\0",
    "\ud83c",
    "\udf43",
    "é",
    "<think>",
    "</think>",
    "<",
  );
  fc.assert(
    fc.property(
      fc.array(unit, { maxLength: 30 }),
      fc.array(fc.nat(6), { maxLength: 30 }),
      (units, cuts) => {
        const said = units.join("");
        const whole = createReplyText();
        const once = whole.add(said);
        const parts = createReplyText();
        let shown = "";
        let rest = said;
        for (const size of [...cuts, said.length]) {
          shown += parts.add(rest.slice(0, size));
          rest = rest.slice(size);
        }
        expect(shown).toBe(once);
        expect(parts.content()).toBe(whole.content());
        expect(storable(shown)).toBe(parts.content());
        expect(shown.isWellFormed()).toBe(true);
      },
    ),
  );
});
