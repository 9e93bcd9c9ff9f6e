import { afterAll, beforeAll, expect, test } from "vitest";
import type { Mutation } from "../../src/model/mutation.ts";
import { type FreshDatabase, freshDatabase } from "../../test/support/database.ts";
import { addDevices, rowOf, rowsOf, stateOf } from "./support/device.ts";
import { change, newEvent, newSession, remove } from "./support/records.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const LOW = "00000000-0000-4000-8000-000000000001";
const HIGH = "f0000000-0000-4000-8000-000000000001";

test("[M2] the later stamp wins in each group by itself", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const event = newEvent({}, { stamp: 5000 });
  const title = change(event, "title", { title: "Late" }, { stamp: 6000 });
  const kind = change(event, "kind", { kind: "lesson" }, { stamp: 4000, base: { kind: 1 } });
  expect(await device.push(event, title, kind)).toEqual([
    { i: 0, status: "applied", seq: 1 },
    { i: 1, status: "applied", seq: 2 },
    { i: 2, status: "applied", seq: 2 },
  ]);
  expect(await rowOf(device, "calendar_events", event.id)).toMatchObject({
    seq: 2,
    title: "Late",
    kind: "exam",
    stamps: {
      title: [6000, 2, title.mid, "laptop", [5000]],
      kind: [5000, 1, event.mid, "laptop"],
    },
  });
});

test("[M2] a mutation of several groups wins some and loses others", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const event = newEvent();
  await device.push(event, change(event, "title", { title: "Newest" }, { stamp: 9000 }));
  const both: Mutation = {
    ...change(event, "title", { title: "Old" }, { stamp: 3000, base: { title: 2, kind: 1 } }),
    set: { title: { title: "Old" }, kind: { kind: "break" } },
  };
  await device.push(both);
  expect(await rowOf(device, "calendar_events", event.id)).toMatchObject({
    seq: 3,
    title: "Newest",
    kind: "break",
  });
});

test("[M2] of equal stamps the higher mutation id wins, in both orders of arrival", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  for (const order of [
    [LOW, HIGH],
    [HIGH, LOW],
  ]) {
    const session = newSession();
    await device.push(
      session,
      ...order.map((mid) => change(session, "title", { title: mid }, { mid })),
    );
    expect(await rowOf(device, "chat_sessions", session.id)).toMatchObject({ title: HIGH });
  }
});

test("[M2] a winner with the same value moves the stamp, so that no earlier edit can win afterwards", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const session = newSession();
  await laptop.push(session, change(session, "title", { title: "Quadratics" }, { stamp: 5000 }));
  await phone.push(
    change(session, "title", { title: "Between" }, { stamp: 3000, base: { title: 2 } }),
  );
  expect(await rowOf(laptop, "chat_sessions", session.id)).toMatchObject({
    seq: 2,
    title: "Quadratics",
  });
});

test("an edit of a record that is not there is rejected", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const session = newSession();
  expect(await device.push(change(session, "title", { title: "?" }), remove(session))).toEqual([
    { i: 0, status: "rejected", code: "AT410" },
    { i: 1, status: "rejected", code: "AT410" },
  ]);
});

test("[M7] two sessions of an Athro can be active, and no index forbids it", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  await laptop.push(newSession());
  await phone.push(newSession());
  expect(await rowsOf(phone, "chat_sessions")).toMatchObject([
    { is_active: true },
    { is_active: true },
  ]);
});

test("[P5] a stamp more than 60 s ahead is to be stamped again, and nothing is written", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const session = newSession();
  await device.push(session);
  const before = await stateOf(database.pool, device.student);
  const now = (await device.call()).server_time;
  const acks = await device.push(
    newSession({ stamp: now + 120_000 }),
    change(session, "title", { title: "?" }, { stamp: now + 3_155_760_000_000 }),
  );
  expect(acks).toEqual([
    { i: 0, status: "restamp" },
    { i: 1, status: "restamp" },
  ]);
  expect(await stateOf(database.pool, device.student)).toEqual(before);
  const ahead = newSession({ stamp: now + 30_000 });
  expect(await device.push(ahead)).toMatchObject([{ status: "applied" }]);
  expect(await rowOf(device, "chat_sessions", ahead.id)).toMatchObject({
    stamps: { title: [now + 30_000, 2, ahead.mid, "laptop"] },
  });
});
