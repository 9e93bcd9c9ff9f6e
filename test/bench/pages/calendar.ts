/** The calendar's month and week over a database of many events. */
import { h, render } from "preact";
import { useRef } from "preact/hooks";
import { addDays, wallTime } from "../../../src/model/civil.ts";
import { newId } from "../../../src/model/new-id.ts";
import { openDatabase } from "../../../src/store/database.ts";
import type { Store } from "../../../src/store/store.ts";
import { MonthView } from "../../../src/ui/calendar/month/month-view.tsx";
import { MovingLayer } from "../../../src/ui/calendar/moving/moving-layer.tsx";
import { WeekView } from "../../../src/ui/calendar/week-view.tsx";
import { loadWords } from "../../../src/ui/i18n/language.ts";
import "../../../src/ui/tokens.css";
import "../../../src/ui/base.css";
import "../../../src/ui/kit/screen.css";
import "../../../src/ui/calendar/calendar-screen.css";
import { canonicalEvent, USER } from "./rows.ts";

const DATE = "2026-11-25";
const MONDAY = "2026-11-23";
const FIRST = "2024-09-01";
/** Of a calendar of 100, all of whose events are about the month. */
const NEAR = "2026-10-26";
const NEAR_DAYS = 42;
const YEARS = 5;

const root = document.createElement("div");
root.className = "screen screen-fill calendar calendar-week";
root.style.cssText =
  "inline-size: 1000px; block-size: 700px; display: flex; flex-direction: column";
document.body.append(root);

const db = await openDatabase(USER, newId);
const store: Store = { db, user: USER, now: () => Date.now(), newId, committed: () => {} };
await loadWords(["calendar", "planner"]);

const common = {
  store,
  date: DATE,
  today: DATE,
  returns: 0,
  refused: new Set<string>(),
  onOpen: () => {},
};

const until = async (ready: () => boolean): Promise<void> => {
  while (!ready()) await new Promise((resolve) => setTimeout(resolve));
};

const Week = () => {
  const held = useRef<HTMLElement>(root);
  return [
    h(WeekView, { ...common, from: MONDAY, length: 7, onNew: () => {} }),
    h(MovingLayer, { store, root: held, hasPlaces: true, onStep: () => {}, onShow: () => {} }),
  ];
};

const bench = {
  /** So many events of which some repeat; a few fill one month, many go over five years. */
  fill: async (count: number, series: number): Promise<void> => {
    const few = count <= 100;
    const days = few ? NEAR_DAYS : YEARS * 365;
    const rows = Array.from({ length: count }, (_, n) => {
      const repeats = n < series;
      const day = repeats && !few ? Math.floor((n * days) / series) : (n * 37) % days;
      const date = addDays(few ? NEAR : FIRST, day);
      const hour = String(8 + (n % 10)).padStart(2, "0");
      return {
        ...canonicalEvent(n),
        starts_at: wallTime(date, `${hour}:00`),
        ends_at: wallTime(date, `${hour}:45`),
        rrule: repeats ? "FREQ=WEEKLY;COUNT=39" : null,
      };
    });
    await db.calendar_events.bulkPut(rows);
  },
  /** Until the month is there and laid out, in ms. */
  month: async (): Promise<number> => {
    render(null, root);
    const from = performance.now();
    render(
      h(MonthView, { ...common, onNewOn: () => {}, onDay: () => {}, onLeave: () => {} }),
      root,
    );
    await until(() => root.querySelector("[role=grid]:not([aria-busy]) [data-key]") !== null);
    root.getBoundingClientRect();
    return performance.now() - from;
  },
  week: async (): Promise<void> => {
    render(null, root);
    render(h(Week, {}), root);
    await until(() => root.querySelector(".week:not([aria-busy]) [data-key]") !== null);
    await bench.frame();
  },
  /** Where an event can be taken hold of. */
  grab: (): { x: number; y: number } => {
    const block = root.querySelectorAll("[data-key]")[4];
    if (!block) throw new Error("the week has no events");
    block.scrollIntoView({ block: "center" });
    const { left, top } = block.getBoundingClientRect();
    return { x: Math.round(left + 10), y: Math.round(top + 8) };
  },
  frame: (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve())),
};
export type CalendarBench = typeof bench;
Object.assign(globalThis, { bench });
