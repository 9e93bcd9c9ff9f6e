import { useEffect, useMemo, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { addSessions, planBasis, type PlanBasis } from "../../store/study-plan.ts";
import type { Store } from "../../store/store.ts";
import { writeProblem } from "../../store/write-problem.ts";
import { deviceZone } from "../../model/device-zone.ts";
import { keepNow, now } from "../calendar/now.ts";
import { offerUndo } from "../calendar/undo-toast.ts";
import { words } from "../i18n/language.ts";
import { keepOnDevice, readFromDevice } from "../kept-on-device.ts";
import { Button, ButtonLink } from "../kit/button.tsx";
import { EmptyState } from "../kit/empty-state.tsx";
import { Notice } from "../kit/notice.tsx";
import { ScreenHeader } from "../kit/screen-header.tsx";
import { useStore } from "../services.ts";
import { useLive } from "../use-live.ts";
import { PlanChoicesView } from "./plan-choices.tsx";
import { PlanExams } from "./plan-exams.tsx";
import {
  planAnew,
  type PlanChoices,
  problemOf,
  readChoices,
  type Session,
  spanOf,
} from "./plan-model.ts";
import { PlanSessions } from "./plan-sessions.tsx";
import "./plan.css";

/** Suggests when to revise before the exams that are planned. Nothing is in the calendar before the student says so. */
export const PlanScreen = () => {
  const store = useStore();
  const { plan } = words.value.study;
  useEffect(keepNow, []);
  // To the day: what a minute changes is told at each session.
  const today = now.value.slice(0, 10);
  const basis = useLive(() => planBasis(store.db, now.peek()), [store, today]);
  return (
    <div class="screen">
      <ScreenHeader title={plan.heading} />
      <div class="screen-body plan">
        {basis?.exams.length === 0 && (
          <EmptyState text={plan.noExams}>
            <ButtonLink href="/calendar?new=1">{plan.addExam}</ButtonLink>
          </EmptyState>
        )}
        {basis && basis.exams.length > 0 && <Plan store={store} basis={basis} />}
      </div>
    </div>
  );
};

const Plan = ({ store, basis }: { store: Store; basis: PlanBasis }) => {
  const { plan } = words.value.study;
  const { route } = useLocation();
  const [choices, setChoices] = useState(() => readChoices(readFromDevice("study-hours")));
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const [sessions, setSessions] = useState<readonly Session[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const chosen = useMemo(
    () => new Set(basis.exams.map(({ id }) => id).filter((id) => !leftOut.has(id))),
    [basis, leftOut],
  );
  // A change of one session is none of the plan's: only what the plan goes by makes it anew.
  const grounds = JSON.stringify([basis, choices, [...leftOut]]);
  useEffect(() => {
    setSessions((before) => planAnew(before ?? [], basis, chosen, choices, now.peek()));
  }, [grounds]);

  const choose = (next: PlanChoices) => {
    setChoices(next);
    keepOnDevice("study-hours", JSON.stringify(next));
  };
  const shown = (sessions ?? []).filter(({ examId }) => chosen.has(examId));
  const wall = now.value;
  const problemAt = (session: Session) => {
    const exam = basis.exams.find(({ id }) => id === session.examId);
    return exam ? problemOf(session, exam, basis, shown, wall) : null;
  };
  const adding = shown.filter(({ on }) => on);
  const unfit = adding.some((one) => {
    const kind = problemAt(one)?.kind;
    return kind !== undefined && kind !== "overlaps";
  });

  const accept = async () => {
    if (busy || unfit) return;
    setBusy(true);
    setFailure(null);
    try {
      const made = adding.flatMap((one) => {
        const span = spanOf(one);
        const exam = basis.exams.find(({ id }) => id === one.examId);
        if (!span || !exam) return [];
        const title = plan.title(exam.title || words.value.calendar.untitled);
        return [{ ...span, title, athroId: exam.athroId, zone: deviceZone() }];
      });
      const undo = await addSessions(store, made);
      offerUndo(plan.added(made.length), undo);
      route(`/calendar?view=agenda&date=${adding[0]?.date ?? ""}`);
    } catch (error) {
      console.error(error);
      setFailure(plan.notAdded[writeProblem(error) === "full" ? "full" : "unknown"]);
      setBusy(false);
    }
  };

  return (
    <>
      <p>{plan.what}</p>
      <PlanExams
        store={store}
        exams={basis.exams}
        chosen={chosen}
        onChoose={(id, on) => {
          const next = new Set(leftOut);
          if (on) next.delete(id);
          else next.add(id);
          setLeftOut(next);
        }}
      />
      <PlanChoicesView choices={choices} onChange={choose} />
      {sessions && (
        <PlanSessions
          sessions={shown}
          exams={basis.exams}
          problemAt={problemAt}
          onChange={(changed) =>
            setSessions(
              sessions.map((one) =>
                one.key === changed.key ? { ...changed, changed: true } : one,
              ),
            )
          }
        />
      )}
      <div role="alert">{failure && <Notice tone="danger">{failure}</Notice>}</div>
      <div class="plan-foot">
        <p aria-live="polite">{unfit ? plan.mendFirst : plan.count(adding.length)}</p>
        <Button
          variant="primary"
          busy={busy}
          aria-disabled={adding.length === 0 || unfit || undefined}
          onClick={() => adding.length > 0 && void accept()}
        >
          {plan.add}
        </Button>
      </div>
    </>
  );
};
