import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, addMinutes, dateOf, minutesOf, weekdayOf } from "../../../src/model/civil.ts";
import {
  type PlanInput,
  type PlannedExam,
  sessionsFor,
  type Span,
  suggestPlan,
  weakestFirst,
} from "../../../src/model/study/plan.ts";

const exam = (id: string, startsAt: string, more: Partial<PlannedExam> = {}): PlannedExam => ({
  id,
  startsAt,
  confidence: null,
  priority: false,
  planned: 0,
  ...more,
});

const input = (exams: PlannedExam[], more: Partial<PlanInput> = {}): PlanInput => ({
  now: "2026-11-25T12:00:00",
  exams,
  busy: [],
  schoolDays: { from: 16 * 60, to: 21 * 60 },
  weekends: { from: 10 * 60, to: 20 * 60 },
  length: 45,
  least: 2,
  most: 6,
  ...more,
});

const countOf = (plan: readonly { examId: string }[], id: string): number =>
  plan.filter(({ examId }) => examId === id).length;

describe("how many sessions an exam has", () => {
  test.each([
    [0, false, 6],
    [5, false, 4],
    [null, false, 4],
    [10, false, 2],
    [10, true, 3],
    [0, true, 6],
  ])("confidence %s, priority %s: %i of 2 to 6", (confidence, priority, sessions) => {
    const one = exam("a", "2027-01-15T09:00:00", { confidence, priority });
    expect(sessionsFor(one, { least: 2, most: 6 })).toBe(sessions);
    expect(suggestPlan(input([one])).length).toBe(sessions);
  });

  test("what the calendar has already counts", () => {
    const one = exam("a", "2027-01-15T09:00:00", { confidence: 5, planned: 3 });
    expect(suggestPlan(input([one])).length).toBe(1);
  });
});

test("sessions are spread over the days until the exam, after school", () => {
  const plan = suggestPlan(input([exam("a", "2026-12-07T09:00:00", { confidence: 5 })]));
  expect(plan.map(({ startsAt }) => startsAt)).toEqual([
    "2026-11-25T16:00:00",
    "2026-11-28T12:00:00",
    "2026-12-01T16:00:00",
    "2026-12-04T16:00:00",
  ]);
});

test("where there is room for a few only, the weakest have them", () => {
  const tomorrow = "2026-11-26T09:00:00";
  const exams = [
    exam("sure", tomorrow, { confidence: 9 }),
    exam("weak", tomorrow, { confidence: 1 }),
    exam("unsaid", tomorrow),
  ];
  const hours = { from: 16 * 60, to: 18 * 60 };
  const plan = suggestPlan(input(exams, { schoolDays: hours, least: 1 }));
  expect(plan.map(({ examId }) => examId)).toEqual(["weak", "unsaid"]);
});

test("there is none where nothing is free, and none for what has begun", () => {
  const busy = [{ startsAt: "2026-11-25T08:00:00", endsAt: "2026-11-26T23:00:00" }];
  expect(suggestPlan(input([exam("a", "2026-11-26T15:00:00")], { busy }))).toEqual([]);
  expect(suggestPlan(input([exam("a", "2026-11-25T11:00:00")]))).toEqual([]);
  expect(suggestPlan(input([]))).toEqual([]);
});

/** A zone with the days around which its clocks change. */
const ZONES = [
  ["Europe/London", ["2026-03-29", "2026-10-25"]],
  ["America/New_York", ["2026-03-08", "2026-11-01"]],
  ["Pacific/Auckland", ["2026-04-05", "2026-09-27"]],
] as const;

/** Tells of wall times in a zone at which instant its clocks show them, ms; null where none or two do. */
const clockOf = (zone: string): ((wall: string) => number | null) => {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  const known = new Map<string, number | null>();
  // By how much these zones may be ahead of UTC, hours.
  const offsets = { "Europe/London": [0, 1], "America/New_York": [-5, -4] }[zone] ?? [12, 13];
  return (wall) => {
    const there = known.get(wall);
    if (there !== undefined) return there;
    const found = offsets
      .map((hours) => Date.parse(`${wall}Z`) - hours * 3_600_000)
      .filter((instant) => format.format(instant).replace(" ", "T") === wall);
    const instant = found.length === 1 ? (found[0] ?? null) : null;
    known.set(wall, instant);
    return instant;
  };
};

const spanFrom = (day: string): fc.Arbitrary<Span> =>
  fc.tuple(fc.nat(30), fc.nat(23 * 60), fc.nat(600)).map(([days, minutes, length]): Span => {
    const startsAt = addMinutes(`${addDays(day, days)}T00:00:00`, minutes);
    return { startsAt, endsAt: addMinutes(startsAt, length) };
  });

