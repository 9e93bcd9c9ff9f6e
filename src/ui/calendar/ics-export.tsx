import { useMemo, useState } from "preact/hooks";
import { athroOf } from "../../model/athros.ts";
import { dateOf } from "../../model/civil.ts";
import { EVENT_KINDS } from "../../model/tables.ts";
import type { EventRow } from "../../store/events.ts";
import type { Store } from "../../store/store.ts";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { SelectField, TextField } from "../kit/field.tsx";
import { Notice } from "../kit/notice.tsx";
import { useLive } from "../use-live.ts";
import { saveCalendar } from "./save-calendar.ts";
import "./ics.css";

interface Choice {
  athro: string;
  kind: string;
  from: string;
  to: string;
}

const ALL: Choice = { athro: "", kind: "", from: "", to: "" };

/** Whether an event is among those chosen; one that repeats is, if any of it may be. */
const isChosen = (event: EventRow, { athro, kind, from, to }: Choice): boolean =>
  (athro === "" || event.athro_id === athro) &&
  (kind === "" || event.kind === kind) &&
  (to === "" || dateOf(event.starts_at) <= to) &&
  (from === "" || dateOf(event.lasts ?? event.ends_at) >= from);

/** Saves all events, or some of them, as a calendar file. */
export const IcsExport = ({ store, onClose }: { store: Store; onClose: () => void }) => {
  const { ics, editor, kinds } = words.value.calendar;
  const [choice, setChoice] = useState(ALL);
  const [failed, setFailed] = useState(false);
  const events = useLive(
    () => store.db.calendar_events.filter((row) => !row.deleted).toArray(),
    [store],
  );
  const chosen = useMemo(() => events?.filter((row) => isChosen(row, choice)), [events, choice]);
  const athros = useMemo(
    () => [...new Set(events?.map((row) => row.athro_id ?? "").filter(Boolean))].toSorted(),
    [events],
  );
  const choose = (change: Partial<Choice>) => setChoice({ ...choice, ...change });
  const save = async () => {
    setFailed(false);
    try {
      await saveCalendar(store, chosen?.map(({ id }) => id) ?? []);
      onClose();
    } catch (error) {
      console.error(error);
      setFailed(true);
    }
  };
  return (
    <Dialog
      open
      title={ics.exportTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{editor.cancel}</Button>
          {chosen && chosen.length > 0 && (
            <Button variant="primary" onClick={() => void save()}>
              {ics.save(chosen.length)}
            </Button>
          )}
        </>
      }
    >
      <div class="event-row">
        <SelectField
          label={editor.athro}
          value={choice.athro}
          onInput={(athro) => choose({ athro })}
        >
          <option value="">{ics.any}</option>
          {athros.map((id) => (
            <option key={id} value={id}>
              {athroOf(id).name}
            </option>
          ))}
        </SelectField>
        <SelectField label={editor.kind} value={choice.kind} onInput={(kind) => choose({ kind })}>
          <option value="">{ics.any}</option>
          {EVENT_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {kinds[kind]}
            </option>
          ))}
        </SelectField>
        <TextField
          label={ics.from}
          type="date"
          value={choice.from}
          onInput={(from) => choose({ from })}
        />
        <TextField label={ics.to} type="date" value={choice.to} onInput={(to) => choose({ to })} />
      </div>
      {chosen?.length === 0 && <output>{ics.none}</output>}
      {failed && (
        <Notice tone="danger" alert>
          {ics.notSaved}
        </Notice>
      )}
    </Dialog>
  );
};
