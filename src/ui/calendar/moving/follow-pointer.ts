import { words } from "../../i18n/language.ts";
import { shownRows } from "../wanted.ts";
import { createEdges } from "./edges.ts";
import { lookOf } from "./ghost.ts";
import { type Grid, gridIn } from "./grid.ts";
import { dragged, type Part, type Point, sameTimes, selected } from "./move-times.ts";
import { moving, Session } from "./session.ts";

/** Pixels that a mouse moves before it drags, and a finger before it scrolls; and how long a finger rests before it holds something, in ms. */
const DRAG_FROM = 4;
const SCROLL_FROM = 8;
const HOLD_MS = 400;
/** The start or the end of an event within a finger's reach, in pixels. */
const REACH = 16;

interface Hooks {
  /** What was dragged was let go of. */
  onDrop: (session: Session) => void;
  onStep: (by: 1 | -1) => void;
  /** Whether what was let go of before is being written. What is taken hold of meanwhile is moved from where that then is. */
  isWriting: () => boolean;
}

interface Pressed {
  id: number;
  target: HTMLElement;
  /** Where it went down, and where it is. */
  from: { x: number; y: number };
  x: number;
  y: number;
  isTouch: boolean;
  /** Whether it went down while something was being written, which may have brought something else there by now. */
  isEarly: boolean;
  /** Whether it is a drag that waits until that is written; and whether it was let go of before. */
  waits: boolean;
  isUp: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Lets events be dragged by mouse, pen and finger, and new ones be drawn. Returns what ends it. */
export const followPointer = (
  root: HTMLElement,
  { onDrop, onStep, isWriting }: Hooks,
): (() => void) => {
  let pressed: Pressed | null = null;
  let session: Session | null = null;
  let suppress = false;

  const letGo = (): void => {
    clearTimeout(pressed?.timer);
    pressed?.target.removeEventListener("touchmove", hold);
    pressed = null;
  };
  const cancel = (): void => {
    letGo();
    if (!session) return;
    session.end();
    session = null;
    moving.value = null;
  };
  // While something is held, the finger that holds it scrolls nothing. Also where its element is gone from the page.
  const hold = (event: TouchEvent): void => {
    if (session && event.cancelable) event.preventDefault();
  };

  const begin = (): void => {
    if (!pressed) return;
    pressed.waits = moving.peek() !== null;
    if (pressed.waits) return;
    const target = heldBy(pressed, root);
    const grid = gridIn(root);
    const from = grid?.at(pressed.from.x, pressed.from.y);
    if (!target || !grid || !from) return;
    const block = target.closest<HTMLElement>("[data-key]");
    const row = block ? shownRows.current.get(block.dataset["key"] ?? "") : null;
    if (row === undefined) return;
    const part = block ? partAt(block, target, pressed) : "whole";
    const edges = createEdges(onStep);
    const at = (point: Point) => (row ? dragged(row, part, from, point) : selected(from, point));
    const follow = (grid: Grid, x: number, y: number): void => {
      const point = grid.at(x, y);
      const now = moving.peek();
      if (!point || !now || !session) return;
      const times = at(point);
      if (!sameTimes(times, now.times)) session.times = times;
    };
    session = new Session(
      root,
      grid,
      block && row
        ? lookOf(block, row.title || words.peek().calendar.untitled)
        : { classes: "event-lesson event-plain", hue: "", title: words.peek().calendar.newEvent },
      { by: "pointer", row, part, from: row ?? selected(from, from) },
      (grid, now) => {
        if (!pressed) return false;
        const isMore = now !== null && edges(grid, pressed.x, pressed.y, now);
        follow(grid, pressed.x, pressed.y);
        return isMore;
      },
    );
    if (pressed.isUp) return;
    root.setPointerCapture(pressed.id);
    if (pressed.isTouch) navigator.vibrate?.(10);
  };

  const release = (): void => {
    const done = session;
    done?.settle();
    session = null;
    letGo();
    if (done) onDrop(done);
  };
  // Not before whoever has written is done with it.
  const written = (): void =>
    queueMicrotask(() => {
      if (!pressed?.waits) return;
      begin();
      if (!session && pressed.isUp) letGo();
      else if (pressed.isUp) release();
      else session?.wake();
    });

  const down = (event: PointerEvent): void => {
    suppress = false;
    const isEarly = isWriting();
    if (session || (moving.peek() && !isEarly)) return;
    letGo();
    const { target } = event;
    if (event.button !== 0 || !event.isPrimary || !(target instanceof HTMLElement)) return;
    if (!isEarly && !isHeld(target)) return;
    const isTouch = event.pointerType === "touch";
    pressed = {
      id: event.pointerId,
      target,
      from: { x: event.clientX, y: event.clientY },
      x: event.clientX,
      y: event.clientY,
      isTouch,
      isEarly,
      waits: false,
      isUp: false,
      timer: isTouch ? setTimeout(begin, HOLD_MS) : undefined,
    };
    if (isTouch) target.addEventListener("touchmove", hold, { passive: false });
  };
  const move = (event: PointerEvent): void => {
    if (!pressed || pressed.isUp || event.pointerId !== pressed.id) return;
    const { from } = pressed;
    const far = Math.hypot(event.clientX - from.x, event.clientY - from.y);
    if (!session && !pressed.waits) {
      if (pressed.isTouch && far > SCROLL_FROM) return letGo();
      if (pressed.isTouch || far < DRAG_FROM) return;
      begin();
    }
    if (!pressed) return;
    // What it comes to is worked out once a frame.
    pressed.x = event.clientX;
    pressed.y = event.clientY;
    session?.wake();
  };
  const up = (event: PointerEvent): void => {
    if (!pressed || pressed.isUp || event.pointerId !== pressed.id) return;
    pressed.x = event.clientX;
    pressed.y = event.clientY;
    suppress = session !== null || pressed.waits;
    pressed.isUp = pressed.waits;
    if (!pressed.waits) release();
  };
  const lost = (event: PointerEvent): void => {
    if (pressed && event.pointerId === pressed.id) cancel();
  };
  // What was dragged is not pressed as well. A key's press, or a screen reader's, ends no drag.
  const click = (event: MouseEvent): void => {
    if (!suppress || event.detail === 0) return;
    suppress = false;
    event.preventDefault();
    event.stopPropagation();
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || (!session && !pressed?.waits)) return;
    event.preventDefault();
    event.stopPropagation();
    cancel();
    suppress = true;
  };
  const menu = (event: Event): void => {
    if (pressed?.isTouch) event.preventDefault();
  };
  const hidden = (): void => {
    if (session && document.visibilityState === "hidden") cancel();
  };

