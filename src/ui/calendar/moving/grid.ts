/**
 * The grid that is in view, measured once: where in it a point of the window lies, and where in it times are. What scrolls is told by
 * `scrolled`; when its size or its days change, another is made. So nothing is asked of the page's layout from frame to frame.
 */
import { dateOf, daysBetween, timeOf } from "../../../model/civil.ts";
import { MINUTES_PER_DAY, sliceOf } from "../day-slice.ts";
import type { Times } from "../wanted.ts";
import { BLOCK_MINUTES_MIN } from "../week-model.ts";
import type { Point } from "./move-times.ts";

/** What is seen of a grid, and where its content begins, in pixels of the window. */
interface Seen {
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** Of the content, scrolled as it is. */
  x: number;
  y: number;
}

/** One piece of what is drawn, in pixels of the scroller's content. */
export interface Placed {
  x: number;
  y: number;
  width: number;
  /** Null where the style sheet has it. */
  height: number | null;
  /** Whether it stays at the top whatever is scrolled. */
  pinned: boolean;
  /** How much of its top is scrolled out of view. */
  tucked: number;
  classes: string;
  text: string;
}

export interface Grid {
  kind: "hours" | "days";
  scroller: HTMLElement;
  /** What its days are in: where its elements change, other days may be in view. */
  content: HTMLElement;
  at(x: number, y: number): Point | null;
  place(times: Times): Placed[];
  /** The same object until something is scrolled. */
  seen(): Seen;
  /** Where in the window what lies below its heads begins, and what lies beside its hours. */
  inner(): { left: number; top: number };
  /** Something was scrolled: where it is in the window is read again. */
  scrolled(): void;
}

export const gridIn = (root: HTMLElement): Grid | null => {
  const hours = root.querySelector<HTMLElement>(".week-scroller");
  if (hours) return gridOfHours(hours);
  const days = root.querySelector<HTMLElement>(".month-grid");
  if (days) return gridOfDays(days);
  const list = root.querySelector<HTMLElement>(".agenda");
  return list && gridOfList(list);
};

const dated = (element: HTMLElement | undefined): string => element?.dataset["date"] ?? "";

const clamp = (value: number, from: number, to: number): number =>
  Math.max(from, Math.min(value, to));

const lookAt = (scroller: HTMLElement): Seen => {
  const { left, right, top, bottom } = scroller.getBoundingClientRect();
  const x = left + scroller.clientLeft - scroller.scrollLeft;
  const y = top + scroller.clientTop - scroller.scrollTop;
  return { left, right, top, bottom, x, y };
};

const watchPlace = (scroller: HTMLElement) => {
  let known: Seen | null = null;
  return {
    seen: (): Seen => (known ??= lookAt(scroller)),
    scrolled: (): void => {
      known = null;
    },
  };
};

/** Reads sizes of a view from its style sheet: custom properties that hold pixels. */
const sizesOf = (view: HTMLElement) => {
  const style = getComputedStyle(view);
  return (name: string): number => Number.parseFloat(style.getPropertyValue(name));
};

/** Pixels at the end of a block in which its words find room. */
const WORDS = 44;

