import type { FunctionComponent } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { addMinutes, wallTime } from "../../model/civil.ts";
import type { Occurrence } from "../../store/occurrences.ts";
import { refusedEvents } from "../../store/refused-events.ts";
import { loadWords, words } from "../i18n/language.ts";
import { useStore } from "../services.ts";
import { useLive } from "../use-live.ts";
import { AgendaView } from "./agenda-view.tsx";
import { CalendarHeader, stepTo } from "./calendar-header.tsx";
import type { EditingProps } from "./editing.tsx";
import { keepNow, now } from "./now.ts";
import { MonthView } from "./month/month-view.tsx";
import { useQuickShortcut } from "./quick-add/shortcut.ts";
import { isInPeriod, periodStart } from "./period.ts";
import { type ShownPlace, usePlace } from "./use-place.ts";
import { wanted } from "./wanted.ts";
import { WeekView } from "./week-view.tsx";
import { firstWeekday } from "./week-start.ts";
import "./calendar-screen.css";

const NONE: ReadonlyMap<string, { entry: number }> = new Map();

const openNew = (start: string): void => {
  wanted.value = { kind: "new", start };
};
const openRow = (row: Occurrence): void => {
  wanted.value = { kind: "open", row };
};

/** The student's calendar: one of its views, and the editor over it. */
export const CalendarScreen = () => {
  const store = useStore();
  const shown = usePlace();
  const { place, view, date, today, go } = shown;
  const root = useRef<HTMLDivElement>(null);
  const refused = useLive(() => refusedEvents(store.db), [store]) ?? NONE;
  const refusedIds = useMemo(() => new Set(refused.keys()), [refused]);
  /** Counts how often the student asked for today. */
  const [returns, setReturns] = useState(0);
  useEffect(keepNow, []);
  useQuickShortcut();
  // What was asked for and had not come when the student left the last time is not what they are here for.
  useLayoutEffect(() => void (wanted.value = null), []);

  const suggestNew = () => openNew(suggestedStart(shown));
  useEffect(() => {
    if (place.isNew) suggestNew();
  }, [place.isNew]);
  const Editing = useEditing();

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
      <div class="calendar-files">
        {Editing && (
          <Editing
            store={store}
            root={root}
            shown={shown}
            refused={refused}
            onStep={(by) => stepTo(shown, by)}
            suggested={() => suggestedStart(shown)}
          />
        )}
      </div>
    </div>
  );
};

/** What changes the calendar, once it has come. Where it can't be had, the app says so, and the student can still look at everything. */
const useEditing = (): FunctionComponent<EditingProps> | null => {
  const [Editing, setEditing] = useState<FunctionComponent<EditingProps> | null>(null);
  useEffect(() => {
    let left = false;
    Promise.all([import("./editing.tsx"), loadWords(["quick", "reminders"])]).then(
      ([it]) => {
        if (!left) setEditing(() => it.Editing);
      },
      () => {},
    );
    return () => {
      left = true;
    };
  }, []);
  return Editing;
};

const isShown = ({ view, date }: ShownPlace, day: string): boolean =>
  isInPeriod(view, date, day, firstWeekday);

/** Where today is in view a time of today, else one of the date that is shown. */
const suggestedStart = (shown: ShownPlace): string =>
  suggestedOn(isShown(shown, shown.today) ? shown.today : shown.date, shown.today);

/** The next full hour of today, and four in the afternoon of another day. */
const suggestedOn = (day: string, today: string): string =>
  day === today ? addMinutes(`${now.peek().slice(0, 13)}:00:00`, 60) : wallTime(day, "16:00");
