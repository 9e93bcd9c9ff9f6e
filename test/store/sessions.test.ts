import { activeSession } from "../../src/store/active-session.ts";
import { describe, expect, test } from "vitest";
import { athrosInUse, hasChatsWith } from "../../src/store/athros-in-use.ts";
import { sendQuestion } from "../../src/store/messages.ts";
import { openSessions } from "../../src/store/open-sessions.ts";
import {
  deleteSession,
  getSession,
  renameSession,
  restoreSession,
  resumeSession,
  savedSessions,
  saveSession,
} from "../../src/store/sessions.ts";
import { undoSave } from "../../src/store/undo-save.ts";
import { commit } from "../../src/store/write.ts";
import { openTestStore, type TestStore } from "../support/store.ts";
import { syncAll } from "./support/exchange.ts";
import { ServerRows } from "./support/server-rows.ts";

const MATHS = "athro-maths";

/** A chat with a question in it, the active one; one a minute. */
const begin = async (store: TestStore, question: string, athroId = MATHS) => {
  store.clock.ms += 60_000;
  const { sessionId } = await sendQuestion(store, athroId, question);
  const session = await getSession(store.db, sessionId);
  if (!session) throw new Error("no session was begun");
  return session;
};

const active = async (store: TestStore, athroId = MATHS) =>
  (await activeSession(store.db, athroId))?.title;
const saved = async (store: TestStore) =>
  (await savedSessions(store.db, MATHS)).map(({ title }) => title);

/** Three saved chats and an empty active one. */
const withSaved = async () => {
  const store = await openTestStore();
  for (const question of ["One?", "Two?", "Three?"]) {
    const session = await begin(store, question);
    store.clock.ms += 1_000;
    await saveSession(store, session);
  }
  return store;
};

describe("a session", () => {
  test("begins with the first question, which gives it its title", async () => {
    const store = await openTestStore();
    expect(await activeSession(store.db, MATHS)).toBeUndefined();
    const session = await begin(store, "What is a third of a half, and why?\nI mean, really");
    expect(session).toMatchObject({
      athro_id: MATHS,
      title: "What is a third of a half, and why?",
      is_active: true,
      deleted: false,
      created_at: "2026-11-23T09:01:00.000Z",
    });
    const { sessionId } = await sendQuestion(store, MATHS, "And of a whole?");
    expect(sessionId).toBe(session.id);
    expect(await active(store)).toBe("What is a third of a half, and why?");
  });

  test("that is saved twice by a quick press is saved once, and either is taken back", async () => {
    const store = await openTestStore();
    const session = await begin(store, "One?");
    const [next, again] = await Promise.all([
      saveSession(store, session),
      saveSession(store, session),
    ]);
    expect(again).toBe(next);
    expect(await store.db.chat_sessions.count()).toBe(2);
    await undoSave(store, session, again);
    expect(await active(store)).toBe("One?");
    expect(await saved(store)).toEqual([]);
  });

  test("can be renamed", async () => {
    const store = await openTestStore();
    const session = await begin(store, "One?");
    await renameSession(store, session.id, "Fractions");
    await sendQuestion(store, MATHS, "Two?");
    expect(await active(store)).toBe("Fractions");
  });

  test("is of one Athro", async () => {
    const store = await openTestStore();
    await begin(store, "One?");
    await begin(store, "Who painted this?", "athro-art");
    expect(await active(store)).toBe("One?");
    expect(await active(store, "athro-art")).toBe("Who painted this?");
    expect((await openSessions(store.db)).map(({ title }) => title)).toEqual([
      "Who painted this?",
      "One?",
    ]);
    expect((await athrosInUse(store.db)).toSorted()).toEqual(["athro-art", MATHS]);
    expect(await hasChatsWith(store.db, "athro-art")).toBe(true);
    expect(await hasChatsWith(store.db, "athro-pe")).toBe(false);
  });
});

describe("saving", () => {
  test("archives the session and begins an empty one, which the next question names", async () => {
    const store = await openTestStore();
    const session = await begin(store, "One?");
    const next = await saveSession(store, session);
    expect(await activeSession(store.db, MATHS)).toMatchObject({ id: next, title: "" });
    expect(await saved(store)).toEqual(["One?"]);
    expect(await openSessions(store.db)).toEqual([]);
    const { sessionId } = await sendQuestion(store, MATHS, "Two?");
    expect(sessionId).toBe(next);
    expect(await active(store)).toBe("Two?");
  });

  test("lists the saved ones newest first, and no empty ones", async () => {
    const store = await withSaved();
    expect(await saved(store)).toEqual(["Three?", "Two?", "One?"]);
  });

  test("can be undone: the session is active again, and the empty one gone", async () => {
    const store = await openTestStore();
    const session = await begin(store, "One?");
    const next = await saveSession(store, session);
    await undoSave(store, session, next);
    expect(await active(store)).toBe("One?");
    expect(await getSession(store.db, next)).toMatchObject({ deleted: true });
  });
});

