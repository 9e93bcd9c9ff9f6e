import { expect, test } from "vitest";
import { createEvent, deleteEvent } from "../../../src/store/events.ts";
import { deleteFromSeries } from "../../../src/store/series.ts";
import { linkedEvent } from "../../../src/ui/calendar/linked-event.ts";
import { openTestStore } from "../../support/store.ts";
import { weeklyPhysics } from "./events.ts";

test("an address opens an event, or tells why it does not", async () => {
  const store = await openTestStore();
  const id = await createEvent(store, weeklyPhysics);
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
