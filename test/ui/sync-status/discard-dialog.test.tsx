// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { render } from "preact";
import { beforeEach, expect, test, vi } from "vitest";
import type { RefusedChange } from "../../../src/store/refused.ts";
import { loadWords } from "../../../src/ui/i18n/language.ts";
import { DiscardDialog } from "../../../src/ui/sync-status/discard-dialog.tsx";
import { openTestStore } from "../../support/store.ts";
import { dialogIn, newPlace } from "../support/place.ts";

const FIRST = "Discard this change?";
const SECOND = "Discard it for good?";

const refused = (entry: number): RefusedChange => ({
  entry,
  table: "calendar_events",
  title: "Choir",
  draftFor: null,
  code: "AT001",
  at: 0,
});

beforeEach(() => loadWords(["sync"]));

const openDialog = async () => {
  const store = await openTestStore();
  const place = newPlace();
  const onClose = vi.fn<() => void>();
  const show = (change: RefusedChange | null) =>
    render(<DiscardDialog store={store} change={change} onClose={onClose} />, place);
  show(null);
  const dialog = dialogIn(place);
  return {
    show,
    onClose,
    title: () => dialog.querySelector("h2")?.textContent,
    /** As by a key. The page has rendered then, and drawn nothing. */
    press: async (name: string) => {
      [...dialog.querySelectorAll("button")]
        .find(({ textContent }) => textContent === name)
        ?.click();
      await Promise.resolve();
    },
  };
};

test("an answer that is given before the question is painted counts, and still does when the list is read again", async () => {
  const { show, title, press } = await openDialog();
  show(refused(7));
  expect(title()).toBe(FIRST);
  await press("Discard");
  expect(title()).toBe(SECOND);
  show(refused(7));
  expect(title()).toBe(SECOND);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(title()).toBe(SECOND);
});

test("another change, or the same one later, is asked about from the beginning", async () => {
  const { show, title, press } = await openDialog();
  show(refused(7));
  await press("Discard");
  show(refused(8));
  expect(title()).toBe(FIRST);
  await press("Discard");
  show(null);
  show(refused(8));
  expect(title()).toBe(FIRST);
});

test("it is discarded at the second answer, and not before", async () => {
  const { show, onClose, press } = await openDialog();
  show(refused(7));
  await press("Discard");
  expect(onClose).not.toHaveBeenCalled();
  await press("Discard for good");
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
});
