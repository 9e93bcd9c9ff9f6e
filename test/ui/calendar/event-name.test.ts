import { describe, expect, test } from "vitest";
import type { ShownEvent } from "../../../src/ui/calendar/day-slice.ts";
import { sliceOf } from "../../../src/ui/calendar/day-slice.ts";
import { eventName } from "../../../src/ui/calendar/event-name.ts";
import { calendar as cy } from "../../../src/ui/i18n/cy/calendar.ts";
import { calendar as en } from "../../../src/ui/i18n/en/calendar.ts";
import { event } from "./events.ts";

const named = (words: typeof en, one: ShownEvent, date: string, refused = false): string => {
  const slice = sliceOf(one, date);
  if (!slice) throw new Error("not on this day");
  return eventName(words, slice, refused);
};

describe("an event's name tells what its block shows by colour, form and place", () => {
  const exam = event("2026-11-26T14:30", "2026-11-26T16:30", {
    title: "Maths Paper 1",
    kind: "exam",
    athro_id: "athro-maths",
    location: "Sports hall",
  });

  test("in both languages", () => {
    expect(named(en, exam, "2026-11-26")).toBe(
      "Maths Paper 1, Exam, AthroMaths, 14:30 to 16:30, Sports hall",
    );
    expect(named(cy, exam, "2026-11-26")).toBe(
      "Maths Paper 1, Arholiad, AthroMaths, 14:30 tan 16:30, Sports hall",
    );
  });

  test("that the server refused it", () => {
    expect(named(en, exam, "2026-11-26", true)).toMatch(/, Needs attention$/);
  });

  test("which of its days it is", () => {
    const trip = event("2026-11-25", "2026-11-28", { title: "Trip", kind: "other" });
    expect(named(en, trip, "2026-11-26")).toBe("Trip, Other, All day, Day 2 of 3");
    expect(named(cy, trip, "2026-11-26")).toBe("Trip, Arall, Drwy'r dydd, Diwrnod 2 o 3");
  });

  test("that it has priority", () => {
    const first = { ...exam, priority: true };
    expect(named(en, first, "2026-11-26")).toMatch(/^Maths Paper 1, Exam, Priority, AthroMaths/);
    expect(named(cy, first, "2026-11-26")).toMatch(/^Maths Paper 1, Arholiad, Blaenoriaeth, /);
  });

  test("that it has no title", () => {
    const untitled = event("2026-11-25T09:00", "2026-11-25T10:00", { title: "" });
    expect(named(en, untitled, "2026-11-25")).toBe("Untitled event, Lesson, 09:00 to 10:00");
  });

  test("an Athro that isn't known, by its own name", () => {
    const old = event("2026-11-25T09:00", "2026-11-25T10:00", { athro_id: "athro-astronomy" });
    expect(named(en, old, "2026-11-25")).toBe("Event, Lesson, astronomy, 09:00 to 10:00");
  });
});
