import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { preferenceId, replyId } from "../../src/model/ids.ts";
import type { Mutation } from "../../src/model/mutation.ts";
import { digestOf } from "../../src/sync/digest.ts";
import { type FreshDatabase, freshDatabase } from "../../test/support/database.ts";
import { addDevices, type Device, rowOf, rowsOf, stateOf } from "./support/device.ts";
import { actAs, addStudent, studentPersona } from "./support/persona.ts";
import { change, newMessage, newPreference, newSession, remove } from "./support/records.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

type Answer = Record<string, unknown> & { status: string };

const rpc = (student: string, sql: string, values: unknown[]): Promise<Answer> =>
  actAs(database.pool, studentPersona(student), async (client) => {
    const { rows } = await client.query<{ answer: Answer }>(`select ${sql} as answer`, values);
    if (rows[0] === undefined) throw new Error("no answer");
    return rows[0].answer;
  });
const claim = (student: string, question: string, attempt?: number): Promise<Answer> =>
  attempt === undefined
    ? rpc(student, "public.claim_reply($1)", [question])
    : rpc(student, "public.claim_reply($1, $2)", [question, attempt]);
const save = (
  student: string,
  reply: unknown,
  lease: unknown,
  content: unknown,
  ended?: string,
): Promise<Answer> =>
  ended === undefined
    ? rpc(student, "public.save_reply($1, $2, $3)", [reply, lease, content])
    : rpc(student, "public.save_reply($1, $2, $3, $4)", [reply, lease, content, ended]);
const write = (student: string, reply: unknown, lease: unknown, written: unknown) =>
  rpc(student, "public.write_reply($1, $2, $3)", [reply, lease, written]);
const stop = (student: string, question: string, attempt = 0) =>
  rpc(student, "public.stop_reply($1, $2)", [question, attempt]);
const release = (student: string, reply: unknown, lease: unknown): Promise<Answer> =>
  rpc(student, "public.release_reply($1, $2)", [reply, lease]);

/** Lets every lease of a student run out. */
const runOut = (student: string) =>
  database.pool.query(
    "update athro.reply_claims set leased_until = now() - interval '1 second' where user_id = $1",
    [student],
  );

/** A session with `before` messages and then a question. */
const ask = async (
  before = 0,
): Promise<{ device: Device; session: Mutation; question: Mutation }> => {
  const [device] = await addDevices(database.pool, "laptop");
  const session = newSession();
  const earlier = Array.from({ length: before }, (_, n) =>
    newMessage({
      session_id: session.id,
      role: n % 2 === 0 ? "user" : "assistant",
      content: `Message ${n}`,
      order_key: 100 + n,
    }),
  );
  const question = newMessage({ session_id: session.id, order_key: 1000, wants_reply: true });
  await device.push(session, ...earlier, question);
  return { device, session, question };
};

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
  const state = await stateOf(database.pool, device.student);
  for (const lease of [held["lease"], randomUUID()])
    expect(await save(device.student, held["reply_id"], lease, "Again")).toEqual({
      status: "already",
    });
  expect(await stateOf(database.pool, device.student)).toEqual(state);
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
  const { rows } = await database.pool.query(
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
  const [device] = await addDevices(database.pool, "laptop");
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
  const { rows } = await database.pool.query("select from athro.reply_claims where user_id = $1", [
    device.student,
  ]);
  expect(rows).toHaveLength(0);
});

test("[G5] another student's question is unknown, and another's claim can be neither used nor given back", async () => {
  const { device, question } = await ask();
  const held = await claim(device.student, question.id);
  const other = await addStudent(database.pool);
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
  const before = await stateOf(database.pool, device.student);
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
  expect(await stateOf(database.pool, device.student)).toEqual(before);
  expect(await save(device.student, reply_id, lease, "x".repeat(16_000))).toMatchObject({
    status: "saved",
  });
});

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
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
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
  const before = await stateOf(database.pool, device.student);
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
  expect(await stateOf(database.pool, device.student)).toEqual(before);
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
  const other = await addStudent(database.pool);
  expect(await stop(other, question.id)).toEqual({ status: "unknown" });
  expect(await write(other, reply_id, lease, "Forged")).toEqual({ status: "lost" });
  expect(await write(device.student, reply_id, lease, "Real")).toEqual({ status: "writing" });
});

test("[A4] a day's replies are counted before a tutor is called; one that could not be had is given back", async () => {
  await database.pool.query("update athro.reply_limits set replies_per_day = 2");
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
    await database.pool.query("update athro.reply_counts set day = day - 1");
    expect(await claim(device.student, question.id, 2)).toMatchObject({ status: "claimed" });
    // One whose writer died was counted already.
    await runOut(device.student);
    await claim(device.student, question.id, 2);
    const { rows } = await database.pool.query(
      "select taken from athro.reply_counts where user_id = $1",
      [device.student],
    );
    expect(rows).toEqual([{ taken: 1 }]);
  } finally {
    await database.pool.query("update athro.reply_limits set replies_per_day = default");
  }
});

test("[A4] six at once for the last reply of the day get one between them", async () => {
  await database.pool.query("update athro.reply_limits set replies_per_day = 1");
  try {
    const { device, session } = await ask();
    const questions = Array.from({ length: 6 }, (_, n) =>
      newMessage({ session_id: session.id, order_key: 3000 + n }),
    );
    await device.push(...questions);
    const answers = await Promise.all(questions.map(({ id }) => claim(device.student, id)));
    expect(answers.filter(({ status }) => status === "claimed")).toHaveLength(1);
  } finally {
    await database.pool.query("update athro.reply_limits set replies_per_day = default");
  }
});

test("[A4] a question that is too long to be answered says how long one may be, and is not counted", async () => {
  const { device, session } = await ask();
  const long = newMessage({ session_id: session.id, content: "x".repeat(8_001) });
  await device.push(long);
  expect(await claim(device.student, long.id)).toEqual({ status: "too_long", most: 8_000 });
  const { rows } = await database.pool.query("select from athro.reply_counts where user_id = $1", [
    device.student,
  ]);
  expect(rows).toHaveLength(0);
});
