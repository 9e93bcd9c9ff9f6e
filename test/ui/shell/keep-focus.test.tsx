// @vitest-environment jsdom
import "fake-indexeddb/auto";
import type { VNode } from "preact";
import { render } from "preact";
import { LocationProvider } from "preact-iso/router";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { createEvent, deleteEvent } from "../../../src/store/events.ts";
import type { Store } from "../../../src/store/store.ts";
import { AgendaView } from "../../../src/ui/calendar/agenda-view.tsx";
import { TodayAgenda } from "../../../src/ui/home/today-agenda.tsx";
import { loadWords } from "../../../src/ui/i18n/language.ts";
import { keepFocus } from "../../../src/ui/shell/keep-focus.ts";
import { openTestStore } from "../../support/store.ts";
import { until } from "../../support/until.ts";
import { physics } from "../calendar/events.ts";
import { newPlace } from "../support/place.ts";

const TODAY = "2026-11-25";

beforeAll(keepFocus);
beforeEach(() => loadWords(["home", "calendar", "planner"]));

const planned = (store: Store, title: string, day = TODAY, hour = "09"): Promise<string> =>
  createEvent(store, {
    ...physics,
    title,
    starts_at: `${day}T${hour}:00:00`,
    ends_at: `${day}T${hour}:30:00`,
  });

/** A screen with this on it, once all of the texts are there, with what can be pressed on it by its text. */
const show = async (part: VNode, ...texts: string[]) => {
  const place = newPlace();
  render(
    <main>
      <div class="screen">
        <h1 tabIndex={-1}>Screen</h1>
        <LocationProvider>{part}</LocationProvider>
      </div>
    </main>,
    place,
  );
  const named = (text: string) =>
    [...place.querySelectorAll<HTMLElement>("a, button")].find((one) =>
      one.textContent.includes(text),
    );
  await until(() => expect(texts.filter((text) => !named(text))).toEqual([]));
  const focus = (text: string) => named(text)?.focus();
  /** Once that is no more, what has the focus; null for nothing. */
  const after = async (text: string) => {
    await until(() => expect(named(text)).toBeUndefined());
    const at = document.activeElement;
    return at === document.body ? null : (at?.textContent ?? null);
  };
  return { place, named, focus, after };
};

test("where another device deletes what has the focus, the next in its list has it, then the one before, then what is in the list's place", async () => {
  const store = await openTestStore();
  const maths = await planned(store, "Maths", TODAY, "09");
  const music = await planned(store, "Music", TODAY, "10");
  const games = await planned(store, "Games", TODAY, "11");
  const part = <TodayAgenda store={store} today={TODAY} />;
  const { focus, after } = await show(part, "Maths", "Music", "Games");
  focus("Music");
  await deleteEvent(store, music);
  expect(await after("Music")).toContain("Games");
  await deleteEvent(store, games);
  expect(await after("Games")).toContain("Maths");
  await deleteEvent(store, maths);
  expect(await after("Maths")).toBe("Add an event");
});

test("whoever is elsewhere, or has left it, stays there", async () => {
  const store = await openTestStore();
  const ids = [await planned(store, "Maths"), await planned(store, "Music")];
  const part = <TodayAgenda store={store} today={TODAY} />;
  const { place, named, focus, after } = await show(part, "Maths", "Music");
  focus("Maths");
  place.querySelector("h1")?.focus();
  await deleteEvent(store, ids[0] ?? "");
  expect(await after("Maths")).toBe("Screen");
  focus("Music");
  named("Music")?.blur();
  await new Promise((resolve) => setTimeout(resolve));
  await deleteEvent(store, ids[1] ?? "");
  expect(await after("Music")).toBeNull();
});

const list = (...names: string[]) => (
  <main>
    {names.map((name) => (
      <button key={name} type="button">
        {name}
      </button>
    ))}
  </main>
);

// As in a browser that can't move an element without taking it out.
test("what has the focus keeps it where its list is put in another order", async () => {
  const place = newPlace();
  render(list("a", "b", "c", "d"), place);
  const buttons = () => [...place.querySelectorAll("button")];
  for (const button of buttons()) {
    button.focus();
    render(list("d", "c", "b", "a"), place);
    await until(() => expect(document.activeElement).toBe(button));
    render(list("a", "b", "c", "d"), place);
    await until(() => expect(document.activeElement).toBe(button));
  }
});

const nothing = (): void => {};

test("a button that shows the last of the events leaves the focus with them", async () => {
  const store = await openTestStore();
  await planned(store, "Maths");
  await planned(store, "Concert", "2027-06-01");
  const part = (
    <AgendaView
      store={store}
      date={TODAY}
      today={TODAY}
      returns={0}
      refused={new Set()}
      onOpen={nothing}
      onNew={nothing}
    />
  );
  const { named, focus, after } = await show(part, "Maths", "Show later");
  focus("Show later");
  named("Show later")?.click();
  expect(await after("Show later")).toContain("Concert");
});
