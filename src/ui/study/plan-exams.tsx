import { athroOf } from "../../model/athros.ts";
import { dateOf } from "../../model/civil.ts";
import { CONFIDENCE_MAX } from "../../model/teaching.ts";
import { type ExamAhead, setExamConfidence } from "../../store/study-plan.ts";
import type { Store } from "../../store/store.ts";
import { now, todayOf } from "../calendar/now.ts";
import { dateLabel } from "../i18n/dates.ts";
import { language, words } from "../i18n/language.ts";
import { AthroMark } from "../kit/athro-mark.tsx";
import { showToast } from "../kit/toast.tsx";

interface PlanExamsProps {
  store: Store;
  exams: readonly ExamAhead[];
  chosen: ReadonlySet<string>;
  onChoose: (id: string, on: boolean) => void;
}

const LEVELS = Array.from({ length: CONFIDENCE_MAX + 1 }, (_, level) => level);

/** The exams that the plan is for, and how sure the student is of each. */
export const PlanExams = ({ store, exams, chosen, onChoose }: PlanExamsProps) => {
  const { study, calendar } = words.value;
  const say = (exam: ExamAhead, level: number | null) =>
    void setExamConfidence(store, exam, level).catch((error: unknown) => {
      console.error(error);
      showToast({ text: words.value.study.plan.notSaid });
    });
  return (
    <fieldset class="plan-exams">
      <legend class="section-title">{study.plan.exams}</legend>
      <ul class="card">
        {exams.map((exam) => {
          const title = exam.title || calendar.untitled;
          const date = dateLabel(language.value, dateOf(exam.startsAt), todayOf(now.value));
          return (
            <li key={exam.id}>
              <label class="plan-exam">
                <input
                  type="checkbox"
                  checked={chosen.has(exam.id)}
                  onChange={(event) => onChoose(exam.id, event.currentTarget.checked)}
                />
                {exam.athroId !== null && <AthroMark athro={athroOf(exam.athroId)} size="s" />}
                <span>
                  <b>{title}</b>
                  <small>
                    {[date, exam.planned > 0 && study.plan.planned(exam.planned)]
                      .filter(Boolean)
                      .join(" · ")}
                  </small>
                </span>
              </label>
              <label class="plan-level">
                <span>
                  {study.plan.confidence} <span class="sr-only">{title}</span>
                </span>
                <select
                  class="input"
                  value={exam.confidence === null ? "" : String(exam.confidence)}
                  onChange={({ currentTarget: { value } }) =>
                    say(exam, value === "" ? null : Number(value))
                  }
                >
                  <option value="">{study.plan.unsaid}</option>
                  {LEVELS.map((level) => (
                    <option key={level} value={String(level)}>
                      {study.plan.level(level)}
                    </option>
                  ))}
                </select>
              </label>
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
};
