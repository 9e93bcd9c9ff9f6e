/** [G5] The private channels, tried over the socket by everyone who might want to hear, or to be heard. */
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type TestUser, createUser, newClient } from "../support/backend.ts";
import { type Phoenix, connect } from "./phoenix.ts";
import { type Stage, type Victim, intrudersOf, knock, newVictim, openStage } from "./personas.ts";
import { sessionMutation, syncRequest } from "./sync-call.ts";
import { randomUUID } from "node:crypto";

let stage: Stage;
const sockets: Phoenix[] = [];
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});
afterAll(() => stage.close());

const connected = async (): Promise<Phoenix> => {
  const socket = await connect(stage.backend);
  sockets.push(socket);
  return socket;
};

const channelOf = ({ id }: TestUser) => `realtime:user:${id}`;

const join = (socket: Phoenix, topic: string, token: string | undefined) =>
  socket.push(topic, "phx_join", {
    config: { private: true },
    ...(token === undefined ? {} : { access_token: token }),
  });

/** Makes the server poke, and waits until `listener` has heard it. */
const pokeHeardBy = async (listener: Phoenix, victim: Victim): Promise<void> => {
  const seq = await write(victim);
  await listener.next(({ payload }) => JSON.stringify(payload).includes(`"seq":${seq}`));
};

const write = async ({ client, id }: TestUser): Promise<number> => {
  const mutations = [sessionMutation(randomUUID(), "News")];
  const { data, error } = await client.rpc("sync", { request: syncRequest(id, { mutations }) });
  if (error) throw error;
  return data.high_water;
};

/** What a socket has been told by others. Whatever was on its way before is there once a heartbeat has come back. */
const heardBy = async (socket: Phoenix): Promise<unknown[]> => {
  await socket.push("phoenix", "heartbeat", {});
  return socket.received.filter(({ event }) => event === "broadcast");
};

test("there is one channel to hear, each student's own, and no way but that to follow the tables", async () => {
  const { rows: policies } = await stage.pool.query(
    "select policyname, cmd from pg_policies where schemaname = 'realtime'",
  );
  expect(policies).toEqual([{ policyname: "students hear their own pokes", cmd: "SELECT" }]);
  const { rows: published } = await stage.pool.query("select * from pg_publication_tables");
  expect(published).toEqual([]);
});

test("a channel is heard by its student, and by no one else", async () => {
  const [victim, other] = await Promise.all([newVictim(stage), newVictim(stage)]);
  const own = await connected();
  expect(await join(own, channelOf(victim), victim.accessToken)).toMatchObject({ status: "ok" });
  const refused = async (token: string | undefined, reason: RegExp, topic = channelOf(victim)) => {
    const socket = await connected();
    expect(await join(socket, topic, token)).toEqual({
      status: "error",
      response: { reason: expect.stringMatching(reason) },
    });
    return socket;
  };
  const outside = [
    await refused(other.accessToken, /^Unauthorized/),
    await refused(undefined, /^Unauthorized/),
  ];
  for (const { token } of await intrudersOf(stage, victim))
    outside.push(await refused(token, /^InvalidJWTToken/));
  // What only looks like the name is no channel, for the student either.
  for (const name of [victim.id.toUpperCase(), `${victim.id}:1`, `${victim.id}%`, "%", "*", ""])
    for (const { accessToken } of [victim, other])
      outside.push(await refused(accessToken, /^Unauthorized/, `realtime:user:${name}`));
  const beside = await connected();
  expect(await join(beside, channelOf(other), other.accessToken)).toMatchObject({ status: "ok" });

  await pokeHeardBy(own, victim);
  for (const socket of [...outside, beside]) expect(await heardBy(socket)).toEqual([]);
  await pokeHeardBy(beside, other);
  expect(await heardBy(own)).toHaveLength(1);
});

test("a student's channel is lost with the student's token", async () => {
  const [victim, other] = await Promise.all([newVictim(stage), createUser(stage.backend)]);
  const own = await connected();
  await join(own, channelOf(victim), victim.accessToken);
  const [expired, ...forged] = await intrudersOf(stage, victim);
  const renewals = [other.accessToken, stage.backend.key, expired?.token, forged[0]?.token];
  for (const token of renewals) {
    const socket = await connected();
    await join(socket, channelOf(victim), victim.accessToken);
    socket.socket.send(
      JSON.stringify(["join", "9", channelOf(victim), "access_token", { access_token: token }]),
    );
    await socket.next(({ event }) => event === "phx_close");
    await pokeHeardBy(own, victim);
    expect(await heardBy(socket)).toEqual([]);
  }
});

test("no client is heard in any channel: not in its own, not in another's, by no way that a client has", async () => {
  const [victim, other] = await Promise.all([newVictim(stage), createUser(stage.backend)]);
  const listener = await connected();
  await join(listener, channelOf(victim), victim.accessToken);
  const forgery = { type: "broadcast", event: "poke", payload: { seq: 999 } };

  const twin = await connected();
  await join(twin, channelOf(victim), victim.accessToken);
  const stranger = await connected();
  await join(stranger, channelOf(other), other.accessToken);
  await join(stranger, channelOf(victim), other.accessToken);
  for (const [socket, topic] of [
    [twin, channelOf(victim)],
    [stranger, channelOf(victim)],
    [stranger, channelOf(other)],
    [await connected(), channelOf(victim)],
  ] as const)
    for (const event of ["broadcast", "presence", "postgres_changes"])
      expect(await socket.push(topic, event, forgery)).toMatchObject({ status: "error" });

  // As supabase-js does before it has joined: by HTTP.
  for (const token of [victim.accessToken, other.accessToken, undefined]) {
    const messages = [{ topic: `user:${victim.id}`, ...forgery, private: true }];
    const answer = await knock(stage, "POST", "/realtime/v1/api/broadcast", token, { messages });
    expect(answer.status).toBeGreaterThanOrEqual(400);
  }
  const unjoined = newClient(stage.backend).channel(`user:${victim.id}`, {
    config: { private: true },
  });
  expect(await unjoined.send({ ...forgery, type: "broadcast" })).not.toBe("ok");

  await pokeHeardBy(listener, victim);
  expect(await heardBy(listener)).toHaveLength(1);
});
