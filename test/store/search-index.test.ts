import { Dexie } from "dexie";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { createEvent, deleteEvent, restoreEvent, updateEvent } from "../../src/store/events.ts";
import { type MessageRow, sendQuestion } from "../../src/store/messages.ts";
import { deleteMessage } from "../../src/store/removal.ts";
import { createSearchIndex, type SearchFilter } from "../../src/store/search-index.ts";
import { readFound } from "../../src/store/search-results.ts";
import {
  deleteSession,
  getSession,
  renameSession,
  restoreSession,
  saveSession,
} from "../../src/store/sessions.ts";
import { freshStorage } from "../support/indexed-db.ts";
import { openTestStore, STUDENT, type TestStore } from "../support/store.ts";
import { syncAll } from "./support/exchange.ts";
import { ServerRows } from "./support/server-rows.ts";

const ALL: SearchFilter = { kind: "all", athro: "" };
const TODAY = "2026-11-23";

let storage: ReturnType<typeof freshStorage>;

beforeEach(() => {
  storage = freshStorage();
  const before = { ...Dexie.dependencies };
  // Without these Dexie takes the place for a server's, where nothing is watched.
  Object.assign(Dexie.dependencies, storage);
  onTestFinished(() => void Object.assign(Dexie.dependencies, before));
});

const indexOf = (store: TestStore) => {
  const failures: unknown[] = [];
  let changes = 0;
  const index = createSearchIndex(
    store,
    () => {
      changes += 1;
    },
    (error) => failures.push(error),
  );
  onTestFinished(() => index.end());
  /** What a student sees of what is found. */
  const shown = async (query: string, filter = ALL): Promise<string[]> => {
    const { hits } = index.find(query, filter, 30);
    return (await readFound(store.db, hits, TODAY)).map((one) =>
      one.kind === "message"
        ? one.message.content
        : one.kind === "chat"
          ? `chat: ${one.session.title}`
          : `${one.event.starts_at.slice(0, 10)} ${one.event.title}`,
    );
  };
  const ready = () => eventually(() => expect(index.progress()).toBe(1));
  return { index, failures, shown, ready, changes: () => changes };
};

const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 10_000, interval: 20 });

const anEvent = {
  title: "Choir",
  athro_id: "athro-music",
  kind: "other" as const,
  notes: "Bring the descant",
  location: "Hall",
  all_day: false,
  starts_at: "2026-11-25T16:00:00",
  ends_at: "2026-11-25T17:00:00",
  zone: "Europe/London",
};

const messageOf = async (store: TestStore, id: string): Promise<MessageRow> => {
  const row = await store.db.chat_messages.get(id);
  if (!row) throw new Error("no such message");
  return row;
};

describe.each([null, STUDENT])("for %s, what is found", (user) => {
  test("is what there was, and what is written, changed, deleted and restored since", async () => {
    const store = await openTestStore({ user, storage });
    const first = await sendQuestion(store, "athro-maths", "What is a surd?");
    const event = await createEvent(store, anEvent);
    const { shown, ready, failures } = indexOf(store);
    await ready();
    expect(await shown("surd")).toEqual(["What is a surd?"]);
    expect(await shown("descant")).toEqual(["2026-11-25 Choir"]);

    await sendQuestion(store, "athro-maths", "Is √2 a surd too?");
    await eventually(async () => expect(await shown("surd too")).toEqual(["Is √2 a surd too?"]));
    await updateEvent(store, event, { ...anEvent, notes: "Bring the alto part" });
    await eventually(async () => expect(await shown("alto")).toEqual(["2026-11-25 Choir"]));
    expect(await shown("descant")).toEqual([]);
    await deleteEvent(store, event);
    await eventually(async () => expect(await shown("alto")).toEqual([]));
    await restoreEvent(store, event);
    await eventually(async () => expect(await shown("alto")).toEqual(["2026-11-25 Choir"]));

    await deleteMessage(store, await messageOf(store, first.messageId));
    // The chat goes by what its first question asked.
    await eventually(async () =>
      expect(await shown("surd")).toEqual(["chat: What is a surd?", "Is √2 a surd too?"]),
    );
    const session = await getSession(store.db, first.sessionId);
    if (!session) throw new Error("no session");
    await deleteSession(store, session);
    await eventually(async () => expect(await shown("surd")).toEqual([]));
    await restoreSession(store, session);
    await eventually(async () => expect(await shown("surd")).toContain("Is √2 a surd too?"));
    expect(failures).toEqual([]);
  });
});

test("what another tab writes is found, and what a sync brings, few rows or many", async () => {
  const store = await openTestStore({ storage });
  const { shown, ready } = indexOf(store);
  await ready();
  const tab = await openTestStore({ storage, origin: "bbbbbbbb" });
  await sendQuestion(tab, "athro-maths", "Factorise in another tab");
  await eventually(async () => expect(await shown("factorise")).toHaveLength(1));

  const server = new ServerRows();
  const phone = await openTestStore({ storage: freshStorage(), origin: "cccccccc" });
  for (let n = 0; n < 120; n += 1)
    await sendQuestion(phone, "athro-history", `Treaty number ${n} of the phone`);
  await syncAll(phone, server);
  await syncAll(store, server);
  await eventually(async () => expect(await shown("treaty 117")).toHaveLength(1));
  // Of thirty that fit, one is the chat that has its title from another.
  expect(await shown("treaty")).toHaveLength(29);

  await sendQuestion(phone, "athro-history", "One armistice more");
  await syncAll(phone, server);
  await syncAll(store, server);
  await eventually(async () => expect(await shown("armistice")).toHaveLength(1));
});