const inputNear = (day: string): fc.Arbitrary<PlanInput> =>
  fc
    .record({
      now: fc.nat(1439).map((minutes) => addMinutes(`${addDays(day, -3)}T00:00:00`, minutes)),
      exams: fc.array(
        fc.record({
          // Few moments, so that exams share one.
          startsAt: fc
            .tuple(fc.constantFrom(-4, 0, 1, 3, 14, 27), fc.constantFrom("09:00", "13:30", "00:00"))
            .map(([days, time]) => `${addDays(day, days)}T${time}:00`),
          confidence: fc.option(fc.nat(10)),
          priority: fc.boolean(),
          planned: fc.constantFrom(0, 0, 1, 3),
        }),
        { maxLength: 5 },
      ),
      busy: fc.array(spanFrom(addDays(day, -3)), { maxLength: 40 }),
      schoolDays: fc.constantFrom({ from: 960, to: 1260 }, { from: 1020, to: 1080 }),
      weekends: fc.constantFrom({ from: 600, to: 1200 }, { from: 360, to: 1440 }),
      length: fc.constantFrom(20, 45, 90, 120),
      least: fc.integer({ min: 0, max: 3 }),
      most: fc.integer({ min: 3, max: 8 }),
    })
    .map((one) => ({
      ...one,
      exams: one.exams.map((exam, index) => ({ ...exam, id: `exam-${index}` })),
    }));

describe.each(ZONES)(
  "whatever the calendar holds, around the clock changes of %s",
  (zone, days) => {
    const near = fc.constantFrom(...days).chain(inputNear);
    const check = (holds: (given: PlanInput, plan: ReturnType<typeof suggestPlan>) => void) =>
      fc.assert(
        fc.property(near, (given) => holds(given, suggestPlan(given))),
        { numRuns: 60 },
      );

    test("a session is as long as was asked, on every clock", () => {
      const instantAt = clockOf(zone);
      check(({ length }, plan) => {
        for (const { startsAt, endsAt } of plan) {
          expect(addMinutes(startsAt, length)).toBe(endsAt);
          const [from, to] = [instantAt(startsAt), instantAt(endsAt)];
          // Neither in an hour that the clocks leave out nor in one that comes twice.
          expect(from).not.toBe(null);
          expect((to ?? 0) - (from ?? 0)).toBe(length * 60_000);
        }
      });
    });

    test("none overlaps an event or another one", () => {
      check(({ busy }, plan) => {
        for (const [index, one] of plan.entries())
          for (const other of [...busy, ...plan.slice(index + 1)])
            expect(one.endsAt <= other.startsAt || other.endsAt <= one.startsAt).toBe(true);
      });
    });

    test("none is in the past, after its exam, or out of hours", () => {
      check(({ now, exams, schoolDays, weekends }, plan) => {
        for (const { examId, startsAt, endsAt } of plan) {
          expect(startsAt >= now).toBe(true);
          expect(endsAt <= (exams.find(({ id }) => id === examId)?.startsAt ?? "")).toBe(true);
          const { from, to } = weekdayOf(dateOf(startsAt)) < 5 ? schoolDays : weekends;
          expect(minutesOf(startsAt)).toBeGreaterThanOrEqual(from);
          expect(endsAt <= addMinutes(`${dateOf(startsAt)}T00:00:00`, to)).toBe(true);
        }
      });
    });

    test("of exams at one time the weakest is begun first, and has no fewer sessions", () => {
      check(({ exams, now }, plan) => {
        const ahead = exams.filter(({ startsAt }) => startsAt > now).toSorted(weakestFirst);
        for (const [rank, weaker] of ahead.entries())
          for (const stronger of ahead.slice(rank + 1)) {
            if (weaker.startsAt !== stronger.startsAt || weaker.planned > stronger.planned)
              continue;
            const more = weaker.priority ? 0 : Number(stronger.priority);
            expect(countOf(plan, weaker.id)).toBeGreaterThanOrEqual(
              countOf(plan, stronger.id) - more - (stronger.planned - weaker.planned),
            );
            const begun = plan.map(({ examId }) => examId);
            const both = begun.includes(weaker.id) && begun.includes(stronger.id);
            expect(!both || begun.indexOf(weaker.id) < begun.indexOf(stronger.id)).toBe(true);
          }
      });
    });

    test("no exam has more than was asked, and the same input gives the same plan in any order", () => {
      check((given, plan) => {
        for (const one of given.exams)
          expect(countOf(plan, one.id) + one.planned).toBeLessThanOrEqual(
            Math.max(one.planned, sessionsFor(one, given)),
          );
        const turned = {
          ...given,
          exams: given.exams.toReversed(),
          busy: given.busy.toReversed(),
        };
        expect(suggestPlan(turned)).toEqual(plan);
      });
    });
  },
);
