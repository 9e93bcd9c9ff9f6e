import { expect, test } from "vitest";
import { randomUUID } from "node:crypto";
import { replyId } from "../../src/model/ids.ts";
import { digestOf } from "../../src/sync/digest.ts";
import { addDevices, rowOf, rowsOf, stateOf } from "./support/device.ts";
import { addStudent } from "./support/persona.ts";
import { newMessage, newSession, remove } from "./support/records.ts";
import { replyCalls } from "./support/replies.ts";

const calls = replyCalls();
const { rpc, claim, save, release, runOut, ask } = calls;

test("[A2] [A3] a claim gives the question and its context as the database has them", async () => {
  const { device, session, question } = await ask(3);
  // Of another session, and after the question: neither is context.
  await device.push(
    newMessage({ order_key: 500, content: "Elsewhere" }),
    newMessage({ session_id: session.id, order_key: 2000, content: "Later" }),
  );
  expect(await claim(device.student, question.id)).toEqual({
    status: "claimed",
    reply_id: replyId(question.id, 0),
    lease: expect.stringMatching(/^[0-9a-f-]{36}$/),
    athro_id: "athro-maths",
    session_id: session.id,
    question: "What is a discriminant?",
    history: [
      { role: "user", content: "Message 0" },
      { role: "assistant", content: "Message 1" },
      { role: "user", content: "Message 2" },
    ],
    language: null,
    confidence: null,
  });
});

test("[A3] the history is the last 20 messages that are not deleted, oldest first", async () => {
  const { device, session, question } = await ask(25);
  const gone = newMessage({ session_id: session.id, order_key: 999, content: "Gone" });
  await device.push(gone, remove(gone));
  const { history } = await claim(device.student, question.id);
  expect(history).toEqual(
    Array.from({ length: 20 }, (_, n) => ({
      role: (n + 5) % 2 === 0 ? "user" : "assistant",
      content: `Message ${n + 5}`,
    })),
  );
});

test("[A2] while a claim is held the next to ask is told to wait, and gets it when the lease has run out", async () => {
  const { device, question } = await ask();
  const first = await claim(device.student, question.id);
  const second = await claim(device.student, question.id);
  expect(second).toEqual({ status: "busy", retry_after_ms: 2_000, written: "" });
  await runOut(device.student);
  const third = await claim(device.student, question.id);
  expect(third).toMatchObject({ status: "claimed", reply_id: first["reply_id"] });
  expect(third["lease"]).not.toBe(first["lease"]);
  expect(await save(device.student, first["reply_id"], first["lease"], "Late")).toEqual({
    status: "lost",
  });
  expect(await save(device.student, third["reply_id"], third["lease"], "In time")).toMatchObject({
    status: "saved",
  });
});

test("[A2] a lease that ran out still saves, as long as no one took the claim over", async () => {
  const { device, question } = await ask();
  const held = await claim(device.student, question.id);
  await runOut(device.student);
  const other = newMessage({ session_id: question.set["body"]?.["session_id"], order_key: 3000 });
  await device.push(other);
  await claim(device.student, other.id);
  expect(await save(device.student, held["reply_id"], held["lease"], "Slow")).toMatchObject({
    status: "saved",
  });
});

test("[A1] a reply is saved once, as a row like any other", async () => {
  const { device, session, question } = await ask();
  const held = await claim(device.student, question.id);
  const before = Date.now();
  expect(await save(device.student, held["reply_id"], held["lease"], "b² − 4ac")).toEqual({
    status: "saved",
    reply_id: replyId(question.id, 0),
    seq: 3,
  });
  const state = await stateOf(calls.pool, device.student);
  for (const lease of [held["lease"], randomUUID()])
    expect(await save(device.student, held["reply_id"], lease, "Again")).toEqual({
      status: "already",
    });
  expect(await stateOf(calls.pool, device.student)).toEqual(state);
  const reply = await rowOf(device, "chat_messages", replyId(question.id, 0));
  expect(reply).toMatchObject({
    seq: 3,
    stamps: {},
    deleted: false,
    extra: {},
    session_id: session.id,
    role: "assistant",
    content: "b² − 4ac",
    question_id: question.id,
    attempt: 0,
    wants_reply: false,
  });
  expect(Math.abs(Number(reply["order_key"]) - before)).toBeLessThan(60_000);
  const { digest, high_water } = await device.call();
  expect({ digest, high_water }).toEqual({
    digest: [1, 2, 3].reduce((sum, seq) => (sum + digestOf(seq)) % 2 ** 48, 0),
    high_water: 3,
  });
  const { rows } = await calls.pool.query(
    "select payload ->> 'seq' as seq from realtime.messages where topic = $1 order by inserted_at",
    [`user:${device.student}`],
  );
  expect(rows).toEqual([{ seq: "2" }, { seq: "3" }]);
  expect(await claim(device.student, question.id)).toEqual({
    status: "answered",
    reply_id: replyId(question.id, 0),
  });
});

