// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { render } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createEvent, type EventRow, getEvent } from "../../../src/store/events.ts";
import { deleteFromSeries } from "../../../src/store/series.ts";
import type { Store } from "../../../src/store/store.ts";
import { CancelledTimes } from "../../../src/ui/calendar/cancelled-times.tsx";
import { EventNotices } from "../../../src/ui/calendar/event-notices.tsx";
import { editExisting } from "../../../src/ui/calendar/open-editor.ts";
import { loadWords } from "../../../src/ui/i18n/language.ts";
import { ServicesProvider } from "../../../src/ui/services.ts";
import { openTestStore } from "../../support/store.ts";
import { servicesOf } from "../support/services-of.ts";
import { weeklyPhysics } from "./events.ts";
import { until } from "../../support/until.ts";

let place: HTMLElement;
let store: Store;
let row: EventRow;
const onFail = vi.fn<(text: string) => void>();
beforeEach(async () => {
  onFail.mockClear();
  place = document.createElement("div");
  await loadWords(["calendar", "reminders"]);
  store = await openTestStore();
  const id = await createEvent(store, weeklyPhysics);
  const made = await getEvent(store.db, id);
  if (!made) throw new Error("it is not there");
  row = made;
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  render(null, place);
  vi.restoreAllMocks();
});

const press = async (name: RegExp): Promise<void> => {
  const found = () => [...place.querySelectorAll("button")].find((one) => name.test(one.outerHTML));
  await until(() => expect(found()).toBeDefined());
  found()?.click();
};

test("a time that can't be brought back is told", async () => {
  await deleteFromSeries(store, { id: row.id, original: "2026-12-02T14:00:00" }, "this");
  render(<CancelledTimes store={store} id={row.id} onFail={onFail} />, place);
  await until(() => expect(place.querySelector("button")).not.toBeNull());
  store.db.close();
  await press(/Bring back/);
  await until(() => expect(onFail).toHaveBeenCalledWith("Not brought back. Try again."));
});

test("an event that can't be sent again is told", async () => {
  render(
    <ServicesProvider value={servicesOf({ flush: () => {} })}>
      <EventNotices
        store={store}
        open={editExisting(row)}
        refusedEntry={1}
        gone={null}
        onFail={onFail}
        onSettle={() => {}}
      />
    </ServicesProvider>,
    place,
  );
  store.db.close();
  await press(/Try again/);
  await until(() => expect(onFail).toHaveBeenCalledOnce());
});
