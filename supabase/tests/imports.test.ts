import { afterAll, beforeAll, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "../../test/support/database.ts";
import { addDevices, rowOf, rowsOf, stateOf } from "./support/device.ts";
import { change, newMessage, newPreference, newSession, remove } from "./support/records.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

test("[M4] stamp 0 inserts what is absent, and changes nothing otherwise", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const session = newSession({ stamp: 0 }, "Imported");
  const message = newMessage({}, { stamp: 0 });
  expect(await laptop.push(session, message)).toMatchObject([{ seq: 1 }, { seq: 2 }]);
  expect(await rowOf(laptop, "chat_sessions", session.id)).toMatchObject({
    title: "Imported",
    stamps: { title: [0, 1, session.mid, "laptop"] },
  });
  const before = await stateOf(database.pool, laptop.student);
  const again = newSession({ stamp: 0, id: session.id }, "Another copy");
  const otherText = newMessage({ content: "Longer copy" }, { stamp: 0, id: message.id });
  expect(await phone.push(again, otherText, session, message)).toMatchObject([
    { status: "applied", seq: 1 },
    { status: "applied", seq: 2 },
    { status: "applied", seq: 1 },
    { status: "applied", seq: 2 },
  ]);
  expect(await stateOf(database.pool, laptop.student)).toEqual(before);
});

test("[M4] an import does not bring back what was deleted", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const session = newSession({ stamp: 0 });
  await laptop.push(session, remove(session));
  const before = await stateOf(database.pool, laptop.student);
  await phone.push(newSession({ stamp: 0, id: session.id }));
  expect(await stateOf(database.pool, laptop.student)).toEqual(before);
});

test("[M4] any edit wins over an import, and an import over none", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const imported = newPreference("theme", "dark", { stamp: 0 });
  await laptop.push(imported);
  await phone.push(change(imported, "value", { value: "light" }, { stamp: 1, base: { value: 1 } }));
  await laptop.push(newPreference("theme", "system", { stamp: 0, id: imported.id }));
  expect(await rowOf(laptop, "preferences", imported.id)).toMatchObject({ value: "light" });
  expect(await rowsOf(laptop, "superseded")).toEqual([]);
});

test("[M4] an import of a group only, without its record, is rejected", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const session = newSession();
  expect(await device.push(change(session, "title", { title: "Imported" }, { stamp: 0 }))).toEqual([
    { i: 0, status: "rejected", code: "AT410" },
  ]);
});
