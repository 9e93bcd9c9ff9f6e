import type { Occurrence } from "../../../store/occurrences.ts";
import { dateLabel } from "../../i18n/dates.ts";
import { language, words } from "../../i18n/language.ts";
import { dayOfMonth } from "../date-words.ts";
import { isRefused } from "../event-block.tsx";
import { narrow } from "../narrow.ts";
import { MonthEvent } from "./month-event.tsx";
import type { MonthWeek } from "./month-model.ts";

interface MonthWeekRowProps {
  week: MonthWeek<Occurrence>;
  /** The month that is shown: `2026-11`. Days of others step back. */
  month: string;
  today: string;
  /** The day that Tab goes to. */
  active: string;
  refused: ReadonlySet<string>;
  onOpen: (row: Occurrence) => void;
  onDay: (date: string) => void;
  onMore: (date: string) => void;
  onChoose: (date: string) => void;
}

/** A week of the month: a row of days, each with the events that begin on it or come into the week with it. */
export const MonthWeekRow = (props: MonthWeekRowProps) => {
  const { week, month, today, active, refused, onOpen, onDay, onMore, onChoose } = props;
  const { calendar, planner } = words.value;
  const wide = !narrow.value;
  return (
    <tr class="month-week">
      {week.days.map(({ date, count, hidden }, index) => {
        const label = dateLabel(language.value, date, today);
        const spoken = date === today ? calendar.dayToday(label) : label;
        const isActive = date === active;
        const tabIndex = isActive ? 0 : -1;
        return (
          <td
            key={date}
            class={`month-day${date.startsWith(month) ? "" : " month-beside"}${date === today ? " month-today" : ""}`}
            data-date={date}
            tabIndex={tabIndex}
            aria-label={planner.events(spoken, count)}
            aria-current={date === today ? "date" : undefined}
            onClick={(event) => onChoose(dayBelow(event) ?? date)}
          >
            {wide ? (
              <button
                type="button"
                class="month-number"
                tabIndex={tabIndex}
                aria-label={planner.goToDay(label)}
                onClick={(event) => {
                  event.stopPropagation();
                  onDay(date);
                }}
              >
                {dayOfMonth(date)}
              </button>
            ) : (
              <span class="month-number" aria-hidden="true">
                {dayOfMonth(date)}
              </span>
            )}
            {week.segments
              .filter(({ from }) => from === index)
              .map((segment) => (
                <MonthEvent
                  key={segment.event.key}
                  segment={segment}
                  date={date}
                  refused={isRefused(segment.event, refused)}
                  tabIndex={tabIndex}
                  onOpen={wide ? () => onOpen(segment.event) : null}
                />
              ))}
            {hidden > 0 &&
              (wide ? (
                <button
                  type="button"
                  class="month-more"
                  tabIndex={tabIndex}
                  aria-label={planner.moreOn(hidden, label)}
                  onClick={(event) => {
                    event.stopPropagation();
                    onMore(date);
                  }}
                >
                  {planner.more(hidden)}
                </button>
              ) : (
                <span class="month-more" aria-hidden="true">
                  +{hidden}
                </span>
              ))}
          </td>
        );
      })}
    </tr>
  );
};

/** The day that was pressed: where one is too narrow for events of its own, bars of earlier days lie over it. */
const dayBelow = ({ clientX, clientY }: MouseEvent): string | undefined =>
  document
    .elementsFromPoint(clientX, clientY)
    .find((one): one is HTMLElement => one.matches(".month-day"))?.dataset["date"];
