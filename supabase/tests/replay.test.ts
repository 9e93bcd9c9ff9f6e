import { afterAll, beforeAll, expect, test } from "vitest";
import type { Mutation } from "../../src/model/mutation.ts";
import { type FreshDatabase, freshDatabase } from "../../test/support/database.ts";
import { addDevices, type Device, rowsOf, seqOf, stateOf } from "./support/device.ts";
import {
  change,
  newEvent,
  newMessage,
  newOverride,
  newPreference,
  newSession,
  remove,
  restore,
} from "./support/records.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const replayChangesNothing = async (device: Device, ...mutations: Mutation[]): Promise<void> => {
  const before = await stateOf(database.pool, device.student);
  const acks = await device.push(...mutations);
  expect(acks.map((ack) => ack.status)).toEqual(mutations.map(() => "applied"));
  expect(await stateOf(database.pool, device.student)).toEqual(before);
};

test("[P3] replayed mutations change nothing and are acknowledged with the rows' present seqs", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const event = newEvent();
  const session = newSession();
  const all = [
    session,
    newMessage({ session_id: session.id }),
    event,
    newOverride(event.id),
    newPreference("theme", "dark"),
    newPreference("draft:athro-art", { text: "a", at: 1 }),
    change(event, "title", { title: "Other" }),
    remove(session),
  ];
  await device.push(...all);
  await replayChangesNothing(device, ...all, ...all.toReversed());
  expect((await device.push(...all)).map(seqOf)).toEqual([8, 2, 7, 4, 5, 6, 7, 8]);
});

test("[P3] a replay is told from a rival after another device has knowingly replaced its value", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const session = newSession();
  const lostAck = change(session, "title", { title: "Mine" }, { stamp: 3000, base: { title: 1 } });
  await laptop.push(session, lostAck);
  await phone.push(
    change(session, "title", { title: "Better" }, { stamp: 4000, base: { title: 2 } }),
  );
  await replayChangesNothing(laptop, lostAck, session);
  expect(await rowsOf(laptop, "superseded")).toEqual([]);
});

test("[P3] a late copy of an edit, overtaken by its own device and then by another, is no rival", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const session = newSession();
  const first = change(session, "title", { title: "First" }, { stamp: 3000 });
  const second = change(session, "title", { title: "Second" }, { stamp: 4000 });
  await laptop.push(session, first, second);
  await phone.push(
    change(session, "title", { title: "Third" }, { stamp: 5000, base: { title: 3 } }),
  );
  await replayChangesNothing(laptop, first, second);
  expect(await rowsOf(laptop, "chat_sessions")).toMatchObject([{ title: "Third" }]);
  expect(await rowsOf(laptop, "superseded")).toEqual([]);
});

test("[P3] a value that agreed with the winner when it lost stays merged", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const session = newSession();
  await laptop.push(session);
  await phone.push(
    change(session, "title", { title: "Same" }, { stamp: 4000, base: { title: 1 } }),
  );
  const agreed = change(session, "title", { title: "Same" }, { stamp: 3000, base: { title: 1 } });
  await laptop.push(agreed);
  await phone.push(change(session, "title", { title: "New" }, { stamp: 5000, base: { title: 2 } }));
  await replayChangesNothing(laptop, agreed);
  expect(await rowsOf(laptop, "superseded")).toEqual([]);
});

test("[P3] a loser sent again is kept once, and acknowledged where it is kept", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const session = newSession();
  await laptop.push(session);
  await phone.push(change(session, "title", { title: "Won" }, { stamp: 4000, base: { title: 1 } }));
  const loser = change(session, "title", { title: "Lost" }, { stamp: 3000, base: { title: 1 } });
  const [ack] = await laptop.push(loser);
  const [kept] = await rowsOf(laptop, "superseded");
  expect(seqOf(ack)).toBe(kept?.seq);
  await replayChangesNothing(laptop, loser);
  expect((await laptop.push(loser)).map(seqOf)).toEqual([kept?.seq]);
});

