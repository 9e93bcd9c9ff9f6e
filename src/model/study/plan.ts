/**
 * A plan for revising: sessions in what is free between now and each exam, the weakest subjects first. All times are wall times on one clock
 * face, as the calendar shows them; whose zone that is does not matter here.
 */
import { addDays, addMinutes, dateOf, daysBetween, minutesBetween, weekdayOf } from "../civil.ts";
import { CONFIDENCE_MAX } from "../teaching.ts";

export interface PlannedExam {
  id: string;
  /** When it begins: no session for it goes on beyond. */
  startsAt: string;
  /** 0 (not started) to 10, or null where the student hasn't said. */
  confidence: number | null;
  /** It matters most among those of which the student is as sure. */
  priority: boolean;
  /** Sessions for it that the calendar has already. */
  planned: number;
}

/** Minutes since midnight between which a student is free to revise, on school days and at weekends; the end may be 1440. */
export interface Hours {
  from: number;
  to: number;
}

export interface PlanInput {
  /** Wall time, to the minute. */
  now: string;
  exams: readonly PlannedExam[];
  /** What the calendar has: wall times, the end exclusive. Whole days don't stand in the way. */
  busy: readonly Span[];
  schoolDays: Hours;
  weekends: Hours;
  /** Minutes of a session. */
  length: number;
  /** Sessions for each exam: as few as this for what the student knows best, and as many as `most` for what they have not begun. */
  least: number;
  most: number;
}

export interface Span {
  startsAt: string;
  endsAt: string;
}

export interface Suggestion extends Span {
  examId: string;
}

/** Room between sessions, and between a session and what else there is, minutes. */
const PAUSE_MINUTES = 10;
/** Sessions begin at such times, minutes. */
const GRID_MINUTES = 15;
/** More in a day would be tiring. */
const PER_DAY = 3;
/** Nobody plans farther ahead, days. */
export const PLAN_DAYS = 90;
/** Of what a student hasn't said, they are as sure as unsure. */
const UNSAID = CONFIDENCE_MAX / 2;

/**
 * Suggests sessions, in order of their start. Where there is room for all, each exam has as many as its confidence asks for, spread over
 * the days until it; where there isn't, every exam first gets the least, and the weakest before the others. The same input gives the same
 * plan.
 */
export const suggestPlan = (input: PlanInput): Suggestion[] => {
  const exams = input.exams.filter(({ startsAt }) => startsAt > input.now).toSorted(weakestFirst);
  const slots = freeSlots(input, exams);
  const counts = share(input, exams, slots);
  return place(input, exams, counts, slots).toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
};

export const weakestFirst = (a: PlannedExam, b: PlannedExam): number =>
  sureness(a) - sureness(b) ||
  Number(b.priority) - Number(a.priority) ||
  (a.startsAt === b.startsAt ? (a.id < b.id ? -1 : 1) : a.startsAt < b.startsAt ? -1 : 1);

const sureness = ({ confidence }: PlannedExam): number => confidence ?? UNSAID;

/** How many sessions an exam is to have, with those that it has. */
export const sessionsFor = (
  exam: PlannedExam,
  { least, most }: Pick<PlanInput, "least" | "most">,
): number => {
  const unsure = (CONFIDENCE_MAX - sureness(exam)) / CONFIDENCE_MAX;
  const more = exam.priority ? 1 : 0;
  return Math.min(most, Math.round(least + (most - least) * unsure) + more);
};

/** Where sessions can be, before the last exam: at most `PER_DAY` a day, as early as the day's hours allow. */
const freeSlots = (input: PlanInput, exams: readonly PlannedExam[]): Span[] => {
  const { now, length } = input;
  const last = exams.reduce((end, { startsAt }) => (startsAt > end ? startsAt : end), now);
  const busy = input.busy.toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  const days = Math.min(PLAN_DAYS, daysBetween(dateOf(now), dateOf(last)));
  const slots: Span[] = [];
  for (let day = 0; day <= days; day += 1) {
    const date = addDays(dateOf(now), day);
    const { from, to } = weekdayOf(date) < 5 ? input.schoolDays : input.weekends;
    const midnight = `${date}T00:00:00`;
    const close = addMinutes(midnight, to);
    const near = busy.filter(({ startsAt, endsAt }) => startsAt < close && endsAt > midnight);
    let start = onGrid(later(addMinutes(midnight, from), now));
    for (let made = 0; made < PER_DAY;) {
      const end = addMinutes(start, length);
      if (end > close || end > last) break;
      const clash = near.find((one) => isNear(one, start, end));
      if (clash) {
        start = onGrid(later(addMinutes(clash.endsAt, PAUSE_MINUTES), addMinutes(start, 1)));
        continue;
      }
      slots.push({ startsAt: start, endsAt: end });
      made += 1;
      start = onGrid(addMinutes(end, PAUSE_MINUTES));
    }
  }
  return slots;
};

