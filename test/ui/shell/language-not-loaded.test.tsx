// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { signal } from "@preact/signals";
import { render } from "preact";
import { LocationProvider } from "preact-iso/router";
import { expect, onTestFinished, test, vi } from "vitest";
import type { LocalUser } from "../../../src/ui/services.ts";
import { openTestStore } from "../../support/store.ts";
import { servicesOf } from "../support/services-of.ts";

/** A page with the code that follows the language on its way to it, which stands in for a file that `fail` keeps from coming. */
const openPage = async () => {
  vi.resetModules();
  const lost = new AbortController();
  const file = new Promise<never>((_, reject) => {
    lost.signal.addEventListener("abort", () => reject(new Error("not there")));
  });
  const asked = vi.fn<() => void>();
  vi.doMock("../../../src/ui/i18n/account-language.ts", () => {
    asked();
    return file;
  });
  const [{ Shell }, { ServicesProvider }] = await Promise.all([
    import("../../../src/ui/shell/shell.tsx"),
    import("../../../src/ui/services.ts"),
  ]);
  const store = await openTestStore({ user: null });
  const services = servicesOf({
    user: signal<LocalUser>({ kind: "guest" }),
    store: signal(store),
    yourAthros: signal(null),
    online: signal(true),
    shared: signal(false),
    notice: signal(null),
    dialogs: signal({}),
    flush: () => {},
  });
  const place = document.createElement("div");
  history.replaceState(null, "", "/nowhere");
  render(
    <ServicesProvider value={services}>
      <LocationProvider>
        <Shell />
      </LocationProvider>
    </ServicesProvider>,
    place,
  );
  await expect.poll(() => asked.mock.calls.length, { timeout: 20_000 }).toBe(1);
  return { leave: () => render(null, place), fail: () => lost.abort() };
};

const unhandledFrom = (): unknown[] => {
  const found: unknown[] = [];
  const note = (reason: unknown): void => void found.push(reason);
  process.on("unhandledRejection", note);
  onTestFinished(() => void process.off("unhandledRejection", note));
  return found;
};

test.each(["before", "after"] as const)(
  "code for the language that can't come is warned of, and no more, where the page is left %s that",
  async (when) => {
    const unhandled = unhandledFrom();
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    onTestFinished(() => warn.mockRestore());
    const { leave, fail } = await openPage();
    if (when === "before") leave();
    fail();
    await expect
      .poll(() => warn.mock.calls)
      .toContainEqual(["language: not followed", expect.any(Error)]);
    if (when === "after") leave();
    // What no one takes is told of once all that was due has run.
    await new Promise((resolve) => setTimeout(resolve));
    expect(unhandled).toEqual([]);
    await vi.dynamicImportSettled();
  },
);
