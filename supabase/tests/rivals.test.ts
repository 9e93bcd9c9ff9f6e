import { afterAll, beforeAll, expect, test } from "vitest";
import type { Mutation } from "../../src/model/mutation.ts";
import { type FreshDatabase, freshDatabase } from "../../test/support/database.ts";
import { addDevices, rowOf, rowsOf, seqOf } from "./support/device.ts";
import { change, newEvent, newPreference, newSession, remove, restore } from "./support/records.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

/** Two devices edit one title without knowing of each other. */
const rivals = (session: Mutation) => ({
  early: change(
    session,
    "title",
    { title: "From the laptop" },
    { stamp: 3000, base: { title: 1 } },
  ),
  late: change(session, "title", { title: "From the phone" }, { stamp: 4000, base: { title: 1 } }),
});

test("[M3] the loser of a conflict is kept, from whichever side it comes", async () => {
  for (const lateFirst of [false, true]) {
    const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
    const session = newSession();
    const { early, late } = rivals(session);
    await laptop.push(session);
    if (lateFirst) await phone.push(late);
    const [earlyAck] = await laptop.push(early);
    if (!lateFirst) await phone.push(late);
    expect(await rowOf(laptop, "chat_sessions", session.id)).toMatchObject({
      title: "From the phone",
      stamps: { title: [4000, lateFirst ? 2 : 4, late.mid, "phone"] },
    });
    const [row] = await rowsOf(laptop, "superseded");
    expect(row).toMatchObject({
      seq: 3,
      stamps: {},
      deleted: false,
      table_name: "chat_sessions",
      record_id: session.id,
      field_group: "title",
      lost: { title: "From the laptop" },
      lost_stamp: 3000,
      lost_device: "laptop",
    });
    // A device may let go of a losing edit only once it has the row that keeps it.
    expect(seqOf(earlyAck)).toBe(lateFirst ? 3 : 2);
  }
});

test("[M3] all groups' columns are kept of the side that loses, also those that the winner did not give", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const event = newEvent();
  await laptop.push(event);
  await laptop.push(
    change(event, "notes", { notes: "A", location: "B" }, { stamp: 3000, base: { notes: 1 } }),
  );
  await phone.push(change(event, "notes", { notes: "C" }, { stamp: 4000, base: { notes: 1 } }));
  expect(await rowsOf(phone, "superseded")).toMatchObject([
    { lost: { notes: "A", location: "B" } },
  ]);
});

test("[M3] whoever had seen the other's edit is no rival", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const session = newSession();
  await laptop.push(session);
  await phone.push(change(session, "title", { title: "Two" }, { stamp: 3000, base: { title: 1 } }));
  await laptop.push(
    change(session, "title", { title: "Three" }, { stamp: 4000, base: { title: 2 } }),
  );
  expect(await rowOf(phone, "chat_sessions", session.id)).toMatchObject({ title: "Three" });
  expect(await rowsOf(phone, "superseded")).toEqual([]);
});

test("[M3] a chain of edits by one device is no conflict, however stale its base", async () => {
  const [laptop] = await addDevices(database.pool, "laptop");
  const session = newSession();
  await laptop.push(session);
  const { mid } = change(session, "title", {});
  const edit = (stamp: number, ...over: number[]) => ({
    ...change(session, "title", { title: `At ${stamp}` }, { stamp }),
    mid,
    over: { title: over },
  });
  // The second joined the first while that was under way, and came before it; the last was written over all of them.
  for (const one of [edit(4000, 1000, 3500), edit(3500, 1000), edit(4500, 3500, 4000)])
    await laptop.push(one);
  expect(await rowOf(laptop, "chat_sessions", session.id)).toMatchObject({
    title: "At 4500",
    stamps: { title: [4500, 3, mid, "laptop", [3500, 4000]] },
  });
  expect(await rowsOf(laptop, "superseded")).toEqual([]);
});

