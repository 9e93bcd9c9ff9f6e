import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepDraft, readDraft } from "../../../src/store/drafts.ts";
import { layBeside, pushAllDrafts, readLeftDraft } from "../../../src/store/left-drafts.ts";
import { sendQuestion } from "../../../src/store/messages.ts";
import { keepMoments } from "../../../src/ui/chat/keep-moments.ts";
import { editorPlace, leaveMoment, placesWithMoments } from "../../../src/ui/chat/last-moment.ts";
import { pushWhatWasLeft } from "../../../src/ui/chat/push-left-drafts.ts";
import { openTestStore, type TestStore } from "../../support/store.ts";

const MATHS = "athro-maths";

/** The browser's, as far as it is used: what is kept are its own properties. */
class LocalStorage {
  [key: string]: unknown;
  getItem(key: string): unknown {
    return Object.hasOwn(this, key) ? this[key] : null;
  }
  setItem(key: string, value: string): void {
    this[key] = value;
  }
  removeItem(key: string): void {
    delete this[key];
  }
}
beforeEach(() => {
  vi.stubGlobal("localStorage", new LocalStorage());
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const queued = async (store: TestStore): Promise<unknown[]> =>
  (await store.db.outbox.toArray()).map(
    ({ set }) => (set.value as { value: { text: string } } | undefined)?.value.text,
  );

test("what was typed right before a page went away is in the queue after the next start, its composer not being opened", async () => {
  const store = await openTestStore();
  await keepDraft(store, MATHS, "What is a su");
  leaveMoment(store.db.name, MATHS, { text: "What is a surd?", at: store.now() + 1 });
  expect(await pushWhatWasLeft(store)).toBe(true);
  expect(await queued(store)).toEqual(["What is a surd?"]);
  expect(await readDraft(store.db, MATHS)).toBe("What is a surd?");
  expect(placesWithMoments(store.db.name)).toEqual([]);
  expect(await pushWhatWasLeft(store)).toBe(false);
});

test("it overwrites nothing later, and leaves what lies beside a composer where it is", async () => {
  const store = await openTestStore();
  leaveMoment(store.db.name, MATHS, { text: "Older", at: store.now() - 1_000 });
  await keepDraft(store, MATHS, "Newer");
  await layBeside(store, "athro-art", "Shared");
  expect(await pushWhatWasLeft(store)).toBe(true);
  expect(await queued(store)).toEqual(["Newer"]);
  expect(await readLeftDraft(store.db, "athro-art")).toBe("Shared");
});

/** Web Locks, as far as they are used: one lock at a time is held elsewhere until it is let go. */
const heldElsewhere = () => {
  let letGo: (() => void) | undefined;
  const gone = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  vi.stubGlobal("navigator", {
    locks: { request: (_: string, body: () => Promise<unknown>) => gone.then(body) },
  });
  return () => letGo?.();
};

test("what was typed in the editor of a question comes beside its Athro's composer once the page that had it open is gone", async () => {
  const letGo = heldElsewhere();
  const store = await openTestStore();
  const place = editorPlace("e1", MATHS);
  leaveMoment(store.db.name, place, { text: "What is a root?", at: store.now() });
  await pushWhatWasLeft(store);
  expect(await readLeftDraft(store.db, MATHS)).toBe("");
  letGo();
  await expect.poll(() => readLeftDraft(store.db, MATHS)).toBe("What is a root?");
  await expect.poll(() => placesWithMoments(store.db.name)).toEqual([]);
});

test("what was sent from there does not, and with a sign-out all of it is in the queue, whoever has it open", async () => {
  heldElsewhere();
  const store = await openTestStore();
  const text = "What is a root?";
  const { messageId: id } = await sendQuestion(store, MATHS, text);
  const at = store.now();
  leaveMoment(store.db.name, editorPlace("e1", MATHS), { text, at, sent: { id, text } });
  leaveMoment(store.db.name, editorPlace("e2", MATHS), { text: "And a power?", at });
  await keepMoments(store);
  await pushAllDrafts(store);
  expect(await readDraft(store.db, MATHS)).toBe("And a power?");
  expect(await queued(store)).toContain("And a power?");
  expect(placesWithMoments(store.db.name)).toEqual([]);
});
