// @vitest-environment jsdom
import { render } from "preact";
import { expect, test, vi } from "vitest";
import { loadWords } from "../../../src/ui/i18n/language.ts";
import { Dialog } from "../../../src/ui/kit/dialog.tsx";
import { dialogIn, newPlace } from "../support/place.ts";

test("a dialog that is taken away while it is open is closed first, and asks nobody to close it after", async () => {
  await loadWords(["shell"]);
  const place = newPlace();
  const onClose = vi.fn<() => void>();
  render(<Dialog open={false} title="Question" onClose={onClose} />, place);
  const dialog = dialogIn(place);
  /** Whether it was on the page each time. */
  const closed: boolean[] = [];
  dialog.close = () => {
    closed.push(dialog.isConnected);
    dialog.open = false;
  };
  render(<Dialog open title="Question" onClose={onClose} />, place);
  render(null, place);
  expect(closed).toEqual([true]);
  // As browsers tell of it, a moment after.
  dialog.dispatchEvent(new Event("close"));
  expect(onClose).not.toHaveBeenCalled();
});
