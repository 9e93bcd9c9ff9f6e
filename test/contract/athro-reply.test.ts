import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { replyId } from "../../src/model/ids.ts";
import { createUser, newClient } from "../support/backend.ts";
import { asking, invoke, onAnotherDevice, repliesOf, sync } from "./asking.ts";
import { type Target, openTarget } from "./target.ts";

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
