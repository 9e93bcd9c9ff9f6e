// @vitest-environment jsdom
import { LocationProvider } from "preact-iso/router";
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Outlet } from "../../../src/ui/shell/outlet.tsx";

/** Screens of their path's name, which are there when asked for. */
vi.mock("../../../src/ui/shell/routes.tsx", () => ({
  screenAt: (path: string) => ({
    key: path,
    load: async () => () => <h1 tabIndex={-1}>{path}</h1>,
    loaded: () => null,
  }),
}));

/** What each transition waits for: true once the page shows what is new. */
let transitions: { done: boolean }[];
let main: HTMLElement;
beforeEach(() => {
  transitions = [];
  Object.assign(document, {
    startViewTransition: (update: () => Promise<void>) => {
      const transition = { done: false };
      transitions.push(transition);
      const updated = update().then(() => {
        transition.done = true;
      });
      return { ready: updated, finished: updated, updateCallbackDone: updated };
    },
  });
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
  vi.stubGlobal("scrollTo", () => {});
  history.replaceState(null, "", "/one");
  main = document.createElement("main");
  document.body.append(main);
});
afterEach(() => {
  render(null, main);
  main.remove();
  Reflect.deleteProperty(document, "startViewTransition");
  vi.unstubAllGlobals();
});

const draw = (): void =>
  render(
    <LocationProvider>
      <Outlet scope="guest" chosen main={{ current: main }} />
    </LocationProvider>,
    main,
  );

const go = (path: string): Promise<void> =>
  act(() => {
    history.pushState(null, "", path);
    dispatchEvent(new PopStateEvent("popstate"));
  });

const shown = (): string | null | undefined => main.querySelector("h1")?.textContent;

test("the first screen comes without a transition, the next within one that ends when it is shown", async () => {
  await act(draw);
  await expect.poll(shown).toBe("/one");
  expect(transitions).toEqual([]);
  await go("/two");
  await expect.poll(shown).toBe("/two");
  await expect.poll(() => transitions).toEqual([{ done: true }]);
  expect(document.activeElement?.textContent).toBe("/two");
});

test("two that come right after another both end: none waits for a screen that was passed over", async () => {
  await act(draw);
  await expect.poll(shown).toBe("/one");
  await act(async () => {
    await go("/two");
    await Promise.resolve();
    await go("/three");
  });
  await expect.poll(shown).toBe("/three");
  await expect.poll(() => transitions.every(({ done }) => done)).toBe(true);
});

test("one that is under way when the screens go ends with them", async () => {
  await act(draw);
  await expect.poll(shown).toBe("/one");
  const { startViewTransition } = document;
  Object.assign(document, {
    startViewTransition: (update: () => Promise<void>) => {
      const transition = startViewTransition(update);
      // What was chosen is not shown any more.
      render(null, main);
      return transition;
    },
  });
  await go("/two");
  await expect.poll(() => transitions).toEqual([{ done: true }]);
  expect(main.childElementCount).toBe(0);
});
