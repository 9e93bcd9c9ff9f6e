import { describe, expect, test } from "vitest";
import {
  archiveChats,
  holdsArchive,
  oldChats,
  removeArchived,
} from "../../src/store/archive-chats.ts";
import { importFile, readFile } from "../../src/store/import-file.ts";
import { sendQuestion } from "../../src/store/messages.ts";
import { readChat } from "../../src/store/read-chat.ts";
import { recentlyDeleted } from "../../src/store/recently-deleted.ts";
import { activeSession } from "../../src/store/active-session.ts";
import { renameSession, saveSession, savedSessions } from "../../src/store/sessions.ts";
import type { Store } from "../../src/store/store.ts";
import { MONDAY_MS, openTestStore, type TestStore } from "../support/store.ts";
import { ServerRows } from "./support/server-rows.ts";
import { syncAll } from "./support/exchange.ts";

const MATHS = "athro-maths";
const DAY_MS = 86_400_000;
const LATER_MS = MONDAY_MS + 200 * DAY_MS;

/** Asks something and saves the session. Returns its id. */
const saveChat = async (store: Store, ...questions: string[]): Promise<string> => {
  for (const question of questions) await sendQuestion(store, MATHS, question);
  const session = await activeSession(store.db, MATHS);
  if (!session) throw new Error("no session");
  await saveSession(store, session);
  return session.id;
};

const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

/** Puts all that is older than a month into a file. */
const archive = async (store: TestStore) => {
  const chats = await oldChats(store, store.now() - 30 * DAY_MS);
  return archiveChats(
    store,
    chats.map(({ id }) => id),
    store.now(),
  );
};

const bring = async (store: Store, blob: Blob) => {
  const outcome = await readFile(await bytesOf(blob));
  if (outcome.kind !== "read") throw new Error(JSON.stringify(outcome.problem));
  return importFile(store, outcome.read);
};

const saidIn = async (store: Store, session: string): Promise<string[]> =>
  (await readChat(store, session, 50)).lines.map(({ message }) => message.content);

/** A guest with an old chat of two questions, a recent one, and one that goes on. */
const guestWithChats = async (): Promise<TestStore> => {
  const store = await openTestStore({ user: null });
  await saveChat(store, "What is a third?", "And a quarter?");
  store.clock.ms = LATER_MS;
  await saveChat(store, "What is a fifth?");
  await sendQuestion(store, MATHS, "What is a sixth?");
  return store;
};

describe("[X6] chats that may be archived", () => {
  test("are saved ones in which nothing was said since", async () => {
    const store = await guestWithChats();
    const found = await oldChats(store, LATER_MS - 30 * DAY_MS);
    expect(found.map(({ title, messages, at }) => [title, messages, at])).toEqual([
      ["What is a third?", 2, MONDAY_MS],
    ]);
    expect((await oldChats(store, LATER_MS + 1)).map(({ title }) => title)).toEqual([
      "What is a third?",
      "What is a fifth?",
    ]);
  });

  test("are none that wait for a reply", async () => {
    const store = await openTestStore();
    await saveChat(store, "What is a third?");
    expect(await oldChats(store, LATER_MS)).toEqual([]);
  });
});

describe("[X6] an archive", () => {
  test("holds the chats whole, changes nothing, and is known again", async () => {
    const store = await guestWithChats();
    const before = await store.db.chat_messages.toArray();
    const made = await archive(store);
    expect(await store.db.chat_messages.toArray()).toEqual(before);
    const bytes = await bytesOf(made.blob);
    expect(await holdsArchive(made, bytes)).toBe(true);
    // As a browser leaves it that unpacks what it downloads.
    expect(await holdsArchive(made, new TextEncoder().encode(made.text))).toBe(true);
    expect(await holdsArchive(made, bytes.subarray(0, bytes.length - 30))).toBe(false);
    expect(await holdsArchive(made, new Uint8Array())).toBe(false);
    expect(await holdsArchive(made, await bytesOf((await archive(store)).blob))).toBe(false);
  });

  test("leaves a chat that changed after the file was made", async () => {
    const store = await guestWithChats();
    const made = await archive(store);
    const [old] = await oldChats(store, LATER_MS - 30 * DAY_MS);
    await renameSession(store, old?.id ?? "", "Fractions");
    expect(await removeArchived(store, made)).toEqual({ removed: 0, changed: 1 });
    expect((await savedSessions(store.db, MATHS)).map(({ title }) => title)).toContain("Fractions");
  });

  test("of a guest's chats takes them away whole, and brings them back once", async () => {
    const store = await guestWithChats();
    const made = await archive(store);
    expect(await removeArchived(store, made)).toEqual({ removed: 1, changed: 0 });
    expect(await store.db.chat_messages.count()).toBe(2);
    expect(await recentlyDeleted(store)).toEqual([]);
    expect(await removeArchived(store, made)).toEqual({ removed: 0, changed: 1 });

    expect(await bring(store, made.blob)).toMatchObject({ chats: 1, messages: 2 });
    const back = (await savedSessions(store.db, MATHS)).find((one) => one.title.includes("third"));
    expect(await saidIn(store, back?.id ?? "")).toEqual(["What is a third?", "And a quarter?"]);
    expect(await bring(store, made.blob)).toMatchObject({ chats: 0, messages: 0, present: 3 });
  });

  test("of a student's chats deletes them everywhere, and brings them back although their ids are spent", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    const id = await saveChat(store, "What is a third?");
    await syncAll(store, server);
    for (const row of await store.db.chat_messages.toArray()) {
      const { awaiting: _awaiting, ...over } = row;
      await store.db.chat_messages.put(over);
    }
    store.clock.ms = LATER_MS;
    const made = await archive(store);
    expect(await removeArchived(store, made)).toEqual({ removed: 1, changed: 0 });
    expect((await recentlyDeleted(store)).map(({ row }) => row.id)).toEqual([id]);
    expect(await store.db.outbox.count()).toBeGreaterThan(0);

    expect(await bring(store, made.blob)).toMatchObject({ chats: 1, messages: 1, gone: 0 });
    const [back] = await savedSessions(store.db, MATHS);
    expect(back?.id).not.toBe(id);
    expect(await saidIn(store, back?.id ?? "")).toEqual(["What is a third?"]);
  });
});
