// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { render } from "preact";
import { expect, onTestFinished, test, vi } from "vitest";
import { loadWords } from "../../../../src/ui/i18n/language.ts";
import { openTestStore } from "../../../support/store.ts";

const nothing = (): void => {};

/** A month on a phone, where a day opens its sheet. */
const openMonth = async () => {
  // The environment has none of these.
  vi.stubGlobal("matchMedia", () => ({ matches: true, addEventListener: nothing }));
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      disconnect() {}
    },
  );
  Object.assign(HTMLElement.prototype, { showPopover: nothing });
  document.documentElement.style.fontSize = "16px";
  const { MonthView } = await import("../../../../src/ui/calendar/month/month-view.tsx");
  await loadWords(["calendar", "planner"]);
  const store = await openTestStore();
  const place = document.createElement("div");
  document.body.append(place);
  onTestFinished(() => {
    render(null, place);
    place.remove();
    Reflect.deleteProperty(HTMLElement.prototype, "showPopover");
    vi.unstubAllGlobals();
  });
  return {
    show: (date: string) =>
      render(
        <MonthView
          store={store}
          date={date}
          today="2026-11-23"
          refused={new Set()}
          onOpen={nothing}
          onNewOn={nothing}
          onDay={nothing}
          onLeave={nothing}
        />,
        place,
      ),
    /** The page has rendered then, and drawn nothing. */
    pressEnterOn: async (date: string) => {
      const key = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true });
      place.querySelector(`[data-date="${date}"]`)?.dispatchEvent(key);
      await Promise.resolve();
    },
    sheet: () => place.querySelector(".day-sheet h2")?.textContent,
  };
};

test("a day that is opened before its month is painted stays open, and is closed with the month", async () => {
  const { show, pressEnterOn, sheet } = await openMonth();
  show("2026-11-25");
  await pressEnterOn("2026-11-25");
  expect(sheet()).toContain("25");
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(sheet()).toContain("25");
  show("2026-12-10");
  expect(sheet()).toBeUndefined();
  show("2026-11-25");
  expect(sheet()).toBeUndefined();
});
