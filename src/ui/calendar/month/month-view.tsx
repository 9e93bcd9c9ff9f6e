import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { wallTime } from "../../../model/civil.ts";
import { eventsBetween, type Occurrence } from "../../../store/occurrences.ts";
import type { Store } from "../../../store/store.ts";
import { weekdayName } from "../../i18n/dates.ts";
import { language, words } from "../../i18n/language.ts";
import { useStateOf } from "../../kit/use-state-of.ts";
import { useLive } from "../../use-live.ts";
import { monthTitle } from "../date-words.ts";
import { slicesOn } from "../day-slice.ts";
import { landing } from "../landing.ts";
import { narrow } from "../narrow.ts";
import { shownRows } from "../wanted.ts";
import { firstWeekday, weekdays } from "../week-start.ts";
import { DaySheet } from "./day-sheet.tsx";
import { monthOf, monthRange } from "./month-model.ts";
import { MonthWeekRow } from "./month-week-row.tsx";
import { useDayKeys } from "./use-day-keys.ts";
import { useLanes } from "./use-lanes.ts";
import "./month-view.css";

export interface MonthViewProps {
  store: Store;
  /** Any date of the month: the day to begin with by the keyboard. */
  date: string;
  today: string;
  refused: ReadonlySet<string>;
  onOpen: (row: Occurrence) => void;
  /** Asked for a new event on a day. */
  onNewOn: (date: string) => void;
  /** Asked to see a day by its hours. */
  onDay: (date: string) => void;
  /** The keyboard has gone to a day of another month. */
  onLeave: (date: string) => void;
}

/** The weeks of a month as a grid of days, which the arrow keys go through. */
export const MonthView = (props: MonthViewProps) => {
  const { store, date, today, refused, onOpen, onNewOn, onDay, onLeave } = props;
  const { calendar, planner } = words.value;
  const { from, to } = monthRange(date, firstWeekday);
  const found = useLive(async () => {
    const rows = await eventsBetween(store.db, wallTime(from, "00:00"), wallTime(to, "00:00"));
    return { from, rows };
  }, [store, from, to]);
  const ready = found?.from === from;
  const rows = ready ? found.rows : NONE;
  const byKey = useMemo(() => new Map(rows.map((row) => [row.key, row])), [rows]);
  shownRows.current = byKey;
  const grid = useRef<HTMLTableElement>(null);
  const lanes = useLanes(grid, from, to);
  const weeks = useMemo(() => monthOf(rows, { from, to }, lanes), [rows, from, to, lanes]);
  const { active, setActive, onKeyDown } = useDayKeys(grid, date, onLeave);
  const [sheet, setSheet] = useStateOf<string>(from);
  useLandingOnDay(grid, rows, weeks);

  const choose = (day: string, byKeys: boolean) => {
    setActive(day);
    const count = weeks.flatMap((week) => week.days).find((one) => one.date === day)?.count ?? 0;
    if (narrow.value || (byKeys && count > 0)) setSheet(day);
    else onNewOn(day);
  };
  const empty = ready && weeks.every((week) => week.days.every((day) => day.count === 0));
  return (
    <section class="month" aria-label={monthTitle(language.value, date)}>
      <p id="month-help" hidden>
        {planner.gridHelp}
      </p>
      <table
        ref={grid}
        class="month-grid"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- its days are gone through by keys
        role="grid"
        aria-label={monthTitle(language.value, date)}
        aria-describedby="month-help"
        aria-busy={!ready || undefined}
        onKeyDown={(event) => onKeyDown(event, (day) => choose(day, true))}
      >
        <thead>
          <tr>
            {weekdays.map((day) => (
              <th key={day} scope="col">
                <span aria-hidden="true">{weekdayName(language.value, day, "short")}</span>
                <span class="sr-only">{weekdayName(language.value, day)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <MonthWeekRow
              key={week.days[0]?.date}
              week={week}
              month={date.slice(0, 7)}
              today={today}
              active={active}
              refused={refused}
              onOpen={onOpen}
              onDay={onDay}
              onMore={setSheet}
              onChoose={(day) => choose(day, false)}
            />
          ))}
        </tbody>
      </table>
      {empty && (
        <p class="week-empty">
          {planner.nothingThisMonth} {planner.addByDay}
        </p>
      )}
      {sheet !== null && (
        <DaySheet
          key={sheet}
          date={sheet}
          today={today}
          slices={slicesOn(rows, sheet)}
          refused={refused}
          anchor={() => grid.current?.querySelector(`[data-date="${sheet}"]`) ?? null}
          addLabel={calendar.newEvent}
          onOpen={(key) => {
            const row = byKey.get(key);
            if (row) onOpen(row);
          }}
          onNew={() => onNewOn(sheet)}
          onDay={() => onDay(sheet)}
          onClose={() => setSheet(null)}
        />
      )}
    </section>
  );
};

const NONE: readonly Occurrence[] = [];

/** Where an event that was just saved has no room of its own, its day takes the focus. */
const useLandingOnDay = (
  grid: { current: HTMLElement | null },
  rows: readonly Occurrence[],
  weeks: readonly { segments: readonly { event: Occurrence }[] }[],
): void => {
  const wanted = landing.value;
  useLayoutEffect(() => {
    const row = rows.find((one) => one.key === wanted);
    if (!row || wanted === null) return;
    const isShown = weeks.some((week) => week.segments.some(({ event }) => event.key === wanted));
    if (isShown && !narrow.peek()) return;
    landing.value = null;
    grid.current
      ?.querySelector<HTMLElement>(`[data-date="${row.starts_at.slice(0, 10)}"]`)
      ?.focus();
  }, [wanted, rows, weeks]);
};
