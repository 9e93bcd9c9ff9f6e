/** Beginning to revise from an event: what is asked of the Athro, the timer, and the question which Athro it is to be. */
import { useState } from "preact/hooks";
import { ATHROS } from "../../model/athros.ts";
import { dateOf, daysBetween } from "../../model/civil.ts";
import { lengthOf, revisionMinutes } from "../../model/study/revision.ts";
import { startTimer } from "../../model/study/timer.ts";
import type { CalendarEvent } from "../../model/tables.ts";
import { layBeside } from "../../store/left-drafts.ts";
import type { Store } from "../../store/store.ts";
import { now, todayOf } from "../calendar/now.ts";
import { dateLabel } from "../i18n/dates.ts";
import { language, words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { useEscapeFirst } from "../kit/use-escape-first.ts";
import { SelectField } from "../kit/field.tsx";
import { setStudyTimer } from "./study-timer.ts";

type Revised = Pick<CalendarEvent, "title" | "kind" | "all_day" | "starts_at" | "ends_at">;

/**
 * Lays what is to be revised beside the Athro's composer, which takes it in above what is being typed, and starts the timer. Rejects if
 * the text could not be stored; then no time runs.
 */
export const beginRevision = async (
  store: Store,
  event: Revised,
  athroId: string,
): Promise<void> => {
  const minutes = revisionMinutes(event);
  await layBeside(store, athroId, requestFor(event, minutes));
  setStudyTimer(startTimer(store.db.name, athroId, minutes, Date.now()));
};

/** What the student asks, in the app's language: theirs to change before it is sent. */
const requestFor = (event: Revised, minutes: number): string => {
  const { study, calendar } = words.value;
  const topic = event.title || calendar.untitled;
  if (event.kind !== "exam") return study.request.topic(topic, minutes);
  const date = dateOf(event.starts_at);
  const today = todayOf(now.peek());
  const days = daysBetween(today, date);
  const when =
    days <= 0
      ? ({ near: "today" } as const)
      : days === 1
        ? ({ near: "tomorrow" } as const)
        : { date: dateLabel(language.value, date, today) };
  return study.request.exam(topic, when, lengthOf(event), minutes);
};

interface AskAthroProps {
  open: boolean;
  onChoose: (athroId: string) => void;
  onCancel: () => void;
}

/** Asks which Athro is to help, for an event that names none. */
export const AskAthro = ({ open, onChoose, onCancel }: AskAthroProps) => {
  const { study, calendar } = words.value;
  const [athroId, setAthroId] = useState(ATHROS[0]?.id ?? "");
  useEscapeFirst(open, onCancel);
  return (
    <Dialog
      open={open}
      title={study.which}
      onClose={onCancel}
      actions={
        <>
          <Button onClick={onCancel}>{calendar.editor.cancel}</Button>
          <Button variant="primary" onClick={() => onChoose(athroId)}>
            {calendar.startRevision}
          </Button>
        </>
      }
    >
      <SelectField label={calendar.editor.athro} value={athroId} onInput={setAthroId}>
        {ATHROS.map((athro) => (
          <option key={athro.id} value={athro.id}>
            {athro.name}
          </option>
        ))}
      </SelectField>
    </Dialog>
  );
};