const gridOfHours = (scroller: HTMLElement): Grid | null => {
  const content = scroller.querySelector<HTMLElement>(".week-grid");
  const boxOf = (name: string) => scroller.querySelector(name)?.getBoundingClientRect();
  const [hours, whole] = [boxOf(".week-day-hours"), boxOf(".week-whole")];
  if (!content || !hours || !whole) return null;
  const place = watchPlace(scroller);
  const origin = place.seen();
  const days = [...scroller.querySelectorAll<HTMLElement>(".week-day")].map((column) => {
    const { left, right } = column.getBoundingClientRect();
    const [from, to] = [left + column.clientLeft - origin.x, right - origin.x];
    return { date: dated(column), left: from, right: to };
  });
  // One width for all, so that going from day to day changes no size.
  const width = Math.floor(Math.min(...days.map(({ left, right }) => right - left)));
  const start = hours.top - origin.y;
  const perMinute = hours.height / MINUTES_PER_DAY;
  // It sticks to the top.
  const heads = { top: whole.top - origin.top, bottom: whole.bottom - origin.top };
  const gutter = boxOf(".week-hours")?.width ?? 0;
  const size = sizesOf(scroller);
  const block = {
    side: size("--block-side"),
    above: size("--block-above"),
    room: size("--block-room"),
  };
  const barRoom = size("--bar-room");

  const placeOn = (times: Times, { date, left }: (typeof days)[number]): Placed[] => {
    const slice = sliceOf(times, date);
    if (!slice) return [];
    const classes = `${slice.before ? " event-continues" : ""}${slice.after ? " event-goes-on" : ""}`;
    if (slice.whole)
      return [
        {
          x: Math.round(left) + barRoom,
          y: Math.round(heads.top) + barRoom,
          width: width - 2 * barRoom,
          height: null,
          pinned: true,
          tucked: 0,
          classes: `move-ghost-whole${classes}`,
          text: "",
        },
      ];
    const { y: contentY, top } = place.seen();
    const from = Math.min(slice.start, MINUTES_PER_DAY - BLOCK_MINUTES_MIN);
    const y = Math.round(start + from * perMinute) + block.above;
    const minutes = Math.max(slice.end - from, BLOCK_MINUTES_MIN);
    const height = Math.round(minutes * perMinute) - block.room;
    return [
      {
        x: Math.round(left) + block.side,
        y,
        width: width - 2 * block.side,
        height,
        pinned: false,
        tucked: clamp(
          Math.round(top + heads.bottom - contentY - y),
          0,
          Math.max(0, height - WORDS),
        ),
        classes: `move-ghost-timed${classes}`,
        text: `${timeOf(times.starts_at)}–${timeOf(times.ends_at)}`,
      },
    ];
  };

  return {
    ...place,
    kind: "hours",
    scroller,
    content,
    at: (x, y) => {
      const seen = place.seen();
      const day = days.find(({ right }) => x - seen.x < right) ?? days.at(-1);
      if (!day) return null;
      const minutes = clamp((y - seen.y - start) / perMinute, 0, MINUTES_PER_DAY - 1);
      return { date: day.date, minutes: y < seen.top + heads.bottom ? "all-day" : minutes };
    },
    place: (times) => days.flatMap((day) => placeOn(times, day)),
    inner: () => {
      const { left, top } = place.seen();
      return { left: left + gutter, top: top + heads.bottom };
    },
  };
};

/** The agenda has its events by their times, as the hours have, but no places for them: nothing is drawn in it, and keys alone move. */
const gridOfList = (list: HTMLElement): Grid => {
  const place = watchPlace(list);
  return {
    ...place,
    kind: "hours",
    scroller: list,
    content: list,
    at: () => null,
    place: () => [],
    inner: place.seen,
  };
};

const gridOfDays = (scroller: HTMLElement): Grid | null => {
  const content = scroller.querySelector<HTMLElement>("tbody");
  const weeks = [...scroller.querySelectorAll<HTMLElement>(".month-week")];
  if (!content || weeks.length === 0) return null;
  const place = watchPlace(scroller);
  const origin = place.seen();
  const rows = weeks.map((row) => {
    const cells = [...row.querySelectorAll<HTMLElement>(".month-day")];
    const { top, bottom } = (cells[0] ?? row).getBoundingClientRect();
    return { top: top - origin.y, bottom: bottom - origin.y, dates: cells.map(dated) };
  });
  const { left, width } = content.getBoundingClientRect();
  const [start, perDay] = [left - origin.x, width / 7];
  // The line between two days is the start of the later one.
  const line = weeks[0]?.querySelector(".month-day + .month-day")?.clientLeft ?? 0;
  const size = sizesOf(scroller);
  const room = { before: line + size("--bar-start"), after: size("--bar-end") };

  const placeIn = (times: Times, { top, dates }: (typeof rows)[number]): Placed[] => {
    const first = dateOf(times.starts_at);
    const end = dateOf(times.ends_at);
    const days = daysBetween(first, end);
    const from = daysBetween(dates[0] ?? first, first);
    const to = from + (times.ends_at.endsWith("T00:00:00") && days > 0 ? days - 1 : days);
    if (to < 0 || from > 6) return [];
    const [column, last] = [Math.max(from, 0), Math.min(to, 6)];
    const [before, after] = [from < 0, to > 6];
    return [
      {
        x: Math.round(start + column * perDay) + (before ? line : room.before),
        y: Math.round(top),
        width:
          Math.round((last - column + 1) * perDay) -
          (before ? line : room.before) -
          (after ? 0 : room.after),
        height: null,
        pinned: false,
        tucked: 0,
        classes: `month-event${before ? " event-continues" : ""}${after ? " event-goes-on" : ""}`,
        text: times.all_day ? "" : ` ${timeOf(times.starts_at)}`,
      },
    ];
  };

  return {
    ...place,
    kind: "days",
    scroller,
    content,
    at: (x, y) => {
      const seen = place.seen();
      const row = rows.find(({ bottom }) => y - seen.y < bottom) ?? rows.at(-1);
      const column = clamp(Math.floor((x - seen.x - start) / perDay), 0, 6);
      const date = row?.dates[column];
      return date ? { date, minutes: null } : null;
    },
    place: (times) => rows.flatMap((row) => placeIn(times, row)),
    inner: place.seen,
  };
};
