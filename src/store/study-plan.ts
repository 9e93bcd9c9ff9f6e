/** What a plan for revising goes by, and how it is taken into the calendar. */
import { addDays, dateOf, wallTime } from "../model/civil.ts";
import { PLAN_DAYS, type PlannedExam, type Span } from "../model/study/plan.ts";
import { CONFIDENCE_MAX, confidencePreference } from "../model/teaching.ts";
import type { AthroDatabase } from "./database.ts";
import { createEdit, updateEvent } from "./events.ts";
import { nextExams } from "./next-exams.ts";
import { eventsBetween, type Occurrence } from "./occurrences.ts";
import { getPreference, setPreference } from "./preferences.ts";
import { dateNow, type Store } from "./store.ts";
import { commitUndoable, type Undo } from "./undoable.ts";

/** More would be a school's timetable. */
const EXAMS_MAX = 12;

export interface ExamAhead extends PlannedExam {
  title: string;
  athroId: string | null;
}

/** An event that stands in a session's way. */
interface BusySpan extends Span {
  title: string;
}

export interface PlanBasis {
  exams: ExamAhead[];
  busy: BusySpan[];
}

/** The exams of the next months and what is planned until then, at wall time `now`. */
export const planBasis = async (db: AthroDatabase, now: string): Promise<PlanBasis> => {
  const until = wallTime(addDays(dateOf(now), PLAN_DAYS), "00:00");
  const ahead = (await nextExams(db, now, EXAMS_MAX)).filter(
    ({ starts_at }) => starts_at > now && starts_at < until,
  );
  const last = ahead.at(-1);
  if (!last) return { exams: [], busy: [] };
  const events = await eventsBetween(db, now, last.ends_at);
  const exams: ExamAhead[] = [];
  const counted = new Set<string>();
  for (const exam of ahead) {
    // A session for a subject counts for its next exam.
    const mine = events.filter((one) => !counted.has(one.key) && isRevisionFor(one, exam, now));
    for (const { key } of mine) counted.add(key);
    exams.push({
      id: exam.id,
      title: exam.title,
      athroId: exam.athro_id,
      startsAt: exam.starts_at,
      confidence: await confidenceIn(db, exam),
      priority: exam.priority ?? false,
      planned: mine.length,
    });
  }
  return {
    exams,
    busy: events
      .filter(({ all_day }) => !all_day)
      .map(({ title, starts_at, ends_at }) => ({ title, startsAt: starts_at, endsAt: ends_at })),
  };
};

const isRevisionFor = (event: Occurrence, exam: Occurrence, now: string): boolean =>
  event.kind === "revision" &&
  event.starts_at >= now &&
  event.starts_at < exam.starts_at &&
  (exam.athro_id === null
    ? exam.title !== "" && event.title.includes(exam.title)
    : event.athro_id === exam.athro_id);

/** What is said of the event itself, or else of all that its Athro teaches. */
const confidenceIn = async (db: AthroDatabase, exam: Occurrence): Promise<number | null> => {
  // An imported event may lack it.
  const own = exam.confidence ?? null;
  if (own !== null || exam.athro_id === null) return own;
  const level = await getPreference(db, confidencePreference(exam.athro_id));
  return typeof level === "number" && level >= 0 && level <= CONFIDENCE_MAX ? level : null;
};

/** Says how confident the student is, where it is read from: at the event if it says so of itself or has no Athro, else of its Athro. */
export const setExamConfidence = async (
  store: Store,
  exam: Pick<ExamAhead, "id" | "athroId">,
  level: number | null,
): Promise<void> => {
  const event = await store.db.calendar_events.get(exam.id);
  if (!event) return;
  if (exam.athroId === null || (event.confidence ?? null) !== null)
    await updateEvent(store, exam.id, { confidence: level });
  else await setPreference(store, confidencePreference(exam.athroId), level);
};

export interface PlannedSession extends Span {
  title: string;
  athroId: string | null;
  zone: string;
}

/** Adds all sessions in one transaction. Returns what takes all of them back. */
export const addSessions = async (
  store: Store,
  sessions: readonly PlannedSession[],
): Promise<Undo> => {
  const now = await dateNow(store);
  const { undo } = await commitUndoable(store, async () => ({
    edits: sessions.map(({ title, athroId, startsAt, endsAt, zone }) =>
      createEdit(
        store.newId(),
        {
          title,
          athro_id: athroId,
          kind: "revision",
          all_day: false,
          starts_at: startsAt,
          ends_at: endsAt,
          zone,
          notes: "",
          location: "",
        },
        now,
      ),
    ),
    result: null,
  }));
  return undo;
};
