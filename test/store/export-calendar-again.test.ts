import * as fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, dateOf, weekdayOf } from "../../src/model/civil.ts";
import { type EventFields, type EventInput, parseEvent } from "../../src/model/event-input.ts";
import { datesBetween } from "../../src/model/recurrence/expand.ts";
import { parseRule } from "../../src/model/recurrence/rule.ts";
import { plainText } from "../../src/model/ics/line.ts";
import { createEvent, getEvent } from "../../src/store/events.ts";
import { exportCalendar } from "../../src/store/export-calendar.ts";
import { importCalendar } from "../../src/store/import-calendar.optional.ts";
import { changeSeries, deleteFromSeries, restoreTime } from "../../src/store/series.ts";
import type { Changes } from "../../src/store/series-parts.ts";
import { openTestStore, type TestStore } from "../support/store.ts";
import { fixture, kindsOf, read, recordsOf } from "./support/calendar-files.ts";

const lesson = (more: Partial<EventFields>): EventFields => ({
  title: "Maths; a, b",
  athro_id: "athro-maths",
  kind: "lesson",
  all_day: false,
  starts_at: "2026-11-02T16:00:00",
  ends_at: "2026-11-02T17:00:00",
  zone: "Pacific/Auckland",
  notes: "Bring:\na ruler \\ compass",
  location: "Ystafell 1",
  ...more,
});

test("importing our own export is the identity, in an empty store and in the same one", async () => {
  const store = await openTestStore();
  const id = await createEvent(
    store,
    lesson({ rrule: "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270716", reminders: [10, -540] }),
  );
  const on = (day: string) => ({ id, original: `${day}T16:00:00` });
  await changeSeries(
    store,
    on("2026-11-09"),
    { title: "Test", kind: "exam", athro_id: null },
    "this",
  );
  await changeSeries(store, on("2026-11-16"), { location: "Hall", notes: "" }, "this");
  await deleteFromSeries(store, on("2026-11-16"), "this");
  await deleteFromSeries(store, on("2026-11-23"), "this");
  await createEvent(
    store,
    lesson({ all_day: true, starts_at: "2026-12-01T00:00:00", ends_at: "2026-12-03T00:00:00" }),
  );
  await createEvent(
    store,
    lesson({ ends_at: "2026-11-02T16:00:00", confidence: 3, priority: true, athro_id: null }),
  );
  await importCalendar(store, await read(fixture("google")), false);
  const ids = (await store.db.calendar_events.toArray()).map((row) => row.id);
  const text = await (await exportCalendar(store.db, ids, store.now())).text();
  expect(text.split("\r\n").every((line) => new TextEncoder().encode(line).length <= 75)).toBe(
    true,
  );
  const kinds = await kindsOf(store, text);
  expect(Object.keys(kinds)).toEqual(["unchanged"]);
  const other = await openTestStore({ origin: "bbbbbbbb" });
  await importCalendar(other, await read(text), false);
  expect(await recordsOf(other)).toEqual(await recordsOf(store));
});

/** Texts with what calendar files take for marks of their own. */
const odd = (max: number) =>
  fc
    .array(
      fc.oneof(
        fc.constantFrom("  ", " ", "\t", ",", ";", ":", "\\", "\\n", '"', "🧪", "é", "ŵ", "\u00a0"),
        fc.constantFrom("Maths", "END:VEVENT", "=", "^n", "%"),
        fc.string({ maxLength: 4 }),
      ),
      { maxLength: max },
    )
    .map((parts) => parts.join(""));

