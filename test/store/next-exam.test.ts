import { expect, test } from "vitest";
import type { EventFields } from "../../src/model/event-input.ts";
import { createEvent, deleteEvent } from "../../src/store/events.ts";
import { nextExam } from "../../src/store/next-exam.ts";
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

test("the next exam is the one that begins first, or is going on", async () => {
  const store = await openTestStore({ user: null });
  expect(await nextExam(store.db, NOW)).toBe(undefined);
  await add(store, "later", "2026-12-04");
  await add(store, "next", "2026-11-27");
  await add(store, "over", "2026-11-20");
  expect((await nextExam(store.db, NOW))?.title).toBe("next");
  await add(store, "now", "2026-11-23");
  expect((await nextExam(store.db, NOW))?.title).toBe("now");
  expect((await nextExam(store.db, "2026-11-23T11:00:00"))?.title).toBe("next");
});

test("neither other kinds nor deleted exams count", async () => {
  const store = await openTestStore({ user: null });
  await add(store, "revision", "2026-11-24", { kind: "revision" });
  const id = await add(store, "called off", "2026-11-25");
  await deleteEvent(store, id);
  expect(await nextExam(store.db, NOW)).toBe(undefined);
});
