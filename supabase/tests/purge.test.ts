import { afterEach, beforeEach, expect, test } from "vitest";
import { FIELD_GROUPS, type TableName } from "../../src/model/tables.ts";
import { digestOf } from "../../src/sync/digest.ts";
import { type FreshDatabase, freshDatabase } from "../../test/support/database.ts";
import { addDevices, type Device, rowOf, rowsOf, seqOf, stateOf } from "./support/device.ts";
import {
  change,
  mutate,
  newEvent,
  newMessage,
  newOverride,
  newPreference,
  newSession,
  remove,
  restore,
} from "./support/records.ts";
import { holdServerTime } from "./support/server-time.ts";

let database: FreshDatabase;
let time: { advance(days: number): Promise<void> };
beforeEach(async () => {
  database = await freshDatabase();
  time = await holdServerTime(database.pool);
});
afterEach(() => database.drop());

/** A row of which nothing is left but that it was. */
const tombstone = (table: TableName, id: string) => ({
  id,
  deleted: true,
  extra: {},
  ...Object.fromEntries(
    Object.values(FIELD_GROUPS[table] as Record<string, readonly string[]>)
      .flat()
      .filter((column) => column !== "deleted")
      .map((column) => [column, null]),
  ),
});

const proveDigest = async (device: Device): Promise<void> => {
  const rows = await device.pull();
  const { digest, high_water } = await device.call();
  expect(digest).toBe(rows.reduce((sum, { row }) => (sum + digestOf(row.seq)) % 2 ** 48, 0));
  expect(rows.at(-1)?.row.seq).toBe(high_water);
};

test("30 days after a deletion the content goes and the id stays, by an ordinary pull", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const kept = newSession();
  const records = [
    newSession(),
    newMessage(),
    newEvent({ colour: { colour: "red" } }),
    newOverride(newEvent().id),
    newPreference("p", { secret: true }),
  ];
  await device.push(kept, ...records, ...records.map((one) => remove(one)));
  const cursor = (await device.call()).high_water;
  await time.advance(29);
  expect(await device.call({ cursor, limit: 100 })).toMatchObject({ rows: [], high_water: cursor });
  await time.advance(1.01);
  const page = await device.call({ cursor, limit: 100 });
  expect(page.high_water).toBe(cursor + records.length);
  expect(page.rows.map(({ row }) => row.id).toSorted()).toEqual(
    records.map((one) => one.id).toSorted(),
  );
  for (const { table, id, set } of records) {
    const row = await rowOf(device, table, id);
    expect(row).toMatchObject(tombstone(table, id));
    expect(row["extra"]).toEqual({});
    expect(Object.keys(row["stamps"] as object).toSorted()).toEqual(
      [...new Set([...Object.keys(set), "deleted"])].filter((group) => group !== "body").toSorted(),
    );
  }
  expect(await rowOf(device, "chat_sessions", kept.id)).toMatchObject({ title: "Quadratics" });
  await proveDigest(device);
});

test("with a session go its messages, and with an event its changed occurrences; others stay", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const [session, otherSession] = [newSession(), newSession()];
  const [event, otherEvent] = [newEvent(), newEvent()];
  const going = [
    newMessage({ session_id: session.id }),
    newMessage({ session_id: session.id, role: "assistant" }),
    newOverride(event.id),
  ];
  const staying = [newMessage({ session_id: otherSession.id }), newOverride(otherEvent.id)];
  await device.push(session, otherSession, event, otherEvent, ...going, ...staying);
  await device.push(remove(session), remove(event));
  await time.advance(31);
  await device.call();
  for (const { table, id } of [session, event, ...going])
    expect(await rowOf(device, table, id)).toMatchObject(tombstone(table, id));
  for (const { table, id } of [otherSession, otherEvent, ...staying])
    expect(await rowOf(device, table, id)).toMatchObject({ deleted: false });
  await proveDigest(device);
});

