import { expect, test } from "vitest";
import { randomUUID } from "node:crypto";
import { preferenceId, replyId } from "../../src/model/ids.ts";
import type { Mutation } from "../../src/model/mutation.ts";
import { addDevices, rowOf, rowsOf, stateOf } from "./support/device.ts";
import { addStudent } from "./support/persona.ts";
import { change, newMessage, newPreference } from "./support/records.ts";
import { replyCalls } from "./support/replies.ts";

const calls = replyCalls();
const { claim, save, write, stop, release, runOut, ask } = calls;

/** Asks for another attempt and has it saved. */
const answer = async (student: string, question: string, attempt: number, content: string) => {
  const held = await claim(student, question, attempt);
  await save(student, held["reply_id"], held["lease"], content);
};

const shown = (question: Mutation, attempt: number, stamp = 2000 + attempt): Mutation =>
  change(question, "shown", { shown_attempt: attempt }, { stamp });

test("[A3] [A5] of several attempts the chosen one is context, else the latest, and each in its question's place", async () => {
  const { device, session, question } = await ask();
  await answer(device.student, question.id, 0, "First");
  const next = newMessage({ session_id: session.id, order_key: Date.now() + 50_000 });
  await device.push(next);
  const said = async () => {
    const held = await claim(device.student, next.id);
    await release(device.student, held["reply_id"], held["lease"]);
    return (held["history"] as { content: string }[]).map(({ content }) => content);
  };
  expect(await said()).toEqual(["What is a discriminant?", "First"]);
  await answer(device.student, question.id, 1, "Second");
  await answer(device.student, question.id, 2, "Third");
  expect(await said()).toEqual(["What is a discriminant?", "Third"]);
  await device.push(shown(question, 1));
  expect(await said()).toEqual(["What is a discriminant?", "Second"]);
  // One that isn't there (yet) leaves it at the latest.
  await device.push(shown(question, 7));
  expect(await said()).toEqual(["What is a discriminant?", "Third"]);
  // All attempts stand where the first does.
  const keys = (await rowsOf(device, "chat_messages"))
    .filter((row) => row["question_id"] === question.id)
    .map((row) => row["order_key"]);
  expect(new Set(keys).size).toBe(1);
});

test("[A3] a reply that came after the next question was asked still stands beside its own", async () => {
  const { device, session, question } = await ask();
  const next = newMessage({ session_id: session.id, order_key: 1001, content: "And b?" });
  await device.push(next);
  await answer(device.student, question.id, 0, "Late");
  expect((await claim(device.student, next.id))["history"]).toEqual([
    { role: "user", content: "What is a discriminant?" },
    { role: "assistant", content: "Late" },
  ]);
});

const preference = (name: string, value: unknown): Mutation =>
  newPreference(name, value, { id: preferenceId(name) });

test("[A6] language mode and confidence come from the student's own preferences", async () => {
  const { device, question } = await ask();
  await device.push(
    preference("language:athro-maths", "cy"),
    preference("confidence:athro-maths", 3),
    preference("confidence:athro-english", 9),
  );
  expect(await claim(device.student, question.id)).toMatchObject({ language: "cy", confidence: 3 });
});

test("[M6] two devices that choose different attempts leave nothing superseded", async () => {
  const [laptop, phone] = await addDevices(calls.pool, "laptop", "phone");
  const question = newMessage({ wants_reply: true });
  await laptop.push(question);
  await laptop.push(shown(question, 1));
  await phone.push(shown(question, 2));
  expect(await rowsOf(laptop, "superseded")).toEqual([]);
});

test("[A4] one reply at a time: while one is written, another question waits", async () => {
  const { device, session, question } = await ask();
  const other = newMessage({ session_id: session.id, order_key: 2000 });
  await device.push(other);
  const held = await claim(device.student, question.id);
  expect(await claim(device.student, other.id)).toEqual({ status: "busy", retry_after_ms: 2_000 });
  await save(device.student, held["reply_id"], held["lease"], "Done");
  expect(await claim(device.student, other.id)).toMatchObject({ status: "claimed" });
});

test("[A2] what is written so far keeps the claim, and is told to whoever asks meanwhile", async () => {
  const { device, question } = await ask();
  const { reply_id, lease } = await claim(device.student, question.id);
  const before = await stateOf(calls.pool, device.student);
  await runOut(device.student);
  expect(await write(device.student, reply_id, lease, "b² −")).toEqual({ status: "writing" });
  expect(await claim(device.student, question.id)).toEqual({
    status: "busy",
    retry_after_ms: 2_000,
    written: "b² −",
  });
  expect(await write(device.student, reply_id, randomUUID(), "Forged")).toEqual({ status: "lost" });
  await expect(write(device.student, reply_id, lease, "x".repeat(16_001))).rejects.toMatchObject({
    code: "PT400",
  });
  // Devices learn nothing of it: the clock stood still.
  expect(await stateOf(calls.pool, device.student)).toEqual(before);
});