test("[P3] what a device has written over comes late without harm, also where another device has replaced that since", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const session = newSession();
  await laptop.push(session);
  const edit = (title: string, stamp: number, ...over: number[]) => ({
    ...change(session, "title", { title }, { stamp, base: { title: 1 } }),
    over: { title: [session.stamp, ...over] },
  });
  const late = edit("On its way", 3000);
  await laptop.push({ ...edit("Sent at last", 4000, 3000), mid: late.mid });
  await phone.push(
    change(session, "title", { title: "Phone's" }, { stamp: 5000, base: { title: 2 } }),
  );
  expect(await laptop.push(late)).toEqual([{ i: 0, status: "applied", seq: 3 }]);
  expect(await rowOf(laptop, "chat_sessions", session.id)).toMatchObject({ title: "Phone's" });
  expect(await rowsOf(laptop, "superseded")).toEqual([]);
  // The same time on another device is another edit.
  await phone.push(edit("Phone's earlier", 3000));
  expect(await rowsOf(laptop, "superseded")).toMatchObject([
    { lost: { title: "Phone's earlier" } },
  ]);
});

test("[M3] what a device has forgotten is its rival, whichever of the two is later", async () => {
  for (const [kept, stamp] of [
    ["Sent", 5000],
    ["Again", 3500],
  ] as const) {
    const [laptop] = await addDevices(database.pool, "laptop");
    const session = newSession();
    await laptop.push(session);
    await laptop.push(
      change(session, "title", { title: "Sent" }, { stamp: 4000, base: { title: 1 } }),
    );
    // The power fails, and takes the memory of it along.
    await laptop.push({
      ...change(session, "title", { title: "Again" }, { stamp, base: { title: 1 } }),
      over: { title: [session.stamp] },
    });
    expect(await rowsOf(laptop, "superseded")).toMatchObject([
      { lost: { title: kept }, lost_device: "laptop" },
    ]);
  }
});

test("[M3] [E1] what another device wrote is that device's, whoever sends it again", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const session = newSession();
  await laptop.push(session);
  await laptop.push(change(session, "title", { title: "Laptop's" }, { stamp: 3000 }));
  const again = (title: string, stamp: number, device: string) => ({
    ...change(session, "title", { title }, { stamp }),
    devices: { title: device },
    over: { title: [1] },
  });
  // The laptop has kept an edit of the phone's that the restored server lacks: they were rivals, and are.
  await laptop.push(again("Phone's", 4000, "phone"));
  expect(await rowOf(laptop, "chat_sessions", session.id)).toMatchObject({
    title: "Phone's",
    stamps: { title: [4000, 4, expect.any(String), "phone", [1]] },
  });
  expect(await rowsOf(phone, "superseded")).toMatchObject([
    { lost: { title: "Laptop's" }, lost_device: "laptop" },
  ]);
  // The same from the phone's side: its own chain is no conflict, and what loses is the laptop's.
  await laptop.push(again("Phone's next", 5000, "phone"));
  await phone.push(again("Laptop's other", 3500, "laptop"));
  expect(await rowsOf(phone, "superseded")).toMatchObject([
    { lost: { title: "Laptop's" }, lost_device: "laptop" },
    { lost: { title: "Laptop's other" }, lost_device: "laptop" },
  ]);
});

test("[E1] a record that another device made is that device's, whoever sends it again", async () => {
  const [laptop] = await addDevices(database.pool, "laptop");
  const session = newSession();
  await laptop.push({ ...session, devices: { title: "phone" } });
  expect(await rowOf(laptop, "chat_sessions", session.id)).toMatchObject({
    stamps: {
      title: [session.stamp, 1, session.mid, "phone"],
      origin: [session.stamp, 1, session.mid, "laptop"],
    },
  });
});

test("[M3] rivals that agree leave nothing behind", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const session = newSession();
  await laptop.push(session);
  const title = { title: "The same" };
  await laptop.push(change(session, "title", title, { stamp: 3000, base: { title: 1 } }));
  await phone.push(change(session, "title", title, { stamp: 4000, base: { title: 1 } }));
  expect(await rowsOf(phone, "superseded")).toEqual([]);
});

