// @vitest-environment jsdom
import { render, type VNode } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const SEARCH = "../../../src/ui/search/search-screen.tsx";

interface Part {
  SearchScreen: () => VNode;
}
let main: HTMLElement;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  main = document.createElement("main");
  document.body.append(main);
});
afterEach(() => {
  render(null, main);
  main.remove();
  vi.restoreAllMocks();
  vi.useRealTimers();
  vi.doUnmock(SEARCH);
});

/** Asks for a screen whose code is on its way until `come` or `fail` is called. */
const askForSearch = async () => {
  vi.resetModules();
  const way: { come?: (part: Part) => void; fail?: (error: Error) => void } = {};
  const part = new Promise<Part>((resolve, reject) => {
    way.come = resolve;
    way.fail = reject;
  });
  vi.doMock(SEARCH, () => part);
  const { screenAt } = await import("../../../src/ui/shell/routes.tsx");
  const got = vi.fn<(screen: () => VNode) => void>();
  const failed = vi.fn<() => void>();
  screenAt("/search", true).load().then(got, failed);
  return {
    got,
    failed,
    show: () => {
      for (const [screen] of got.mock.calls) render(screen(), main);
    },
    come: () => way.come?.({ SearchScreen: () => <h1 tabIndex={-1}>Search</h1> }),
    fail: () => way.fail?.(new Error("not there")),
  };
};

const heading = () => main.querySelector("h1");
const NOT_LOADED = "This screen couldn't be loaded";

test("a screen that is long on its way is said not to have come, and shown when it does, with the focus", async () => {
  const { got, show, come } = await askForSearch();
  await vi.advanceTimersByTimeAsync(14_900);
  expect(got).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(100);
  show();
  expect(heading()?.textContent).toBe(NOT_LOADED);
  // As after every navigation.
  heading()?.focus();
  come();
  await expect.poll(() => heading()?.textContent).toBe("Search");
  await expect.poll(() => document.activeElement === heading()).toBe(true);
});

test("one that fails after all is still said not to have come", async () => {
  const { show, fail } = await askForSearch();
  await vi.advanceTimersByTimeAsync(15_000);
  show();
  fail();
  await vi.dynamicImportSettled();
  expect(heading()?.textContent).toBe(NOT_LOADED);
});

test("one that comes in time is the screen itself, and nothing is waited for any more", async () => {
  // Its own timer is looked at, not their number: importing, what runs the tests may set some too.
  const set = vi.spyOn(globalThis, "setTimeout");
  const cleared = vi.spyOn(globalThis, "clearTimeout");
  const { got, show, come } = await askForSearch();
  const own = set.mock.calls.findIndex(([, delay]) => delay === 15_000);
  const timer: unknown = set.mock.results[own]?.value;
  expect(timer).toBeDefined();
  come();
  await expect.poll(() => got.mock.calls.length).toBe(1);
  await expect.poll(() => cleared.mock.calls.map(([id]) => id as unknown)).toContain(timer);
  show();
  expect(heading()?.textContent).toBe("Search");
});

test("one that fails in time is told of at once", async () => {
  const { failed, fail } = await askForSearch();
  fail();
  await expect.poll(() => failed.mock.calls.length).toBe(1);
});