test("what was superseded goes after 30 days, dismissed or not", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const sessions = [newSession(), newSession()];
  await laptop.push(...sessions);
  await phone.push(...sessions.map((one) => change(one, "title", { title: "Rival" })));
  const kept = await rowsOf(phone, "superseded");
  expect(kept).toHaveLength(2);
  const first = kept[0]?.id ?? "";
  await phone.push(remove({ table: "superseded", id: first }));
  await time.advance(31);
  await phone.call();
  for (const { id } of kept)
    expect(await rowOf(phone, "superseded", id)).toMatchObject(tombstone("superseded", id));
  await proveDigest(phone);
});

test("what was restored in time is not purged", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const session = newSession();
  const message = newMessage({ session_id: session.id });
  await device.push(session, message, remove(session));
  await time.advance(20);
  await device.push(restore(session, { stamp: 3000 }));
  await time.advance(20);
  await device.call();
  expect(await rowOf(device, "chat_sessions", session.id)).toMatchObject({ title: "Quadratics" });
  await device.push(remove(session, { stamp: 4000 }));
  await time.advance(20);
  await device.call();
  expect(await rowOf(device, "chat_messages", message.id)).toMatchObject({ deleted: false });
});

test("[M4] [M5] nothing brings a purged record back by accident", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const session = newSession();
  const message = newMessage({ session_id: session.id });
  const event = newEvent();
  const rename = change(event, "title", { title: "Sent once, its answer lost" });
  await laptop.push(session, message, event, rename);
  await laptop.push(remove(session), remove(event, { stamp: 3000 }));
  await time.advance(31);
  await laptop.call();
  const before = await stateOf(database.pool, laptop.student);
  // Sent again, imported again, deleted again: all of it is so already.
  const harmless = [
    session,
    message,
    newMessage({ session_id: session.id, content: "A longer copy" }, { id: message.id }),
    event,
    rename,
    newEvent({}, { id: event.id, stamp: 0 }),
    remove(session, { stamp: 9000 }),
    {
      ...remove(event, { stamp: 9000 }),
      set: { title: { title: "x" }, deleted: { deleted: true } },
    },
  ];
  expect((await phone.push(...harmless)).map((ack) => ack.status)).toEqual(
    harmless.map(() => "applied"),
  );
  expect(await stateOf(database.pool, laptop.student)).toEqual(before);
  // What the student wrote and would see nowhere is refused, so that the device keeps it.
  const refused = [
    change(event, "title", { title: "Edited offline" }, { stamp: 9000 }),
    restore(session, { stamp: 9000 }),
    restore(message, { stamp: 9000 }),
    newEvent({}, { id: event.id, stamp: 2500 }),
    newMessage({ session_id: session.id, content: "Written offline" }),
    newOverride(event.id),
  ];
  expect(await phone.push(...refused)).toEqual(
    refused.map((_, i) => ({ i, status: "rejected", code: "AT410" })),
  );
  expect(await stateOf(database.pool, laptop.student)).toEqual(before);
});

test("[R2] a record with a derived id can be made anew after it was purged", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const preference = newPreference("theme", "dark");
  const override = newOverride(newEvent().id, {
    notes: { notes: "Room 2", location: "" },
  });
  await laptop.push(preference, override, remove(preference), remove(override));
  await time.advance(31);
  await laptop.call();
  const anew = mutate(
    "preferences",
    { ...newPreference("theme", "light").set, deleted: { deleted: false } },
    { id: preference.id, stamp: 5000 },
  );
  const again = mutate(
    "calendar_overrides",
    { ...newOverride("").set, origin: override.set["origin"] ?? {}, deleted: { deleted: false } },
    { id: override.id, stamp: 5000 },
  );
  const acks = await phone.push(anew, again);
  expect(await rowOf(phone, "preferences", preference.id)).toMatchObject({
    seq: seqOf(acks[0]),
    deleted: false,
    name: "theme",
    value: "light",
  });
  expect(await rowOf(phone, "calendar_overrides", override.id)).toMatchObject({
    seq: seqOf(acks[1]),
    deleted: false,
    cancelled: true,
    notes: null,
  });
  expect(await rowsOf(phone, "superseded")).toEqual([]);
  await proveDigest(phone);
  await time.advance(60);
  await phone.call();
  expect(await rowOf(phone, "preferences", preference.id)).toMatchObject({ value: "light" });
});

