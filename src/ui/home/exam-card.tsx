import { athroOf } from "../../model/athros.ts";
import { dateOf, dayOfDate, timeOf } from "../../model/civil.ts";
import { nextExam } from "../../store/next-exam.ts";
import type { Store } from "../../store/store.ts";
import { now } from "../calendar/now.ts";
import { dateLabel } from "../i18n/dates.ts";
import { language, words } from "../i18n/language.ts";
import { useLive } from "../use-live.ts";
import "./exam-card.css";

/** How many days remain until the next exam; nothing if none is planned. */
export const ExamCard = ({ store: { db }, today }: { store: Store; today: string }) => {
  const wall = now.value;
  const exam = useLive(() => nextExam(db, wall), [db, wall]);
  if (!exam) return null;
  const date = dateOf(exam.starts_at);
  const days = daysBetween(today, date);
  const { home, calendar } = words.value;
  const when =
    days === 0
      ? home.today
      : days === 1
        ? calendar.tomorrow
        : dateLabel(language.value, date, today);
  const facts = [
    when,
    exam.all_day ? "" : timeOf(exam.starts_at),
    exam.location,
    exam.athro_id ? athroOf(exam.athro_id).name : "",
  ].filter((fact) => fact !== "");
  return (
    <a class="exam-card" href={`/calendar?date=${date}`}>
      <span class="sr-only">{home.exam.spoken(days, exam.title)}</span>
      {days > 0 && (
        <span class="exam-card-days" aria-hidden="true">
          <b>{days}</b>
          {home.exam.unit(days)}
        </span>
      )}
      <span class="exam-card-title" aria-hidden="true">
        {exam.title}
      </span>
      <span class="exam-card-facts">{facts.join(", ")}</span>
    </a>
  );
};

/** Whole days from one date to another; 0 for an exam that began earlier and is going on. */
const daysBetween = (from: string, to: string): number =>
  Math.max(0, (dayOfDate(to) ?? 0) - (dayOfDate(from) ?? 0));
