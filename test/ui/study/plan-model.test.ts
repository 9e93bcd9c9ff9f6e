import { describe, expect, test } from "vitest";
import type { ExamAhead, PlanBasis } from "../../../src/store/study-plan.ts";
import {
  planAnew,
  problemOf,
  readChoices,
  type Session,
  spanOf,
} from "../../../src/ui/study/plan-model.ts";

const NOW = "2026-11-25T12:00:00";

const exam = (id: string, startsAt: string): ExamAhead => ({
  id,
  startsAt,
  title: id,
  athroId: null,
  confidence: 5,
  priority: false,
  planned: 0,
});

const maths = exam("maths", "2026-12-07T09:00:00");
const BASIS: PlanBasis = { exams: [maths, exam("welsh", "2026-12-09T09:00:00")], busy: [] };
const CHOICES = readChoices(null);
const BOTH = new Set(["maths", "welsh"]);

const planned = (before: readonly Session[] = [], chosen = BOTH, choices = CHOICES): Session[] =>
  planAnew(before, BASIS, chosen, choices, NOW);

const first = (sessions: readonly Session[]): Session => {
  const [one] = sessions;
  if (!one) throw new Error("no session");
  return one;
};

describe("a plan that is made anew", () => {
  test("is the same as long as nothing was changed", () => {
    expect(planned(planned())).toEqual(planned());
    expect(planned().every(({ on, changed }) => on && !changed)).toBe(true);
  });

  test("keeps what the student moved, lays nothing over it, and suggests no more than before", () => {
    const before = planned();
    const moved = { ...first(before), date: "2026-12-02", time: "17:10", changed: true };
    const after = planned([moved, ...before.slice(1)]);
    expect(after).toContainEqual(moved);
    expect(after.length).toBe(before.length);
    for (const one of after) expect(problemOf(one, maths, BASIS, after, NOW)).toBe(null);
  });

  test("does not suggest again what was left out", () => {
    const before = planned();
    const left = { ...first(before), on: false, changed: true };
    const after = planned([left, ...before.slice(1)]);
    expect(after.filter(({ on }) => !on)).toEqual([left]);
    expect(after.length).toBe(before.length);
  });

  test("is for the chosen exams alone, with the chosen length", () => {
    const after = planned([], new Set(["welsh"]), { ...CHOICES, length: 90 });
    expect(after.map(({ examId, minutes }) => `${examId} ${minutes}`)).toEqual(
      Array.from({ length: 4 }, () => "welsh 90"),
    );
  });
});

test("what speaks against a session is told", () => {
  const sessions = planned();
  const one = first(sessions);
  const tell = (change: Partial<Session>, basis = BASIS) =>
    problemOf({ ...one, ...change }, maths, basis, sessions, NOW);
  expect(tell({})).toBe(null);
  expect(tell({ date: "" })).toEqual({ kind: "invalid" });
  expect(tell({ date: "2026-11-25", time: "11:00" })).toEqual({ kind: "past" });
  expect(tell({ date: "2026-12-07", time: "08:30" })).toEqual({ kind: "after-exam" });
  const other = sessions[1];
  expect(tell({ date: other?.date ?? "", time: other?.time ?? "" })).toEqual({
    kind: "overlaps",
    title: null,
  });
  const span = spanOf(one);
  const busy = span ? [{ ...span, title: "Choir" }] : [];
  expect(tell({}, { ...BASIS, busy })).toEqual({ kind: "overlaps", title: "Choir" });
});

test("choices that can't be read have their defaults", () => {
  const kept = { ...CHOICES, length: 90, least: 1, most: 3, weekends: { from: 480, to: 1440 } };
  expect(readChoices(JSON.stringify(kept))).toEqual(kept);
  for (const broken of [
    "{",
    "7",
    JSON.stringify({ length: 7, least: 4, most: 2, weekends: { from: 900, to: 600 } }),
    JSON.stringify({ least: 0, most: 1e9, schoolDays: "all day" }),
  ])
    expect(readChoices(broken)).toEqual(CHOICES);
});