test("[M4] [R2] what is made anew is made anew whole, also what was once taken over at stamp 0", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const event = newEvent({}, { stamp: 0 });
  await laptop.push(event, remove(event));
  await time.advance(31);
  await laptop.call();
  // A device that never heard of the purge takes the event over once more, and its student has restored it.
  const { deleted: _, ...groups } = event.set;
  const back = {
    ...event,
    set: { ...groups, deleted: { deleted: false } },
    stamp: 5000,
    stamps: Object.fromEntries(Object.keys(groups).map((group) => [group, 0])),
  };
  const [ack] = await phone.push(back);
  expect(await rowOf(phone, "calendar_events", event.id)).toMatchObject({
    seq: seqOf(ack),
    deleted: false,
    title: "Mock exam",
    stamps: { deleted: [5000, seqOf(ack), back.mid, "phone"] },
  });
  await proveDigest(phone);
});

test("a long session is purged over several days, a bounded number of rows at a time", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const session = newSession();
  await device.push(session);
  await database.pool.query(
    `with made as (
       insert into public.chat_messages (user_id, id, seq, session_id, role, content, order_key, created_at)
       select $1, gen_random_uuid(), 1 + n, $2, 'user', 'x', n, now() from generate_series(1, 2500) n returning seq
     ), sums as (select max(seq) as seq, sum(athro.digest_of(seq)) as digest from made)
     update athro.clocks c set seq = s.seq, digest = (c.digest + s.digest) % 281474976710656 from sums s
     where c.user_id = $1`,
    [device.student, session.id],
  );
  await device.push(remove(session));
  await time.advance(31);
  const left = async () =>
    (await rowsOf(device, "chat_messages")).filter((row) => !row.deleted).length;
  await device.call();
  expect(await left()).toBe(500);
  // From the first part on the session can't be restored.
  expect(await device.push(restore(session, { stamp: 9000 }))).toMatchObject([{ code: "AT410" }]);
  await device.call();
  expect(await left()).toBe(500);
  await time.advance(1.01);
  await device.call();
  expect(await left()).toBe(0);
  expect(await rowOf(device, "chat_sessions", session.id)).toMatchObject(
    tombstone("chat_sessions", session.id),
  );
  await proveDigest(device);
  const { rows } = await database.pool.query(
    "select purge_due from athro.clocks where user_id = $1",
    [device.student],
  );
  expect(rows).toEqual([{ purge_due: null }]);
});

test("it looks only when something is due, and once a day at most", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const due = async (): Promise<number | null> => {
    const { rows } = await database.pool.query<{ days: number | null }>(
      `select round(extract(epoch from purge_due - athro.now()) / 86400)::integer as days
       from athro.clocks where user_id = $1`,
      [device.student],
    );
    return rows[0]?.days ?? null;
  };
  const [one, two, three] = [newSession(), newSession(), newSession()];
  await device.push(one, two, three);
  expect(await due()).toBe(null);
  await device.push(remove(one));
  expect(await due()).toBe(30);
  await time.advance(10);
  await device.push(remove(two));
  expect(await due()).toBe(20);
  await time.advance(20.01);
  await device.push(remove(three));
  expect(await due()).toBe(10);
  await time.advance(10.01);
  await device.call();
  expect(await due()).toBe(20);
  await time.advance(40);
  await device.call();
  expect(await due()).toBe(null);
  expect((await rowsOf(device, "chat_sessions")).map((row) => row["title"])).toEqual([
    null,
    null,
    null,
  ]);
});

test("[S2] a purge pokes the other devices, and its rows are in the answer of the call that made it", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const session = newSession();
  await device.push(session, remove(session));
  const cursor = (await device.call()).high_water;
  await time.advance(31);
  expect(await device.call({ cursor, limit: 10 })).toMatchObject({
    rows: [{ row: { id: session.id, title: null } }],
    cursor: cursor + 1,
    more: false,
  });
  const { rows } = await database.pool.query(
    "select (payload ->> 'seq')::integer as seq from realtime.messages order by 1",
  );
  expect(rows).toEqual([{ seq: cursor }, { seq: cursor + 1 }]);
});