describe("resuming", () => {
  test("makes a saved session the active one, and keeps what was begun meanwhile", async () => {
    const store = await withSaved();
    await begin(store, "Four?");
    const [, two] = await savedSessions(store.db, MATHS);
    if (!two) throw new Error("nothing was saved");
    await resumeSession(store, two);
    expect(await active(store)).toBe("Two?");
    expect(await saved(store)).toEqual(["Four?", "Three?", "One?"]);
    const { sessionId } = await sendQuestion(store, MATHS, "Still there?");
    expect(sessionId).toBe(two.id);
  });
});

describe("deleting", () => {
  test("takes a session out of sight, and begins another if it was the active one", async () => {
    const store = await openTestStore();
    const session = await begin(store, "One?");
    await deleteSession(store, session);
    expect(await activeSession(store.db, MATHS)).toMatchObject({ title: "" });
    expect(await saved(store)).toEqual([]);
    expect(await getSession(store.db, session.id)).toMatchObject({ deleted: true, title: "One?" });
  });

  test("of a saved session leaves the active one", async () => {
    const store = await withSaved();
    const before = await activeSession(store.db, MATHS);
    const [three] = await savedSessions(store.db, MATHS);
    if (!three) throw new Error("nothing was saved");
    await deleteSession(store, three);
    expect(await activeSession(store.db, MATHS)).toEqual(before);
    expect(await saved(store)).toEqual(["Two?", "One?"]);
    await restoreSession(store, three);
    expect(await activeSession(store.db, MATHS)).toEqual(before);
    expect(await saved(store)).toEqual(["Three?", "Two?", "One?"]);
  });

  test("of the active session can be taken back, and it is the active one again", async () => {
    const store = await openTestStore();
    const session = await begin(store, "One?");
    await deleteSession(store, session);
    await restoreSession(store, session);
    expect(await active(store)).toBe("One?");
    expect((await store.db.chat_sessions.toArray()).filter((row) => row.is_active)).toHaveLength(1);
  });

  test("is taken back as a whole or not at all", async () => {
    const store = await openTestStore();
    const session = await begin(store, "One?");
    await deleteSession(store, session);
    await syncAll(store, new ServerRows());
    let drawn = 0;
    const newId = () => {
      drawn += 1;
      // The session itself is the first, what was begun in its place the second.
      if (drawn === 2) throw new Error("cut short");
      return store.newId();
    };
    await expect(restoreSession({ ...store, newId }, session)).rejects.toThrow("cut short");
    expect(await getSession(store.db, session.id)).toMatchObject({ deleted: true });
    expect(await store.db.outbox.count()).toBe(0);
    expect(await active(store)).toBe("");
    await restoreSession(store, session);
    expect(await active(store)).toBe("One?");
  });

  test("of all an Athro's sessions leaves it out of those in use, but for the empty one", async () => {
    const store = await openTestStore({ user: null });
    const session = await begin(store, "One?");
    await deleteSession(store, session);
    expect(await openSessions(store.db)).toEqual([]);
    expect(await athrosInUse(store.db)).toEqual([MATHS]);
  });
});

describe("[M7] two active sessions, begun on two devices", () => {
  test("the newest is the active one, and the older is among the saved", async () => {
    const server = new ServerRows();
    const phone = await openTestStore({ origin: "bbbbbbbb" });
    const laptop = await openTestStore({ origin: "cccccccc" });
    await begin(phone, "On the phone?");
    laptop.clock.ms += 3_600_000;
    await begin(laptop, "On the laptop?");
    for (const store of [phone, laptop, phone]) await syncAll(store, server);
    for (const store of [phone, laptop]) {
      expect(await active(store)).toBe("On the laptop?");
      expect(await saved(store)).toEqual(["On the phone?"]);
      expect((await openSessions(store.db)).map(({ title }) => title)).toEqual(["On the laptop?"]);
    }
  });

  test("resuming the older one leaves a single active one, on every device", async () => {
    const server = new ServerRows();
    const store = await openTestStore();
    const older = await begin(store, "Older?");
    await begin(store, "Newer?");
    await commit(store.db, store, [
      { table: "chat_sessions", id: older.id, set: { active: { is_active: true } } },
    ]);
    await resumeSession(store, older);
    await syncAll(store, server);
    const other = await openTestStore({ origin: "dddddddd" });
    await syncAll(other, server);
    expect(await active(other)).toBe("Older?");
  });
});
