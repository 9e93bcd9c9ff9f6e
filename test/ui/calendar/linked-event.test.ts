import { expect, test } from "vitest";
import { createEvent, deleteEvent } from "../../../src/store/events.ts";
import { deleteFromSeries } from "../../../src/store/series.ts";
import { linkedEvent } from "../../../src/ui/calendar/linked-event.ts";
import { openTestStore } from "../../support/store.ts";

test("an address opens an event, or tells why it does not", async () => {
  const store = await openTestStore();
  const id = await createEvent(store, {
    title: "Physics",
    athro_id: null,
    kind: "lesson",
    all_day: false,
    starts_at: "2026-11-25T14:00:00",
    ends_at: "2026-11-25T15:00:00",
    zone: "Europe/London",
    notes: "",
    location: "",
    rrule: "FREQ=WEEKLY;BYDAY=WE;COUNT=3",
  });
  const second = `${id} 2026-12-02`;
  expect(await linkedEvent(store.db, second)).toMatchObject({ key: second, title: "Physics" });
  await deleteFromSeries(store, { id, original: "2026-12-02T14:00:00" }, "this");
  expect(await linkedEvent(store.db, second)).toBe("cancelled");
  expect(await linkedEvent(store.db, `${id} 2026-12-09`)).toMatchObject({ title: "Physics" });
  await deleteEvent(store, id);
  expect(await linkedEvent(store.db, second)).toBe("deleted");
  expect(await linkedEvent(store.db, id)).toBe("deleted");
  await store.db.calendar_events.delete(id);
  expect(await linkedEvent(store.db, second)).toBe("missing");
});
