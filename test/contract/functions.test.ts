import { randomUUID } from "node:crypto";
import { FunctionsHttpError } from "@supabase/supabase-js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createUser, newClient } from "../support/backend.ts";
import { questionMutation, sessionMutation, syncRequest } from "./sync-call.ts";
import { type Target, openTarget } from "./target.ts";

let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(() => target.close());

async function statusOf(error: unknown): Promise<number | undefined> {
  return error instanceof FunctionsHttpError ? error.context.status : undefined;
}

test("a student's question gets one reply, which sync then brings", async () => {
  const user = await createUser(target);
  const [session, question] = [randomUUID(), randomUUID()];
  const mutations = [
    sessionMutation(session, "Fractions"),
    questionMutation(question, session, "What is a half plus a third?"),
  ];
  const pushed = await user.client.rpc("sync", { request: syncRequest(user.id, { mutations }) });
  expect(pushed.error).toBeNull();

  const ask = () => user.client.functions.invoke("athro-reply", { body: { question } });
  const { data, error } = await ask();
  expect(error).toBeNull();
  expect(data).toMatchObject({ status: "answered" });
  expect((await ask()).data).toMatchObject({ status: "answered", reply_id: data?.reply_id });

  const { data: replies } = await user.client
    .from("chat_messages")
    .select("id, role, question_id")
    .eq("role", "assistant");
  expect(replies).toEqual([{ id: data.reply_id, role: "assistant", question_id: question }]);
});

test("another student's question is unknown", async () => {
  const stranger = await createUser(target);
  const { error } = await stranger.client.functions.invoke("athro-reply", {
    body: { question: randomUUID() },
  });
  expect(await statusOf(error)).toBe(404);
});

test("without a session a function is unauthorised", async () => {
  const { error } = await newClient(target).functions.invoke("athro-reply", {
    body: { question: randomUUID() },
  });
  expect(await statusOf(error)).toBe(401);
});

test("a function that there is not says so", async () => {
  const user = await createUser(target);
  const { error } = await user.client.functions.invoke("no-such-function", { body: {} });
  expect(await statusOf(error)).toBe(404);
});
