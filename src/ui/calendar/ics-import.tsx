import { useEffect, useState } from "preact/hooks";
import type { ReadCalendar } from "../../model/ics/read.ts";
import type {
  CalendarPlan,
  CalendarProblem,
  PlanKind,
} from "../../store/import-calendar.optional.ts";
import type { Store } from "../../store/store.ts";
import { dateLabel } from "../i18n/dates.ts";
import { language, words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { CheckField } from "../kit/field.tsx";
import { Notice } from "../kit/notice.tsx";
import { deviceZone } from "../../model/device-zone.ts";
import { now, todayOf } from "./now.ts";
import { offerUndo } from "./undo-toast.ts";
import "./ics.css";

type Step =
  | { kind: "reading" }
  | { kind: "problem"; problem: CalendarProblem | "failed" | "not-written" }
  | { kind: "plan"; read: ReadCalendar; plan: CalendarPlan };

interface IcsImportProps {
  store: Store;
  file: File;
  onClose: () => void;
}

const KINDS: readonly PlanKind[] = ["added", "updated", "removed", "mine", "deleted", "unchanged"];
/** Entries that are named of each kind. */
const NAMED = 100;

/** Shows what a calendar file would change, and imports it if the student wants so. Nothing is written before. */
export const IcsImport = ({ store, file, onClose }: IcsImportProps) => {
  const { ics, editor } = words.value.calendar;
  const [step, setStep] = useState<Step>({ kind: "reading" });
  const [replace, setReplace] = useState(false);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let left = false;
    const begin = async () => {
      const next = await look(store, file).catch((error: unknown): Step => {
        console.error(error);
        return { kind: "problem", problem: "failed" };
      });
      if (!left) setStep(next);
    };
    void begin();
    return () => {
      left = true;
    };
  }, [file]);

  const count = (kind: PlanKind): number =>
    step.kind === "plan" ? step.plan.items.filter((item) => item.kind === kind).length : 0;
  const changes =
    count("added") + count("updated") + count("removed") + (replace ? count("mine") : 0);
  const run = async (read: ReadCalendar) => {
    setBusy(true);
    try {
      const { importCalendar } = await import("../../store/import-calendar.optional.ts");
      const { added, updated, undo } = await importCalendar(store, read, replace);
      offerUndo(ics.done(added, updated), undo);
      onClose();
    } catch (error) {
      console.error(error);
      setBusy(false);
      setStep({ kind: "problem", problem: "not-written" });
    }
  };
  const close = () => !busy && onClose();
  return (
    <Dialog
      open
      title={ics.importTitle}
      onClose={close}
      actions={
        <>
          <Button onClick={close}>{step.kind === "plan" ? editor.cancel : ics.close}</Button>
          {step.kind === "plan" && changes > 0 && (
            <Button variant="primary" busy={busy} onClick={() => void run(step.read)}>
              {ics.confirm(changes)}
            </Button>
          )}
        </>
      }
    >
      <p class="ics-file">{file.name}</p>
      {step.kind === "reading" && <output>{ics.reading}</output>}
      {step.kind === "problem" && (
        <Notice tone="danger" alert>
          <p>
            {ics.problems[step.problem]} {ics.unchanged}
          </p>
        </Notice>
      )}
      {step.kind === "plan" && (
        <>
          {changes === 0 && count("mine") === 0 && <p>{ics.nothing}</p>}
          <div class="ics-plan">
            {KINDS.map((kind) => (
              <Part key={kind} kind={kind} plan={step.plan} />
            ))}
            <SkippedPart plan={step.plan} />
          </div>
          {count("mine") > 0 && (
            <CheckField label={ics.replace} checked={replace} onInput={setReplace} />
          )}
        </>
      )}
    </Dialog>
  );
};

const look = async (store: Store, file: File): Promise<Step> => {
  const { planImport, readCalendarFile } = await import("../../store/import-calendar.optional.ts");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const outcome = await readCalendarFile(bytes, deviceZone());
  if (outcome.kind === "problem") return outcome;
  const plan = await planImport(store.db, outcome.read);
  return { kind: "plan", read: outcome.read, plan };
};

const nameOf = (title: string, date: string): string => {
  const { calendar } = words.value;
  const name = title || calendar.untitled;
  return date === "" ? name : `${name}, ${dateLabel(language.value, date, todayOf(now.value))}`;
};

const Part = ({ kind, plan }: { kind: PlanKind; plan: CalendarPlan }) => {
  const { ics } = words.value.calendar;
  const items = plan.items.filter((item) => item.kind === kind);
  if (items.length === 0) return null;
  return (
    <details>
      <summary>{ics.kinds[kind](items.length)}</summary>
      <ul>
        {items.slice(0, NAMED).map(({ record }) => (
          <li key={record.id}>{nameOf(record.title, record.date)}</li>
        ))}
        {items.length > NAMED && <li>{ics.more(items.length - NAMED)}</li>}
      </ul>
    </details>
  );
};

const SkippedPart = ({ plan: { skipped } }: { plan: CalendarPlan }) => {
  const { ics } = words.value.calendar;
  if (skipped.length === 0) return null;
  return (
    <details>
      <summary>{ics.skipped(skipped.length)}</summary>
      <ul>
        {skipped.slice(0, NAMED).map(({ title, date, reason }, index) => (
          <li key={index}>
            {nameOf(title, date)}: {ics.reasons[reason]}
          </li>
        ))}
        {skipped.length > NAMED && <li>{ics.more(skipped.length - NAMED)}</li>}
      </ul>
    </details>
  );
};
