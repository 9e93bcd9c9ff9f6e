import * as fc from "fast-check";
import { noRepeat } from "../../src/model/recurrence/repeat-input.ts";
import { describe, expect, test } from "vitest";
import { dateOfDay, isWallTime } from "../../src/model/civil.ts";
import { type EventInput, type EventProblem, parseEvent } from "../../src/model/event-input.ts";
import { NOTES_LENGTH_MAX, TITLE_LENGTH_MAX } from "../../src/model/limits.ts";
import { EVENT_KINDS, type EventKind } from "../../src/model/tables.ts";

const lesson: EventInput = {
  title: "Maths lesson",
  athroId: "athro-maths",
  kind: "lesson",
  allDay: false,
  startDate: "2026-11-25",
  startTime: "14:00",
  endDate: "2026-11-25",
  endTime: "15:00",
  zone: "Europe/London",
  notes: "Bring a compass",
  location: "Room 12",
  reminders: "",
  confidence: 3,
  priority: true,
  ...noRepeat("2026-11-25"),
};

const problemsOf = (changed: Partial<EventInput>): EventProblem[] => {
  const parsed = parseEvent({ ...lesson, ...changed });
  return parsed.ok ? [] : parsed.problems;
};

const fieldsOf = (changed: Partial<EventInput>) => {
  const parsed = parseEvent({ ...lesson, ...changed });
  if (!parsed.ok) throw new Error(parsed.problems.join(", "));
  return parsed.fields;
};

const endOfAllDay = (date: string) =>
  fieldsOf({ allDay: true, startDate: date, endDate: date }).ends_at;

describe("what is accepted", () => {
  test("an event with times becomes wall times in its zone", () => {
    expect(fieldsOf({})).toEqual({
      title: "Maths lesson",
      athro_id: "athro-maths",
      kind: "lesson",
      all_day: false,
      starts_at: "2026-11-25T14:00:00",
      ends_at: "2026-11-25T15:00:00",
      zone: "Europe/London",
      notes: "Bring a compass",
      location: "Room 12",
      rrule: null,
      reminders: [],
      confidence: 3,
      priority: true,
    });
  });

  test("an all-day event ends at the midnight after its last day, whatever its times say", () => {
    const times = { startTime: "", endTime: "not a time" };
    expect(fieldsOf({ allDay: true, endDate: "2026-11-27", ...times })).toMatchObject({
      all_day: true,
      starts_at: "2026-11-25T00:00:00",
      ends_at: "2026-11-28T00:00:00",
    });
    expect(fieldsOf({ allDay: true, ...times })).toMatchObject({
      starts_at: "2026-11-25T00:00:00",
      ends_at: "2026-11-26T00:00:00",
    });
  });

  test("an all-day event may end on the leap day or the last day of the year", () => {
    expect(endOfAllDay("2024-02-29")).toBe("2024-03-01T00:00:00");
    expect(endOfAllDay("2026-12-31")).toBe("2027-01-01T00:00:00");
  });

  test("an event may end past midnight, and when it starts", () => {
    expect(problemsOf({ startTime: "22:00", endDate: "2026-11-26", endTime: "02:00" })).toEqual([]);
    expect(problemsOf({ endTime: "14:00" })).toEqual([]);
  });

  test("outer spaces of title and location go, those of notes stay", () => {
    expect(fieldsOf({ title: "  Mock \n", location: " Hall ", notes: " a\n b " })).toMatchObject({
      title: "Mock",
      location: "Hall",
      notes: " a\n b ",
    });
  });

  test("text becomes what PostgreSQL can hold", () => {
    expect(fieldsOf({ title: "a\0b", notes: "\ud800" })).toMatchObject({
      title: "ab",
      notes: "\ufffd",
    });
  });

  test("title, location and notes may be as long as the limits say", () => {
    const title = "x".repeat(TITLE_LENGTH_MAX);
    expect(problemsOf({ title, location: title, notes: "x".repeat(NOTES_LENGTH_MAX) })).toEqual([]);
  });

  test.each([null, 0, 10])("the confidence %s", (confidence) => {
    expect(fieldsOf({ confidence }).confidence).toBe(confidence);
  });

  test.each(EVENT_KINDS)("the kind %s", (kind) => {
    expect(fieldsOf({ kind }).kind).toBe(kind);
  });
});

describe("what is refused", () => {
  test.each<[EventProblem, Partial<EventInput>]>([
    ["title-missing", { title: "" }],
    ["title-missing", { title: " \n\t" }],
    ["title-missing", { title: "\0" }],
    ["title-long", { title: "x".repeat(TITLE_LENGTH_MAX + 1) }],
    ["notes-long", { notes: "x".repeat(NOTES_LENGTH_MAX + 1) }],
    ["notes-long", { location: "x".repeat(TITLE_LENGTH_MAX + 1) }],
    ["kind-unknown", { kind: "party" as EventKind }],
    ["confidence-invalid", { confidence: 11 }],
    ["confidence-invalid", { confidence: -1 }],
    ["confidence-invalid", { confidence: 2.5 }],
    ["confidence-invalid", { confidence: Number.NaN }],
    ["start-invalid", { startDate: "" }],
    ["start-invalid", { startDate: "2026-02-30" }],
    ["start-invalid", { startTime: "" }],
    ["start-invalid", { startTime: "24:00" }],
    ["start-invalid", { allDay: true, startDate: "2025-02-29", endDate: "2026-11-25" }],
    ["end-invalid", { endDate: "" }],
    ["end-invalid", { endDate: "12026-11-25" }],
    ["end-invalid", { endTime: "9:00" }],
    ["end-invalid", { allDay: true, endDate: "2026-11-31" }],
    ["end-invalid", { allDay: true, endDate: "9999-12-31" }],
    ["ends-before-start", { endTime: "13:59" }],
    ["ends-before-start", { endDate: "2026-11-24" }],
    ["ends-before-start", { allDay: true, endDate: "2026-11-24" }],
    ["ends-before-start", { allDay: true, endDate: "2026-11-23" }],
  ])("%s: %j", (problem, changed) => {
    expect(problemsOf(changed)).toEqual([problem]);
  });

  test("all problems are told at once", () => {
    expect(
      problemsOf({ title: "", startDate: "", endTime: "", notes: "x".repeat(9000) }).toSorted(),
    ).toEqual(["end-invalid", "notes-long", "start-invalid", "title-missing"]);
  });
});

test("whatever is accepted is a wall time that doesn't end before it starts", () => {
  const date = fc.oneof(
    fc.integer({ min: 20_000, max: 21_000 }).map(dateOfDay),
    fc.constantFrom("", "2026-02-29", "9999-12-31"),
  );
  const time = fc.constantFrom("00:00", "09:30", "23:59", "", "25:00");
  fc.assert(
    fc.property(
      date,
      time,
      date,
      time,
      fc.boolean(),
      (startDate, startTime, endDate, endTime, allDay) => {
        const parsed = parseEvent({ ...lesson, startDate, startTime, endDate, endTime, allDay });
        if (!parsed.ok) return;
        const { starts_at, ends_at } = parsed.fields;
        expect(isWallTime(starts_at) && isWallTime(ends_at)).toBe(true);
        expect(allDay ? ends_at > starts_at : ends_at >= starts_at).toBe(true);
      },
    ),
  );
});
