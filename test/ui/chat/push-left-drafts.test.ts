import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepDraft, readDraft } from "../../../src/store/drafts.ts";
import { layBeside, readLeftDraft } from "../../../src/store/left-drafts.ts";
import { athrosWithMoments, leaveMoment } from "../../../src/ui/chat/last-moment.ts";
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
  expect(athrosWithMoments(store.db.name)).toEqual([]);
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
