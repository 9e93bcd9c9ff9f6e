// Live queries are silent where there is no global IndexedDB, and Dexie looks for one when it is loaded.
import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { MESSAGE_LENGTH_MAX } from "../../../src/model/limits.ts";
import { keepDraft, readDraft } from "../../../src/store/drafts.ts";
import { sendQuestion } from "../../../src/store/messages.ts";
import { readChat } from "../../../src/store/read-chat.ts";
import { activeSession } from "../../../src/store/active-session.ts";
import { RecordTooLarge } from "../../../src/store/write.ts";
import { createComposer } from "../../../src/ui/chat/composer-model.ts";
import { openDraft } from "../../../src/ui/chat/draft-model.ts";
import { storedDraft } from "../../../src/ui/chat/stored-draft.ts";
import { openTestStore } from "../../support/store.ts";
import { manualTimers } from "./timers.ts";

const ATHRO = "athro-maths";

/** A composer that may be typed in before its draft is read. */
const openComposer = async (send?: (content: string) => Promise<unknown>, stored = "") => {
  const store = await openTestStore();
  if (stored) await keepDraft(store, ATHRO, stored);
  const draft = openDraft(storedDraft(store, ATHRO), {
    flush: () => {},
    after: manualTimers().after,
  });
  const sent: string[] = [];
  const composer = createComposer(
    draft,
    (content, id) => {
      sent.push(content);
      return send ? send(content) : sendQuestion(store, ATHRO, content, id);
    },
    store.newId,
  );
  const messages = async () => {
    const session = await activeSession(store.db, ATHRO);
    const page = session && (await readChat(store, session.id, 50));
    return page?.lines.map(({ message }) => message.content) ?? [];
  };
  return { store, draft, composer, sent, messages };
};

const compose = async (send?: (content: string) => Promise<unknown>) => {
  const opened = await openComposer(send);
  await expect.poll(() => opened.draft.ready.value).toBe(true);
  return opened;
};

test("a message is committed, and the composer and its draft are empty", async () => {
  const { store, draft, composer, messages } = await compose();
  composer.type("  What is a surd?\n");
  expect(await composer.submit()).toBe(true);
  expect(await messages()).toEqual(["What is a surd?"]);
  expect(draft.text.value).toBe("");
  expect(await readDraft(store.db, ATHRO)).toBe("");
});

test("a second Enter while the first is under way sends nothing", async () => {
  const { composer, messages } = await compose();
  composer.type("once");
  const both = await Promise.all([composer.submit(), composer.submit()]);
  expect(both).toEqual([true, false]);
  expect(await messages()).toEqual(["once"]);
});

test("Enter before the draft is read sends once it is, and once only", async () => {
  const { draft, composer, messages } = await openComposer();
  composer.type("What is a surd?");
  expect(draft.ready.value).toBe(false);
  const both = await Promise.all([composer.submit(), composer.submit()]);
  expect(both).toEqual([true, false]);
  expect(await messages()).toEqual(["What is a surd?"]);
  expect(draft.text.value).toBe("");
});

test("Enter before the draft is read sends nothing that the student has not seen", async () => {
  const { draft, composer, sent } = await openComposer(undefined, "What I left");
  composer.type("What is a surd?");
  expect(await composer.submit()).toBe(false);
  expect(sent).toEqual([]);
  expect(draft.text.value).toBe("What I left\n\nWhat is a surd?");
  expect(await composer.submit()).toBe(true);
  expect(sent).toEqual(["What I left\n\nWhat is a surd?"]);
});

test("Enter before the draft is read sends nothing if writing goes on", async () => {
  const { draft, composer, sent } = await openComposer();
  composer.type("What is");
  const submitted = composer.submit();
  composer.type("What is a surd?");
  expect(await submitted).toBe(false);
  expect(sent).toEqual([]);
  expect(draft.text.value).toBe("What is a surd?");
});

test("blank text is not sent, and is no problem either", async () => {
  const { draft, composer, sent } = await compose();
  composer.type(" \n ");
  expect(await composer.submit()).toBe(false);
  expect(sent).toEqual([]);
  expect(composer.problem.value).toBe(null);
  expect(draft.text.value).toBe(" \n ");
});

test("a message over the limit stays, and its length is told until it is changed", async () => {
  const { draft, composer, sent } = await compose();
  const long = "x".repeat(MESSAGE_LENGTH_MAX + 1);
  composer.type(long);
  expect(await composer.submit()).toBe(false);
  expect(sent).toEqual([]);
  expect(composer.problem.value).toEqual({ kind: "long", length: MESSAGE_LENGTH_MAX + 1 });
  expect(draft.text.value).toBe(long);
  composer.type(long.slice(1));
  expect(composer.problem.value).toBe(null);
  expect(await composer.submit()).toBe(true);
});

test("the count shows from 1,000 characters before the limit, as the limit counts", async () => {
  const { composer } = await compose();
  const near = MESSAGE_LENGTH_MAX - 1000;
  composer.type("x".repeat(near - 1));
  expect(composer.count.value).toBe(null);
  composer.type("x".repeat(near));
  expect(composer.count.value).toBe(near);
  composer.type("x".repeat(near - 1) + " ".repeat(500));
  expect(composer.count.value).toBe(null);
  composer.type("x".repeat(MESSAGE_LENGTH_MAX + 5));
  expect(composer.count.value).toBe(MESSAGE_LENGTH_MAX + 5);
});

test.for([
  [new RecordTooLarge(), "too-large"],
  [new DOMException("no space", "QuotaExceededError"), "full"],
  [new Error("what"), "unknown"],
] as const)(
  "a write that fails (%s) is told as %s, and the text stays",
  async ([error, reason]) => {
    const { draft, composer } = await compose(() => Promise.reject(error));
    composer.type("precious");
    expect(await composer.submit()).toBe(false);
    expect(composer.problem.value).toEqual({ kind: "not-saved", reason });
    expect(draft.text.value).toBe("precious");
  },
);

test("after a failed write the next try goes through", async () => {
  let broken = true;
  const { composer, sent } = await compose(async () => {
    if (broken) throw new Error("once");
  });
  composer.type("again");
  await composer.submit();
  broken = false;
  expect(await composer.submit()).toBe(true);
  expect(sent).toEqual(["again", "again"]);
  expect(composer.problem.value).toBe(null);
});

test("a record too large for any server stays in the composer, draft and all", async () => {
  const { store, draft, composer, messages } = await compose();
  // Each of these takes three bytes, and more in JSON than a mutation may have.
  const text = "\u0001".repeat(MESSAGE_LENGTH_MAX - 2);
  composer.type(`a${text}b`);
  expect(await composer.submit()).toBe(false);
  expect(composer.problem.value).toEqual({ kind: "not-saved", reason: "too-large" });
  expect(await messages()).toEqual([]);
  expect(draft.text.value).toBe(`a${text}b`);
  expect(await readDraft(store.db, ATHRO)).toBe(`a${text}b`);
});
