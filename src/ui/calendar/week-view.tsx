import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { addDays, dateOf, minutesOf, mondayOf } from "../../model/civil.ts";
import { eventsBetween, type Occurrence } from "../../store/occurrences.ts";
import type { Store } from "../../store/store.ts";
import { dateLabel } from "../i18n/dates.ts";
import { language, words } from "../i18n/language.ts";
import { useLive } from "../use-live.ts";
import { now } from "./now.ts";
import { openWeekAt } from "./open-week-at.ts";
import { WeekDayColumn } from "./week-day-column.tsx";
import { WeekHours } from "./week-hours.tsx";
import { weekOf } from "./week-model.ts";
import "./week-view.css";

interface WeekViewProps {
  store: Store;
  /** Any date of the week. */
  date: string;
  today: string;
  /** Grows when the student asks for today again. */
  returns: number;
  refused: ReadonlySet<string>;
  onOpen: (row: Occurrence) => void;
  /** Asked for a new event from a wall time on. */
  onNew: (start: string) => void;
}

/** Seven days over a grid of hours. Each day is a list of its events under its heading; the grid is only how they are drawn. */
export const WeekView = (props: WeekViewProps) => {
  const { store, date, today, returns, refused, onOpen, onNew } = props;
  const { calendar } = words.value;
  const monday = mondayOf(date);
  const found = useLive(async () => {
    const midnight = (day: string) => `${day}T00:00:00`;
    const rows = await eventsBetween(store.db, midnight(monday), midnight(addDays(monday, 7)));
    return { monday, rows };
  }, [store, monday]);
  const week = useMemo(() => weekOf(found?.rows ?? [], monday), [found, monday]);
  const byKey = useMemo(() => new Map(found?.rows.map((row) => [row.key, row])), [found]);

  const scroller = useRef<HTMLDivElement>(null);
  const ready = found?.monday === monday;
  // Once there is something to see, and whenever the student goes to another date; a change of the events moves nothing.
  const opened = useRef(false);
  useLayoutEffect(() => {
    if (!ready || !scroller.current) return;
    openWeekAt(scroller.current, week, now.peek(), date, opened.current && date !== today);
    opened.current = true;
  }, [ready, date, returns]);

  const open = (key: string) => {
    const row = byKey.get(key);
    if (row) onOpen(row);
  };
  const empty = ready && week.every((day) => day.whole.length + day.timed.length === 0);
  const lanes = Math.max(0, ...week.flatMap((day) => day.whole.map((one) => one.lane + 1)));
  return (
    <section
      class="week"
      aria-label={calendar.weekFrom(dateLabel(language.value, monday, today))}
      aria-busy={!found || undefined}
      style={{ "--whole": lanes }}
    >
      <div ref={scroller} class="week-scroller">
        <div class={`week-grid${lanes > 0 ? " week-has-whole" : ""}`}>
          <WeekHours hasWhole={lanes > 0} />
          {week.map((day) => (
            <WeekDayColumn
              key={day.date}
              day={day}
              today={today}
              nowMinutes={dateOf(now.value) === day.date ? minutesOf(now.value) : null}
              refused={refused}
              onOpen={open}
              onNew={onNew}
            />
          ))}
        </div>
      </div>
      {empty && (
        <p class="week-empty">
          {calendar.nothingThisWeek} {calendar.addByClick}
        </p>
      )}
    </section>
  );
};
