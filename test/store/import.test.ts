import { describe, expect, test } from "vitest";
import { AthroDatabase } from "../../src/store/database.ts";
import { deleteEvent, updateEvent } from "../../src/store/events.ts";
import { eventsBetween } from "../../src/store/occurrences.ts";
import { importLegacy } from "../../src/store/import-legacy.ts";
import { legacyReport, unreadValues } from "../../src/store/legacy-report.ts";
import { sendQuestion } from "../../src/store/messages.ts";
import { readChat } from "../../src/store/read-chat.ts";
import { getPreference, setPreference } from "../../src/store/preferences.ts";
import { activeSession } from "../../src/store/active-session.ts";
import { deleteSession, renameSession, savedSessions } from "../../src/store/sessions.ts";
import type { Store } from "../../src/store/store.ts";
import { APRIL_MS, oldEvent, oldSession, said } from "../support/legacy-storage.ts";
import { STUDENT } from "../support/store.ts";
import { contentOf, oldDevice } from "./support/old-device.ts";

const OTHER = "99999999-9999-4999-8999-999999999999";
const ACTIVE = `athro_chat_session_${STUDENT}_athro-maths`;
const ARCHIVED = `${ACTIVE}_archived_s0`;
const CALENDAR = `calendar_events_${STUDENT}`;
const BACKUP = `calendar_events_backup_${STUDENT}`;

const wrapped = (events: unknown[], userId = STUDENT) => ({
  events,
  timestamp: APRIL_MS,
  userId,
  source: "dashboard",
});

const archived = oldSession({ id: "s0", messages: [said("user", "Hello")], isActive: false });

const everything = {
  [ACTIVE]: oldSession(),
  [ARCHIVED]: archived,
  [CALENDAR]: wrapped([oldEvent()]),
};

const chatOf = async (store: Store, athroId: string): Promise<string[]> => {
  const session = await activeSession(store.db, athroId);
  if (!session) return [];
  return (await readChat(store, session.id, 50)).lines.map(({ message }) => message.content);
};

const titlesOf = async (store: Store): Promise<string[]> =>
  (await eventsBetween(store.db, "2000-01-01T00:00:00", "2100-01-01T00:00:00")).map(
    ({ title }) => title,
  );

describe("[I1] what a student's old app left here", () => {
  test("is there at once, and waits to be sent without competing with anything", async () => {
    const store = await oldDevice(everything).openImported();
    expect(await chatOf(store, "athro-maths")).toEqual(["What is 2 + 2?", "4"]);
    expect((await savedSessions(store.db, "athro-maths")).map(({ title }) => title)).toEqual([
      "Hello",
    ]);
    expect(await titlesOf(store)).toEqual(["Algebra"]);
    const entries = await store.db.outbox.toArray();
    expect(entries).toHaveLength(6);
    expect(new Set(entries.map(({ stamp }) => stamp))).toEqual(new Set([0]));
    expect(store.commits()).toBeGreaterThan(0);
  });

  test("adds nothing the second time, or with a copy of the same on another key", async () => {
    const device = oldDevice(everything);
    const store = await device.openImported();
    const before = await contentOf(store.db);
    await importLegacy(store, device.ports);
    expect(await contentOf(store.db)).toEqual(before);
    device.storage.set(`${ACTIVE}_archived_s1`, oldSession());
    await importLegacy(store, device.ports);
    expect(await store.db.outbox.count()).toBe(6);
  });

  test("that was edited since stays as edited; what was deleted, deleted", async () => {
    const device = oldDevice(everything);
    const store = await device.openImported();
    const session = await activeSession(store.db, "athro-maths");
    const [saved] = await savedSessions(store.db, "athro-maths");
    const [event] = await store.db.calendar_events.toArray();
    if (!session || !saved || !event) throw new Error("not imported");
    await renameSession(store, session.id, "Sums");
    await deleteSession(store, saved);
    await deleteEvent(store, event.id);
    const before = await contentOf(store.db);
    // An old tab wrote the same again, in another order.
    device.storage.set(CALENDAR, { ...wrapped([oldEvent()]), timestamp: APRIL_MS + 1 });
    device.storage.set(ARCHIVED, { ...archived, updatedAt: APRIL_MS + 1 });
    device.storage.set(ACTIVE, oldSession({ updatedAt: APRIL_MS + 2 }));
    await importLegacy(store, device.ports);
    const after = await contentOf(store.db);
    expect({ ...after, imports: [] }).toEqual({ ...before, imports: [] });
    expect((await store.db.chat_sessions.get(session.id))?.title).toBe("Sums");
    expect(await titlesOf(store)).toEqual([]);
  });

  test("and was deleted so long ago that no row is left does not come back either", async () => {
    const device = oldDevice(everything);
    const store = await device.openImported();
    await store.db.calendar_events.clear();
    await store.db.outbox.clear();
    device.storage.set(CALENDAR, wrapped([oldEvent(), oldEvent({ title: "Geometry" })]));
    await importLegacy(store, device.ports);
    expect(await titlesOf(store)).toEqual(["Geometry"]);
  });

  test("of an event that was edited before the import is left as it is", async () => {
    const device = oldDevice({ [CALENDAR]: wrapped([oldEvent()]) });
    const elsewhere = await oldDevice({ [CALENDAR]: wrapped([oldEvent()]) }).openImported();
    const [event] = await elsewhere.db.calendar_events.toArray();
    if (!event) throw new Error("not imported");
    const store = await device.open();
    await store.db.calendar_events.add({
      ...event,
      title: "Moved",
      seq: 5,
      stamps: { title: [APRIL_MS, 5, OTHER, "else"] },
    });
    const { server: _, ...row } = (await store.db.calendar_events.get(event.id)) ?? event;
    await store.db.calendar_events.put(row);
    await importLegacy(store, device.ports);
    expect(await titlesOf(store)).toEqual(["Moved"]);
    expect(await store.db.outbox.count()).toBe(0);
    expect((await legacyReport(store.db))?.unread).toEqual([]);
  });

  test("and has more in it since is imported again, as far as it is new", async () => {
    const device = oldDevice({ [ACTIVE]: oldSession() });
    const store = await device.openImported();
    const more = [...oldSession().messages, said("user", "And 3 + 3?")];
    device.storage.set(ACTIVE, oldSession({ messages: more }));
    await importLegacy(store, device.ports);
    expect(await chatOf(store, "athro-maths")).toEqual(["What is 2 + 2?", "4", "And 3 + 3?"]);
  });

  test("goes on with what is asked here, after all that was said there", async () => {
    const device = oldDevice({ [ACTIVE]: oldSession() });
    const store = await device.openImported();
    const session = await activeSession(store.db, "athro-maths");
    const sent = await sendQuestion(store, "athro-maths", "And 3 + 3?");
    expect(sent.sessionId).toBe(session?.id);
    expect(await chatOf(store, "athro-maths")).toEqual(["What is 2 + 2?", "4", "And 3 + 3?"]);
  });
});

