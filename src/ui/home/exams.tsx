import type { ComponentChildren } from "preact";
import { athroOf } from "../../model/athros.ts";
import { dateOf, daysBetween, timeOf } from "../../model/civil.ts";
import { nextExams } from "../../store/next-exams.ts";
import type { Occurrence } from "../../store/occurrences.ts";
import type { Store } from "../../store/store.ts";
import { now } from "../calendar/now.ts";
import { dateLabel } from "../i18n/dates.ts";
import { language, words } from "../i18n/language.ts";
import { ButtonLink } from "../kit/button.tsx";
import { StartRevision } from "../study/start-revision.tsx";
import { useLive } from "../use-live.ts";
import "./exams.css";

/** What is near is seen first; the calendar has the others. */
const SHOWN_MAX = 3;

/** How many days remain until the next exams; nothing if none is planned. */
export const Exams = ({ store, today }: { store: Store; today: string }) => {
  const { db } = store;
  const wall = now.value;
  const exams = useLive(() => nextExams(db, wall, SHOWN_MAX), [db, wall]);
  if (!exams || exams.length === 0) return null;
  return (
    <div class="exams">
      <ul class="exams" aria-label={words.value.home.exam.next}>
        {exams.map((exam) => (
          <li key={exam.key}>
            <ExamCard exam={exam} today={today}>
              <StartRevision store={store} event={exam} />
            </ExamCard>
          </li>
        ))}
      </ul>
      <ButtonLink icon="calendar" href="/plan">
        {words.value.calendar.planRevision}
      </ButtonLink>
    </div>
  );
};

interface ExamCardProps {
  exam: Occurrence;
  today: string;
  /** What can be done about it. */
  children: ComponentChildren;
}

const ExamCard = ({ exam, today, children }: ExamCardProps) => {
  const date = dateOf(exam.starts_at);
  // One that began on an earlier day is going on.
  const days = Math.max(0, daysBetween(today, date));
  const { home, calendar } = words.value;
  const when =
    days === 0
      ? home.today
      : days === 1
        ? calendar.tomorrow
        : dateLabel(language.value, date, today);
  const athro = exam.athro_id === null ? null : athroOf(exam.athro_id);
  const facts = [
    when,
    exam.all_day ? "" : timeOf(exam.starts_at),
    exam.location,
    athro?.name ?? "",
  ].filter((fact) => fact !== "");
  return (
    <div
      class={athro ? "exam-card athro-hue" : "exam-card"}
      style={athro ? { "--hue": athro.hue } : {}}
    >
      <a href={`/calendar?date=${date}`}>
        <span class="sr-only">{home.exam.spoken(days, exam.title || calendar.untitled)}</span>
        {days > 0 && (
          <span class="exam-card-days" aria-hidden="true">
            <b>{days}</b>
            {home.exam.unit(days)}
          </span>
        )}
        <span class="exam-card-title" aria-hidden="true">
          {exam.title || calendar.untitled}
        </span>
        <span class="exam-card-facts">{facts.join(", ")}</span>
      </a>
      {children}
    </div>
  );
};
