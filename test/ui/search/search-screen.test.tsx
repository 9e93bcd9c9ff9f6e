// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { signal } from "@preact/signals";
import { render } from "preact";
import { LocationProvider } from "preact-iso/router";
import { expect, onTestFinished, test } from "vitest";
import { createEvent, deleteEvent } from "../../../src/store/events.ts";
import { sendQuestion } from "../../../src/store/messages.ts";
import type { Store } from "../../../src/store/store.ts";
import { loadWords } from "../../../src/ui/i18n/language.ts";
import { SearchScreen } from "../../../src/ui/search/search-screen.tsx";
import { ServicesProvider } from "../../../src/ui/services.ts";
import { tellScreenShown } from "../../../src/ui/shell/first-screen.ts";
import { openTestStore } from "../../support/store.ts";
import { physics } from "../calendar/events.ts";
import { servicesOf } from "../support/services-of.ts";
import { until } from "../../support/until.ts";

/** The search of a student who asked these. */
const openSearch = async (...asked: string[]) => {
  await loadWords(["search", "calendar", "chat"]);
  tellScreenShown();
  const store = await openTestStore();
  for (const text of asked) await sendQuestion(store, "athro-maths", text);
  const place = document.createElement("div");
  document.body.append(place);
  const open = signal<Store | null>(store);
  render(
    <ServicesProvider value={servicesOf({ store: open })}>
      <LocationProvider>
        <SearchScreen />
      </LocationProvider>
    </ServicesProvider>,
    place,
  );
  onTestFinished(() => {
    render(null, place);
    open.value = null;
    place.remove();
  });
  const field = place.querySelector("input");
  if (!field) throw new Error("there is no field");
  return {
    store,
    field,
    type: (text: string) => {
      field.value = text;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    },
    enter: () => place.querySelector("form")?.requestSubmit(),
    results: () => [...place.querySelectorAll(".search-result")].map((one) => one.textContent),
    focused: () => document.querySelector(".search-result:focus")?.textContent,
  };
};

const planned = (store: Store, title: string): Promise<string> =>
  createEvent(store, { ...physics, title });

test("Enter before anything was found goes to the first result once it is there", async () => {
  const { type, enter, focused } = await openSearch("What is a surd?");
  type("surd");
  enter();
  await until(() => expect(focused()).toContain("What is a surd?"));
});

test("Enter goes to nothing that was found for what stood there before", async () => {
  const { type, enter, focused, results } = await openSearch("What is a surd?", "And a root?");
  type("what");
  await until(() => expect(results().join()).toContain("What is a surd?"));
  type("root");
  enter();
  await until(() => expect(focused()).toContain("And a root?"));
});

test("whoever types on after Enter stays in the field", async () => {
  const { field, type, enter, results } = await openSearch("What is a surd?", "And a root?");
  type("surd");
  enter();
  type("root");
  await until(() => expect(results().join()).toContain("And a root?"));
  expect(document.activeElement).toBe(field);
});

test("the keyboard stays among the results when the one that it is at goes, and goes back to the field after the last", async () => {
  const { store, field, type, enter, results, focused } = await openSearch();
  const events = [await planned(store, "Chess match"), await planned(store, "Chess club")];
  type("chess");
  enter();
  await until(() => expect(results()).toHaveLength(2));
  await until(() => expect(focused()).toBeDefined());
  const [first, second] = focused()?.includes("match") ? events : events.toReversed();
  await deleteEvent(store, first ?? "");
  await until(() => expect(results()).toHaveLength(1));
  expect(focused()).toBe(results()[0]);
  await deleteEvent(store, second ?? "");
  await until(() => expect(results()).toHaveLength(0));
  expect(document.activeElement).toBe(field);
});