const generatedEvent = fc
  .record({
    title: odd(8).filter((title) => title.trim() !== ""),
    notes: fc.oneof(
      fc.constant(""),
      fc
        .array(odd(4), { maxLength: 4 })
        .chain((all) => fc.constantFrom("\n", "\r\n", "\n\n").map((end) => all.join(end))),
    ),
    location: odd(3),
    zone: fc.constantFrom("Europe/London", "America/New_York", "Pacific/Auckland", "Asia/Kolkata"),
    allDay: fc.boolean(),
    day: fc.constantFrom("2026-03-29", "2026-10-25", "2026-11-02", "2026-09-27"),
    time: fc.constantFrom("00:00", "01:30", "02:30", "16:00", "23:45"),
    days: fc.integer({ min: 0, max: 2 }),
    repeats: fc.constantFrom("none", "daily", "weekly", "monthly-day"),
    reminders: fc.constantFrom("", "0", "10,-540", "1440"),
    confidence: fc.constantFrom(null, 0, 10),
    priority: fc.boolean(),
    athroId: fc.constantFrom(null, "athro-maths"),
    kind: fc.constantFrom("lesson" as const, "other" as const),
  })
  .map(({ allDay, day, time, days, ...more }): EventInput => {
    const at = { startDate: day, startTime: time, endDate: addDays(day, days), endTime: time };
    const ends = {
      repeatEnds: "count" as const,
      repeatCount: "7",
      repeatUntil: "",
      repeatRule: "",
    };
    return { ...at, ...more, ...ends, allDay, repeatDays: String(weekdayOf(day)) };
  });

/** What becomes of single times: of the second, the third and so on. */
const generatedChanges = fc.array(
  fc.constantFrom("keep", "cancel", "title", "notes", "move", "both", "back"),
  { maxLength: 4 },
);

const asTyped = (input: EventInput): EventFields => {
  const parsed = parseEvent(input);
  if (!parsed.ok) throw new Error(parsed.problems.join(" "));
  return parsed.fields;
};

const changeTime = async (store: TestStore, id: string, date: string, how: string) => {
  const event = await getEvent(store.db, id);
  if (!event) throw new Error("no event");
  const time = { id, original: date + event.starts_at.slice(10) };
  const { all_day, zone } = event;
  const moved = {
    starts_at: `${addDays(date, 1)}T00:00:00`,
    ends_at: `${addDays(date, 2)}T00:00:00`,
  };
  const change = (changes: Changes) => changeSeries(store, time, changes, "this");
  if (how === "title" || how === "both") await change({ title: "A  b, c; d \\n" });
  if (how === "notes") await change({ notes: "", location: "  x  ".trim() });
  if (how === "move" || how === "both") await change({ ...moved, all_day, zone });
  if (how === "cancel" || how === "both" || how === "back")
    await deleteFromSeries(store, time, "this");
  if (how === "back") await restoreTime(store, time);
};

/** Texts as far as a file holds them. */
const plain = (one: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(one).map(([name, value]) => [
      name,
      typeof value === "string" ? plainText(value) : value,
    ]),
  );

/** An override that says nothing. */
const nothing = (one: Record<string, unknown>) =>
  "event_id" in one && Object.values(one).filter((value) => value ?? false).length <= 3;

test("importing our own export is the identity, whatever the events", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(generatedEvent, generatedChanges), { minLength: 1, maxLength: 4 }),
      async (all) => {
        const store = await openTestStore();
        for (const [input, changes] of all) {
          const fields = asTyped(input);
          const id = await createEvent(store, fields);
          const rule = fields.rrule ? parseRule(fields.rrule) : null;
          const start = dateOf(fields.starts_at);
          if (!rule) continue;
          const dates = datesBetween({ start, rule }, addDays(start, 1), "2028-01-01");
          for (const [nth, how] of changes.entries())
            if (dates[nth]) await changeTime(store, id, dates[nth], how);
        }
        const ids = (await store.db.calendar_events.toArray()).map((row) => row.id);
        const text = await (await exportCalendar(store.db, ids, store.now())).text();
        expect(Object.keys(await kindsOf(store, text))).toEqual(["unchanged"]);
        const other = await openTestStore({ origin: "bbbbbbbb" });
        await importCalendar(other, await read(text), false);
        expect(await recordsOf(other)).toEqual(
          (await recordsOf(store)).filter((one) => !nothing(one)).map(plain),
        );
        store.db.close();
        other.db.close();
      },
    ),
    { numRuns: 60, seed: 20261128 },
  );
}, 60_000);