describe("[I2] whose it is", () => {
  const mixed = {
    ...everything,
    "athro_chat_session_anonymous_athro-art": oldSession({ athroId: "athro-art" }),
    "athro_chat_session_athro-pe": oldSession({ athroId: "athro-pe" }),
    athroCalendarEvents: [oldEvent({ title: "Guest's" })],
    [`athro_chat_session_${OTHER}_athro-drama`]: oldSession({ athroId: "athro-drama" }),
    [`calendar_events_${OTHER}`]: wrapped([oldEvent({ title: "Other's" })], OTHER),
    athro_workspace_confidence_levels: { "athro-maths": 7, AthroMaths: 7, "athro-art": 2 },
  };

  test("a student gets what has their id in its key, and no more", async () => {
    const store = await oldDevice(mixed).openImported();
    const athros = (await store.db.chat_sessions.toArray()).map(({ athro_id }) => athro_id);
    expect(new Set(athros)).toEqual(new Set(["athro-maths"]));
    expect(await titlesOf(store)).toEqual(["Algebra"]);
    expect(await getPreference(store.db, "confidence:athro-maths")).toBeUndefined();
  });

  test("the guest gets what has no id in its key, and nothing waits to be sent", async () => {
    const device = oldDevice(mixed);
    const store = await device.openImported({ user: null });
    const athros = (await store.db.chat_sessions.toArray()).map(({ athro_id }) => athro_id);
    expect(new Set(athros)).toEqual(new Set(["athro-art", "athro-pe"]));
    expect(await titlesOf(store)).toEqual(["Guest's"]);
    expect(await getPreference(store.db, "confidence:athro-maths")).toBe(7);
    expect(await getPreference(store.db, "confidence:athro-art")).toBe(2);
    expect(await store.db.outbox.count()).toBe(0);
    expect(device.storage.keys()).toEqual(Object.keys(mixed));
  });

  test("a guest's work that was taken over by a student does not come to the guest again", async () => {
    const device = oldDevice(mixed);
    const store = await device.openImported({ user: null });
    for (const name of ["chat_sessions", "chat_messages", "calendar_events", "preferences"])
      await store.db.table(name).clear();
    await importLegacy(store, device.ports);
    expect(await store.db.chat_sessions.count()).toBe(0);
    expect(await store.db.calendar_events.count()).toBe(0);
  });

  test("nor to the next guest, who has a database of their own; but what an old tab adds does", async () => {
    const device = oldDevice(mixed);
    await device.openImported({ user: null });
    const next = await device.open({ user: null });
    const state = await next.db.meta.get("sync");
    const db = new AthroDatabase("athro-guest-2", device.ports.options ?? {});
    if (state?.key !== "sync") throw new Error("no state");
    await db.meta.add({ ...state, device: "another" });
    const guest = { ...next, db };
    await importLegacy(guest, device.ports);
    expect(await db.chat_sessions.count()).toBe(0);
    expect(await db.preferences.count()).toBe(0);
    expect(await legacyReport(db)).toBeNull();

    const key = "athro_chat_session_athro-pe";
    const messages = [...oldSession().messages, said("user", "Run!")];
    device.storage.set(key, oldSession({ athroId: "athro-pe", messages }));
    await importLegacy(guest, device.ports);
    expect((await db.chat_messages.toArray()).map(({ content }) => content)).toEqual(["Run!"]);
    expect((await db.chat_sessions.toArray()).map(({ athro_id }) => athro_id)).toEqual([
      "athro-pe",
    ]);
    db.close();
  });
});

