import { afterAll, beforeAll, expect, test } from "vitest";
import { replyId } from "../../src/model/ids.ts";
import { type FreshDatabase, freshDatabase } from "../../test/support/database.ts";
import { addDevice, rowOf, rowsOf } from "./support/device.ts";
import { addStudent } from "./support/persona.ts";
import { change, newMessage, newPreference } from "./support/records.ts";

let database: FreshDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

test("[E1] what comes from another epoch is not merged, and the answer tells of this one", async () => {
  const device = addDevice(database.pool, await addStudent(database.pool));
  const made = newPreference("theme", "light");
  const { epoch } = await device.call({ epoch: null, mutations: [JSON.stringify(made)] });
  const later = JSON.stringify(change(made, "value", { value: "dark" }, { base: { value: 1 } }));

  const answer = await device.call({ epoch: "an epoch that is over", mutations: [later] });
  expect(answer).toMatchObject({ epoch, acks: [], high_water: 1 });
  expect(await rowOf(device, "preferences", made.id)).toMatchObject({ value: "light" });

  const again = await device.call({ epoch, mutations: [later] });
  expect(again.acks).toEqual([{ i: 0, status: "applied", seq: 2 }]);
});

test("[E1] an epoch is a string or missing", async () => {
  const device = addDevice(database.pool, await addStudent(database.pool));
  const malformed: object = { epoch: 7 };
  await expect(device.call(malformed)).rejects.toMatchObject({ code: "PT400" });
});

test("[M1] [A1] a reply that is worded otherwise is the same reply: the one that came first stands", async () => {
  const device = addDevice(database.pool, await addStudent(database.pool));
  const question = newMessage({ wants_reply: true });
  const reply = (content: string) =>
    newMessage(
      {
        session_id: question.set.body?.session_id,
        role: "assistant",
        content,
        question_id: question.id,
        attempt: 0,
      },
      { id: replyId(question.id, 0) },
    );
  const acks = await device.push(question, reply("Complete the square."), reply("Draw it first."));
  expect(acks.map(({ status }) => status)).toEqual(["applied", "applied", "applied"]);
  const replies = (await rowsOf(device, "chat_messages")).filter((row) => row.id !== question.id);
  expect(replies).toMatchObject([{ content: "Complete the square.", seq: 2 }]);
});
