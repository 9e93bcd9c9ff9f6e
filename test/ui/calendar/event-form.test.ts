import { describe, expect, test } from "vitest";
import { parseEvent } from "../../../src/model/event-input.ts";
import type { CalendarEvent } from "../../../src/model/tables.ts";
import { checkInput } from "../../../src/ui/calendar/event-problems.ts";
import {
  inputOf,
  moveStart,
  newInput,
  sameInput,
  startOf,
} from "../../../src/ui/calendar/event-form.ts";

const input = { ...newInput("2026-11-25T14:00:00", "Europe/London"), title: "Maths" };

const stored: CalendarEvent = {
  created_at: "2026-11-01T10:00:00Z",
  title: "Maths Paper 1",
  all_day: false,
  starts_at: "2026-11-26T14:30:00",
  ends_at: "2026-11-26T16:30:00",
  zone: "Europe/London",
  rrule: null,
  kind: "exam",
  athro_id: "athro-maths",
  notes: "Calculator",
  location: "Sports hall",
  confidence: null,
  priority: false,
  reminders: [],
  uid: null,
  imported: null,
};

describe("what the editor begins with", () => {
  test("a new event lasts an hour, past midnight too", () => {
    expect(newInput("2026-11-25T23:30:00", "Europe/London")).toMatchObject({
      startDate: "2026-11-25",
      startTime: "23:30",
      endDate: "2026-11-26",
      endTime: "00:30",
      zone: "Europe/London",
      title: "",
    });
  });

  test("an event with times goes in and comes out the same", () => {
    const parsed = parseEvent(inputOf(stored));
    expect(parsed.ok && parsed.fields).toEqual({
      title: "Maths Paper 1",
      athro_id: "athro-maths",
      kind: "exam",
      all_day: false,
      starts_at: "2026-11-26T14:30:00",
      ends_at: "2026-11-26T16:30:00",
      zone: "Europe/London",
      notes: "Calculator",
      location: "Sports hall",
      rrule: null,
      reminders: [],
      confidence: null,
      priority: false,
    });
  });

  test("an imported event, which says nothing of reminders, confidence and priority, has none", () => {
    const { reminders: _r, confidence: _c, priority: _p, ...imported } = stored;
    expect(inputOf(imported as CalendarEvent)).toMatchObject({
      reminders: "",
      confidence: null,
      priority: false,
    });
  });

  test("how sure the student is and what has priority go in and come out the same", () => {
    const parsed = parseEvent(inputOf({ ...stored, confidence: 0, priority: true }));
    expect(parsed.ok && parsed.fields).toMatchObject({ confidence: 0, priority: true });
  });

  test("an all-day event shows its last day, and comes out the same", () => {
    const halfTerm = {
      ...stored,
      all_day: true,
      starts_at: "2026-10-26T00:00:00",
      ends_at: "2026-10-31T00:00:00",
    };
    expect(inputOf(halfTerm)).toMatchObject({ startDate: "2026-10-26", endDate: "2026-10-30" });
    const parsed = parseEvent(inputOf(halfTerm));
    expect(parsed.ok && parsed.fields).toMatchObject({
      all_day: true,
      starts_at: "2026-10-26T00:00:00",
      ends_at: "2026-10-31T00:00:00",
    });
  });

  test("an all-day event gets times in the morning once it is none", () => {
    const allDay = {
      ...stored,
      all_day: true,
      starts_at: "2026-10-26T00:00:00",
      ends_at: "2026-10-27T00:00:00",
    };
    expect(checkInput({ ...inputOf(allDay), allDay: false })).toEqual({});
  });
});

describe("moving the start", () => {
  const from = startOf(input);

  test("to another time moves the end with it", () => {
    expect(moveStart(input, from, { startTime: "16:15" })).toMatchObject({
      startTime: "16:15",
      endDate: "2026-11-25",
      endTime: "17:15",
    });
  });

  test("late in the evening moves the end over midnight", () => {
    expect(moveStart(input, from, { startTime: "23:30" })).toMatchObject({
      endDate: "2026-11-26",
      endTime: "00:30",
    });
  });

  test("to another date moves the end by as many days", () => {
    expect(moveStart(input, from, { startDate: "2027-01-01" })).toMatchObject({
      endDate: "2027-01-01",
      endTime: "15:00",
    });
  });

  test("keeps the days of an all-day event", () => {
    const allDay = { ...input, allDay: true, endDate: "2026-11-27" };
    expect(moveStart(allDay, startOf(allDay), { startDate: "2026-12-30" }).endDate).toBe(
      "2027-01-01",
    );
  });

  test("needs no times for an all-day event, and leaves those it has", () => {
    const allDay = { ...input, allDay: true, startTime: "", endTime: "08:00" };
    expect(moveStart(allDay, startOf(allDay), { startDate: "2026-11-26" })).toMatchObject({
      endDate: "2026-11-26",
      endTime: "08:00",
    });
  });

  test("keeps the length over a start that was incomplete for a while", () => {
    const half = moveStart(input, from, { startDate: "" });
    expect(half).toMatchObject({ startDate: "", endDate: "2026-11-25", endTime: "15:00" });
    expect(moveStart(half, from, { startDate: "2026-12-01" })).toMatchObject({
      endDate: "2026-12-01",
      endTime: "15:00",
    });
  });

  test("leaves an end alone that is incomplete, before the start, or would leave the calendar", () => {
    const incomplete = { ...input, endTime: "" };
    expect(moveStart(incomplete, from, { startTime: "16:00" }).endTime).toBe("");
    const before = { ...input, endTime: "13:00" };
    expect(moveStart(before, from, { startTime: "16:00" }).endTime).toBe("13:00");
    const far = { ...input, endDate: "9999-12-31" };
    expect(moveStart(far, from, { startDate: "2026-11-26" })).toMatchObject({
      startDate: "2026-11-26",
      endDate: "9999-12-31",
    });
  });
});

test("an input is changed if any field is", () => {
  expect(sameInput(input, { ...input })).toBe(true);
  expect(sameInput(input, { ...input, notes: "x" })).toBe(false);
  expect(sameInput(input, { ...input, athroId: "athro-maths" })).toBe(false);
});