test("what is written while the index is being made is not missed", async () => {
  const store = await openTestStore({ storage });
  const { messageId } = await sendQuestion(store, "athro-maths", "Early as well");
  const first = await messageOf(store, messageId);
  await store.db.chat_messages.bulkPut(
    Array.from({ length: 250 }, (_, n) => ({
      ...first,
      id: store.newId(),
      order_key: first.order_key + n + 1,
      content: `Early ${n}`,
    })),
  );
  const { index, shown, ready } = indexOf(store);
  expect(index.progress()).toBeLessThan(1);
  await sendQuestion(store, "athro-maths", "Written meanwhile");
  await ready();
  await eventually(async () => expect(await shown("meanwhile")).toEqual(["Written meanwhile"]));
  expect(await shown("early 249")).toEqual(["Early 249"]);
});

test("chats or events alone, or those of one Athro", async () => {
  const store = await openTestStore({ storage });
  await sendQuestion(store, "athro-maths", "A choir of numbers");
  await sendQuestion(store, "athro-music", "What does a choir need?");
  await createEvent(store, anEvent);
  const { shown, ready } = indexOf(store);
  await ready();
  expect(await shown("choir")).toHaveLength(3);
  expect(await shown("choir", { kind: "events", athro: "" })).toEqual(["2026-11-25 Choir"]);
  expect((await shown("choir", { kind: "chats", athro: "" })).toSorted()).toEqual([
    "A choir of numbers",
    "What does a choir need?",
  ]);
  expect((await shown("choir", { kind: "all", athro: "athro-music" })).toSorted()).toEqual([
    "2026-11-25 Choir",
    "What does a choir need?",
  ]);
});

test("a chat is found by a name of its own, and not beside the question that gave it its title", async () => {
  const store = await openTestStore({ storage });
  const { sessionId } = await sendQuestion(store, "athro-maths", "What is a surd?");
  const { shown, ready } = indexOf(store);
  await ready();
  expect(await shown("surd")).toEqual(["What is a surd?"]);
  await renameSession(store, sessionId, "Roots for the mock");
  await eventually(async () => expect(await shown("mock")).toEqual(["chat: Roots for the mock"]));
  const session = await getSession(store.db, sessionId);
  if (session) await saveSession(store, session);
  expect(await shown("mock")).toEqual(["chat: Roots for the mock"]);
});

test("what repeats is found where it happens next, and a time of it that was changed where that is", async () => {
  const store = await openTestStore({ storage });
  const id = await createEvent(store, {
    ...anEvent,
    starts_at: "2026-09-09T16:00:00",
    ends_at: "2026-09-09T17:00:00",
    rrule: "FREQ=WEEKLY;COUNT=20",
  });
  const { shown, ready } = indexOf(store);
  await ready();
  expect(await shown("descant")).toEqual(["2026-11-25 Choir"]);
  await store.db.calendar_overrides.put({
    id: store.newId(),
    seq: 0,
    stamps: {},
    deleted: false,
    extra: {},
    event_id: id,
    original_start: "2026-12-02T16:00:00",
    cancelled: false,
    title: "Dress rehearsal",
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
  });
  await eventually(async () =>
    expect(await shown("rehearsal")).toEqual(["2026-12-02 Dress rehearsal"]),
  );
  await deleteEvent(store, id);
  await eventually(async () => expect(await shown("rehearsal")).toEqual([]));
});

test("a database that is emptied leaves nothing to be found, and one that ended hears nothing more", async () => {
  const store = await openTestStore({ user: null, storage });
  await sendQuestion(store, "athro-maths", "What is a surd?");
  const { index, shown, ready, changes } = indexOf(store);
  await ready();
  await store.db.transaction("rw", store.db.tables, async () => {
    await Promise.all(store.db.tables.map((table) => table.clear()));
  });
  await eventually(() => expect(index.isEmpty()).toBe(true));
  expect(await shown("surd")).toEqual([]);
  const before = changes();
  index.end();
  await store.db.chat_sessions.clear();
  expect(changes()).toBe(before);
});

test("a store that can't be read is told of, and read again when asked", async () => {
  const store = await openTestStore({ storage });
  await sendQuestion(store, "athro-maths", "What is a surd?");
  const rows = store.db.rows.bind(store.db);
  const reading = vi.spyOn(store.db, "rows").mockImplementation((table) => {
    if (table === "chat_messages") throw new Error("no storage");
    return rows(table);
  });
  const { index, failures, shown, ready } = indexOf(store);
  await eventually(() => expect(failures).toHaveLength(1));
  reading.mockRestore();
  index.again();
  await ready();
  expect(await shown("surd")).toEqual(["What is a surd?"]);
});
