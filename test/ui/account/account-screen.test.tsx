// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { signal } from "@preact/signals";
import { render } from "preact";
import { LocationProvider } from "preact-iso/router";
import { beforeEach, expect, test } from "vitest";
import { readSummary } from "../../../src/store/summary.ts";
import type { SyncStatus } from "../../../src/sync/ports.ts";
import { AccountScreen } from "../../../src/ui/account/account-screen.tsx";
import { loadWords } from "../../../src/ui/i18n/language.ts";
import { type LocalUser, type Services, ServicesProvider } from "../../../src/ui/services.ts";
import { tellScreenShown } from "../../../src/ui/shell/first-screen.ts";
import { useLive } from "../../../src/ui/use-live.ts";
import { openTestStore, STUDENT, type TestStore } from "../../support/store.ts";
import { servicesOf } from "../support/services-of.ts";
import { newPlace } from "../support/place.ts";

beforeEach(async () => {
  await loadWords(["access", "account"]);
  history.replaceState(null, "", "/account");
  tellScreenShown();
});

const ENDED: SyncStatus = { phase: "idle", problem: "signin" };
const TRYING: SyncStatus = { phase: "syncing", problem: null };

const nameOf = ({ phase, problem }: SyncStatus): string => `${phase}, ${problem}`;

/** Shows what the screen has been told of by then, being told after it. */
const Told = ({ store }: { store: TestStore }) => {
  const told = useLive(() => readSummary(store.db), []);
  return <output>{told && nameOf(told.status)}</output>;
};

/** The account of a student whose session is over. */
const openScreen = async (signIn: Services["signIn"] = async () => ({ ok: true })) => {
  const store = await openTestStore();
  const services = servicesOf({
    user: signal<LocalUser>({ kind: "student", uid: STUDENT, email: "nia@example.org" }),
    store: signal(store),
    online: signal(true),
    shared: signal(false),
    setShared: async () => {},
    signIn,
    signUp: async () => ({ ok: true }),
    accountActions: () => Promise.reject(new Error("not asked for here")),
    flush: () => {},
  });
  const place = newPlace();
  const hears = async (status: SyncStatus): Promise<void> => {
    await store.sync.report(status);
    await expect.poll(() => place.querySelector("output")?.textContent).toBe(nameOf(status));
    // Whoever else was to be told has been by then.
    await new Promise((resolve) => setTimeout(resolve));
  };
  await store.sync.report(ENDED);
  render(
    <ServicesProvider value={services}>
      <LocationProvider>
        <main>
          <AccountScreen />
        </main>
        <Told store={store} />
      </LocationProvider>
    </ServicesProvider>,
    place,
  );
  const field = () => place.querySelector<HTMLInputElement>("input[name=password]");
  await expect.poll(field).not.toBeNull();
  return { store, place, hears, field };
};

const type = (field: HTMLInputElement | null, text: string): void => {
  if (!field) throw new Error("there is no field");
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

test("attempts to sync while a sign-in is asked for leave the form and what is typed in it alone", async () => {
  const { hears, field } = await openScreen();
  const typedIn = field();
  type(typedIn, "correct horse");
  for (const status of [TRYING, ENDED, TRYING, ENDED]) {
    await hears(status);
    expect(field()).toBe(typedIn);
    expect(field()?.value).toBe("correct horse");
  }
});

test("the form goes when the session is known to hold: by what was reported, or by an answer during an attempt", async () => {
  const { store, place, hears, field } = await openScreen();
  await hears({ phase: "idle", problem: null });
  await expect.poll(field).toBeNull();
  expect(place.textContent).toContain("Signed in as nia@example.org");

  await hears(ENDED);
  await expect.poll(field).not.toBeNull();
  await hears(TRYING);
  expect(field()).not.toBeNull();
  await store.db.meta.put({ ...(await store.db.readState()), syncedAt: store.now() });
  await expect.poll(field).toBeNull();
  expect(place.textContent).toContain("Signed in as nia@example.org");
});

test("what is wrong with the form has the focus before the next key", async () => {
  const { place } = await openScreen();
  place.querySelector<HTMLButtonElement>("button[type=submit]")?.click();
  // Rendered, and no frame drawn.
  await Promise.resolve();
  const alert = place.querySelector("[role=alert]");
  expect(alert?.textContent).toContain("Type your password.");
  expect(document.activeElement === alert).toBe(true);
});

test("while a sign-in is under way, the form stays the one that it was sent from", async () => {
  const { place, field } = await openScreen(() => new Promise(() => {}));
  type(field(), "correct horse");
  await Promise.resolve();
  const press = async (name: string) => {
    [...place.querySelectorAll("button")].find(({ textContent }) => textContent === name)?.click();
    await new Promise((resolve) => setTimeout(resolve));
  };
  const title = place.querySelector("form h2")?.textContent;
  await press("Sign in");
  await press("Create account");
  expect(place.querySelector("form h2")?.textContent).toBe(title);
  expect(place.querySelector("[type=submit]")?.textContent).toBe("Signing in…");
});

test("what stands in the form's place until an address is proven has the focus, and the form again on the way back", async () => {
  const { place, field } = await openScreen(async () => ({
    ok: false,
    problem: "email-unconfirmed",
  }));
  const press = (name: string) => {
    const button = [...place.querySelectorAll("button")].find((one) => one.textContent === name);
    button?.focus();
    button?.click();
  };
  type(field(), "correct horse");
  await Promise.resolve();
  press("Sign in");
  await expect.poll(() => place.querySelector("h2")?.textContent).toBe("Check your email");
  expect(document.activeElement?.localName).toBe("h1");
  press("Back to sign in");
  await expect.poll(() => place.querySelector("h2")?.textContent).toBe("Welcome back");
  expect(document.activeElement?.localName).toBe("h1");
});
