import { randomUUID } from "node:crypto";
import type { RealtimeChannel } from "@supabase/supabase-js";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type TestClient, type TestUser, createUser, newClient } from "../support/backend.ts";
import { sessionMutation, syncRequest } from "./sync-call.ts";
import { type Target, openTarget } from "./target.ts";

const POKE_WITHIN_MS = 2_000;

let target: Target;
let owner: TestUser;
beforeAll(async () => {
  target = await openTarget();
});
const clients: TestClient[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.realtime.disconnect()));
});
afterAll(() => target.close());

interface Joined {
  status: string;
  error: Error | undefined;
  channel: RealtimeChannel;
  /** The payloads of pokes, as they come. */
  pokes: unknown[];
}

function join(client: TestClient, topic: string): Promise<Joined> {
  clients.push(client);
  const pokes: unknown[] = [];
  return new Promise((resolve) => {
    const channel = client
      .channel(topic, { config: { private: true } })
      .on("broadcast", { event: "poke" }, ({ payload }) => pokes.push(payload));
    channel.subscribe((status, error) => resolve({ status, error, channel, pokes }));
  });
}

async function write({ client, id }: TestUser): Promise<void> {
  const mutations = [sessionMutation(randomUUID(), "News")];
  const { error } = await client.rpc("sync", { request: syncRequest(id, { mutations }) });
  if (error) throw error;
}

async function eventually(condition: () => boolean): Promise<boolean> {
  const deadline = performance.now() + POKE_WITHIN_MS;
  while (!condition() && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return condition();
}

test("a user's write pokes that user's channel within 2 s", async () => {
  owner = await createUser(target);
  const { status, pokes } = await join(owner.client, `user:${owner.id}`);
  expect(status).toBe("SUBSCRIBED");
  await write(owner);
  expect(await eventually(() => pokes.length > 0)).toBe(true);
  expect(pokes).toEqual([expect.objectContaining({ seq: 1 })]);
});

test("nobody else's channel hears of it", async () => {
  const [other, bystander] = await Promise.all([createUser(target), createUser(target)]);
  const heard = await join(bystander.client, `user:${bystander.id}`);
  const own = await join(other.client, `user:${other.id}`);
  await write(other);
  expect(await eventually(() => own.pokes.length > 0)).toBe(true);
  // The bystander's own poke comes after the other's: had that one come too, it would be here.
  await write(bystander);
  expect(await eventually(() => heard.pokes.length > 0)).toBe(true);
  expect(heard.pokes).toHaveLength(1);
});

test("another user's channel cannot be joined", async () => {
  const [stranger, victim] = await Promise.all([createUser(target), createUser(target)]);
  const { status, error } = await join(stranger.client, `user:${victim.id}`);
  expect(status).toBe("CHANNEL_ERROR");
  expect(error?.message).toContain("Unauthorized");
});

test("without a session no private channel can be joined", async () => {
  const user = await createUser(target);
  const { status, error } = await join(newClient(target), `user:${user.id}`);
  expect(status).toBe("CHANNEL_ERROR");
  expect(error?.message).toContain("Unauthorized");
});

test("a client cannot poke its own channel", async () => {
  const user = await createUser(target);
  const twin = newClient(target);
  await twin.auth.signInWithPassword({ email: user.email, password: user.password });
  const { channel } = await join(user.client, `user:${user.id}`);
  const heard = await join(twin, `user:${user.id}`);
  await channel.send({ type: "broadcast", event: "poke", payload: { seq: 999 } });
  await write(user);
  expect(await eventually(() => heard.pokes.length > 0)).toBe(true);
  expect(heard.pokes).toEqual([expect.objectContaining({ seq: 1 })]);
});

test("a renewed token keeps the channel", async () => {
  const user = await createUser(target);
  const { status, pokes } = await join(user.client, `user:${user.id}`);
  expect(status).toBe("SUBSCRIBED");
  const { data } = await user.client.auth.refreshSession();
  await user.client.realtime.setAuth(data.session?.access_token);
  await write(user);
  expect(await eventually(() => pokes.length > 0)).toBe(true);
});
