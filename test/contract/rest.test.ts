import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestUser, createUser, newClient } from "../support/backend.ts";
import { sessionMutation, syncRequest } from "./sync-call.ts";
import { type Target, openTarget } from "./target.ts";

let target: Target;
let owner: TestUser;
let stranger: TestUser;
const session = randomUUID();

beforeAll(async () => {
  target = await openTarget();
  [owner, stranger] = await Promise.all([createUser(target), createUser(target)]);
  const mutations = [sessionMutation(session, "Fractions, “½ + ⅓”")];
  const { error } = await owner.client.rpc("sync", {
    request: syncRequest(owner.id, { mutations }),
  });
  if (error) throw error;
});
afterAll(() => target.close());

describe("calling a function", () => {
  test("answers with its JSON as it is", async () => {
    const { data, error, status } = await owner.client.rpc("sync", {
      request: syncRequest(owner.id),
    });
    expect(error).toBeNull();
    expect(status).toBe(200);
    expect(data).toMatchObject({ user: owner.id, acks: [], cursor: 1, high_water: 1, more: false });
    expect(data.rows[0]).toMatchObject({
      table: "chat_sessions",
      row: { id: session, title: "Fractions, “½ + ⅓”" },
    });
  });

  test("that there is not says so", async () => {
    const { error, status } = await owner.client.rpc("no_such_function", { a: 1 });
    expect(status).toBe(404);
    expect(error).toMatchObject({ code: "PGRST202" });
  });

  test("with an argument that it does not have is not that function", async () => {
    const { error, status } = await owner.client.rpc("sync", { requst: {} });
    expect(status).toBe(404);
    expect(error).toMatchObject({ code: "PGRST202" });
  });

  test("for another user is forbidden", async () => {
    const { error, status } = await stranger.client.rpc("sync", {
      request: syncRequest(owner.id),
    });
    expect(status).toBe(403);
    expect(error?.code).toMatch(/^(42501|PT403)$/);
  });

  test("without a session is unauthorised", async () => {
    const { error, status } = await newClient(target).rpc("sync", {
      request: syncRequest(owner.id),
    });
    expect(status).toBe(401);
    expect(error).toMatchObject({ code: "42501" });
  });

  test("of a schema that is not exposed is not possible", async () => {
    const { status } = await owner.client.schema("athro").rpc("sync", { request: {} });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });
});

const read = (user: TestUser) => user.client.from("chat_sessions").select("id, title, seq");

describe("reading a table", () => {
  test("gives the owner's rows to the owner alone", async () => {
    const own = await read(owner);
    expect(own).toMatchObject({
      status: 200,
      data: [{ id: session, title: "Fractions, “½ + ⅓”", seq: 1 }],
    });
    expect(await read(stranger)).toMatchObject({ status: 200, data: [] });
  });

  test("without a session is unauthorised", async () => {
    const { error, status } = await newClient(target).from("chat_sessions").select();
    expect(status).toBe(401);
    expect(error).toMatchObject({ code: "42501" });
  });

  test("filters, orders and renames", async () => {
    const { data, error } = await owner.client
      .from("chat_sessions")
      .select("key:id")
      .eq("deleted", false)
      .gte("seq", 1)
      .in("title", ["a, b", "Fractions, “½ + ⅓”"])
      .is("deleted_at", null)
      .order("seq", { ascending: false })
      .limit(1);
    expect(error).toBeNull();
    expect(data).toEqual([{ key: session }]);
  });

  test("can ask for one row, and for how many there are", async () => {
    const one = await read(owner).eq("id", session).single();
    expect(one.data).toMatchObject({ id: session });
    const none = await read(owner).eq("id", randomUUID()).single();
    expect(none).toMatchObject({ status: 406, error: { code: "PGRST116" } });
    const perhaps = await read(owner).eq("id", randomUUID()).maybeSingle();
    expect(perhaps).toMatchObject({ data: null, error: null });
    const { count } = await owner.client
      .from("chat_sessions")
      .select("*", { count: "exact", head: true });
    expect(count).toBe(1);
  });

  test("with a value of the wrong type is a bad request", async () => {
    const { error, status } = await read(owner).eq("id", "no uuid");
    expect(status).toBe(400);
    expect(error).toMatchObject({ code: "22P02" });
  });

  test("with an unknown column is a bad request", async () => {
    const { error, status } = await owner.client.from("chat_sessions").select("nothing");
    expect(status).toBe(400);
    expect(error).toMatchObject({ code: "42703" });
  });

  test("that there is not says so", async () => {
    const { error, status } = await owner.client.from("no_such_table").select();
    expect(status).toBe(404);
    expect(error).toMatchObject({ code: "PGRST205" });
  });
});

describe("writing a synced table past the protocol", () => {
  test.each(["insert", "update", "delete"] as const)("by %s is forbidden", async (verb) => {
    const table = owner.client.from("chat_sessions");
    const { error, status } = await {
      insert: () => table.insert({ user_id: owner.id, id: randomUUID(), seq: 9 }),
      update: () => table.update({ title: "changed" }).eq("id", session),
      delete: () => table.delete().eq("id", session),
    }[verb]();
    expect(error).toMatchObject({ code: "42501" });
    expect(status).toBe(403);
  });

  test("without a session is unauthorised", async () => {
    const { error, status } = await newClient(target)
      .from("chat_sessions")
      .insert({ user_id: owner.id, id: randomUUID(), seq: 9 });
    expect(error).toMatchObject({ code: "42501" });
    expect(status).toBe(401);
  });
});
