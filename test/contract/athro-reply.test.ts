import { randomUUID } from "node:crypto";
import { FunctionsHttpError } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { replyId } from "../../src/model/ids.ts";
import type { Mutation } from "../../src/model/mutation.ts";
import type { CanonicalRow } from "../../src/model/tables.ts";
import { PROTOCOL } from "../../src/sync/protocol.ts";
import type { SyncRequest, SyncResponse } from "../../src/sync/protocol.ts";
import { type Behaviour, type TestServer, json, startServer } from "../functions/support/server.ts";
import { createWriter } from "../functions/support/chunks.ts";
import { completion } from "../functions/support/stage.ts";
import {
  type Endpoint,
  PASSWORD,
  type TestClient,
  type TestUser,
  createUser,
  newClient,
  startTestBackend,
} from "../support/backend.ts";
import { freshDatabase } from "../support/database.ts";
import { type Target, openTarget } from "./target.ts";

type MessageRow = CanonicalRow<"chat_messages">;

const now = () => Date.now();

const mutation = (table: Mutation["table"], id: string, set: Mutation["set"]): Mutation => ({
  mid: randomUUID(),
  table,
  id,
  set,
  base: Object.fromEntries(Object.keys(set).map((group) => [group, 0])),
  stamp: now(),
});

const newSession = (athroId = "athro-science"): Mutation =>
  mutation("chat_sessions", randomUUID(), {
    origin: { athro_id: athroId, created_at: new Date().toISOString() },
    title: { title: "" },
    active: { is_active: true },
  });

const newQuestion = (session: Mutation, content: string, orderKey = now()): Mutation =>
  mutation("chat_messages", randomUUID(), {
    body: {
      session_id: session.id,
      role: "user",
      content,
      order_key: orderKey,
      question_id: null,
      attempt: null,
      wants_reply: true,
      created_at: new Date().toISOString(),
    },
  });

/** What a device's cycle sends, in one call from the beginning. */
const sync = async (user: TestUser, mutations: readonly Mutation[] = []): Promise<SyncResponse> => {
  const request: SyncRequest = {
    protocol: PROTOCOL,
    user: user.id,
    device: "contract",
    epoch: null,
    cursor: 0,
    mutations: mutations.map((one) => JSON.stringify(one)),
    limit: 1_000,
  };
  const { data, error } = await user.client.rpc("sync", { request });
  if (error) throw error;
  const response = data as SyncResponse;
  for (const ack of response.acks) expect(ack.status).toBe("applied");
  return response;
};

const repliesOf = async (user: TestUser): Promise<MessageRow[]> =>
  (await sync(user)).rows
    .filter(({ table, row }) => table === "chat_messages" && row["role"] === "assistant")
    .map(({ row }) => row as unknown as MessageRow);

/** A student who has pushed a session with one question. */
const asking = async (
  endpoint: Endpoint,
  content: string,
): Promise<{ user: TestUser; session: Mutation; question: string }> => {
  const user = await createUser(endpoint);
  const session = newSession();
  const question = newQuestion(session, content);
  await sync(user, [session, question]);
  return { user, session, question: question.id };
};

interface Invoked {
  status: number;
  body: Record<string, unknown>;
}

const invoke = async (
  client: TestClient,
  body: { question: string; attempt?: number },
): Promise<Invoked> => {
  const { data, error, response } = await client.functions.invoke<Record<string, unknown>>(
    "athro-reply",
    { body },
  );
  if (error === null) return { status: response?.status ?? 0, body: data ?? {} };
  if (!(error instanceof FunctionsHttpError)) throw error;
  const refusal = error.context as Response;
  return {
    status: refusal.status,
    body: (await refusal.json()) as Record<string, unknown>,
  };
};

/** The same student on another device. */
const onAnotherDevice = async (endpoint: Endpoint, { email }: TestUser): Promise<TestClient> => {
  const client = newClient(endpoint);
  const { error } = await client.auth.signInWithPassword({ email, password: PASSWORD });
  if (error) throw error;
  return client;
};

describe("a question that has been synced", () => {
  let target: Target;
  beforeAll(async () => {
    target = await openTarget();
  });
  afterAll(() => target.close());

  test("[A1] is answered by a row with the derived id, which sync brings", async () => {
    const { user, session, question } = await asking(target, "Why are leaves green?");
    const { status, body } = await invoke(user.client, { question });
    expect(status).toBe(200);
    expect(body).toEqual({ status: "answered", reply_id: replyId(question, 0), ended: null });
    const replies = await repliesOf(user);
    expect(replies).toHaveLength(1);
    expect(replies[0]).toMatchObject({
      id: replyId(question, 0),
      session_id: session.id,
      role: "assistant",
      question_id: question,
      attempt: 0,
      wants_reply: false,
      deleted: false,
    });
    expect(replies[0]?.content.trim()).not.toBe("");
  });

  test("[A1] is answered again by the same row: a repeat adds nothing", async () => {
    const { user, question } = await asking(target, "What is a mole?");
    const once = await invoke(user.client, { question });
    const before = await sync(user);
    const { body } = await invoke(user.client, { question });
    expect(body["reply_id"]).toBe(once.body["reply_id"]);
    const after = await sync(user);
    expect(after.rows).toEqual(before.rows);
    expect(after.high_water).toBe(before.high_water);
  });

  test("[A1] gets a second reply, beside the first, when one is asked for", async () => {
    const { user, question } = await asking(target, "How do magnets work?");
    await invoke(user.client, { question });
    const { body } = await invoke(user.client, { question, attempt: 1 });
    expect(body["reply_id"]).toBe(replyId(question, 1));
    const replies = await repliesOf(user);
    expect(replies.map(({ id, attempt }) => [id, attempt])).toEqual([
      [replyId(question, 0), 0],
      [replyId(question, 1), 1],
    ]);
  });

  test("[A2] gets one reply when two devices ask at once", async () => {
    const { user, question } = await asking(target, "What is an isotope?");
    const clients = [user.client, await onAnotherDevice(target, user)];
    const answers = await Promise.all(
      clients.flatMap((client) => [invoke(client, { question }), invoke(client, { question })]),
    );
    expect(answers.some(({ body }) => body["status"] === "answered")).toBe(true);
    for (const { body } of answers) expect(["answered", "busy"]).toContain(body["status"]);
    expect(await repliesOf(user)).toHaveLength(1);
  });

  test("is unknown to everyone else, and before it is there", async () => {
    const { question } = await asking(target, "Is this private?");
    const stranger = await createUser(target);
    for (const id of [question, randomUUID()]) {
      const { status, body } = await invoke(stranger.client, { question: id });
      expect(status).toBe(404);
      expect(body["error"]).toBe("unknown_question");
    }
    expect(await repliesOf(stranger)).toEqual([]);
  });

  test("[P9] is not answered for a visitor without an account", async () => {
    const { user, question } = await asking(target, "Who may ask?");
    expect((await invoke(newClient(target), { question })).status).toBe(401);
    expect(await repliesOf(user)).toEqual([]);
  });
});

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

    const next = newQuestion(session, "It isn't blue?", now() + 60_000);
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
