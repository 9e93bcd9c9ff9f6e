/** The times of a series of which one lesson was brought to another time. */
import { addDays, addMinutes, dateOf, daysBetween, minutesBetween } from "../model/civil.ts";
import { type Move, movedStart, movesTo, namedBy } from "../model/recurrence/moved-dates.ts";
import { endOn } from "../model/recurrence/length.ts";
import { parseRule } from "../model/recurrence/rule.ts";
import type { EventRow } from "./events.ts";
import type { Changes } from "./series-parts.ts";

type Times = Pick<EventRow, "all_day" | "starts_at" | "ends_at" | "zone">;

/** The lesson that was changed: its date by the rule, and its times as they were shown. */
export interface ShownLesson {
  date: string;
  times: Pick<EventRow, "all_day" | "starts_at" | "ends_at">;
}

interface SeriesTimes {
  times: Times;
  move: Move;
  days: number;
}

/** A time, as much later as one is than the other. */
const by = (wall: string, before: string, after: string): string =>
  addMinutes(wall, minutesBetween(before, after));

/**
 * What of a lesson's new times goes for its series, and from which day on they are counted. Of one that was dragged, how far it went; of one
 * that was typed, the days that it went, and the time of day as it was typed. So too where hours become whole days, or the other way round.
 */
export const timesForAll = (
  event: EventRow,
  shown: ShownLesson,
  changes: Changes,
  isDragged: boolean,
): { changes: Changes; from: string } => {
  const { starts_at, ends_at, all_day = event.all_day } = changes;
  const isAlike = all_day === shown.times.all_day && all_day === event.all_day;
  if (!isDragged || !isAlike || starts_at === undefined || ends_at === undefined)
    return { changes, from: dateOf(shown.times.starts_at) };
  const { date, times } = shown;
  const begins = by(date + event.starts_at.slice(10), times.starts_at, starts_at);
  const ends = by(endOn(date, event), times.ends_at, ends_at);
  return {
    changes: { ...changes, starts_at: begins, ends_at: ends < begins ? begins : ends },
    from: date,
  };
};

/** The times of a series that starts on `first`, changed as its lesson on `date` was, which began on the day `from`. */
export const timesFrom = (
  event: EventRow,
  first: string,
  date: string,
  from: string,
  changes: Changes,
): SeriesTimes => {
  const { all_day = event.all_day, zone = event.zone, starts_at, ends_at } = changes;
  const days = starts_at === undefined ? 0 : daysBetween(from, dateOf(starts_at));
  const [rule, next] = [event.rrule, changes.rrule ?? event.rrule].map((one) =>
    parseRule(one ?? ""),
  );
  const move = rule ? movesTo(rule, next ?? null, date, days) : (one: string) => addDays(one, days);
  const isRepeating = rule && changes.rrule !== null;
  const start = isRepeating
    ? namedBy(next ?? null, movedStart({ start: first, rule }, move), days)
    : addDays(first, days);
  const length =
    ends_at === undefined || starts_at === undefined
      ? daysBetween(dateOf(event.starts_at), dateOf(event.ends_at))
      : daysBetween(dateOf(starts_at), dateOf(ends_at));
  return {
    days,
    move,
    times: {
      all_day,
      zone,
      starts_at: start + (starts_at ?? event.starts_at).slice(10),
      ends_at: addDays(start, length) + (ends_at ?? event.ends_at).slice(10),
    },
  };
};
