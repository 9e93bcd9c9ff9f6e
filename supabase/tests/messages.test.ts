import { afterAll, beforeAll, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "../../test/support/database.ts";
import { addDevices, rowOf, rowsOf, seqOf, stateOf } from "./support/device.ts";
import { messageBody, mutate, newMessage, remove, restore } from "./support/records.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

test("[M1] a message that is there is not inserted again, whoever sends it and under whatever mutation", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const message = newMessage();
  const [first] = await laptop.push(message);
  const before = await stateOf(database.pool, laptop.student);
  const again = { ...message, mid: newMessage().mid, stamp: 9000 };
  expect(await phone.push(message, again)).toEqual([
    { i: 0, status: "applied", seq: seqOf(first) },
    { i: 1, status: "applied", seq: seqOf(first) },
  ]);
  expect(await stateOf(database.pool, laptop.student)).toEqual(before);
});

test("[M1] a message that was dated anew is the same message, as it came first", async () => {
  const [laptop] = await addDevices(database.pool, "laptop");
  const message = newMessage();
  const [first] = await laptop.push(message);
  const before = await stateOf(database.pool, laptop.student);
  const again = mutate(
    "chat_messages",
    {
      body: { ...message.set["body"], order_key: 1001, created_at: "2026-09-01T08:00:00.001Z" },
    },
    { id: message.id },
  );
  expect(await laptop.push(again)).toEqual([first]);
  expect(await stateOf(database.pool, laptop.student)).toEqual(before);
});

const ahead = (days: number): number => Date.now() + days * 86_400_000;

test("[P5] a message without a stamp that lies days ahead is to be dated anew, and nothing else is", async () => {
  const [laptop] = await addDevices(database.pool, "laptop");
  const answers = await laptop.push(
    newMessage({ order_key: ahead(5) }, { stamp: 0 }),
    newMessage({ order_key: ahead(0.5) }, { stamp: 0 }),
    newMessage({ order_key: ahead(5) }),
  );
  expect(answers).toMatchObject([
    { status: "restamp" },
    { status: "applied" },
    { status: "rejected", code: "AT422" },
  ]);
});

test("[M1] a message with the same id and other content is rejected", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const message = newMessage();
  await laptop.push(message);
  const before = await stateOf(database.pool, laptop.student);
  const others = [
    { content: "Something else" },
    { role: "assistant" },
    { attempt: 0 },
    { wants_reply: true },
    { question_id: message.id },
    { session_id: message.id },
  ].map((part) =>
    mutate("chat_messages", { body: { ...message.set["body"], ...part } }, { id: message.id }),
  );
  expect(await phone.push(...others)).toEqual(
    others.map((_, i) => ({ i, status: "rejected", code: "AT409" })),
  );
  expect(await stateOf(database.pool, laptop.student)).toEqual(before);
});

test("[M1] the same moment in another zone, or a default left out, is the same message", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const message = newMessage();
  const { question_id, attempt, wants_reply, ...rest } = messageBody(message.set["body"]);
  expect([question_id, attempt, wants_reply]).toEqual([null, null, false]);
  const again = { ...message, set: { body: { ...rest, created_at: "2026-09-01T10:00:00+02:00" } } };
  expect(await device.push(message, again)).toEqual([
    { i: 0, status: "applied", seq: 1 },
    { i: 1, status: "applied", seq: 1 },
  ]);
});

test("[M1] [M5] a deleted message is not brought back by its insertion, even with other content", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const message = newMessage();
  await laptop.push(message, remove(message));
  const before = await stateOf(database.pool, laptop.student);
  const other = { ...message, set: { body: messageBody({ content: "Other" }) } };
  expect(await phone.push(message, other)).toEqual([
    { i: 0, status: "applied", seq: 2 },
    { i: 1, status: "applied", seq: 2 },
  ]);
  expect(await stateOf(database.pool, laptop.student)).toEqual(before);
});

test("[M1] [M5] a message's deletion is a field: the last stamp wins, and the body carries no stamp", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const message = newMessage();
  const removal = remove(message, { stamp: 3000 });
  await device.push(message, removal, restore(message, { stamp: 2000 }));
  const gone = await rowOf(device, "chat_messages", message.id);
  expect(gone).toMatchObject({
    deleted: true,
    stamps: { deleted: [3000, 2, removal.mid, "laptop"] },
  });
  expect(Object.keys(gone["stamps"] as object)).toEqual(["deleted"]);
  await device.push(restore(message, { stamp: 4000 }));
  expect(await rowOf(device, "chat_messages", message.id)).toMatchObject({
    deleted: false,
    content: "What is a discriminant?",
  });
});

test("[M1] a message written and deleted before it was sent arrives deleted", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const message = newMessage();
  const both = { ...message, set: { ...message.set, deleted: { deleted: true } } };
  expect(await device.push(both, both)).toMatchObject([{ seq: 1 }, { seq: 1 }]);
  expect(await rowsOf(device, "chat_messages")).toMatchObject([
    { deleted: true, stamps: { deleted: [1000, 1, message.mid, "laptop"] } },
  ]);
});

test("[M5] deleting a session leaves its messages", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const message = newMessage();
  const session = mutate(
    "chat_sessions",
    { origin: { athro_id: "athro-art", created_at: "2026-09-01T08:00:00Z" } },
    { id: String(message.set["body"]?.["session_id"]) },
  );
  await device.push(session, message, remove(session));
  expect(await rowOf(device, "chat_messages", message.id)).toMatchObject({
    deleted: false,
    seq: 2,
  });
  expect(await rowOf(device, "chat_sessions", session.id)).toMatchObject({ deleted: true, seq: 3 });
});

test("[R1] two students can hold records with the same id", async () => {
  const [mine] = await addDevices(database.pool, "laptop");
  const [theirs] = await addDevices(database.pool, "laptop");
  const message = newMessage({ content: "mine" });
  const squat = newMessage({ content: "theirs" }, { id: message.id });
  expect(await theirs.push(squat)).toMatchObject([{ status: "applied" }]);
  expect(await mine.push(message)).toMatchObject([{ status: "applied" }]);
  expect(await rowsOf(mine, "chat_messages")).toMatchObject([{ content: "mine" }]);
  expect(await rowsOf(theirs, "chat_messages")).toMatchObject([{ content: "theirs" }]);
});