test("[P3] deletion and restoration replayed out of order leave the last of them", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const session = newSession();
  const gone = remove(session, { stamp: 3000, base: { deleted: 0 } });
  const back = restore(session, { stamp: 4000, base: { deleted: 2 } });
  await laptop.push(session, gone);
  await phone.push(back);
  await replayChangesNothing(laptop, gone, back, gone);
  expect(await rowsOf(laptop, "chat_sessions")).toMatchObject([{ deleted: false }]);
});

test("[P1] the same mutation with a further edit in it is a new one", async () => {
  const [laptop] = await addDevices(database.pool, "laptop");
  const event = newEvent();
  await laptop.push(event);
  const first = change(event, "title", { title: "First" }, { stamp: 3000 });
  const joined: Mutation = {
    ...first,
    set: { title: { title: "Second" }, kind: { kind: "break" } },
    stamp: 3001,
  };
  await laptop.push(first, joined);
  await replayChangesNothing(laptop, first, joined);
  expect(await rowsOf(laptop, "calendar_events")).toMatchObject([
    { title: "Second", kind: "break", seq: 3 },
  ]);
});

test("[P3] a row remembers its latest 128 edits and no more", async () => {
  const [laptop] = await addDevices(database.pool, "laptop");
  const session = newSession();
  await laptop.push(session);
  const edits = Array.from({ length: 150 }, (_, n) =>
    change(session, "title", { title: `Title ${n}` }, { stamp: 2000 + n }),
  );
  await laptop.push(...edits);
  const { rows } = await database.pool.query(
    "select cardinality(merged) as count from public.chat_sessions where user_id = $1",
    [laptop.student],
  );
  // Each with the print of what its device had written before it.
  expect(rows).toEqual([{ count: 256 }]);
  await replayChangesNothing(laptop, ...edits.slice(-128));
});

test("[P1] [M2] a group keeps its own time when a later edit of another joins it", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const event = newEvent();
  await laptop.push(event);
  const title = change(event, "title", { title: "Mine" }, { stamp: 3000, base: { title: 1 } });
  await laptop.push(title);
  await phone.push(
    change(event, "title", { title: "Better" }, { stamp: 4000, base: { title: 2 } }),
  );
  // The laptop has not heard that its title was merged, and its notes join the same entry.
  const joined: Mutation = {
    ...title,
    set: { ...title.set, notes: { notes: "Room 4", location: "" } },
    base: { title: 1, notes: 1 },
    stamp: 5000,
    stamps: { title: 3000 },
  };
  await laptop.push(joined);
  await replayChangesNothing(laptop, joined, title);
  expect(await rowsOf(laptop, "calendar_events")).toMatchObject([
    { title: "Better", notes: "Room 4" },
  ]);
  expect(await rowsOf(laptop, "superseded")).toEqual([]);
});

test("[M4] an import that an edit joined competes with nothing but by the edit", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const event = newEvent();
  await phone.push(event);
  await phone.push(change(event, "title", { title: "Edited since" }, { stamp: 3000 }));
  const joined: Mutation = {
    ...event,
    set: { ...event.set, title: { title: "Imported" }, notes: { notes: "Mine", location: "" } },
    base: {},
    stamp: 2500,
    stamps: Object.fromEntries(Object.keys({ ...event.set, title: 0 }).map((group) => [group, 0])),
  };
  await laptop.push({ ...joined, stamps: { ...joined.stamps, notes: 2500 } });
  expect(await rowsOf(phone, "calendar_events")).toMatchObject([
    { title: "Edited since", notes: "Mine" },
  ]);
});

test.each([
  ["a group that is not set", { kind: 5 }],
  ["a time after the mutation's", { title: 9_000 }],
  ["no whole number", { title: 1.5 }],
])("[P4] times by group are refused: %s", async (_, stamps) => {
  const [laptop] = await addDevices(database.pool, "laptop");
  const session = newSession();
  const acks = await laptop.push(session, {
    ...change(session, "title", { title: "A" }, { stamp: 3000 }),
    stamps,
  });
  expect(acks[1]).toMatchObject({ status: "rejected", code: "AT400" });
});
