// Dexie's live queries run only where there is an IndexedDB for all.
import "fake-indexeddb/auto";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { chatAfter } from "../../src/store/chat-after.ts";
import { watch } from "../../src/store/live.ts";
import { type ChatPage, sendQuestion } from "../../src/store/messages.ts";
import { readChat } from "../../src/store/read-chat.ts";
import { commit, create, edit } from "../../src/store/write.ts";
import { freshStorage } from "../support/indexed-db.ts";
import { openTestStore, type TestStore } from "../support/store.ts";
import { until } from "../support/until.ts";

const MATHS = "athro-maths";

/** A chat with a question in it, and what a watch of its last messages has shown since. */
const withChat = async (store: TestStore, limit = 50) => {
  const { sessionId } = await sendQuestion(store, MATHS, "What is a half?");
  const shown: ChatPage[] = [];
  const failed = vi.fn<(error: unknown) => void>();
  const unwatch = watch(
    () => readChat(store, sessionId, limit),
    (page) => shown.push(page),
    failed,
    { db: store.db, after: chatAfter(store, sessionId, limit) },
  );
  onTestFinished(unwatch);
  await until(() => expect(shown).toHaveLength(1));
  return { sessionId, shown, failed };
};

const textsOf = (page: ChatPage | undefined) =>
  page?.lines.map(({ message }) => message.content) ?? [];

describe("a watched chat", () => {
  test("[W5] shows what is sent here at its commit, just as it is then read", async () => {
    const store = await openTestStore();
    const { shown } = await withChat(store);
    await sendQuestion(store, MATHS, "And a quarter?");
    expect(textsOf(shown[1])).toEqual(["What is a half?", "And a quarter?"]);
    await until(() => expect(shown).toHaveLength(3));
    expect(shown[2]).toEqual(shown[1]);
  });

  test("shows as many messages as it is to, and that there are more", async () => {
    const store = await openTestStore();
    const { shown } = await withChat(store, 2);
    await sendQuestion(store, MATHS, "And a quarter?");
    await until(() => expect(shown).toHaveLength(3));
    await sendQuestion(store, MATHS, "And an eighth?");
    expect(textsOf(shown[3])).toEqual(["And a quarter?", "And an eighth?"]);
    await until(() => expect(shown).toHaveLength(5));
    expect(shown[4]).toEqual({ ...shown[3], more: true });
  });

  test("shows a guest's messages as saved", async () => {
    const store = await openTestStore({ user: null });
    const { shown } = await withChat(store);
    await sendQuestion(store, MATHS, "And a quarter?");
    expect(shown[1]?.lines.map(({ state }) => state)).toEqual([
      { kind: "saved" },
      { kind: "saved" },
    ]);
  });

  test("waits for what it can't tell without reading: a message taken out, one of another chat", async () => {
    const store = await openTestStore();
    const { shown } = await withChat(store);
    await sendQuestion(store, "athro-art", "What is a hue?");
    const [line] = shown[0]?.lines ?? [];
    await commit(store.db, store, [
      edit("chat_messages", line?.message.id ?? "", { deleted: { deleted: true } }),
    ]);
    expect(shown).toHaveLength(1);
    await until(() => expect(textsOf(shown.at(-1))).toEqual([]));
  });

  test("shows what another tab sends when it has read it", async () => {
    const storage = freshStorage();
    const store = await openTestStore({ storage });
    const other = await openTestStore({ storage, origin: "bbbbbbbb" });
    const { shown } = await withChat(store);
    other.clock.ms += 1_000;
    await sendQuestion(other, MATHS, "And a quarter?");
    await until(() => expect(textsOf(shown.at(-1))).toEqual(["What is a half?", "And a quarter?"]));
  });

  test("[W1] shows nothing of a transaction that fails", async () => {
    const store = await openTestStore();
    const { sessionId, shown } = await withChat(store);
    const { chat_messages, outbox, meta } = store.db;
    const failing = store.db.transaction("rw", [chat_messages, outbox, meta], async () => {
      const body = {
        session_id: sessionId,
        role: "user",
        content: "No",
        order_key: 2 ** 45,
      } as const;
      await commit(store.db, store, [create("chat_messages", store.newId(), { body })]);
      throw new Error("changed my mind");
    });
    await expect(failing).rejects.toThrow("changed my mind");
    expect(shown).toHaveLength(1);
  });
});