/** Whether an event leaves no pause before or after a session. */
const isNear = ({ startsAt, endsAt }: Span, start: string, end: string): boolean =>
  startsAt < addMinutes(end, PAUSE_MINUTES) && addMinutes(endsAt, PAUSE_MINUTES) > start;

const later = (a: string, b: string): string => (a > b ? a : b);

/** The next time on the grid, itself included. */
const onGrid = (wall: string): string => {
  const midnight = `${dateOf(wall)}T00:00:00`;
  const minutes = minutesBetween(midnight, wall) + (wall.endsWith(":00") ? 0 : 1);
  return addMinutes(midnight, Math.ceil(minutes / GRID_MINUTES) * GRID_MINUTES);
};

/**
 * How many sessions each exam gets, by id: one more for each in turn, weakest first, while there are slots for all before their exams.
 * That is so as long as no exam is preceded by fewer slots than sessions.
 */
const share = (
  input: PlanInput,
  exams: readonly PlannedExam[],
  slots: readonly Span[],
): Map<string, number> => {
  const counts = new Map(exams.map(({ id }) => [id, 0]));
  const fits = (more: PlannedExam): boolean =>
    exams.every(({ startsAt }) => {
      if (startsAt < more.startsAt) return true;
      const before = exams.filter((one) => one.startsAt <= startsAt);
      const taken = before.reduce((sum, { id }) => sum + (counts.get(id) ?? 0), 1);
      return taken <= slots.filter(({ endsAt }) => endsAt <= startsAt).length;
    });
  const giveOut = (wanted: (exam: PlannedExam) => number) => {
    for (let round = 1; round <= input.most; round += 1)
      for (const exam of exams) {
        const has = counts.get(exam.id) ?? 0;
        if (has < round && has < wanted(exam) && fits(exam)) counts.set(exam.id, has + 1);
      }
  };
  const lacks = (exam: PlannedExam, all: number) => Math.max(0, all - exam.planned);
  giveOut((exam) => lacks(exam, Math.min(input.least, sessionsFor(exam, input))));
  giveOut((exam) => lacks(exam, sessionsFor(exam, input)));
  return counts;
};

/**
 * Lays the sessions out. Exams are taken by their dates, so that what `share` found to fit does fit; those of one moment together, each
 * session at the first free slot from its even share of the time on, or else at the last one before.
 */
const place = (
  { now }: PlanInput,
  exams: readonly PlannedExam[],
  counts: ReadonlyMap<string, number>,
  slots: readonly Span[],
): Suggestion[] => {
  const wanted = exams.flatMap((exam) => {
    const count = counts.get(exam.id) ?? 0;
    const step = minutesBetween(now, exam.startsAt) / Math.max(1, count);
    return Array.from({ length: count }, (_, nth) => ({
      exam,
      at: addMinutes(now, Math.floor(step * nth)),
    }));
  });
  // A stable sort: of what is wanted at the same time, the weakest comes first.
  wanted.sort((a, b) =>
    a.exam.startsAt !== b.exam.startsAt
      ? compare(a.exam.startsAt, b.exam.startsAt)
      : compare(a.at, b.at),
  );
  const free = [...slots];
  const placed: Suggestion[] = [];
  for (const { exam, at } of wanted) {
    const end = free.findLastIndex(({ endsAt }) => endsAt <= exam.startsAt);
    if (end === -1) continue;
    const next = free.findIndex(({ startsAt }) => startsAt >= at);
    const [slot] = free.splice(next === -1 || next > end ? end : next, 1);
    if (slot) placed.push({ ...slot, examId: exam.id });
  }
  return weakestEarliest(exams, placed);
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Has the first session of a weaker subject before that of a stronger one, where both exams are after both. */
const weakestEarliest = (exams: readonly PlannedExam[], placed: Suggestion[]): Suggestion[] => {
  const all = placed.toSorted((a, b) => compare(a.startsAt, b.startsAt));
  for (const [rank, weaker] of exams.entries()) {
    const own = all.findIndex(({ examId }) => examId === weaker.id);
    const stronger = exams.slice(rank + 1);
    const first = all.findIndex(
      ({ examId }, index) =>
        index < own &&
        stronger.some(({ id, startsAt }) => id === examId && (all[own]?.endsAt ?? "") <= startsAt),
    );
    const [a, b] = [all[first], all[own]];
    if (!a || !b) continue;
    all[first] = { ...a, examId: b.examId };
    all[own] = { ...b, examId: a.examId };
  }
  return all;
};
