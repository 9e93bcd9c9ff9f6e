import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { replyId } from "../../src/model/ids.ts";
import { type Behaviour, type TestServer, json, startServer } from "../functions/support/server.ts";
import { createWriter } from "../functions/support/chunks.ts";
import { completion } from "../functions/support/stage.ts";
import { type Endpoint, type TestUser, startTestBackend } from "../support/backend.ts";
import { freshDatabase } from "../support/database.ts";
import { asking, invoke, newQuestion, onAnotherDevice, repliesOf, sync } from "./asking.ts";

describe("with a tutor's server", () => {
  let tutor: TestServer;
  let behave: Behaviour;
  let backend: Endpoint;
  const undo: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    tutor = await startServer(() => behave);
    const database = await freshDatabase();
    const started = await startTestBackend({
      databaseUrl: database.url,
      env: { TUTOR_API_URL: `${tutor.url}/v1`, TUTOR_API_KEY: "sk-contract", TUTOR_MODEL: "small" },
    });
    backend = started;
    undo.push(tutor.close, started.stop, database.drop);
  });
  afterAll(async () => {
    for (const step of undo) await step();
  });

  /** The latest request's messages without the persona. */
  const conversation = () =>
    (
      tutor.calls.at(-1)?.json["messages"] as { role: string; content: string }[] | undefined
    )?.slice(1);

  test("[A3] it is asked with the session before the question, as the database has it", async () => {
    behave = json(completion("What do you notice about a leaf?"));
    const { user, session, question } = await asking(backend, "Why are leaves green?");
    await invoke(user.client, { question });
    expect((await repliesOf(user))[0]?.content).toBe("What do you notice about a leaf?");

    const next = newQuestion(session, "It isn't blue?", Date.now() + 60_000);
    await sync(user, [next]);
    await invoke(user.client, { question: next.id });
    expect(conversation()).toEqual([
      { role: "user", content: "Why are leaves green?" },
      { role: "assistant", content: "What do you notice about a leaf?" },
      { role: "user", content: "It isn't blue?" },
    ]);
  });

  test("[A2] it is asked once while two devices wait, and the second is told to look again", async () => {
    const asked = tutor.calls.length;
    const held: (() => void)[] = [];
    const reached = new Promise<void>((resolve) => {
      behave = (response, call) => {
        held.push(() => json(completion("One reply."))(response, call));
        resolve();
      };
    });
    const { user, question } = await asking(backend, "Who answers first?");
    const other = await onAnotherDevice(backend, user);

    const first = invoke(user.client, { question });
    await reached;
    const second = await invoke(other, { question });
    expect(second.status).toBe(202);
    expect(second.body).toEqual({
      status: "busy",
      retry_after_ms: expect.any(Number),
      written: "",
    });
    for (const finish of held) finish();
    const answered = { status: "answered", reply_id: replyId(question, 0) };
    expect((await first).body).toMatchObject(answered);
    expect((await invoke(other, { question })).body).toEqual(answered);
    expect(tutor.calls.length - asked).toBe(1);
    expect(await repliesOf(user)).toHaveLength(1);
  });

  /** Asks for a stream as the app does, with plain fetch; answers with what comes, piece by piece. */
  const listen = async (user: TestUser, question: string, signal?: AbortSignal) => {
    const { data } = await user.client.auth.getSession();
    const response = await fetch(`${backend.url}/functions/v1/athro-reply`, {
      method: "POST",
      headers: {
        apikey: backend.key,
        authorization: `Bearer ${data.session?.access_token}`,
        "content-type": "application/json",
        accept: "text/event-stream",
      },
      body: JSON.stringify({ question }),
      ...(signal ? { signal } : {}),
    });
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    const reader = response.body?.getReader();
    const decoder = new TextDecoder();
    let heard = "";
    const until = async (text: string): Promise<void> => {
      while (!heard.includes(text)) {
        const { done, value } = (await reader?.read()) ?? { done: true };
        if (done) throw new Error(`the stream ended before ${text}: ${heard}`);
        heard += decoder.decode(value, { stream: true });
      }
    };
    return { until };
  };

  test("its words reach the student as it writes them, through the backend, before it has finished", async () => {
    const writer = createWriter();
    behave = writer.behaviour;
    const { user, question } = await asking(backend, "Do you stream?");
    const { until } = await listen(user, question);
    await writer.asked;
    writer.write("First words");
    await until("First words");
    writer.write(", then more");
    await until(", then more");
    expect(await repliesOf(user)).toEqual([]);
    writer.finish();
    await until("event: end");
    expect((await repliesOf(user)).map(({ content }) => content)).toEqual([
      "First words, then more",
    ]);
  });

  test("a student who loses the connection gets the rest: what there is when asking again, and the row in the end", async () => {
    const writer = createWriter();
    behave = writer.behaviour;
    const { user, question } = await asking(backend, "Are you still there?");
    const gone = new AbortController();
    const { until } = await listen(user, question, gone.signal);
    await writer.asked;
    writer.write("Before the tunnel");
    await until("Before the tunnel");
    gone.abort();
    writer.write(", and in it");
    const busy = () => invoke(user.client, { question });
    await vi.waitFor(
      async () => expect((await busy()).body["written"]).toBe("Before the tunnel, and in it"),
      { timeout: 20_000, interval: 200 },
    );
    writer.finish();
    await vi.waitFor(async () => expect((await busy()).body["status"]).toBe("answered"), {
      timeout: 20_000,
      interval: 200,
    });
    const [reply] = await repliesOf(user);
    expect(reply).toMatchObject({ content: "Before the tunnel, and in it", ended: null });
  });

  test("[A5] Stop, from any device, ends it and keeps the part", async () => {
    const writer = createWriter();
    behave = writer.behaviour;
    const { user, question } = await asking(backend, "Can you stop?");
    const { until } = await listen(user, question);
    await writer.asked;
    writer.write("As far as this");
    await until("As far as this");
    const other = await onAnotherDevice(backend, user);
    const { data } = await other.rpc("stop_reply", { question });
    expect(data).toEqual({ status: "stopping", reply_id: replyId(question, 0) });
    await until('"ended":"stopped"');
    const [reply] = await repliesOf(user);
    expect(reply).toMatchObject({ content: "As far as this", ended: "stopped" });
    expect(writer.left()).toBe(true);
  });

  test("a failure leaves the question free to be asked again at once", async () => {
    behave = json({ error: { message: "overloaded" } }, 500);
    const { user, question } = await asking(backend, "Will you come back?");
    const failed = await invoke(user.client, { question });
    expect(failed).toMatchObject({ status: 502, body: { error: "tutor_unavailable" } });
    behave = json({}, 429, { "retry-after": "9" });
    const busy = await invoke(user.client, { question });
    expect(busy).toMatchObject({
      status: 503,
      body: { error: "tutor_busy", retry_after_ms: 9_000 },
    });
    expect(await repliesOf(user)).toEqual([]);

    behave = json(completion("Here I am."));
    expect((await invoke(user.client, { question })).status).toBe(200);
    expect((await repliesOf(user)).map(({ content }) => content)).toEqual(["Here I am."]);
  });

  test("[R4] what PostgreSQL can't hold is left out, and a reply of any length is stored", async () => {
    behave = json(completion(`\0Half \ud83c a leaf ${"🍃".repeat(20_000)}`));
    const { user, question } = await asking(backend, "How much can you say?");
    expect((await invoke(user.client, { question })).status).toBe(200);
    const [reply] = await repliesOf(user);
    expect(reply?.content.startsWith("Half  a leaf 🍃🍃")).toBe(true);
    expect(reply?.content.endsWith("🍃")).toBe(true);
    expect(reply?.content.length).toBeGreaterThan(15_990);
    expect(reply?.content.length).toBeLessThanOrEqual(16_000);
  });
});
