import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { isReachable } from "../place.ts";
import { firstWeekday } from "../week-start.ts";
import { dayByKey } from "./day-keys.ts";

/**
 * The one day of a grid that Tab goes to, and the keys that take it elsewhere. `onLeave` is told of a day in another month, which is to be
 * shown; the focus follows once it is.
 */
export const useDayKeys = (
  grid: RefObject<HTMLElement | null>,
  date: string,
  onLeave: (day: string) => void,
) => {
  const [chosen, setActive] = useState(date);
  const active = chosen.slice(0, 7) === date.slice(0, 7) ? chosen : date;
  const wantsFocus = useRef(false);
  useLayoutEffect(() => {
    if (!wantsFocus.current || chosen !== active) return;
    const cell = grid.current?.querySelector<HTMLElement>(`[data-date="${active}"]`);
    if (!cell) return;
    wantsFocus.current = false;
    cell.focus();
  });
  const onKeyDown = (event: KeyboardEvent, onChoose: (day: string) => void): void => {
    const { target } = event;
    if (!(target instanceof HTMLElement) || event.altKey || event.ctrlKey || event.metaKey) return;
    const cell = target.closest<HTMLElement>("[data-date]");
    if (!cell) return;
    // What is in a cell keeps the keys by which it is pressed.
    if (event.key === "Enter" || event.key === " ") {
      if (target !== cell) return;
      event.preventDefault();
      onChoose(active);
      return;
    }
    const next = dayByKey(event, cell.dataset["date"] ?? active, firstWeekday);
    if (next === null || !isReachable(next)) return;
    event.preventDefault();
    wantsFocus.current = true;
    setActive(next);
    if (next.slice(0, 7) !== date.slice(0, 7)) onLeave(next);
  };
  return { active, setActive, onKeyDown };
};
