/** A weekly lesson, some of whose times were changed. */
import type { EventFields } from "../../../src/model/event-input.ts";
import { createEvent } from "../../../src/store/events.ts";
import { eventsBetween } from "../../../src/store/occurrences.ts";
import { changeSeries, deleteFromSeries } from "../../../src/store/series.ts";
import type { Changes } from "../../../src/store/series-parts.ts";
import { openTestStore, type TestStore } from "../../support/store.ts";

export const LESSON: EventFields = {
  title: "Maths",
  athro_id: "athro-maths",
  kind: "lesson",
  all_day: false,
  starts_at: "2026-11-02T16:00:00",
  ends_at: "2026-11-02T17:00:00",
  zone: "Europe/London",
  notes: "",
  location: "Room 1",
  rrule: "FREQ=WEEKLY;BYDAY=MO;COUNT=6",
};

export const shown = async (store: TestStore): Promise<string[]> => {
  const found = await eventsBetween(store.db, "2026-01-01T00:00:00", "2028-01-01T00:00:00");
  return found.map(
    ({ title, starts_at, ends_at, location }) =>
      `${title} ${starts_at.slice(5, 16)}-${ends_at.slice(11, 16)} ${location}`,
  );
};

export const at = (day: string, from = "16:00", to = "17:00"): Changes => ({
  all_day: false,
  starts_at: `${day}T${from}:00`,
  ends_at: `${day}T${to}:00`,
  zone: "Europe/London",
});

/** A series of six Mondays, of which the third has another room and the fifth is cancelled. */
export const school = async (): Promise<{ store: TestStore; id: string; before: string[] }> => {
  const store = await openTestStore();
  const id = await createEvent(store, LESSON);
  await changeSeries(store, on(id, "2026-11-16"), { location: "Hall", notes: "" }, "this");
  await deleteFromSeries(store, on(id, "2026-11-30"), "this");
  return { store, id, before: await shown(store) };
};

export const on = (id: string, day: string) => ({ id, original: `${day}T16:00:00` });

/** What of it is shown. */
export const SCHOOL = [
  "Maths 11-02T16:00-17:00 Room 1",
  "Maths 11-09T16:00-17:00 Room 1",
  "Maths 11-16T16:00-17:00 Hall",
  "Maths 11-23T16:00-17:00 Room 1",
  "Maths 12-07T16:00-17:00 Room 1",
];
