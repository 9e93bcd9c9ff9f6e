/** Realtime on the wire, and what an unmodified client gives no occasion to see. */
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
  type TestBackend,
  type TestUser,
  createUser,
  newClient,
  signToken,
  startTestBackend,
} from "../support/backend.ts";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";
import { type Phoenix, connect } from "./phoenix.ts";

let database: FreshDatabase;
let backend: TestBackend;
let user: TestUser;

beforeAll(async () => {
  database = await freshDatabase();
  await database.pool.query(`
    create policy rooms_hear on realtime.messages for select to authenticated
      using ((select realtime.topic()) like 'room:%');
    create policy rooms_speak on realtime.messages for insert to authenticated
      with check ((select realtime.topic()) like 'room:open:%');
  `);
  backend = await startTestBackend({ databaseUrl: database.url });
  user = await createUser(backend);
});
afterAll(async () => {
  await backend.stop();
  await database.drop();
});

const open: Phoenix[] = [];
afterEach(() => {
  for (const client of open.splice(0)) client.close();
});

async function connected(
  ...options: Parameters<typeof connect> extends [unknown, ...infer Rest] ? Rest : never
) {
  const client = await connect(backend, ...options);
  open.push(client);
  return client;
}

function joinPayload(token: string | undefined, config: object = {}) {
  return { config: { private: true, ...config }, ...(token && { access_token: token }) };
}

const newTopic = (kind = "closed") => `realtime:room:${kind}:${randomUUID()}`;

const send = (topic: string, payload: object, isPrivate = true) =>
  database.pool.query("select realtime.send($1, 'news', $2, $3)", [
    payload,
    topic.replace("realtime:", ""),
    isPrivate,
  ]);

test.each(["1.0.0", "2.0.0"] as const)(
  "version %s: heartbeat, join, broadcast, leave",
  async (version) => {
    const client = await connected(version);
    expect(await client.push("phoenix", "heartbeat", {})).toEqual({ status: "ok", response: {} });
    const topic = newTopic();
    const reply = await client.push(topic, "phx_join", joinPayload(user.accessToken));
    expect(reply).toEqual({ status: "ok", response: { postgres_changes: [] } });
    await send(topic, { n: 1 });
    const heard = await client.next(({ event }) => event === "broadcast");
    expect(heard).toMatchObject({
      topic,
      ref: null,
      payload: {
        type: "broadcast",
        event: "news",
        payload: { n: 1 },
        meta: { id: expect.any(String) },
      },
    });
    expect(await client.push(topic, "phx_leave", {})).toMatchObject({ status: "ok" });
    expect(await client.push(topic, "broadcast", {})).toMatchObject({
      status: "error",
      response: { reason: "unmatched topic" },
    });
  },
);

test("a transaction that is rolled back sends nothing, and one commit's broadcasts come in order", async () => {
  const client = await connected();
  const topic = newTopic();
  await client.push(topic, "phx_join", joinPayload(user.accessToken));
  const name = topic.replace("realtime:", "");
  const session = await database.pool.connect();
  try {
    await session.query("begin");
    await session.query(`select realtime.send('{"n": 0}', 'news', $1)`, [name]);
    await session.query("rollback");
  } finally {
    session.release();
  }
  for (const n of [1, 2, 3]) await send(topic, { n });
  await client.next(({ payload }) => JSON.stringify(payload).includes('{"n":3}'));
  const heard = client.received.filter(({ event }) => event === "broadcast");
  expect(heard.map(({ payload }) => payload["payload"])).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
});

test("what a join asks for and this backend lacks is said so, not pretended", async () => {
  const client = await connected();
  const topic = newTopic();
  const changes = [
    { event: "*", schema: "public", table: "chat_messages" },
    { event: "INSERT", schema: "public", table: "chat_sessions", filter: "id=eq.1" },
  ];
  const reply = await client.push(
    topic,
    "phx_join",
    joinPayload(user.accessToken, { postgres_changes: changes, presence: { enabled: true } }),
  );
  expect(reply).toMatchObject({
    status: "ok",
    response: { postgres_changes: changes.map((change) => expect.objectContaining(change)) },
  });
  for (const extension of ["postgres_changes", "presence"]) {
    await client.next(
      ({ event, payload }) =>
        event === "system" && payload["extension"] === extension && payload["status"] === "error",
    );
  }
  expect(await client.push(topic, "presence", { event: "track" })).toMatchObject({
    status: "error",
  });
});

test.each([
  ["a public channel", (token: string) => ({ config: {}, access_token: token }), /PrivateOnly/],
  ["no token but the key", () => joinPayload(undefined), /Unauthorized/],
  ["a forged token", (token: string) => joinPayload(`${token}x`), /InvalidJWTToken/],
])("joining with %s is refused", async (_case, payload, reason) => {
  const client = await connected();
  const reply = await client.push(newTopic(), "phx_join", payload(user.accessToken));
  expect(reply).toMatchObject({
    status: "error",
    response: { reason: expect.stringMatching(reason) },
  });
});