  const unfollow = moving.subscribe((now) => {
    if (now === null && pressed?.waits) written();
  });
  const ending = new AbortController();
  const { signal } = ending;
  root.addEventListener("pointerdown", down, { signal });
  root.addEventListener("pointermove", move, { signal });
  root.addEventListener("pointerup", up, { signal });
  root.addEventListener("pointercancel", lost, { signal });
  root.addEventListener("touchmove", hold, { signal, passive: false });
  root.addEventListener("click", click, { signal, capture: true });
  root.addEventListener("contextmenu", menu, { signal });
  document.addEventListener("keydown", key, { signal, capture: true });
  document.addEventListener("visibilitychange", hidden, { signal });
  return () => {
    ending.abort();
    unfollow();
    cancel();
  };
};

/** What can be dragged from where it went down. */
const heldBy = ({ target, from, isEarly }: Pressed, root: HTMLElement): HTMLElement | null => {
  if (!isEarly) return target;
  const there = document.elementFromPoint(from.x, from.y);
  return there instanceof HTMLElement && root.contains(there) && isHeld(there) ? there : null;
};

/** Whether something can be dragged from there: an event, or a free place. */
const isHeld = (target: HTMLElement): boolean => {
  if (target.closest("[data-key], .week-slots")) return true;
  return target.closest("button") === null && target.closest(".week-whole, .month-day") !== null;
};

const partOf = (grip: Element): Part => (grip.matches(".event-grip-start") ? "start" : "end");

/** Where an event is held: at the start or the end, by which its length is changed, or else as a whole. A finger finds them on what is large enough. */
const partAt = (
  block: HTMLElement,
  target: HTMLElement,
  { from: { x, y }, isTouch }: Pressed,
): Part => {
  const held = target.closest(".event-grip");
  if (held) return partOf(held);
  if (!isTouch) return "whole";
  const { left, right, bottom, width, height } = block.getBoundingClientRect();
  const grip = [...block.querySelectorAll(".event-grip")].find((one) => {
    if (!one.matches(".event-grip-across")) return height > 3 * REACH && y > bottom - REACH;
    return width > 4 * REACH && (partOf(one) === "start" ? x < left + REACH : x > right - REACH);
  });
  return grip ? partOf(grip) : "whole";
};
