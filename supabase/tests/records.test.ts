import { afterAll, beforeAll, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "../../test/support/database.ts";
import { addDevices, rowOf, rowsOf } from "./support/device.ts";
import {
  change,
  mutate,
  newEvent,
  newMessage,
  newOverride,
  newPreference,
  newSession,
} from "./support/records.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

test("[R3] each kind of record comes back as it was written, with its version", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const session = newSession();
  const message = newMessage({ session_id: session.id, wants_reply: true });
  const event = newEvent();
  const override = newOverride(event.id);
  const preference = newPreference("confidence", { "athro-maths": 7 });
  const acks = await device.push(session, message, event, override, preference);
  expect(acks).toEqual([1, 2, 3, 4, 5].map((seq, i) => ({ i, status: "applied", seq })));
  const stamps = (mutation: typeof session, seq: number) =>
    Object.fromEntries(
      Object.keys(mutation.set).map((group) => [group, [1000, seq, mutation.mid, "laptop"]]),
    );
  const version = { deleted: false, extra: {} };
  expect(await device.pull()).toEqual([
    {
      table: "chat_sessions",
      row: {
        ...version,
        id: session.id,
        seq: 1,
        stamps: stamps(session, 1),
        athro_id: "athro-maths",
        created_at: "2026-09-01T08:00:00+00:00",
        title: "Quadratics",
        is_active: true,
      },
    },
    {
      table: "chat_messages",
      row: {
        ...version,
        id: message.id,
        seq: 2,
        stamps: {},
        ...message.set["body"],
        created_at: "2026-09-01T08:00:00+00:00",
        replaces: null,
        ended: null,
        written_by: null,
        shown_attempt: null,
      },
    },
    {
      table: "calendar_events",
      row: {
        ...version,
        id: event.id,
        seq: 3,
        stamps: stamps(event, 3),
        created_at: "2026-09-01T08:00:00+00:00",
        title: "Mock exam",
        all_day: false,
        starts_at: "2026-11-02T09:00:00",
        ends_at: "2026-11-02T10:30:00",
        zone: "Europe/London",
        rrule: null,
        kind: "exam",
        athro_id: "athro-maths",
        notes: "Bring a ruler",
        location: "Hall",
        confidence: 5,
        priority: true,
        reminders: [],
        uid: null,
        imported: null,
      },
    },
    {
      table: "calendar_overrides",
      row: {
        ...version,
        id: override.id,
        seq: 4,
        stamps: stamps(override, 4),
        event_id: event.id,
        original_start: "2026-11-09T09:00:00",
        cancelled: true,
        title: null,
        all_day: null,
        starts_at: null,
        ends_at: null,
        zone: null,
        kind: null,
        athro_id: null,
        notes: null,
        location: null,
        reminders: null,
        imported: null,
      },
    },
    {
      table: "preferences",
      row: {
        ...version,
        id: preference.id,
        seq: 5,
        stamps: stamps(preference, 5),
        name: "confidence",
        value: { "athro-maths": 7 },
      },
    },
  ]);
});

test("columns that are not given have their defaults", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const session = mutate("chat_sessions", {
    origin: { athro_id: "athro-art", created_at: "2026-09-01T08:00:00Z" },
  });
  await device.push(session);
  expect(await rowOf(device, "chat_sessions", session.id)).toMatchObject({
    title: "",
    is_active: false,
    stamps: { origin: [1000, 1, session.mid, "laptop"] },
  });
});

test("a group given in part leaves its other columns as they are", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const event = newEvent();
  await device.push(event, change(event, "notes", { notes: "Bring two" }));
  expect(await rowOf(device, "calendar_events", event.id)).toMatchObject({
    notes: "Bring two",
    location: "Hall",
  });
});

test("[O6] a group that this server does not know is kept, and merged like the others", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const event = newEvent({ colour: { colour: "teal", shade: { light: 1 } } });
  await laptop.push(event);
  expect((await rowOf(phone, "calendar_events", event.id)).extra).toEqual({
    colour: { colour: "teal", shade: { light: 1 } },
  });
  await phone.push(
    change(event, "colour", { colour: "red" }, { stamp: 3000, base: { colour: 1 } }),
  );
  await laptop.push(
    change(event, "colour", { colour: "blue" }, { stamp: 2500, base: { colour: 1 } }),
  );
  expect((await rowOf(laptop, "calendar_events", event.id)).extra).toEqual({
    colour: { colour: "red" },
  });
  const kept = await rowsOf(laptop, "superseded");
  expect(kept).toMatchObject([{ field_group: "colour", lost: { colour: "blue" } }]);
});

test("a message touches its session's updated_at, and not its seq", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const session = newSession();
  await device.push(session);
  const read = async () => {
    const { rows } = await database.pool.query<{ seq: string; updated_at: Date }>(
      "select seq, updated_at from public.chat_sessions where user_id = $1",
      [device.student],
    );
    return rows[0];
  };
  const before = await read();
  await device.push(newMessage({ session_id: session.id }));
  const after = await read();
  expect(after?.seq).toBe(before?.seq);
  expect(after?.updated_at.getTime()).toBeGreaterThan(before?.updated_at.getTime() ?? Infinity);
});