test("a topic without a policy cannot be joined by anyone", async () => {
  const client = await connected();
  const payload = joinPayload(user.accessToken);
  expect(await client.push("realtime:elsewhere", "phx_join", payload)).toMatchObject({
    status: "error",
  });
  expect(await client.push("elsewhere", "phx_join", payload)).toMatchObject({ status: "error" });
});

test("a client broadcasts where an INSERT policy lets it, to all but itself", async () => {
  const topic = newTopic("open").replace("realtime:", "");
  const speaker = user.client.channel(topic, {
    config: { private: true, broadcast: { ack: true } },
  });
  await new Promise<void>((resolve) => {
    speaker.subscribe((status) => status === "SUBSCRIBED" && resolve());
  });
  const listener = await connected();
  await listener.push(`realtime:${topic}`, "phx_join", joinPayload(user.accessToken));
  const own: unknown[] = [];
  speaker.on("broadcast", { event: "hello" }, (message) => own.push(message));
  const sent = await speaker.send({ type: "broadcast", event: "hello", payload: { to: "ŷ" } });
  expect(sent).toBe("ok");
  const heard = await listener.next(({ event }) => event === "broadcast");
  expect(heard.payload).toEqual({ type: "broadcast", event: "hello", payload: { to: "ŷ" } });
  expect(own).toEqual([]);
  await user.client.removeChannel(speaker);
});

test("elsewhere its broadcast is refused and goes nowhere", async () => {
  const topic = newTopic("closed");
  const [speaker, listener] = await Promise.all([connected(), connected()]);
  for (const client of [speaker, listener]) {
    await client.push(topic, "phx_join", joinPayload(user.accessToken));
  }
  const reply = await speaker.push(topic, "broadcast", { event: "news", payload: { n: 0 } });
  expect(reply).toMatchObject({ status: "error" });
  await send(topic, { n: 1 });
  const heard = await listener.next(({ event }) => event === "broadcast");
  expect(heard.payload).toMatchObject({ payload: { n: 1 } });
});

test("a public broadcast does not reach a private channel of the same name", async () => {
  const client = await connected();
  const topic = newTopic();
  await client.push(topic, "phx_join", joinPayload(user.accessToken));
  await send(topic, { n: 1 }, false);
  await send(topic, { n: 2 });
  const heard = await client.next(({ event }) => event === "broadcast");
  expect(heard.payload).toMatchObject({ payload: { n: 2 } });
});

test("a token that runs out closes the channel, and one that is renewed in time does not", async () => {
  const brief = await signToken(backend, { sub: user.id, role: "authenticated" }, 3);
  const client = await connected();
  const [ending, renewed] = [newTopic(), newTopic()];
  for (const topic of [ending, renewed]) {
    const reply = await client.push(topic, "phx_join", joinPayload(brief));
    expect(reply).toMatchObject({ status: "ok" });
  }
  const renewal = ["join", null, renewed, "access_token", { access_token: user.accessToken }];
  client.socket.send(JSON.stringify(renewal));
  await client.next(({ event, topic }) => event === "phx_close" && topic === ending);
  await send(ending, { n: 1 });
  await send(renewed, { n: 2 });
  await client.next(({ event }) => event === "broadcast");
  expect(client.received.filter(({ ref }) => ref === null)).toEqual([
    expect.objectContaining({
      topic: ending,
      event: "system",
      payload: expect.objectContaining({ status: "error", message: "Token has expired" }),
    }),
    expect.objectContaining({ topic: renewed, event: "broadcast" }),
  ]);
});

test("an invalid token in the place of a good one closes the channel", async () => {
  const client = await connected();
  const topic = newTopic();
  await client.push(topic, "phx_join", joinPayload(user.accessToken));
  client.socket.send(
    JSON.stringify(["join", "9", topic, "access_token", { access_token: backend.key }]),
  );
  expect(await client.next(({ event }) => event === "phx_close")).toMatchObject({ topic });
});

test("when the database drops the connection, it is made anew", async () => {
  const client = await connected();
  const topic = newTopic();
  await client.push(topic, "phx_join", joinPayload(user.accessToken));
  const { rowCount } = await database.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %' and datname = current_database()",
  );
  expect(rowCount).toBe(1);
  for (let n = 0; n < 50 && !client.received.some(({ event }) => event === "broadcast"); n++) {
    await send(topic, { n });
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await client.next(({ event }) => event === "broadcast");
});

test("a page of another origin, a wrong key and a wrong path are refused", async () => {
  await expect(connect(backend, "2.0.0", { Origin: "https://evil.example" })).rejects.toThrow(
    "403",
  );
  await expect(connect(backend, "2.0.0", { Host: "evil.example" })).rejects.toThrow("403");
  await expect(connect({ ...backend, key: "wrong" })).rejects.toThrow("401");
  await expect(connect({ ...backend, url: `${backend.url}/else` })).rejects.toThrow("404");
  const local = await connect(backend, "2.0.0", { Origin: "http://localhost:5173" });
  local.close();
});

test("what is no frame ends the connection, and nothing else", async () => {
  const client = await connected();
  client.socket.send("not json");
  const [code] = await once(client.socket, "close");
  expect(code).toBe(1003);
  expect((await newClient(backend).from("chat_sessions").select()).status).toBe(401);
  expect(backend.reports).toEqual([]);
});