describe("a calendar and its backup", () => {
  const backup = { [BACKUP]: wrapped([oldEvent({ title: "Backed up" })]) };

  test("the backup is not read where there is a calendar, even an empty one", async () => {
    const device = oldDevice({ [CALENDAR]: wrapped([]), ...backup });
    const store = await device.openImported();
    expect(await titlesOf(store)).toEqual([]);
    // Nor once the calendar is gone.
    device.storage.remove(CALENDAR);
    await importLegacy(store, device.ports);
    expect(await titlesOf(store)).toEqual([]);
  });

  test("it is read where there is none", async () => {
    const store = await oldDevice(backup).openImported();
    expect(await titlesOf(store)).toEqual(["Backed up"]);
  });

  test.each(['{"events":[{"id":"17', "null and void", '{"events":7}'])(
    "it is read where the calendar is corrupt: %s",
    async (corrupt) => {
      const store = await oldDevice({ [CALENDAR]: corrupt, ...backup }).openImported();
      expect(await titlesOf(store)).toEqual(["Backed up"]);
      expect((await legacyReport(store.db))?.unread.map(({ key }) => key)).toEqual([CALENDAR]);
    },
  );
});

describe("[I4] what can't be read", () => {
  test("is told with its reason, and kept as it was, whatever becomes of localStorage", async () => {
    const half = JSON.stringify(oldSession()).slice(0, 60);
    const events = wrapped([
      oldEvent(),
      oldEvent({ start: "soon" }),
      oldEvent({ title: "Eleven", confidenceLevel: 11 }),
    ]);
    const device = oldDevice({ ...everything, [ACTIVE]: half, [CALENDAR]: events });
    const store = await device.openImported();
    expect(await titlesOf(store)).toEqual(["Algebra", "Eleven"]);
    expect(await legacyReport(store.db)).toEqual({
      chats: 1,
      messages: 1,
      events: 2,
      unread: [
        { key: ACTIVE, reasons: ["json"], count: 1 },
        { key: CALENDAR, reasons: ["date", "number"], count: 2 },
      ],
    });
    device.storage.values.clear();
    expect(await unreadValues(store.db)).toEqual([
      { key: ACTIVE, value: half },
      { key: CALENDAR, value: JSON.stringify(events) },
    ]);
  });

  test("of two values for one thing, the one that came first stands, and the other is told", async () => {
    const store = await oldDevice({
      athro_dashboard_athro_confidence: { "athro-maths": 7 },
      athro_workspace_confidence_levels: { "athro-maths": 3, "athro-art": 1 },
    }).openImported({ user: null });
    expect(await getPreference(store.db, "confidence:athro-maths")).toBe(7);
    expect(await getPreference(store.db, "confidence:athro-art")).toBe(1);
    expect((await legacyReport(store.db))?.unread).toEqual([
      { key: "athro_workspace_confidence_levels", reasons: ["differs"], count: 1 },
    ]);
    await setPreference(store, "confidence:athro-maths", 9);
    expect(await getPreference(store.db, "confidence:athro-maths")).toBe(9);
  });

  test("nothing is told where nothing of the old app was found", async () => {
    const store = await oldDevice({ "athro-language": "cy" }).openImported();
    expect(await legacyReport(store.db)).toBeNull();
  });
});

test("a chat of thousands of messages is imported slice by slice, whole", async () => {
  const messages = Array.from({ length: 1_200 }, (_, n) => said("user", `Number ${n}`));
  const store = await oldDevice({ [ACTIVE]: oldSession({ messages }) }).openImported();
  expect(await store.db.chat_messages.count()).toBe(1_200);
  const session = await activeSession(store.db, "athro-maths");
  const page = await readChat(store, session?.id ?? "", 2);
  expect(page.lines.map(({ message }) => message.content)).toEqual(["Number 1198", "Number 1199"]);
});

test("an edit that is waiting is not undone by the import of its record", async () => {
  const device = oldDevice({ [CALENDAR]: wrapped([oldEvent()]) });
  const store = await device.openImported();
  const [event] = await store.db.calendar_events.toArray();
  if (!event) throw new Error("not imported");
  await updateEvent(store, event.id, { ...event, title: "Renamed" });
  const entry = await store.db.outbox.toArray();
  expect(entry).toHaveLength(1);
  expect(entry[0]?.stamps).toMatchObject({ origin: 0, time: 0 });
  expect(entry[0]?.stamp).toBe(store.now());
});
