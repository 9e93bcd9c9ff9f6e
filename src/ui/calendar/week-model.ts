import { addDays } from "../../model/civil.ts";
import { type DaySlice, MINUTES_PER_DAY, type ShownEvent, slicesOn } from "./day-slice.ts";
import { type Place, placeSideBySide, type Stretch } from "./overlap-layout.ts";

/** Minutes that a block is drawn for at least, so that its title can be read and a finger finds it. */
export const BLOCK_MINUTES_MIN = 30;

/** A slice on the hour grid: `drawn` is the stretch that its block covers, `place` how it shares the day's width. */
export interface TimedBlock {
  slice: DaySlice;
  drawn: Stretch;
  place: Place;
}

/** A slice in the row above the hours. One event has the same lane on all its days. */
interface WholeDayBlock {
  slice: DaySlice;
  lane: number;
}

export interface WeekDay {
  date: string;
  whole: WholeDayBlock[];
  timed: TimedBlock[];
}

/** Days from one on: seven make a week. */
export const weekOf = (events: readonly ShownEvent[], from: string, length = 7): WeekDay[] => {
  const dates = Array.from({ length }, (_, day) => addDays(from, day));
  const byDay = dates.map((date) => slicesOn(events, date));
  const lanes = wholeDayLanes(byDay);
  return dates.map((date, index) => {
    const slices = byDay[index] ?? [];
    return {
      date,
      whole: slices
        .filter((slice) => slice.whole)
        .map((slice) => ({ slice, lane: lanes.get(slice.event.key) ?? 0 }))
        .sort((a, b) => a.lane - b.lane),
      timed: timedBlocks(slices.filter((slice) => !slice.whole)),
    };
  });
};

const timedBlocks = (slices: readonly DaySlice[]): TimedBlock[] => {
  const drawn = slices.map(drawnStretch);
  const places = placeSideBySide(drawn);
  return slices.map((slice, index) => ({
    slice,
    drawn: drawn[index] ?? drawnStretch(slice),
    place: places[index] ?? { lane: 0, span: 1, lanes: 1 },
  }));
};

/** A slice's stretch, lengthened to what can be read; it stays within its day. */
const drawnStretch = ({ start, end }: DaySlice): Stretch => {
  const drawnEnd = Math.min(Math.max(end, start + BLOCK_MINUTES_MIN), MINUTES_PER_DAY);
  return { start: Math.min(start, drawnEnd - BLOCK_MINUTES_MIN), end: drawnEnd };
};

/** The lane of each event in the row above the hours: longer ones above, none two in one lane on one day. */
const wholeDayLanes = (byDay: readonly (readonly DaySlice[])[]): Map<string, number> => {
  const days = new Map<string, Stretch>();
  byDay.forEach((slices, day) => {
    for (const { event, whole } of slices)
      if (whole) days.set(event.key, { start: days.get(event.key)?.start ?? day, end: day + 1 });
  });
  const keys = [...days.keys()];
  const stretches = [...days.values()];
  const places = placeSideBySide(stretches);
  return new Map(keys.map((key, index) => [key, places[index]?.lane ?? 0]));
};

/** Lines of a title that a block has room for: an hour is 3.5 rem high, a line 1.0625, and 0.75 is lost at the edges. */
export const titleLines = (minutes: number): number =>
  Math.max(1, Math.floor((minutes * (3.5 / 60) - 0.75) / 1.0625));

/** What to scroll a newly opened week to, in minutes since midnight. */
export const openingMinute = (
  week: readonly WeekDay[],
  now: { date: string; minutes: number },
  visibleMinutes: number,
): number => {
  const starts = week.flatMap((day) => day.timed.map((block) => block.drawn.start));
  const earliest = starts.length > 0 ? Math.min(...starts) : FIRST_HOUR;
  const nowShown = week.some((day) => day.date === now.date);
  const fits =
    !nowShown || (now.minutes >= earliest && now.minutes < earliest + visibleMinutes * 0.8);
  const wanted = fits ? earliest - LEAD : now.minutes - visibleMinutes / 3;
  return Math.max(0, Math.min(wanted, MINUTES_PER_DAY - visibleMinutes));
};

/** What an empty week opens at: 08:00. */
const FIRST_HOUR = 480;
/** Minutes shown above the first event. */
const LEAD = 15;

/** The half hour that a click falls into: minutes since midnight. */
export const slotAt = (fraction: number): number =>
  Math.max(0, Math.min(47, Math.floor(fraction * 48))) * 30;
