import {
  addMinutes,
  dateOf,
  isWallTime,
  minutesBetween,
  timeOf,
  wallTime,
} from "../../model/civil.ts";
import { type Hours, type Span, suggestPlan } from "../../model/study/plan.ts";
import { SESSION_LENGTHS, SESSION_MINUTES } from "../../model/study/revision.ts";
import type { ExamAhead, PlanBasis } from "../../store/study-plan.ts";

/** What a student chooses for the whole plan. */
export interface PlanChoices {
  schoolDays: Hours;
  weekends: Hours;
  length: number;
  least: number;
  most: number;
}

export const COUNT_MAX = 12;

const DEFAULTS: PlanChoices = {
  schoolDays: { from: 16 * 60, to: 20 * 60 },
  weekends: { from: 10 * 60, to: 18 * 60 },
  length: SESSION_MINUTES,
  least: 2,
  most: 6,
};

/** The choices as they were kept; what can't be read has its default. */
export const readChoices = (text: string | null): PlanChoices => {
  let kept: Partial<PlanChoices> | null = null;
  try {
    kept = JSON.parse(text ?? "null");
  } catch {
    // Whoever wrote it, the defaults will do.
  }
  const { length, least, most } = kept ?? {};
  const counts = isCount(least) && isCount(most) && least <= most ? { least, most } : DEFAULTS;
  return {
    schoolDays: hoursOr(kept?.schoolDays, DEFAULTS.schoolDays),
    weekends: hoursOr(kept?.weekends, DEFAULTS.weekends),
    length: SESSION_LENGTHS.find((one) => one === length) ?? DEFAULTS.length,
    least: counts.least,
    most: counts.most,
  };
};

const hoursOr = (given: unknown, or: Hours): Hours => {
  const { from, to } = (given ?? {}) as Partial<Hours>;
  return isMinute(from) && isMinute(to) && from < to ? { from, to } : or;
};

const isMinute = (n: unknown): n is number =>
  Number.isInteger(n) && Number(n) >= 0 && Number(n) <= 1440;
const isCount = (n: unknown): n is number =>
  Number.isInteger(n) && Number(n) >= 1 && Number(n) <= COUNT_MAX;

/** A session as it is on the screen. */
export interface Session {
  key: string;
  examId: string;
  date: string;
  time: string;
  minutes: number;
  /** Whether it is to be added. */
  on: boolean;
  /** What the student changed stays as it is when the plan is made anew. */
  changed: boolean;
}

/** Its times; null while its date or time is being typed. */
export const spanOf = ({ date, time, minutes }: Session): Span | null => {
  const startsAt = wallTime(date, time);
  return isWallTime(startsAt) ? { startsAt, endsAt: addMinutes(startsAt, minutes) } : null;
};

/**
 * Makes the plan anew for the chosen exams. What the student changed stays, and counts: a session that was left out is not suggested again,
 * and nothing is laid over one that was moved.
 */
export const planAnew = (
  before: readonly Session[],
  { exams, busy }: PlanBasis,
  chosen: ReadonlySet<string>,
  choices: PlanChoices,
  now: string,
): Session[] => {
  const kept = before.filter(({ changed }) => changed);
  // Nor where it was suggested first: there the student does not want it.
  const taken = kept
    .filter(({ examId }) => chosen.has(examId))
    .flatMap((one) => [spanAt(one), ...(one.on ? [spanOf(one)] : [])])
    .filter((span) => span !== null);
  const suggested = suggestPlan({
    ...choices,
    now,
    exams: exams
      .filter(({ id }) => chosen.has(id))
      .map((exam) => ({
        ...exam,
        planned: exam.planned + kept.filter(({ examId }) => examId === exam.id).length,
      })),
    busy: [...busy, ...taken],
  });
  const fresh = suggested.map(({ examId, startsAt, endsAt }): Session => ({
    key: `${examId} ${startsAt}`,
    examId,
    date: dateOf(startsAt),
    time: timeOf(startsAt),
    minutes: minutesBetween(startsAt, endsAt),
    on: true,
    changed: false,
  }));
  return [...kept, ...fresh].toSorted(byTime);
};

/** Where a session was suggested, which is in its key. */
const spanAt = ({ key, minutes }: Session): Span => {
  const startsAt = key.slice(key.indexOf(" ") + 1);
  return { startsAt, endsAt: addMinutes(startsAt, minutes) };
};

const byTime = (a: Session, b: Session): number =>
  `${a.date}${a.time}` < `${b.date}${b.time}` ? -1 : 1;

export type SessionProblem =
  | { kind: "invalid" | "past" | "after-exam" }
  | { kind: "overlaps"; title: string | null };

/** What speaks against a session; null if nothing does. `title` is null for another session of the plan. */
export const problemOf = (
  session: Session,
  exam: ExamAhead,
  { busy }: Pick<PlanBasis, "busy">,
  others: readonly Session[],
  now: string,
): SessionProblem | null => {
  const span = spanOf(session);
  if (!span) return { kind: "invalid" };
  if (span.startsAt < now) return { kind: "past" };
  if (span.endsAt > exam.startsAt) return { kind: "after-exam" };
  const event = busy.find((one) => overlap(one, span));
  if (event) return { kind: "overlaps", title: event.title };
  const other = others.some((one) => {
    const its = one.on && one.key !== session.key ? spanOf(one) : null;
    return its !== null && overlap(its, span);
  });
  return other ? { kind: "overlaps", title: null } : null;
};

const overlap = (a: Span, b: Span): boolean => a.startsAt < b.endsAt && b.startsAt < a.endsAt;
