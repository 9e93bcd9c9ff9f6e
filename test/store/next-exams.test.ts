import { expect, test } from "vitest";
import type { EventFields } from "../../src/model/event-input.ts";
import { createEvent, deleteEvent } from "../../src/store/events.ts";
import { nextExams } from "../../src/store/next-exams.ts";
import { openTestStore, type TestStore } from "../support/store.ts";

const add = (store: TestStore, title: string, date: string, more: Partial<EventFields> = {}) =>
  createEvent(store, {
    title,
    athro_id: null,
    kind: "exam",
    all_day: false,
    starts_at: `${date}T09:00:00`,
    ends_at: `${date}T11:00:00`,
    zone: "Europe/London",
    notes: "",
    location: "",
    ...more,
  });

const NOW = "2026-11-23T10:00:00";

const titles = async (store: TestStore, now: string, most = 3): Promise<string[]> =>
  (await nextExams(store.db, now, most)).map(({ title }) => title);

test("the next exams are those that begin first, or are going on", async () => {
  const store = await openTestStore({ user: null });
  expect(await titles(store, NOW)).toEqual([]);
  await add(store, "later", "2026-12-04");
  await add(store, "next", "2026-11-27");
  await add(store, "over", "2026-11-20");
  expect(await titles(store, NOW)).toEqual(["next", "later"]);
  await add(store, "now", "2026-11-23");
  expect(await titles(store, NOW, 2)).toEqual(["now", "next"]);
  expect(await titles(store, "2026-11-23T11:00:00", 1)).toEqual(["next"]);
});

test("of an exam that repeats only the next time counts", async () => {
  const store = await openTestStore({ user: null });
  await add(store, "weekly test", "2026-11-02", { rrule: "FREQ=WEEKLY;COUNT=20" });
  await add(store, "yearly", "2025-06-01", { rrule: "FREQ=YEARLY;COUNT=9" });
  await add(store, "mock", "2026-12-04");
  const found = await nextExams(store.db, NOW, 3);
  expect(found.map(({ title, starts_at }) => `${title} ${starts_at.slice(0, 10)}`)).toEqual([
    "weekly test 2026-11-23",
    "mock 2026-12-04",
    "yearly 2027-06-01",
  ]);
});

test("neither other kinds nor deleted exams count", async () => {
  const store = await openTestStore({ user: null });
  await add(store, "revision", "2026-11-24", { kind: "revision" });
  const id = await add(store, "called off", "2026-11-25");
  await deleteEvent(store, id);
  expect(await titles(store, NOW)).toEqual([]);
});
