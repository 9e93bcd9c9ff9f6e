import { describe, expect, test } from "vitest";
import { newInput } from "../../../src/ui/calendar/event-form.ts";
import { checkInput, FIELD_ORDER, firstProblem } from "../../../src/ui/calendar/event-problems.ts";

const input = { ...newInput("2026-11-25T14:00:00", "Europe/London"), title: "Maths" };

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
    [{ confidence: 11 }, { confidence: "confidence-invalid" }],
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
        "repeatUntil",
        "repeatCount",
        "confidence",
        "location",
        "notes",
      ].toSorted(),
    );
  });
});