test("[A5] Stop: the writer hears of it, and the part is saved as stopped", async () => {
  const { device, question } = await ask();
  const { reply_id, lease } = await claim(device.student, question.id);
  expect(await stop(device.student, question.id)).toEqual({ status: "stopping", reply_id });
  expect(await write(device.student, reply_id, lease, "Half")).toEqual({ status: "stop" });
  await save(device.student, reply_id, lease, "Half a", "stopped");
  expect(await rowOf(device, "chat_messages", replyId(question.id, 0))).toMatchObject({
    content: "Half a",
    ended: "stopped",
  });
  expect(await stop(device.student, question.id)).toEqual({ status: "answered", reply_id });
});

test.each([
  ["no one has begun to write", "", "…"],
  ["its writer died", "Half a th", "Half a th"],
])(
  "[A5] Stop where %s keeps what there is, and the question is not answered again",
  async (_, written, kept) => {
    const { device, question } = await ask();
    if (written !== "") {
      const { reply_id, lease } = await claim(device.student, question.id);
      await write(device.student, reply_id, lease, written);
      await runOut(device.student);
    }
    expect(await stop(device.student, question.id)).toMatchObject({ status: "answered" });
    expect(await claim(device.student, question.id)).toMatchObject({ status: "answered" });
    expect(await rowOf(device, "chat_messages", replyId(question.id, 0))).toMatchObject({
      content: kept,
      ended: "stopped",
    });
  },
);

test("[A5] a stop that its writer never heard of is carried out by the next to ask, or when the claim is given back", async () => {
  for (const end of ["asked", "released"]) {
    const { device, question } = await ask();
    const { reply_id, lease } = await claim(device.student, question.id);
    await write(device.student, reply_id, lease, "As far as");
    await stop(device.student, question.id);
    if (end === "released") await release(device.student, reply_id, lease);
    else await runOut(device.student);
    expect(await claim(device.student, question.id)).toEqual({ status: "answered", reply_id });
    expect(await rowOf(device, "chat_messages", replyId(question.id, 0))).toMatchObject({
      content: "As far as",
      ended: "stopped",
    });
  }
});

test("[G5] another student's reply can be neither stopped nor written", async () => {
  const { device, question } = await ask();
  const { reply_id, lease } = await claim(device.student, question.id);
  const other = await addStudent(calls.pool);
  expect(await stop(other, question.id)).toEqual({ status: "unknown" });
  expect(await write(other, reply_id, lease, "Forged")).toEqual({ status: "lost" });
  expect(await write(device.student, reply_id, lease, "Real")).toEqual({ status: "writing" });
});

test("[A4] a day's replies are counted before a tutor is called; one that could not be had is given back", async () => {
  await calls.pool.query("update athro.reply_limits set replies_per_day = 2");
  try {
    const { device, question } = await ask();
    for (const attempt of [0, 1]) {
      const failed = await claim(device.student, question.id, attempt);
      await release(device.student, failed["reply_id"], failed["lease"]);
      await answer(device.student, question.id, attempt, "Counted");
    }
    const refused = await claim(device.student, question.id, 2);
    expect(refused).toEqual({ status: "quota", most: 2, retry_after_ms: expect.any(Number) });
    expect(refused["retry_after_ms"]).toBeGreaterThan(0);
    expect(refused["retry_after_ms"]).toBeLessThanOrEqual(86_400_000);
    // Another day, another count.
    await calls.pool.query("update athro.reply_counts set day = day - 1");
    expect(await claim(device.student, question.id, 2)).toMatchObject({ status: "claimed" });
    // One whose writer died was counted already.
    await runOut(device.student);
    await claim(device.student, question.id, 2);
    const { rows } = await calls.pool.query(
      "select taken from athro.reply_counts where user_id = $1",
      [device.student],
    );
    expect(rows).toEqual([{ taken: 1 }]);
  } finally {
    await calls.pool.query("update athro.reply_limits set replies_per_day = default");
  }
});

test("[A4] six at once for the last reply of the day get one between them", async () => {
  await calls.pool.query("update athro.reply_limits set replies_per_day = 1");
  try {
    const { device, session } = await ask();
    const questions = Array.from({ length: 6 }, (_, n) =>
      newMessage({ session_id: session.id, order_key: 3000 + n }),
    );
    await device.push(...questions);
    const answers = await Promise.all(questions.map(({ id }) => claim(device.student, id)));
    expect(answers.filter(({ status }) => status === "claimed")).toHaveLength(1);
  } finally {
    await calls.pool.query("update athro.reply_limits set replies_per_day = default");
  }
});

test("[A4] a question that is too long to be answered says how long one may be, and is not counted", async () => {
  const { device, session } = await ask();
  const long = newMessage({ session_id: session.id, content: "x".repeat(8_001) });
  await device.push(long);
  expect(await claim(device.student, long.id)).toEqual({ status: "too_long", most: 8_000 });
  const { rows } = await calls.pool.query("select from athro.reply_counts where user_id = $1", [
    device.student,
  ]);
  expect(rows).toHaveLength(0);
});
