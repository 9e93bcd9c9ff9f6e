import type { EventInput } from "../../model/event-input.ts";
import { athroOf } from "../../model/athros.ts";
import { retryRefused } from "../../store/sync-store.ts";
import type { Store } from "../../store/store.ts";
import { language, words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { Notice } from "../kit/notice.tsx";
import { useServices } from "../services.ts";
import { dateRange } from "./date-words.ts";
import { deviceZone } from "../../model/device-zone.ts";
import { now, todayOf } from "./now.ts";
import type { InputGroup } from "./event-rebase.ts";
import { reminderWords } from "../reminders/reminder-words.ts";
import { studyWords } from "./study-fields.tsx";
import { repeatWords } from "./repeat-words.ts";
import type { OpenEditor } from "./open-editor.ts";
import type { Gone } from "./use-follow.ts";

interface EventNoticesProps {
  store: Store;
  open: OpenEditor;
  /** The outbox entry that the server refused, if it did. */
  refusedEntry: number | undefined;
  /** What was deleted meanwhile, and is kept by itself where all of what repeats was. */
  gone: Gone;
  /** Told why what was pressed was not done. */
  onFail: (text: string) => void;
  onSettle: (group: InputGroup, keep: "this" | "other") => void;
}

/** What the student should know of the event before they save it. */
export const EventNotices = (props: EventNoticesProps) => {
  const { store, open, refusedEntry, gone, onFail, onSettle } = props;
  const { flush } = useServices();
  const { editor } = words.value.calendar;
  const foreign = !open.input.allDay && open.input.zone !== deviceZone();
  return (
    <>
      {refusedEntry !== undefined && (
        <Notice
          tone="danger"
          actions={
            <Button
              onClick={() =>
                void retryRefused(store.db, refusedEntry).then(flush, (error: unknown) => {
                  console.error(error);
                  onFail(editor.notTriedAgain);
                })
              }
            >
              {editor.tryAgain}
            </Button>
          }
        >
          {editor.refused}
        </Notice>
      )}
      <div class="event-changes" aria-live="polite">
        {gone && <Notice>{editor.deletedMeanwhile[gone]}</Notice>}
        {open.clashes.map((group) => (
          <Notice
            key={group}
            actions={
              <>
                <Button onClick={() => onSettle(group, "this")}>{editor.keepThis}</Button>
                <Button onClick={() => onSettle(group, "other")}>{editor.keepOther}</Button>
              </>
            }
          >
            <p>
              {editor.clash} <strong>{describe(group, open.base)}</strong>
            </p>
          </Notice>
        ))}
      </div>
      {foreign && <p class="event-zone">{editor.zone(open.input.zone)}</p>}
    </>
  );
};

/** The other device's version of a group, in words. */
const describe = (group: InputGroup, other: EventInput): string => {
  const { editor, kinds, repeat } = words.value.calendar;
  switch (group) {
    case "title":
      return `${editor.title}: ${other.title}`;
    case "athro":
      return `${editor.athro}: ${other.athroId === null ? editor.noAthro : athroOf(other.athroId).name}`;
    case "kind":
      return `${editor.kind}: ${kinds[other.kind]}`;
    case "time": {
      const days = dateRange(language.value, other.startDate, other.endDate, todayOf(now.value));
      return other.allDay ? days : `${days}, ${other.startTime}–${other.endTime}`;
    }
    case "repeat":
      return `${repeat.label}: ${repeatWords(repeat, language.value, other.repeats, other.startDate)}`;
    case "reminders": {
      const { reminders } = words.value;
      return `${reminders.field}: ${reminderWords(reminders, other.reminders, other.allDay)}`;
    }
    case "study":
      return studyWords(editor, other);
    case "notes":
      return [other.location, other.notes].filter(Boolean).join(" · ") || "–";
  }
};
