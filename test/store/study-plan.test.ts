import { expect, test } from "vitest";
import type { EventFields } from "../../src/model/event-input.ts";
import { createEvent } from "../../src/store/events.ts";
import { eventsBetween } from "../../src/store/occurrences.ts";
import { getPreference, setPreference } from "../../src/store/preferences.ts";
import { addSessions, planBasis, setExamConfidence } from "../../src/store/study-plan.ts";
import { openTestStore, type TestStore } from "../support/store.ts";

const NOW = "2026-11-23T10:00:00";

const add = (store: TestStore, title: string, date: string, more: Partial<EventFields> = {}) =>
  createEvent(store, {
    title,
    athro_id: null,
    kind: "exam",
    all_day: false,
    starts_at: `${date}T09:00:00`,
    ends_at: `${date}T10:00:00`,
    zone: "Europe/London",
    notes: "",
    location: "",
    ...more,
  });

test("a plan goes by the exams ahead, what is said of them, and what stands in the way", async () => {
  const store = await openTestStore({ user: null });
  await setPreference(store, "confidence:athro-maths", 3);
  await add(store, "Maths", "2026-12-07", { athro_id: "athro-maths" });
  await add(store, "Mechanics", "2026-12-09", { athro_id: "athro-maths", confidence: 8 });
  await add(store, "Oral", "2026-12-10", { priority: true });
  await add(store, "in half a year", "2027-05-20");
  await add(store, "going on", "2026-11-23", { ends_at: "2026-11-23T12:00:00" });
  const revision = { kind: "revision", athro_id: "athro-maths" } as const;
  await add(store, "algebra", "2026-11-30", revision);
  await add(store, "forces", "2026-12-08", revision);
  await add(store, "last week", "2026-11-16", revision);
  await add(store, "Choir", "2026-11-24", { kind: "other", rrule: "FREQ=WEEKLY;COUNT=2" });
  await add(store, "Holiday", "2026-11-28", { kind: "other", all_day: true });

  const { exams, busy } = await planBasis(store.db, NOW);
  expect(
    exams.map(({ title, confidence, priority, planned }) => [title, confidence, priority, planned]),
  ).toEqual([
    ["Maths", 3, false, 1],
    ["Mechanics", 8, false, 1],
    ["Oral", null, true, 0],
  ]);
  expect(busy.map(({ title, startsAt }) => `${startsAt.slice(0, 10)} ${title}`)).toEqual([
    "2026-11-23 going on",
    "2026-11-24 Choir",
    "2026-11-30 algebra",
    "2026-12-01 Choir",
    "2026-12-07 Maths",
    "2026-12-08 forces",
    "2026-12-09 Mechanics",
    "2026-12-10 Oral",
  ]);
});

test("confidence is kept where it is read from", async () => {
  const store = await openTestStore({ user: null });
  await add(store, "Maths", "2026-12-07", { athro_id: "athro-maths" });
  await add(store, "Mechanics", "2026-12-09", { athro_id: "athro-maths", confidence: 8 });
  await add(store, "Oral", "2026-12-10");
  for (const [index, exam] of (await planBasis(store.db, NOW)).exams.entries())
    await setExamConfidence(store, exam, index);
  const { exams } = await planBasis(store.db, NOW);
  expect(exams.map(({ confidence }) => confidence)).toEqual([0, 1, 2]);
  expect(await getPreference(store.db, "confidence:athro-maths")).toBe(0);
});

const session = (startsAt: string, endsAt: string) => ({
  startsAt,
  endsAt,
  title: "Revise: Maths",
  athroId: "athro-maths",
  zone: "Pacific/Auckland",
});

test("sessions are added in one transaction, and taken back in one", async () => {
  const store = await openTestStore({ user: null });
  const commits = store.commits();
  const undo = await addSessions(store, [
    session("2026-11-24T16:00:00", "2026-11-24T16:45:00"),
    session("2026-11-25T16:00:00", "2026-11-25T17:30:00"),
  ]);
  const shown = () => eventsBetween(store.db, NOW, "2026-12-31T00:00:00");
  expect(await shown()).toMatchObject([
    { kind: "revision", athro_id: "athro-maths", ends_at: "2026-11-24T16:45:00" },
    { kind: "revision", zone: "Pacific/Auckland", ends_at: "2026-11-25T17:30:00" },
  ]);
  expect(store.commits()).toBe(commits + 1);
  await undo();
  expect(await shown()).toEqual([]);
});