test("a reply comes after its question, also where the question's clock is ahead", async () => {
  const [device] = await addDevices(calls.pool, "laptop");
  const session = newSession();
  const ahead = Date.now() + 3_600_000;
  const question = newMessage({ session_id: session.id, order_key: ahead });
  await device.push(session, question);
  const held = await claim(device.student, question.id);
  await save(device.student, held["reply_id"], held["lease"], "Reply");
  expect(await rowOf(device, "chat_messages", replyId(question.id, 0))).toMatchObject({
    order_key: ahead + 1,
  });
});

test("[A1] each attempt has a claim and a reply of its own", async () => {
  const { device, question } = await ask();
  for (const [attempt, content] of [
    [1, "Second"],
    [0, "First"],
  ] as const) {
    const held = await claim(device.student, question.id, attempt);
    expect(held).toMatchObject({ status: "claimed", reply_id: replyId(question.id, attempt) });
    await save(device.student, held["reply_id"], held["lease"], content);
  }
  const replies = (await rowsOf(device, "chat_messages")).filter((row) => row["question_id"]);
  expect(replies.map((row) => [row["attempt"], row["content"]])).toEqual([
    [1, "Second"],
    [0, "First"],
  ]);
});

test("[A2] six that ask for one question at once: one claims it", async () => {
  const { device, question } = await ask();
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => claim(device.student, question.id)),
  );
  expect(answers.map((one) => one.status).toSorted()).toEqual([
    "busy",
    "busy",
    "busy",
    "busy",
    "busy",
    "claimed",
  ]);
});

test("[A2] a claim that is given back is free at once, and only its holder gives it back", async () => {
  const { device, question } = await ask();
  const held = await claim(device.student, question.id);
  expect(await release(device.student, held["reply_id"], randomUUID())).toEqual({ status: "lost" });
  expect(await claim(device.student, question.id)).toMatchObject({ status: "busy" });
  expect(await release(device.student, held["reply_id"], held["lease"])).toEqual({
    status: "released",
  });
  expect(await claim(device.student, question.id)).toMatchObject({ status: "claimed" });
});

test("what is no question of a session that is there is unknown", async () => {
  const { device, session, question } = await ask();
  const deleted = newMessage({ session_id: session.id });
  const reply = newMessage({ session_id: session.id, role: "assistant" });
  const stray = newMessage();
  await device.push(deleted, remove(deleted), reply, stray);
  for (const id of [deleted.id, reply.id, stray.id, session.id, randomUUID()])
    expect(await claim(device.student, id)).toEqual({ status: "unknown" });
  await device.push(remove(session));
  expect(await claim(device.student, question.id)).toEqual({ status: "unknown" });
  const { rows } = await calls.pool.query("select from athro.reply_claims where user_id = $1", [
    device.student,
  ]);
  expect(rows).toHaveLength(0);
});

test("[G5] another student's question is unknown, and another's claim can be neither used nor given back", async () => {
  const { device, question } = await ask();
  const held = await claim(device.student, question.id);
  const other = await addStudent(calls.pool);
  expect(await claim(other, question.id)).toEqual({ status: "unknown" });
  expect(await save(other, held["reply_id"], held["lease"], "Forged")).toEqual({ status: "lost" });
  expect(await release(other, held["reply_id"], held["lease"])).toEqual({ status: "lost" });
  expect(await save(device.student, held["reply_id"], held["lease"], "Real")).toMatchObject({
    status: "saved",
  });
});

test("a reply to a question that was deleted meanwhile is still kept", async () => {
  const { device, question } = await ask();
  const held = await claim(device.student, question.id);
  await device.push(remove(question));
  expect(await save(device.student, held["reply_id"], held["lease"], "Late")).toMatchObject({
    status: "saved",
  });
});

test("bad arguments are refused with PT400, and nothing is kept of them", async () => {
  const { device, question } = await ask();
  const held = await claim(device.student, question.id);
  const before = await stateOf(calls.pool, device.student);
  const { reply_id, lease } = held;
  for (const content of ["", "x".repeat(16_001), null])
    await expect(save(device.student, reply_id, lease, content)).rejects.toMatchObject({
      code: "PT400",
    });
  await expect(save(device.student, null, lease, "x")).rejects.toMatchObject({ code: "PT400" });
  await expect(save(device.student, reply_id, null, "x")).rejects.toMatchObject({ code: "PT400" });
  for (const attempt of [-1, 1001])
    await expect(claim(device.student, question.id, attempt)).rejects.toMatchObject({
      code: "PT400",
    });
  await expect(rpc(device.student, "public.claim_reply($1)", [null])).rejects.toMatchObject({
    code: "PT400",
  });
  expect(await stateOf(calls.pool, device.student)).toEqual(before);
  expect(await save(device.student, reply_id, lease, "x".repeat(16_000))).toMatchObject({
    status: "saved",
  });
});
