import { signal } from "@preact/signals";
import type { Occurrence } from "../../../store/occurrences.ts";
import type { Times } from "../wanted.ts";
import { Ghost, type Look } from "./ghost.ts";
import { type Grid, gridIn } from "./grid.ts";
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
  /** Whether its time is told, beside where it is drawn. */
  isTold: boolean;
}

export const moving = signal<Moving | null>(null);

/** What is done of a frame, with its time in ms, or null where it is let go of; tells whether the next frame is wanted too. */
type OnFrame = (grid: Grid, now: number | null) => boolean;

/**
 * Frames from when something is taken hold of to the one that draws it, to the one that gives the pointer its looks, to the one that shades
 * where it was, and to the one that tells its time: no frame has all of that to do.
 */
const DRAWN_IN = 1;
const VEILED_IN = 2;
const SHADED_IN = 3;
const TOLD_IN = 4;

/**
 * Shows what is moved: over the grid as long as it lasts, whatever else becomes of the events meanwhile. A frame is asked for where something
 * has happened, and the grid is measured where it has changed.
 */
export class Session {
  #ghost: Ghost;
  #veil = document.createElement("div");
  #frame = 0;
  /** Counted until all is there. */
  #frames = 0;
  /** Null where it is to be measured. */
  #grid: Grid | null;
  #watched: Pick<Grid, "scroller" | "content"> | null = null;
  #drawn: { grid: Grid; seen: unknown; times: Times } | null = null;
  #onFrame: OnFrame;
  #ending = new AbortController();
  #changes = new MutationObserver(() => this.#forget());
  /** Whether it has told of the sizes that were measured already, as it does of what is new to it. */
  #hasTold = false;
  #sizes = new ResizeObserver(() => {
    if (this.#hasTold) this.#forget();
    this.#hasTold = true;
  });

  readonly root: HTMLElement;

  constructor(
    root: HTMLElement,
    grid: Grid,
    look: Look,
    first: Pick<Moving, "by" | "row" | "part" | "from">,
    onFrame: OnFrame = () => false,
  ) {
    this.root = root;
    this.#grid = grid;
    this.#onFrame = onFrame;
    this.#ghost = new Ghost(look);
    const from = timesOf(first.from);
    // Keys go to where it is told, and the next may be on its way.
    const isTold = first.by === "keys";
    if (isTold) this.#frames = TOLD_IN;
    moving.value = { ...first, from, times: from, grid: grid.kind, isTold };
    this.#veil.className = "move-veil";
    const isAcross = from.all_day || grid.kind === "days";
    if (first.part !== "whole") this.#veil.dataset["resizes"] = isAcross ? "across" : "down";
    this.#watch(grid);
    addEventListener("scroll", this.#scrolled, {
      capture: true,
      passive: true,
      signal: this.#ending.signal,
    });
    this.wake();
  }

  set times(times: Times) {
    const now = moving.peek();
    if (now) moving.value = { ...now, times };
    this.wake();
  }

  /** Asks for a frame: the pointer has moved, say. */
  wake(): void {
    if (this.#ending.signal.aborted) return;
    this.#frame ||= requestAnimationFrame(this.#tick);
  }

  /** Takes in where the pointer is by now, without waiting for a frame. */
  settle(): void {
    const grid = this.#measured();
    if (grid) this.#onFrame(grid, null);
  }

  scrollIntoView(): void {
    this.#draw();
    this.#ghost.scrollIntoView();
  }

  /** The ghost goes; what was moved is seen again where it now is. */
  end(): void {
    this.#ending.abort();
    cancelAnimationFrame(this.#frame);
    this.#changes.disconnect();
    this.#sizes.disconnect();
    this.#watched?.scroller.style.removeProperty("scroll-snap-type");
    this.#ghost.remove();
    this.#veil.remove();
    for (const one of this.root.querySelectorAll("[data-moved]")) one.removeAttribute("data-moved");
  }

  #tick = (now: number): void => {
    const isMore = this.#step(now) || this.#frames < TOLD_IN;
    this.#frames += 1;
    this.#frame = isMore ? requestAnimationFrame(this.#tick) : 0;
  };

  /** What one frame shows; tells whether the next is wanted. */
  #step(now: number): boolean {
    if (this.#frames < DRAWN_IN) return true;
    const grid = this.#measured();
    // A view that is not there yet will be.
    const isMore = grid === null || this.#onFrame(grid, now);
    if (this.#frames === VEILED_IN) this.root.append(this.#veil);
    if (this.#frames === SHADED_IN) this.#mark();
    if (this.#frames >= TOLD_IN) this.#tell();
    this.#draw();
    return isMore;
  }

  #measured(): Grid | null {
    if (this.#grid?.content.isConnected) return this.#grid;
    this.#grid = gridIn(this.root);
    if (this.#grid) this.#watch(this.#grid);
    return this.#grid;
  }

  #draw(): void {
    const [grid, current] = [this.#measured(), moving.peek()];
    if (!grid || !current) return;
    const [seen, { times }] = [grid.seen(), current];
    const before = this.#drawn;
    if (before?.grid === grid && before.seen === seen && before.times === times) return;
    this.#drawn = { grid, seen, times };
    this.#ghost.draw(grid, grid.place(times));
  }

  #tell(): void {
    const current = moving.peek();
    if (current && !current.isTold) moving.value = { ...current, isTold: true };
  }

  #forget(): void {
    this.#grid = null;
    this.wake();
  }

  #scrolled = (): void => {
    this.#grid?.scrolled();
    this.wake();
  };

  #watch({ scroller, content }: Grid): void {
    if (this.#frames > SHADED_IN) this.#mark();
    if (this.#watched?.content === content) return;
    this.#watched = { scroller, content };
    this.#changes.disconnect();
    this.#changes.observe(content, { childList: true, subtree: true });
    this.#sizes.disconnect();
    this.#hasTold = false;
    this.#sizes.observe(scroller);
    this.#sizes.observe(content);
  }

  /** What is moved is seen where it was as well, as a shadow. */
  #mark(): void {
    const key = moving.peek()?.row?.key;
    if (key === undefined) return;
    for (const one of this.root.querySelectorAll(`[data-key="${CSS.escape(key)}"]`))
      one.setAttribute("data-moved", "");
  }
}
