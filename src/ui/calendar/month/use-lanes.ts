import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { daysBetween } from "../../../model/civil.ts";
import { narrow } from "../narrow.ts";

/** In rem, as month-view.css has it: what a day needs above its events, and what each of them takes. */
const HEAD = { wide: 1.75, narrow: 1.625 };
const LANE = { wide: 1.625, narrow: 1.125 };

/** How many events a day of the grid has room for, one at least; known before anything is painted. */
export const useLanes = (grid: RefObject<HTMLElement | null>, from: string, to: string): number => {
  const [lanes, setLanes] = useState(3);
  const form = narrow.value ? "narrow" : "wide";
  useLayoutEffect(() => {
    const weeks = grid.current?.querySelector<HTMLElement>("tbody");
    if (!weeks) return;
    const measure = () => {
      const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
      const row = weeks.clientHeight / (daysBetween(from, to) / 7) / rem;
      setLanes(Math.max(1, Math.floor((row - HEAD[form]) / LANE[form])));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(weeks);
    return () => observer.disconnect();
  }, [form, from, to]);
  return lanes;
};
