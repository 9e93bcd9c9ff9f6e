import type { VNode } from "preact";
import { wallTime } from "../../model/civil.ts";
import { dateLabel } from "../i18n/dates.ts";
import { language, words } from "../i18n/language.ts";
import { clockTime, dayOfMonth, shortWeekday } from "./date-words.ts";
import { DaySlots } from "./day-slots.tsx";
import { EventBlock, isRefused } from "./event-block.tsx";
import { titleLines, type WeekDay } from "./week-model.ts";
import "./week-day-column.css";

interface WeekDayColumnProps {
  day: WeekDay;
  today: string;
  /** Minutes since midnight where the now line is; null on other days than today. */
  nowMinutes: number | null;
  refused: ReadonlySet<string>;
  onOpen: (key: string) => void;
  onNew: (start: string) => void;
}

/** A day of the week: its heading, what fills the day, and the rest over the hours. */
export const WeekDayColumn = (props: WeekDayColumnProps) => {
  const { day, today, nowMinutes, refused, onOpen, onNew } = props;
  const { date, whole, timed } = day;
  const label = dateLabel(language.value, date, today);
  const { calendar, planner } = words.value;
  const isToday = date === today;
  return (
    <section
      class={`week-day${isToday ? " week-today" : ""}`}
      data-date={date}
      aria-labelledby={`day-${date}`}
    >
      <h2 class="week-day-head" id={`day-${date}`}>
        <span class="sr-only">{isToday ? calendar.dayToday(label) : label}</span>
        <span class="week-day-name" aria-hidden="true">
          {shortWeekday(language.value, date)}
        </span>
        <span class="week-day-number" aria-hidden="true">
          {dayOfMonth(date)}
        </span>
      </h2>
      <div class="week-whole">
        <EventList class="week-whole-events">
          {whole.map(({ slice, lane }) => (
            <li key={slice.event.key} style={{ "--lane": lane + 1 }}>
              <EventBlock
                slice={slice}
                refused={isRefused(slice.event, refused)}
                lines={1}
                showTimes={false}
                onOpen={() => onOpen(slice.event.key)}
              />
            </li>
          ))}
        </EventList>
      </div>
      <div class="week-day-hours">
        <EventList class="week-timed">
          {timed.map(({ slice, drawn, place }) => (
            <li
              key={slice.event.key}
              style={{
                "--start": drawn.start,
                "--length": drawn.end - drawn.start,
                "--lane": place.lane,
                "--span": place.span,
                "--lanes": place.lanes,
              }}
            >
              <EventBlock
                slice={slice}
                refused={isRefused(slice.event, refused)}
                lines={titleLines(drawn.end - drawn.start)}
                showTimes
                onOpen={() => onOpen(slice.event.key)}
              />
            </li>
          ))}
        </EventList>
        <DaySlots
          label={planner.addOn(label)}
          suggested={isToday && nowMinutes !== null ? nextHour(nowMinutes) : AFTERNOON}
          onChoose={(minutes) => onNew(wallTime(date, clockTime(minutes)))}
        />
        {nowMinutes !== null && (
          <div class="week-now" style={{ "--start": nowMinutes }} aria-hidden="true" />
        )}
      </div>
    </section>
  );
};

/** A list where there is something to list. */
const EventList = (props: { class: string; children: VNode[] }) =>
  props.children.length > 0 && <ul class={props.class}>{props.children}</ul>;

/** What a new event on another day begins at, for those who give no time by clicking: after school. */
const AFTERNOON = 16 * 60;

const nextHour = (minutes: number): number => Math.min(23, Math.floor(minutes / 60) + 1) * 60;
