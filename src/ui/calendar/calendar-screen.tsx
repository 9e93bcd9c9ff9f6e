import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { addMinutes, wallTime } from "../../model/civil.ts";
import type { Occurrence } from "../../store/occurrences.ts";
import { refusedEvents } from "../../store/refused-events.ts";
import { words } from "../i18n/language.ts";
import { useStore } from "../services.ts";
import { useLive } from "../use-live.ts";
import { AgendaView } from "./agenda-view.tsx";
import { CalendarFiles } from "./calendar-files.tsx";
import { CalendarHeader, stepTo } from "./calendar-header.tsx";
import { EventEditor } from "./event-editor.tsx";
import type { EditorOutcome } from "./event-form-view.tsx";
import { landing } from "./landing.ts";
import { deviceZone, keepNow, now } from "./now.ts";
import { editExisting, editNew, editorOf } from "./open-editor.ts";
import { MonthView } from "./month/month-view.tsx";
import { isInPeriod, periodStart } from "./period.ts";
import { type ShownPlace, usePlace } from "./use-place.ts";
import { WeekView } from "./week-view.tsx";
import { firstWeekday } from "./week-start.ts";
import "./calendar-screen.css";

const NONE: ReadonlyMap<string, { entry: number }> = new Map();

/** The student's calendar: one of its views, and the editor over it. */
export const CalendarScreen = () => {
  const store = useStore();
  const shown = usePlace();
  const { place, view, date, today, go } = shown;
  const editor = editorOf(store);
  const root = useRef<HTMLDivElement>(null);
  const refused = useLive(() => refusedEvents(store.db), [store]) ?? NONE;
  const refusedIds = useMemo(() => new Set(refused.keys()), [refused]);
  /** Counts how often the student asked for today. */
  const [returns, setReturns] = useState(0);
  useEffect(keepNow, []);

  const openNew = (start: string) => {
    editor.value = editNew(start, deviceZone());
  };
  const openRow = (row: Occurrence) => {
    editor.value = editExisting(row);
  };
  const suggestNew = () => openNew(suggestedStart(shown));
  useEffect(() => {
    if (place.isNew && editor.peek() === null) suggestNew();
  }, [place.isNew]);

  // Where the focus goes once the dialog has closed and given it back.
  const outcome = useRef<EditorOutcome | null>(null);
  const isOpen = editor.value !== null;
  useEffect(() => {
    const left = outcome.current;
    if (isOpen || !left) return;
    outcome.current = null;
    if (left.kind === "saved") landing.value = left.key;
    else if (left.kind === "deleted") root.current?.querySelector("h1")?.focus();
  }, [isOpen]);

  const done = (left: EditorOutcome) => {
    outcome.current = left;
    editor.value = null;
    const hidden = left.kind === "saved" && !isShown(shown, left.date);
    if (hidden) go({ date: left.date === today ? null : left.date, isNew: false }, place.isNew);
    else if (place.isNew) go({ isNew: false }, true);
  };

  const goToDay = (day: string) => go({ view: "day", date: day === today ? null : day });
  const common = { store, date, today, returns, refused: refusedIds, onOpen: openRow };
  return (
    <div
      ref={root}
      class={`screen calendar calendar-${view}${view === "agenda" ? "" : " screen-fill"}`}
    >
      <CalendarHeader
        {...shown}
        onNew={suggestNew}
        onStep={(by) => stepTo(shown, by)}
        onToday={() => {
          if (place.date !== null) go({ date: null });
          setReturns(returns + 1);
        }}
      />
      {view === "agenda" ? (
        <AgendaView {...common} onNew={suggestNew} />
      ) : view === "month" ? (
        <MonthView
          {...common}
          onNewOn={(day) => openNew(suggestedOn(day, today))}
          onDay={goToDay}
          onLeave={(day) => go({ date: day }, true)}
        />
      ) : (
        <WeekView
          {...common}
          from={periodStart(view, date, firstWeekday)}
          length={view === "week" ? 7 : 1}
          onNew={openNew}
        />
      )}
      <p id="moving-help" hidden>
        {words.value.planner.moving.help}
      </p>
      <CalendarFiles />
      <EventEditor store={store} editor={editor} refused={refused} onDone={done} />
    </div>
  );
};

const isShown = ({ view, date }: ShownPlace, day: string): boolean =>
  isInPeriod(view, date, day, firstWeekday);

/** Where today is in view a time of today, else one of the date that is shown. */
const suggestedStart = (shown: ShownPlace): string =>
  suggestedOn(isShown(shown, shown.today) ? shown.today : shown.date, shown.today);

/** The next full hour of today, and four in the afternoon of another day. */
const suggestedOn = (day: string, today: string): string =>
  day === today ? addMinutes(`${now.peek().slice(0, 13)}:00:00`, 60) : wallTime(day, "16:00");
