/** The times of a series of which one lesson was brought to another time. */
import { addDays, addMinutes, dateOf, daysBetween, minutesBetween } from "../model/civil.ts";
import {
  isNamedBy,
  type Move,
  movedStart,
  movesTo,
  namedBy,
  startToward,
} from "../model/recurrence/moved-dates.ts";
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

/** How a lesson came to its new times: dragged, typed, or typed with another rule, which is then told from the day that it is shown on. */
export type How = "dragged" | "typed" | "ruled";

/** Where a change of a series was made. */
interface Place {
  /** The first date that it is for. */
  first: string;
  /** That of the lesson that was changed, and the day on which it began to be moved. */
  date: string;
  from: string;
  /** The day that the lesson is to be on, if another rule was told from that. */
  on: string | undefined;
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
  how: How,
): { changes: Changes; from: string; on?: string } => {
  const { starts_at, ends_at, all_day = event.all_day } = changes;
  const isAlike = all_day === shown.times.all_day && all_day === event.all_day;
  const from = dateOf(shown.times.starts_at);
  if (how === "ruled") return { changes, from, on: dateOf(starts_at ?? shown.times.starts_at) };
  if (how === "typed" || !isAlike || starts_at === undefined || ends_at === undefined)
    return { changes, from };
  const { date, times } = shown;
  const begins = by(date + event.starts_at.slice(10), times.starts_at, starts_at);
  const ends = by(endOn(date, event), times.ends_at, ends_at);
  return {
    changes: { ...changes, starts_at: begins, ends_at: ends < begins ? begins : ends },
    from: date,
  };
};

/** The times of a series, changed as one of its lessons was. */
export const timesFrom = (
  event: EventRow,
  { first, date, from, on }: Place,
  changes: Changes,
): SeriesTimes => {
  const { all_day = event.all_day, zone = event.zone, starts_at, ends_at } = changes;
  const days = starts_at === undefined ? 0 : daysBetween(from, dateOf(starts_at));
  const [rule, next] = [event.rrule, changes.rrule ?? event.rrule].map((one) =>
    parseRule(one ?? ""),
  );
  const others = rule
    ? movesTo(rule, next ?? null, date, days)
    : (one: string) => addDays(one, days);
  const isRepeating = rule && changes.rrule !== null;
  const named = isRepeating
    ? namedBy(next ?? null, movedStart({ start: first, rule }, others), days)
    : addDays(first, days);
  // A rule that was told from the lesson's own day makes that lesson, whatever becomes of the others.
  const own = next && on !== undefined && isNamedBy(next, on) ? on : null;
  const move: Move = own === null ? others : (one) => (one === date ? own : others(one));
  const start =
    own === null || !next ? named : first === date ? own : startToward(next, named, own);
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
