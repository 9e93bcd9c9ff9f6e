/** The grid that is in view: where in it a point of the window lies, and what is drawn over it while something is moved. */
import { dateOf, daysBetween, timeOf } from "../../../model/civil.ts";
import { sliceOf } from "../day-slice.ts";
import type { Times } from "../wanted.ts";
import type { Point } from "./move-times.ts";

/** How the moved event looks: the classes of its kind, and its Athro's hue. */
export interface Look {
  classes: string;
  hue: string;
  title: string;
}

export interface Grid {
  kind: "hours" | "days";
  scroller: HTMLElement;
  /** Changes when other days come into view. */
  first: string;
  at(x: number, y: number): Point | null;
}

const MINUTES = 1440;

export const gridIn = (root: HTMLElement): Grid | null => {
  const hours = root.querySelector<HTMLElement>(".week-scroller");
  if (hours) return gridOfHours(hours);
  const days = root.querySelector<HTMLElement>(".month-grid");
  return days && gridOfDays(days);
};

const dated = (element: HTMLElement | undefined): string => element?.dataset["date"] ?? "";

const clamp = (value: number, from: number, to: number): number =>
  Math.max(from, Math.min(value, to));

const gridOfHours = (scroller: HTMLElement): Grid => {
  const columns = [...scroller.querySelectorAll<HTMLElement>(".week-day")];
  return {
    kind: "hours",
    scroller,
    first: dated(columns[0]),
    at: (x, y) => {
      const column = nearest(columns, x);
      const hours = column?.querySelector(".week-day-hours")?.getBoundingClientRect();
      const whole = column?.querySelector(".week-whole")?.getBoundingClientRect();
      if (!column || !hours || !whole) return null;
      const minutes = clamp(((y - hours.top) / hours.height) * MINUTES, 0, MINUTES - 1);
      return { date: dated(column), minutes: y < whole.bottom ? "all-day" : minutes };
    },
  };
};

const nearest = (columns: readonly HTMLElement[], x: number): HTMLElement | undefined =>
  columns.find((one) => x < one.getBoundingClientRect().right) ?? columns.at(-1);

const cellsOf = (row: HTMLElement | undefined): HTMLElement[] => [
  ...(row?.querySelectorAll<HTMLElement>(".month-day") ?? []),
];

const gridOfDays = (scroller: HTMLElement): Grid => {
  const rows = [...scroller.querySelectorAll<HTMLElement>(".month-week")];
  return {
    kind: "days",
    scroller,
    first: dated(cellsOf(rows[0])[0]),
    at: (x, y) => {
      const row = rows.find((one) => y < one.getBoundingClientRect().bottom) ?? rows.at(-1);
      const cell = nearest(cellsOf(row), x);
      return cell ? { date: dated(cell), minutes: null } : null;
    },
  };
};

/** What is drawn of a moved event; kept from frame to frame, so that a step changes no more than it has to. */
export class Ghost {
  #blocks: HTMLElement[] = [];
  readonly look: Look;

  constructor(look: Look) {
    this.look = look;
  }

  draw(grid: Grid, times: Times): void {
    const parts = grid.kind === "hours" ? inHours(grid, times) : inDays(grid, times);
    parts.forEach(({ parent, vars, classes, text }, index) => {
      const block = (this.#blocks[index] ??= this.#make());
      block.className = `event-block move-ghost ${this.look.classes} ${classes}`;
      for (const [name, value] of Object.entries(vars)) block.style.setProperty(name, value);
      const told = block.querySelector(".event-times");
      if (told && told.textContent !== text) told.textContent = text;
      if (block.parentElement !== parent) parent.append(block);
    });
    for (const block of this.#blocks.splice(parts.length)) block.remove();
  }

  remove(): void {
    for (const block of this.#blocks.splice(0)) block.remove();
  }

  scrollIntoView(): void {
    this.#blocks[0]?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  #make(): HTMLElement {
    const block = document.createElement("div");
    block.setAttribute("aria-hidden", "true");
    if (this.look.hue !== "") block.style.setProperty("--hue", this.look.hue);
    const text = document.createElement("span");
    text.className = "event-text";
    const title = document.createElement("span");
    title.className = "event-title";
    title.textContent = this.look.title;
    const times = document.createElement("span");
    times.className = "event-times";
    text.append(title, times);
    block.append(text);
    return block;
  }
}

interface Drawn {
  parent: HTMLElement;
  vars: Record<string, string>;
  classes: string;
  text: string;
}

/** Of an event, only its times matter here. */
const shown = (times: Times) =>
  ({
    ...times,
    id: "",
    key: "",
    title: "",
    override: null,
    kind: "other",
  }) as unknown as Parameters<typeof sliceOf>[0];

const inHours = ({ scroller }: Grid, times: Times): Drawn[] => {
  const drawn: Drawn[] = [];
  for (const column of scroller.querySelectorAll<HTMLElement>(".week-day")) {
    const slice = sliceOf(shown(times), dated(column));
    const parent = column.querySelector<HTMLElement>(
      slice?.whole ? ".week-whole" : ".week-day-hours",
    );
    if (!slice || !parent) continue;
    const ends = `${slice.before ? "event-continues " : ""}${slice.after ? "event-goes-on" : ""}`;
    drawn.push({
      parent,
      vars: {
        "--start": String(slice.start),
        "--length": String(Math.max(30, slice.end - slice.start)),
        "--lines": "1",
      },
      classes: `${slice.whole ? "move-ghost-whole" : "move-ghost-timed"} ${ends}`,
      text: slice.whole ? "" : `${timeOf(times.starts_at)}–${timeOf(times.ends_at)}`,
    });
  }
  return drawn;
};

const inDays = ({ scroller }: Grid, times: Times): Drawn[] => {
  const drawn: Drawn[] = [];
  const first = dateOf(times.starts_at);
  const end = dateOf(times.ends_at);
  const last =
    times.ends_at.endsWith("T00:00:00") && end > first
      ? daysBetween(first, end) - 1
      : daysBetween(first, end);
  for (const row of scroller.querySelectorAll<HTMLElement>(".month-week")) {
    const cells = cellsOf(row);
    const monday = dated(cells[0]);
    const from = daysBetween(monday, first);
    const to = from + last;
    const parent = cells[Math.max(from, 0)];
    if (to < 0 || from > 6 || !parent) continue;
    drawn.push({
      parent,
      vars: {
        "--days": String(Math.min(to, 6) - Math.max(from, 0) + 1),
        "--lane": "0",
        "--lines": "1",
      },
      classes: `month-event ${from < 0 ? "event-continues " : ""}${to > 6 ? "event-goes-on" : ""}`,
      text: times.all_day ? "" : ` ${timeOf(times.starts_at)}`,
    });
  }
  return drawn;
};
