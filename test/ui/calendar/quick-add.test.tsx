// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { render } from "preact";
import { expect, test, vi } from "vitest";
import type { EventInput } from "../../../src/model/event-input.ts";
import { openTestStore } from "../../support/store.ts";
import { dialogIn, newPlace } from "../support/place.ts";
import { until } from "../../support/until.ts";

/** The dialog as a page opens it first, with what reads a text on its way until `come` is called. */
const openQuickAdd = async () => {
  const held: { come?: () => void } = {};
  const coming = new Promise<void>((come) => {
    held.come = come;
  });
  vi.resetModules();
  vi.doMock(import("../../../src/ui/calendar/quick-add/read.optional.ts"), async (original) => {
    await coming;
    return original();
  });
  const { loadWords } = await import("../../../src/ui/i18n/language.ts");
  const { QuickAdd } = await import("../../../src/ui/calendar/quick-add/quick-add.tsx");
  await loadWords(["calendar", "planner", "quick"]);
  const store = await openTestStore();
  const place = newPlace();
  const edited: EventInput[] = [];
  const show = (open: boolean) =>
    render(
      <QuickAdd
        store={store}
        open={open}
        onOpen={() => show(true)}
        onClose={() => show(false)}
        suggested={() => "2026-11-26T16:00:00"}
        onAdded={() => {}}
        onEdit={(input) => edited.push(input)}
      />,
      place,
    );
  show(false);
  const dialog = dialogIn(place);
  place.querySelector<HTMLElement>(".quick-open")?.click();
  await until(() => expect(dialog.querySelector("input")).not.toBeNull());
  const type = (text: string) => {
    const field = dialog.querySelector("input");
    if (!field) throw new Error("there is no field");
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };
  const enter = () => dialog.querySelector<HTMLElement>("[type=submit]")?.click();
  const titles = async () => (await store.db.calendar_events.toArray()).map(({ title }) => title);
  return { come: () => held.come?.(), dialog, type, enter, titles, edited };
};

const aTurn = () => new Promise((resolve) => setTimeout(resolve, 20));

test("Enter before a text can be understood adds it once it is, and once only", async () => {
  const { come, dialog, type, enter, titles, edited } = await openQuickAdd();
  type("maths revision tomorrow 4pm");
  enter();
  await aTurn();
  enter();
  await aTurn();
  expect(await titles()).toEqual([]);
  come();
  await until(async () => expect(await titles()).toEqual(["maths revision"]));
  await until(() => expect(dialog.open).toBe(false));
  expect(edited).toEqual([]);
});

test("what is typed after that Enter is looked at first", async () => {
  const { come, dialog, type, enter, titles } = await openQuickAdd();
  type("maths revision");
  enter();
  await aTurn();
  type("maths revision on");
  come();
  await until(() => expect(dialog.querySelector("dl")).not.toBeNull());
  await aTurn();
  expect(dialog.open).toBe(true);
  expect(await titles()).toEqual([]);
});
