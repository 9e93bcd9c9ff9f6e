import { Dexie } from "dexie";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { createEvent, deleteEvent, restoreEvent } from "../../src/store/events.ts";
import { watch } from "../../src/store/live.ts";
import { noteAsking } from "../../src/store/askings.ts";
import { sendQuestion } from "../../src/store/messages.ts";
import { readChat } from "../../src/store/read-chat.ts";
import { recentlyDeleted } from "../../src/store/recently-deleted.ts";
import { deleteSession, getSession, restoreSession } from "../../src/store/sessions.ts";
import { freshStorage } from "../support/indexed-db.ts";
import { openTestStore, STUDENT, type TestStore } from "../support/store.ts";
import { syncAll } from "./support/exchange.ts";
import { ServerRows } from "./support/server-rows.ts";

let storage: ReturnType<typeof freshStorage>;

beforeEach(() => {
  storage = freshStorage();
  const before = { ...Dexie.dependencies };
  // Without these Dexie takes the place for a server's, where nothing is watched.
  Object.assign(Dexie.dependencies, storage);
  onTestFinished(() => void Object.assign(Dexie.dependencies, before));
});

/** What a watch has shown, in order. */
const watched = <T>(query: () => Promise<T>): T[] => {
  const shown: T[] = [];
  const end = watch(
    query,
    (result) => shown.push(result),
    (error) => {
      throw error;
    },
  );
  onTestFinished(end);
  return shown;
};

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 10 });

const addEvent = (store: TestStore, title: string) =>
  createEvent(store, {
    title,
    athro_id: null,
    kind: "other",
    notes: "",
    location: "",
    all_day: false,
    starts_at: "2026-11-25T16:00:00",
    ends_at: "2026-11-25T17:00:00",
    zone: "Europe/London",
  });

describe("a watch follows all that its query reads", () => {
  test.each([null, STUDENT])("one thing after another, for %s", async (user) => {
    const store = await openTestStore({ user, storage });
    const event = await addEvent(store, "Choir");
    const { sessionId } = await sendQuestion(store, "athro-maths", "What is a surd?");
    const session = await getSession(store.db, sessionId);
    if (!session) throw new Error("no session");
    await deleteEvent(store, event);
    await deleteSession(store, session);
    const shown = watched(async () =>
      (await recentlyDeleted(store)).map(({ row }) => row.title).toSorted(),
    );
    await eventually(() => expect(shown.at(-1)).toEqual(["Choir", "What is a surd?"]));
    await restoreEvent(store, event);
    await eventually(() => expect(shown.at(-1)).toEqual(["What is a surd?"]));
    await restoreSession(store, session);
    await eventually(() => expect(shown.at(-1)).toEqual([]));
    await deleteEvent(store, event);
    await eventually(() => expect(shown.at(-1)).toEqual(["Choir"]));
  });

  test("what is read last too: that asking for a reply failed", async () => {
    const store = await openTestStore({ storage });
    const { sessionId, messageId } = await sendQuestion(store, "athro-maths", "What is a surd?");
    await syncAll(store, new ServerRows());
    const shown = watched(async () =>
      (await readChat(store, sessionId, 10)).lines.map(({ state }) => state.kind),
    );
    await eventually(() => expect(shown.at(-1)).toEqual(["answering"]));
    await noteAsking(
      store.db,
      { id: messageId, attempt: 0 },
      { tries: 1, notBefore: 0, problem: "tutor" },
    );
    await eventually(() => expect(shown.at(-1)).toEqual(["unanswered"]));
  });
});
