import { athroOf } from "../../model/athros.ts";
import { dateOf, daysBetween, timeOf } from "../../model/civil.ts";
import { nextExams } from "../../store/next-exams.ts";
import type { Occurrence } from "../../store/occurrences.ts";
import type { Store } from "../../store/store.ts";
import { now } from "../calendar/now.ts";
import { dateLabel } from "../i18n/dates.ts";
import { language, words } from "../i18n/language.ts";
import { useLive } from "../use-live.ts";
import "./exams.css";

/** What is near is seen first; the calendar has the others. */
const SHOWN_MAX = 3;

/** How many days remain until the next exams; nothing if none is planned. */
export const Exams = ({ store: { db }, today }: { store: Store; today: string }) => {
  const wall = now.value;
  const exams = useLive(() => nextExams(db, wall, SHOWN_MAX), [db, wall]);
  if (!exams || exams.length === 0) return null;
  return (
    <ul class="exams" aria-label={words.value.home.exam.next}>
      {exams.map((exam) => (
        <li key={exam.key}>
          <ExamCard exam={exam} today={today} />
        </li>
      ))}
    </ul>
  );
};

const ExamCard = ({ exam, today }: { exam: Occurrence; today: string }) => {
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
    <a
      class={athro ? "exam-card athro-hue" : "exam-card"}
      style={athro ? { "--hue": athro.hue } : {}}
      href={`/calendar?date=${date}`}
    >
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
  );
};
