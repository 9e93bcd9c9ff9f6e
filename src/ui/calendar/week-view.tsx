import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { addDays, dateOf, minutesOf, wallTime } from "../../model/civil.ts";
import { eventsBetween, type Occurrence } from "../../store/occurrences.ts";
import type { Store } from "../../store/store.ts";
import { dateLabel } from "../i18n/dates.ts";
import { language, words } from "../i18n/language.ts";
import { useLive } from "../use-live.ts";
import { now } from "./now.ts";
import { openWeekAt } from "./open-week-at.ts";
import { shownRows } from "./wanted.ts";
import { WeekDayColumn } from "./week-day-column.tsx";
import { WeekHours } from "./week-hours.tsx";
import { weekOf } from "./week-model.ts";
import "./week-view.css";

interface WeekViewProps {
  store: Store;
  /** The first day, and how many there are: seven or one. */
  from: string;
  length: 1 | 7;
  /** The one of them to begin with. */
  date: string;
  today: string;
  /** Grows when the student asks for today again. */
  returns: number;
  refused: ReadonlySet<string>;
  onOpen: (row: Occurrence) => void;
  /** Asked for a new event from a wall time on. */
  onNew: (start: string) => void;
}

/** A week, or one day of it, over a grid of hours. Each day is a list of its events under its heading; the grid is only how they are drawn. */
export const WeekView = (props: WeekViewProps) => {
  const { store, from, length, date, today, returns, refused, onOpen, onNew } = props;
  const { planner } = words.value;
  const found = useLive(async () => {
    const to = addDays(from, length);
    const rows = await eventsBetween(store.db, wallTime(from, "00:00"), wallTime(to, "00:00"));
    return { from, to, rows };
  }, [store, from, length]);
  const week = useMemo(() => weekOf(found?.rows ?? [], from, length), [found, from, length]);
  const byKey = useMemo(() => new Map(found?.rows.map((row) => [row.key, row])), [found]);
  shownRows.current = byKey;

  const scroller = useRef<HTMLDivElement>(null);
  const ready = found?.from === from && found.to === addDays(from, length);
  // Once there is something to see, and whenever the student goes to another date; a change of the events moves nothing.
  const opened = useRef(false);
  useLayoutEffect(() => {
    if (!ready || !scroller.current) return;
    openWeekAt(scroller.current, week, now.peek(), date, opened.current && date !== today);
    opened.current = true;
  }, [ready, date, length, returns]);

  const open = (key: string) => {
    const row = byKey.get(key);
    if (row) onOpen(row);
  };
  const empty = ready && week.every((day) => day.whole.length + day.timed.length === 0);
  const label = dateLabel(language.value, from, today);
  const lanes = Math.max(0, ...week.flatMap((day) => day.whole.map((one) => one.lane + 1)));
  return (
    <section
      class="week"
      aria-label={length === 1 ? `${planner.day}: ${label}` : planner.weekFrom(label)}
      aria-busy={!ready || undefined}
      style={{ "--whole": lanes, "--days": length }}
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
          {length === 1 ? planner.nothingThisDay : planner.nothingThisWeek} {planner.addByClick}
        </p>
      )}
    </section>
  );
};
