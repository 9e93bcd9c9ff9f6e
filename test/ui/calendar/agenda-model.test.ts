import * as fc from "fast-check";
import { expect, test } from "vitest";
import { addDays } from "../../../src/model/civil.ts";
import { agendaOf, type AgendaPart } from "../../../src/ui/calendar/agenda-model.ts";
import { event } from "./events.ts";

const TODAY = "2026-11-25";

const brief = (part: AgendaPart) =>
  part.kind === "gap" ? `${part.from}..${part.to}` : `${part.date}: ${part.slices.length}`;

test("days with nothing on them are joined, and today has its own place", () => {
  const events = [
    event("2026-11-28T09:00", "2026-11-28T10:00"),
    event("2026-11-28T12:00", "2026-11-28T13:00"),
  ];
  expect(agendaOf(events, "2026-11-24", "2026-12-01", TODAY).map(brief)).toEqual([
    "2026-11-24..2026-11-24",
    "2026-11-25: 0",
    "2026-11-26..2026-11-27",
    "2026-11-28: 2",
    "2026-11-29..2026-11-30",
  ]);
});

test("an event over several days is listed on each", () => {
  const events = [event("2026-11-25", "2026-11-28")];
  expect(agendaOf(events, TODAY, "2026-11-29", TODAY).map(brief)).toEqual([
    "2026-11-25: 1",
    "2026-11-26: 1",
    "2026-11-27: 1",
    "2026-11-28..2026-11-28",
  ]);
});

test("an event that began before the first day is there from the first day on", () => {
  const events = [event("2026-11-20T10:00", "2026-11-25T12:00")];
  expect(agendaOf(events, TODAY, "2026-11-26", "2026-12-24").map(brief)).toEqual(["2026-11-25: 1"]);
});

test("the parts cover each day once, whatever the events", () => {
  const days = fc.array(fc.integer({ min: -3, max: 40 }), { maxLength: 12 });
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 35 }), (offsets, length) => {
      const events = offsets.map((offset) => {
        const date = addDays(TODAY, offset);
        return event(`${date}T09:00`, `${date}T10:00`);
      });
      const to = addDays(TODAY, length);
      const covered: string[] = [];
      for (const part of agendaOf(events, TODAY, to, TODAY)) {
        if (part.kind === "day") covered.push(part.date);
        else
          for (let date = part.from; date <= part.to; date = addDays(date, 1)) covered.push(date);
      }
      expect(covered).toEqual(Array.from({ length }, (_, index) => addDays(TODAY, index)));
    }),
  );
});
