import { useState } from "preact/hooks";
import { athroOf } from "../../model/athros.ts";
import { addMinutes, dayOfDate, timeOf } from "../../model/civil.ts";
import { SESSION_LENGTHS } from "../../model/study/revision.ts";
import type { ExamAhead } from "../../store/study-plan.ts";
import { now, todayOf } from "../calendar/now.ts";
import { dateLabel } from "../i18n/dates.ts";
import { language, words } from "../i18n/language.ts";
import { AthroMark } from "../kit/athro-mark.tsx";
import { Button } from "../kit/button.tsx";
import { SelectField, TextField } from "../kit/field.tsx";
import { Icon } from "../kit/icon.tsx";
import { type Session, type SessionProblem, spanOf } from "./plan-model.ts";

interface PlanSessionsProps {
  sessions: readonly Session[];
  exams: readonly ExamAhead[];
  problemAt: (session: Session) => SessionProblem | null;
  onChange: (session: Session) => void;
}

/** The suggested sessions by day. Each can be left out, moved, and made longer or shorter. */
export const PlanSessions = ({ sessions, exams, problemAt, onChange }: PlanSessionsProps) => {
  const { plan } = words.value.study;
  // They stay where they were suggested while they are being changed.
  const days = [...new Set(sessions.map(({ key }) => dayIn(key)))];
  return (
    <section aria-labelledby="plan-sessions">
      <h2 class="section-title" id="plan-sessions">
        {plan.sessions}
      </h2>
      {sessions.length === 0 && <p>{plan.noRoom}</p>}
      <ul class="plan-days">
        {days.map((day) => (
          <li key={day}>
            <h3>{dateLabel(language.value, day, todayOf(now.value))}</h3>
            <ul class="card">
              {sessions
                .filter(({ key }) => dayIn(key) === day)
                .map((session) => (
                  <SessionRow
                    key={session.key}
                    session={session}
                    exam={exams.find(({ id }) => id === session.examId)}
                    problem={session.on ? problemAt(session) : null}
                    onChange={onChange}
                  />
                ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** The day on which it was suggested. */
const dayIn = (key: string): string => key.slice(key.indexOf(" ") + 1).slice(0, 10);

interface SessionRowProps {
  session: Session;
  exam: ExamAhead | undefined;
  problem: SessionProblem | null;
  onChange: (session: Session) => void;
}

const SessionRow = ({ session, exam, problem, onChange }: SessionRowProps) => {
  const { plan } = words.value.study;
  const [open, setOpen] = useState(false);
  if (!exam) return null;
  const span = spanOf(session);
  const moved = session.date !== dayIn(session.key) && dayOfDate(session.date) !== null;
  const day = moved ? `${dateLabel(language.value, session.date, todayOf(now.value))}, ` : "";
  const times = span
    ? `${day}${timeOf(span.startsAt)}–${timeOf(addMinutes(span.startsAt, session.minutes))}`
    : plan.problems.invalid;
  const title = exam.title || words.value.calendar.untitled;
  const change = (some: Partial<Session>) => onChange({ ...session, ...some });
  const lengths = SESSION_LENGTHS.some((one) => one === session.minutes)
    ? SESSION_LENGTHS
    : [...SESSION_LENGTHS, session.minutes].toSorted((a, b) => a - b);
  return (
    <li class="plan-session">
      <label>
        <input
          type="checkbox"
          checked={session.on}
          onChange={(event) => change({ on: event.currentTarget.checked })}
        />
        {exam.athroId !== null && <AthroMark athro={athroOf(exam.athroId)} size="s" />}
        <span>
          <b>{times}</b> <span>{title}</span>
        </span>
      </label>
      <Button
        variant="quiet"
        icon="edit"
        aria-expanded={open}
        aria-label={plan.changeOne(times, title)}
        onClick={() => setOpen(!open)}
      >
        {plan.change}
      </Button>
      {open && (
        <div class="plan-fields">
          <TextField
            label={plan.date}
            type="date"
            max="9999-12-31"
            value={session.date}
            onInput={(date) => change({ date })}
          />
          <TextField
            label={plan.time}
            type="time"
            value={session.time}
            onInput={(time) => change({ time })}
          />
          <SelectField
            label={plan.length}
            value={String(session.minutes)}
            onInput={(minutes) => change({ minutes: Number(minutes) })}
          >
            {lengths.map((n) => (
              <option key={n} value={String(n)}>
                {plan.minutes(n)}
              </option>
            ))}
          </SelectField>
        </div>
      )}
      <p class="plan-problem" aria-live="polite">
        {problem && (
          <>
            <Icon name="alert" />
            {problem.kind === "overlaps"
              ? plan.problems.overlaps(problem.title)
              : plan.problems[problem.kind]}
          </>
        )}
      </p>
    </li>
  );
};
