// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { render } from "preact";
import { LocationProvider } from "preact-iso/router";
import { expect, test } from "vitest";
import { EventEditor } from "../../../src/ui/calendar/event-editor.tsx";
import { editNew, editorOf, typed } from "../../../src/ui/calendar/open-editor.ts";
import { loadWords } from "../../../src/ui/i18n/language.ts";
import { ServicesProvider } from "../../../src/ui/services.ts";
import { openTestStore } from "../../support/store.ts";
import { servicesOf } from "../support/services-of.ts";
import { newPlace } from "../support/place.ts";
import { until } from "../../support/until.ts";

/** The editor of a new event, with something typed in it. */
const openEditor = async () => {
  await loadWords(["calendar", "reminders"]);
  const store = await openTestStore();
  const editor = editorOf(store);
  editor.value = typed(editNew("2026-11-26T16:00:00", "Europe/London"), { title: "Rivers" });
  const place = newPlace();
  // The environment has none of its own.
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
  };
  const outcomes: string[] = [];
  const Screen = () => (
    <EventEditor
      store={store}
      editor={editor}
      refused={new Map()}
      onDone={({ kind }) => {
        outcomes.push(kind);
        editor.value = null;
      }}
    />
  );
  render(
    <ServicesProvider value={servicesOf({ flush: () => {}, pushReminders: async () => null })}>
      <LocationProvider>
        <Screen />
      </LocationProvider>
    </ServicesProvider>,
    place,
  );
  await until(() => expect(place.querySelector("form")).not.toBeNull());
  const press = (name: string) =>
    [...place.querySelectorAll("button")].find(({ textContent }) => textContent === name)?.click();
  const titles = async () => (await store.db.calendar_events.toArray()).map(({ title }) => title);
  const open = () => place.querySelectorAll("dialog[open]").length;
  return { editor, outcomes, press, titles, open };
};

const escape = (): void =>
  void document.dispatchEvent(
    new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }),
  );

test("a question whether to give up what was typed goes when that has been saved meanwhile", async () => {
  const { editor, outcomes, press, titles, open } = await openEditor();
  press("Save");
  escape();
  await until(() => expect(outcomes).toEqual(["saved"]));
  expect(await titles()).toEqual(["Rivers"]);
  await until(() => expect(open()).toBe(0));
  // And is not there for the next.
  editor.value = editNew("2026-11-27T16:00:00", "Europe/London");
  await until(() => expect(open()).toBe(1));
  escape();
  await until(() => expect(outcomes).toEqual(["saved", "cancelled"]));
});
