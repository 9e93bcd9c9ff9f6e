/** What moving an event does to its times. All is wall time: across a change of the clocks an event keeps what it says on the clock. */
import {
  addDays,
  addMinutes,
  dateOf,
  daysBetween,
  minutesBetween,
  minutesOf,
} from "../../../model/civil.ts";
import { isReachable } from "../place.ts";
import type { Times } from "../wanted.ts";

/** Minutes to which moved times are rounded. */
const SNAP = 15;

/** A place in a grid. `minutes` since midnight, or `all-day` above the hours; null in a grid of days, where times stay as they are. */
export interface Point {
  date: string;
  minutes: number | "all-day" | null;
}

/** What of an event is held: all of it, or the start or the end, by which its length is changed. */
export type Part = "whole" | "start" | "end";

/** Length of what becomes a timed event, in minutes. */
const TIMED_MINUTES = 60;

const midnight = (date: string): string => `${date}T00:00:00`;

const wallAt = ({ date, minutes }: Point): string =>
  addMinutes(midnight(date), typeof minutes === "number" ? minutes : 0);

const rounded = (wall: string): string =>
  addMinutes(midnight(dateOf(wall)), Math.round(minutesOf(wall) / SNAP) * SNAP);

const later = (a: string, b: string): string => (a > b ? a : b);
const earlier = (a: string, b: string): string => (a < b ? a : b);

/** Days later, at the same time of day. */
const shifted = (wall: string, days: number): string =>
  addDays(dateOf(wall), days) + wall.slice(10);

/** Where an event is once it was taken hold of at one point and brought to another. */
export const dragged = (times: Times, part: Part, from: Point, to: Point): Times => {
  const isTimed = typeof to.minutes === "number";
  if (part !== "whole") return kept(times, lengthened(times, part, from, to));
  if (times.all_day && isTimed) {
    const starts_at = rounded(wallAt(to));
    return kept(times, {
      all_day: false,
      starts_at,
      ends_at: addMinutes(starts_at, TIMED_MINUTES),
    });
  }
  if (!times.all_day && to.minutes === "all-day" && from.minutes !== "all-day") {
    const length = Math.max(1, daysBetween(dateOf(times.starts_at), dateOf(times.ends_at)));
    return kept(times, {
      all_day: true,
      starts_at: midnight(to.date),
      ends_at: midnight(addDays(to.date, length)),
    });
  }
  if (times.all_day || !isTimed || typeof from.minutes !== "number")
    return stepped(times, "whole", daysBetween(from.date, to.date), 0);
  const by = minutesBetween(wallAt(from), wallAt(to));
  if (by === 0) return times;
  const starts_at = rounded(addMinutes(times.starts_at, by));
  const length = minutesBetween(times.starts_at, times.ends_at);
  return kept(times, { ...times, starts_at, ends_at: addMinutes(starts_at, length) });
};

const lengthened = (times: Times, part: "start" | "end", from: Point, to: Point): Times => {
  if (times.all_day || to.minutes === null)
    return stepped(times, part, daysBetween(from.date, to.date), 0);
  const by = minutesBetween(wallAt(from), wallAt(to));
  if (by === 0) return times;
  const { starts_at, ends_at } = times;
  if (part === "start")
    return {
      ...times,
      starts_at: earlier(rounded(addMinutes(starts_at, by)), addMinutes(ends_at, -SNAP)),
    };
  return {
    ...times,
    ends_at: later(rounded(addMinutes(ends_at, by)), addMinutes(starts_at, SNAP)),
  };
};

/** An event moved, or made longer or shorter, by days and minutes; the minutes don't count for whole days. */
export const stepped = (times: Times, part: Part, days: number, minutes: number): Times => {
  const { all_day, starts_at, ends_at } = times;
  const move = (wall: string): string => {
    const day = days === 0 ? wall : shifted(wall, days);
    return all_day || minutes === 0 ? day : addMinutes(day, minutes);
  };
  if (part === "whole")
    return kept(times, { all_day, starts_at: move(starts_at), ends_at: move(ends_at) });
  if (part === "start") {
    const most = all_day ? shifted(ends_at, -1) : addMinutes(ends_at, -SNAP);
    return kept(times, { all_day, starts_at: earlier(move(starts_at), most), ends_at });
  }
  const least = all_day ? shifted(starts_at, 1) : addMinutes(starts_at, SNAP);
  return kept(times, { all_day, starts_at, ends_at: later(move(ends_at), least) });
};

/** A new event from where the pointer went down to where it is; at least one step long. */
export const selected = (from: Point, to: Point): Times => {
  const [first, last] = wallAt(from) <= wallAt(to) ? [from, to] : [to, from];
  if (typeof from.minutes !== "number" || typeof to.minutes !== "number")
    return {
      all_day: true,
      starts_at: midnight(first.date),
      ends_at: midnight(addDays(last.date, 1)),
    };
  const floor = (minutes: number) => Math.floor(minutes / SNAP) * SNAP;
  const starts_at = addMinutes(midnight(first.date), floor(Number(first.minutes)));
  const end = addMinutes(midnight(last.date), Math.ceil(Number(last.minutes) / SNAP) * SNAP);
  return { all_day: false, starts_at, ends_at: later(end, addMinutes(starts_at, SNAP)) };
};

/** No more than the times: what they were worked out from may be a whole event, as it was when it was taken hold of. */
export const timesOf = ({ all_day, starts_at, ends_at }: Times): Times => ({
  all_day,
  starts_at,
  ends_at,
});

export const sameTimes = (a: Times, b: Times): boolean =>
  a.all_day === b.all_day && a.starts_at === b.starts_at && a.ends_at === b.ends_at;

/** The calendar ends somewhere: beyond that an event stays where it is. */
const kept = (before: Times, after: Times): Times =>
  isReachable(dateOf(after.starts_at)) && isReachable(dateOf(after.ends_at)) ? after : before;

/** Length of the step of a key in a grid: by days, and by minutes. */
interface Step {
  part: Part;
  days: number;
  minutes: number;
}

/** What an arrow key does to an event that is being moved; null for other keys. `grid`: what the view is a grid of. */
export const stepByKey = (
  { key, shiftKey, ctrlKey }: Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey">,
  grid: "hours" | "days",
  { all_day }: Pick<Times, "all_day">,
): Step | null => {
  const part = !shiftKey ? "whole" : ctrlKey ? "start" : "end";
  const sign = key === "ArrowUp" || key === "ArrowLeft" ? -1 : 1;
  if (key === "ArrowLeft" || key === "ArrowRight") return { part, days: sign, minutes: 0 };
  if (key !== "ArrowUp" && key !== "ArrowDown") return null;
  if (grid === "days" || all_day) return { part, days: sign * 7, minutes: 0 };
  return { part, days: 0, minutes: sign * SNAP };
};
