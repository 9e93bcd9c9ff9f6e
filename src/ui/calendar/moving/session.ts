import { signal } from "@preact/signals";
import type { Occurrence } from "../../../store/occurrences.ts";
import type { Times } from "../wanted.ts";
import { type Grid, Ghost, gridIn, type Look } from "./grid.ts";
import { type Part, timesOf } from "./move-times.ts";

/** Something on its way to another time; without a row a new event. */
export interface Moving {
  by: "pointer" | "keys";
  row: Occurrence | null;
  part: Part;
  /** The times before, and those that it would have now. */
  from: Times;
  times: Times;
  grid: Grid["kind"];
}

export const moving = signal<Moving | null>(null);

/** Shows what is moved: over the grid as long as it lasts, whatever else becomes of the events meanwhile. */
export class Session {
  #ghost: Ghost;
  #veil = document.createElement("div");
  #frame = 0;
  #drawn: { first: string; times: Times } | null = null;

  readonly root: HTMLElement;
  readonly onFrame: (grid: Grid, now: number) => void;

  constructor(
    root: HTMLElement,
    look: Look,
    first: Omit<Moving, "grid" | "times" | "from"> & { from: Times },
    onFrame: (grid: Grid, now: number) => void = () => {},
  ) {
    this.root = root;
    this.onFrame = onFrame;
    this.#ghost = new Ghost(look);
    const from = timesOf(first.from);
    moving.value = { ...first, from, times: from, grid: gridIn(root)?.kind ?? "hours" };
    this.#veil.className = "move-veil";
    const isAcross = from.all_day || moving.value.grid === "days";
    if (first.part !== "whole") this.#veil.dataset["resizes"] = isAcross ? "across" : "down";
    if (first.by === "pointer") root.append(this.#veil);
    this.#mark(first.row?.key);
    this.#frame = requestAnimationFrame(this.#tick);
  }

  set times(times: Times) {
    const now = moving.peek();
    if (now) moving.value = { ...now, times };
  }

  scrollIntoView(): void {
    this.#draw();
    this.#ghost.scrollIntoView();
  }

  /** The ghost goes; what was moved is seen again where it now is. */
  end(): void {
    cancelAnimationFrame(this.#frame);
    this.#ghost.remove();
    this.#veil.remove();
    for (const one of this.root.querySelectorAll("[data-moved]")) one.removeAttribute("data-moved");
  }

  #tick = (now: number): void => {
    this.#frame = requestAnimationFrame(this.#tick);
    const grid = gridIn(this.root);
    if (!grid) return;
    this.onFrame(grid, now);
    this.#draw(grid);
  };

  #draw(grid = gridIn(this.root)): void {
    const current = moving.peek();
    if (!grid || !current) return;
    const { times } = current;
    if (this.#drawn?.times === times && this.#drawn.first === grid.first) return;
    if (this.#drawn?.first !== grid.first) this.#mark(current.row?.key);
    this.#drawn = { first: grid.first, times };
    this.#ghost.draw(grid, times);
  }

  #mark(key: string | undefined): void {
    if (key === undefined) return;
    for (const one of this.root.querySelectorAll(`[data-key="${CSS.escape(key)}"]`))
      one.setAttribute("data-moved", "");
  }
}

/** As the event's own element has it. */
export const lookOf = (element: HTMLElement, title: string): Look => ({
  classes: [...element.classList]
    .filter((name) =>
      /^(athro-hue|event-(plain|lesson|revision|exam|assignment|break|other))$/.test(name),
    )
    .join(" "),
  hue: element.style.getPropertyValue("--hue"),
  title,
});