test("[M3] edits of different groups are no conflict", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const event = newEvent();
  await laptop.push(event);
  await laptop.push(change(event, "title", { title: "New" }, { base: { title: 1 } }));
  await phone.push(change(event, "kind", { kind: "break" }, { base: { kind: 1 } }));
  expect(await rowOf(phone, "calendar_events", event.id)).toMatchObject({
    title: "New",
    kind: "break",
  });
  expect(await rowsOf(phone, "superseded")).toEqual([]);
});

test("[M3] an edit in ignorance of a deletion, and the deletion, both stand", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const session = newSession();
  await laptop.push(session);
  await phone.push(remove(session));
  await laptop.push(
    change(session, "title", { title: "Late" }, { stamp: 9000, base: { title: 1 } }),
  );
  expect(await rowOf(phone, "chat_sessions", session.id)).toMatchObject({
    deleted: true,
    title: "Late",
  });
  await phone.push(restore(session, { stamp: 9500, base: { deleted: 2 } }));
  expect(await rowOf(phone, "chat_sessions", session.id)).toMatchObject({
    deleted: false,
    title: "Late",
  });
});

test("[M3] three rivals: the last stamp stands and the two others are kept, in every order of arrival", async () => {
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ] as const;
  for (const order of orders) {
    const devices = await addDevices(database.pool, "laptop", "phone", "tablet");
    const preference = newPreference("confidence", 0);
    await devices[0].push(preference);
    for (const n of order)
      await devices[n].push(
        change(preference, "value", { value: n + 1 }, { stamp: 3000 + n, base: { value: 1 } }),
      );
    expect(await rowOf(devices[0], "preferences", preference.id)).toMatchObject({ value: 3 });
    const lost = (await rowsOf(devices[0], "superseded")).map((row) => JSON.stringify(row["lost"]));
    expect(lost.toSorted()).toEqual(['{"value":1}', '{"value":2}']);
  }
});

test("[M6] a draft that loses leaves nothing behind", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const draft = newPreference("draft:athro-maths", { text: "", at: 1 });
  await laptop.push(draft);
  await laptop.push(change(draft, "value", { value: { text: "a", at: 2 } }, { stamp: 3000 }));
  await phone.push(change(draft, "value", { value: { text: "b", at: 3 } }, { stamp: 4000 }));
  await laptop.push(change(draft, "value", { value: { text: "c", at: 4 } }, { stamp: 3500 }));
  expect(await rowOf(phone, "preferences", draft.id)).toMatchObject({
    value: { text: "b", at: 3 },
  });
  expect(await rowsOf(phone, "superseded")).toEqual([]);
});

test("[R2] [M3] two devices that make one preference make one row, and a conflict if they disagree", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const mine = newPreference("theme", "dark", { stamp: 3000 });
  const theirs = newPreference("theme", "light", { stamp: 4000, id: mine.id });
  await laptop.push(mine);
  await phone.push(theirs);
  expect(await rowsOf(phone, "preferences")).toMatchObject([{ name: "theme", value: "light" }]);
  expect(await rowsOf(phone, "superseded")).toMatchObject([
    { field_group: "value", lost: { value: "dark" }, lost_device: "laptop" },
  ]);
});

test("[M3] a superseded row can be dismissed, and nothing else of it written", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const session = newSession();
  const { early, late } = rivals(session);
  await laptop.push(session, early);
  await phone.push(late);
  const [row] = await rowsOf(phone, "superseded");
  if (row === undefined) throw new Error("nothing was kept");
  const record = { table: "superseded", id: row.id } as const;
  const forged = newSession().id;
  expect(
    await phone.push(
      remove(record),
      change(record, "body", { lost: { title: "forged" } }),
      change({ table: "superseded", id: forged }, "body", { lost: {} }),
      remove({ table: "superseded", id: forged }),
      change(record, "colour", { colour: "red" }),
    ),
  ).toMatchObject([
    { status: "applied" },
    { status: "rejected", code: "AT422" },
    { status: "rejected", code: "AT422" },
    { status: "rejected", code: "AT410" },
    { status: "rejected", code: "AT422" },
  ]);
  expect(await rowsOf(phone, "superseded")).toMatchObject([
    { deleted: true, lost: { title: "From the laptop" } },
  ]);
});
