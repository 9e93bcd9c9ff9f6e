import { describe, expect, test } from "vitest";
import { parseEvent } from "../../../src/model/event-input.ts";
import type { CalendarEvent } from "../../../src/model/tables.ts";
import {
  checkInput,
  FIELD_ORDER,
  firstProblem,
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
    });
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

describe("problems stand at the field where they can be mended", () => {
  test("none", () => {
    expect(checkInput(input)).toEqual({});
    expect(firstProblem({})).toBeNull();
  });

  test.each([
    [{ title: " " }, { title: "title-missing" }],
    [{ title: "x".repeat(301) }, { title: "title-long" }],
    [{ startDate: "2026-02-30" }, { startDate: "date-invalid" }],
    [{ startDate: "", startTime: "" }, { startDate: "date-invalid" }],
    [{ startTime: "" }, { startTime: "time-invalid" }],
    [{ endDate: "" }, { endDate: "date-invalid" }],
    [{ endTime: "" }, { endTime: "time-invalid" }],
    [{ endTime: "13:00" }, { endTime: "ends-before-start" }],
    [{ endDate: "2026-11-24" }, { endDate: "ends-before-start" }],
    [{ allDay: true, endDate: "2026-11-24" }, { endDate: "ends-before-start" }],
    [{ allDay: true, endDate: "" }, { endDate: "date-invalid" }],
    [{ allDay: true, startTime: "", endTime: "" }, {}],
    [{ location: "x".repeat(301) }, { location: "location-long" }],
    [{ notes: "x".repeat(8001) }, { notes: "notes-long" }],
    [
      { notes: "x".repeat(8001), location: "x".repeat(301) },
      { notes: "notes-long", location: "location-long" },
    ],
  ])("%j", (changed, problems) => {
    expect(checkInput({ ...input, ...changed })).toEqual(problems);
  });

  test("the first is the first on the form", () => {
    const problems = checkInput({ ...input, title: "", endTime: "", notes: "x".repeat(8001) });
    expect(firstProblem(problems)).toBe("title");
    expect(firstProblem({ notes: "notes-long", endTime: "time-invalid" })).toBe("endTime");
    expect(FIELD_ORDER.toSorted()).toEqual(
      [
        "title",
        "kind",
        "startDate",
        "startTime",
        "endDate",
        "endTime",
        "location",
        "notes",
      ].toSorted(),
    );
  });
});

test("an input is changed if any field is", () => {
  expect(sameInput(input, { ...input })).toBe(true);
  expect(sameInput(input, { ...input, notes: "x" })).toBe(false);
  expect(sameInput(input, { ...input, athroId: "athro-maths" })).toBe(false);
});
