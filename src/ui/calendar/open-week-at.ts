import { dateOf, minutesOf } from "../../model/civil.ts";
import { MINUTES_PER_DAY } from "./day-slice.ts";
import { openingMinute, type WeekDay } from "./week-model.ts";

/**
 * Scrolls the week to what matters: up and down to now or the first event, unless `keepHours`, and across, where not all days fit, to
 * `date`.
 */
export const openWeekAt = (
  scroller: HTMLElement,
  week: readonly WeekDay[],
  now: string,
  date: string,
  keepHours: boolean,
): void => {
  const part = (name: string) => scroller.querySelector<HTMLElement>(`.${name}`);
  const head = part("week-day-head");
  const whole = part("week-whole");
  const hours = part("week-day-hours");
  const gutter = part("week-hours");
  if (!head || !whole || !hours || !gutter) return;
  if (!keepHours) {
    const perMinute = hours.offsetHeight / MINUTES_PER_DAY;
    const visible = scroller.clientHeight - head.offsetHeight - whole.offsetHeight;
    const moment = { date: dateOf(now), minutes: minutesOf(now) };
    scroller.scrollTop = openingMinute(week, moment, visible / perMinute) * perMinute;
  }
  const index = week.findIndex((day) => day.date === date);
  const column = scroller.querySelectorAll<HTMLElement>(".week-day")[index];
  if (column) scroller.scrollLeft = column.offsetLeft - gutter.offsetWidth;
};
