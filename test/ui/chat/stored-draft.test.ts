// Live queries are silent where there is no global IndexedDB, and Dexie looks for one when it is loaded.
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepDraft, readDraft } from "../../../src/store/drafts.ts";
import { sendQuestion } from "../../../src/store/messages.ts";
import { openDraft } from "../../../src/ui/chat/draft-model.ts";
import { storedDraft } from "../../../src/ui/chat/stored-draft.ts";
import { freshStorage } from "../../support/indexed-db.ts";
import { openTestStore, type TestStore } from "../../support/store.ts";
import { manualTimers } from "./timers.ts";

const MATHS = "athro-maths";

/** The browser's, as far as it is used. */
const fakeLocalStorage = () => {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
};

beforeEach(() => {
  vi.stubGlobal("localStorage", fakeLocalStorage());
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const open = async (store: TestStore, athroId: string) => {
  const draft = openDraft(storedDraft(store, athroId), {
    flush: () => {},
    after: manualTimers().after,
  });
  await expect.poll(() => draft.ready.value).toBe(true);
  return draft;
};

test("each Athro keeps its own draft", async () => {
  const store = await openTestStore();
  const maths = await open(store, "athro-maths");
  maths.type("surds");
  await maths.close();
  const music = await open(store, "athro-music");
  expect(music.text.value).toBe("");
  music.type("cadences");
  await music.close();
  expect((await open(store, "athro-maths")).text.value).toBe("surds");
  expect((await open(store, "athro-music")).text.value).toBe("cadences");
});

test("another tab's draft shows in a composer that is not in use", async () => {
  const storage = freshStorage();
  const here = await openTestStore({ storage });
  const there = await openTestStore({ storage, origin: "bbbbbbbb" });
  const draft = await open(here, "athro-maths");
  await keepDraft(there, "athro-maths", "from the other tab");
  await expect.poll(() => draft.text.value).toBe("from the other tab");
});

test("[M6] a draft that another device pushed later replaces this one's", async () => {
  const store = await openTestStore();
  const draft = await open(store, "athro-maths");
  draft.type("here");
  await draft.leave();
  store.clock.ms += 1000;
  // What a pull would write: the preference alone, with a later time.
  const row = (await store.db.preferences.toArray()).find(
    ({ name }) => name === "draft:athro-maths",
  );
  if (!row) throw new Error("the draft was not pushed");
  await store.db.preferences.put({ ...row, value: { text: "there", at: store.clock.ms } });
  await expect.poll(() => draft.text.value).toBe("there");
  expect(await readDraft(store.db, "athro-maths")).toBe("there");
});

test("what a page could no longer store when it went is in the next one's composer", async () => {
  const store = await openTestStore();
  const stored = storedDraft(store, "athro-maths");
  await stored.keep("half");
  store.clock.ms += 10;
  stored.keepAtOnce("half a question");
  expect(await readDraft(store.db, "athro-maths")).toBe("half");
  expect((await open(store, "athro-maths")).text.value).toBe("half a question");
  expect(await readDraft(store.db, "athro-maths")).toBe("half a question");
});

test("what a page left behind gives way to what was stored since, and is no one else's", async () => {
  const storage = freshStorage();
  const store = await openTestStore({ storage });
  storedDraft(store, "athro-maths").keepAtOnce("left behind");
  const guest = await openTestStore({ storage, user: null, origin: "bbbbbbbb" });
  expect((await open(guest, "athro-maths")).text.value).toBe("");
  expect((await open(store, "athro-music")).text.value).toBe("");
  store.clock.ms += 10;
  await keepDraft(store, "athro-maths", "stored since");
  expect((await open(store, "athro-maths")).text.value).toBe("stored since");
});

test("a page that stays forgets what it left as soon as it is stored", async () => {
  const store = await openTestStore();
  const stored = storedDraft(store, "athro-maths");
  stored.keepAtOnce("typed");
  await stored.keep("typed");
  store.clock.ms -= 10;
  await keepDraft(store, "athro-maths", "older clock");
  expect(await stored.read()).toBe("older clock");
});

/** A page sends "What is a surd?", more is typed, and the page goes. `when`: before the message is committed, or after. */
const goneWhileSending = async (when: "before" | "after", typed = "What is a surd? And") => {
  const store = await openTestStore();
  const stored = storedDraft(store, MATHS);
  await stored.keep("What is");
  store.clock.ms += 10;
  const sent = { id: store.newId(), text: "What is a surd?" };
  stored.keepAtOnce(typed, sent);
  if (when === "after") await sendQuestion(store, MATHS, sent.text, sent.id);
  return store;
};

test("what was being sent when the page went, and was not, is in the next one's composer with all that was typed", async () => {
  const store = await goneWhileSending("before");
  expect((await open(store, MATHS)).text.value).toBe("What is a surd? And");
});

test("what was sent before the page went does not come back; what was typed after it does", async () => {
  const store = await goneWhileSending("after");
  expect((await open(store, MATHS)).text.value).toBe("And");
  expect((await open(await goneWhileSending("after", "What is a surd?"), MATHS)).text.value).toBe(
    "",
  );
});

test("nor does it come back above what was stored since it was sent", async () => {
  const store = await goneWhileSending("after");
  store.clock.ms += 10;
  await keepDraft(store, MATHS, "stored since");
  expect((await open(store, MATHS)).text.value).toBe("stored since");
});
