import { expect, test } from "vitest";
import { athrosInUse, hasChatsWith } from "../../src/store/athros-in-use.ts";
import { sendQuestion } from "../../src/store/messages.ts";
import { activeSession } from "../../src/store/active-session.ts";
import {
  deleteSession,
  savedSessions,
  saveSession,
  type SessionRow,
} from "../../src/store/sessions.ts";
import { undoSave } from "../../src/store/undo-save.ts";
import { openTestStore, STUDENT, type TestStore } from "../support/store.ts";

const ATHRO = "athro-maths";

const active = async (store: TestStore): Promise<SessionRow> => {
  const session = await activeSession(store.db, ATHRO);
  if (!session) throw new Error("no active session");
  return session;
};

const saved = async (store: TestStore) => {
  await sendQuestion(store, ATHRO, "What is a surd?");
  const session = await active(store);
  store.clock.ms += 1000;
  return { session, next: await saveSession(store, session) };
};

test.for([STUDENT, null])("a save that is taken back leaves one session, of %s", async (user) => {
  const store = await openTestStore({ user });
  const { session, next } = await saved(store);
  await undoSave(store, session, next);
  expect((await active(store)).id).toBe(session.id);
  expect(await savedSessions(store.db, ATHRO)).toEqual([]);
  expect((await store.db.chat_sessions.get(next))?.deleted).toBe(true);
});

test("what was written after the save is kept among the saved ones", async () => {
  const store = await openTestStore();
  const { session, next } = await saved(store);
  await sendQuestion(store, ATHRO, "Something new");
  await undoSave(store, session, next);
  expect((await active(store)).id).toBe(session.id);
  expect((await savedSessions(store.db, ATHRO)).map(({ id }) => id)).toEqual([next]);
});

test("a save that can't be taken back whole stays whole", async () => {
  const store = await openTestStore();
  const { session, next } = await saved(store);
  store.db.chat_sessions.hook("updating", (changes) => {
    if ("deleted" in changes) throw new Error("no space");
  });
  await expect(undoSave(store, session, next)).rejects.toThrow("no space");
  expect((await active(store)).id).toBe(next);
  expect((await savedSessions(store.db, ATHRO)).map(({ id }) => id)).toEqual([session.id]);
});

test("an Athro is in use as long as a session with it is not deleted", async () => {
  const store = await openTestStore();
  expect(await athrosInUse(store.db)).toEqual([]);
  expect(await hasChatsWith(store.db, "athro-latin")).toBe(false);
  await sendQuestion(store, "athro-latin", "Quid est?");
  await sendQuestion(store, "athro-latin", "Et quid?");
  expect(await athrosInUse(store.db)).toEqual(["athro-latin"]);
  expect(await hasChatsWith(store.db, "athro-latin")).toBe(true);
  expect(await hasChatsWith(store.db, "athro-lat")).toBe(false);
  for (const session of await store.db.chat_sessions.toArray()) {
    const done = await saveSession(store, session);
    const next = await store.db.chat_sessions.get(done);
    if (next) await store.db.chat_sessions.update(done, { deleted: true });
    await deleteSession(store, session);
  }
  expect(await hasChatsWith(store.db, "athro-latin")).toBe(false);
  expect(await athrosInUse(store.db)).toEqual([]);
});
