// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { signal } from "@preact/signals";
import { render } from "preact";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { loadWords, setLanguage } from "../../../src/ui/i18n/language.ts";
import { type LocalUser, ServicesProvider } from "../../../src/ui/services.ts";
import { tellScreenShown } from "../../../src/ui/shell/first-screen.ts";
import { SyncState } from "../../../src/ui/sync-status/sync-state.tsx";
import { openTestStore, STUDENT } from "../../support/store.ts";
import { servicesOf } from "../support/services-of.ts";

beforeEach(async () => {
  await loadWords(["sync"]);
  tellScreenShown();
});
afterEach(() => vi.restoreAllMocks());

/** The panel of a student whose page has heard nothing of a lost network. */
const openPanel = async () => {
  const store = await openTestStore();
  const user = signal<LocalUser>({ kind: "student", uid: STUDENT, email: "nia@example.org" });
  const flush = vi.fn<() => void>();
  const place = document.createElement("div");
  const services = servicesOf({ user, online: signal(true), flush });
  render(
    <ServicesProvider value={services}>
      <SyncState store={store} />
    </ServicesProvider>,
    place,
  );
  onTestFinished(() => render(null, place));
  await expect.poll(() => place.querySelector("button")?.textContent).toBe("Check now");
  const button = place.querySelector("button");
  const says = async (text: string | RegExp): Promise<void> => {
    await expect.poll(() => place.querySelector("output")?.textContent).toMatch(text);
  };
  const isBusy = (): boolean => button?.getAttribute("aria-busy") === "true";
  return { store, flush, button, says, isBusy };
};

test("a check where the browser knows of no network is over at once, and says why in both languages", async () => {
  const fetched = vi.spyOn(globalThis, "fetch");
  const { store, flush, button, says, isBusy } = await openPanel();
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  button?.click();
  await says(/^Couldn't check: you're offline\. Everything's saved here\.$/);
  expect(isBusy()).toBe(false);
  // The engine is told all the same, in case the browser is wrong. The panel itself asks no server, and leaves nothing to be sent.
  expect(flush).toHaveBeenCalledOnce();
  expect(fetched).not.toHaveBeenCalled();
  expect(await store.db.outbox.count()).toBe(0);
  await setLanguage("cy");
  onTestFinished(() => setLanguage("en"));
  await says(/^Methu gwirio: /);
});

test("a check where there is a network goes on until the server has answered", async () => {
  const { store, flush, button, says, isBusy } = await openPanel();
  button?.click();
  await says(/^Checking…$/);
  expect(isBusy()).toBe(true);
  expect(flush).toHaveBeenCalledOnce();
  const state = await store.db.readState();
  await store.db.meta.put({ ...state, syncedAt: store.now(), proof: "equal" });
  await says(/^Checked at \d\d:\d\d: this device and the server hold the same\.$/);
  expect(isBusy()).toBe(false);
});
