import { words } from "../../i18n/language.ts";
import { shownRows } from "../wanted.ts";
import { createEdges } from "./edges.ts";
import { lookOf } from "./ghost.ts";
import { gridIn } from "./grid.ts";
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

interface Pointer {
  id: number;
  target: HTMLElement;
  /** Where it went down, and where it is. */
  from: { x: number; y: number };
  x: number;
  y: number;
  isTouch: boolean;
  /** Whether it went down while something was being written, which may have brought something else there by now. */
  isEarly: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/**
 * What a press has come to. It is a drag once a mouse has moved or a finger has rested: one that holds something, or that waits as long as
 * something else is moved or written, and may be let go of before.
 */
type Press =
  | { kind: "pressed" | "waiting" | "dropped"; pointer: Pointer }
  | { kind: "held"; pointer: Pointer; session: Session };

/** Lets events be dragged by mouse, pen and finger, and new ones be drawn. Returns what ends it. */
export const followPointer = (
  root: HTMLElement,
  { onDrop, onStep, isWriting }: Hooks,
): (() => void) => {
  let press: Press | null = null;
  let suppress = false;

  /** Returns what was held. */
  const letGo = (): Session | null => {
    const held = press?.kind === "held" ? press.session : null;
    clearTimeout(press?.pointer.timer);
    press?.pointer.target.removeEventListener("touchmove", hold);
    press = null;
    return held;
  };
  const cancel = (): void => {
    const held = letGo();
    if (!held) return;
    held.end();
    moving.value = null;
  };
  // A finger that holds something, or will, scrolls nothing: the browser would take it from us. Also where its element is gone from the page.
  const hold = (event: TouchEvent): void => {
    const isHolding = press?.kind === "held" || press?.kind === "waiting";
    if (isHolding && event.cancelable) event.preventDefault();
  };

  /** Takes hold of what a pointer went down on; null where nothing can be dragged from there. */
  const take = (pointer: Pointer): Session | null => {
    const target = heldBy(pointer, root);
    const grid = gridIn(root);
    const from = grid?.at(pointer.from.x, pointer.from.y);
    if (!target || !grid || !from) return null;
    const block = target.closest<HTMLElement>("[data-key]");
    const row = block ? shownRows.current.get(block.dataset["key"] ?? "") : null;
    if (row === undefined) return null;
    const part = block ? partAt(block, target, pointer) : "whole";
    const edges = createEdges(onStep);
    const at = (point: Point) => (row ? dragged(row, part, from, point) : selected(from, point));
    const follow = (point: Point | null): void => {
      const times = point && at(point);
      const now = moving.peek();
      if (times && now && !sameTimes(times, now.times)) session.times = times;
    };
    const session = new Session(
      root,
      grid,
      block && row
        ? lookOf(block, row.title || words.peek().calendar.untitled)
        : { classes: "event-lesson event-plain", hue: "", title: words.peek().calendar.newEvent },
      { by: "pointer", row, part, from: row ?? selected(from, from) },
      (grid, now) => {
        if (press?.pointer !== pointer) return false;
        const isMore = now !== null && edges(grid, pointer.x, pointer.y, now);
        follow(grid.at(pointer.x, pointer.y));
        return isMore;
      },
    );
    return session;
  };
  const begin = (): void => {
    if (!press) return;
    const { kind, pointer } = press;
    const isFree = moving.peek() === null;
    const session = isFree ? take(pointer) : null;
    press = session
      ? { kind: "held", pointer, session }
      : { kind: isFree ? "pressed" : "waiting", pointer };
    if (!session || kind === "dropped") return;
    root.setPointerCapture(pointer.id);
    if (pointer.isTouch) navigator.vibrate?.(10);
  };

  const release = (): void => {
    if (press?.kind === "held") press.session.settle();
    const held = letGo();
    if (held) onDrop(held);
  };
  const resume = (): void => {
    if (press?.kind !== "waiting" && press?.kind !== "dropped") return;
    const isUp = press.kind === "dropped";
    begin();
    if (isUp) release();
  };

  const down = (event: PointerEvent): void => {
    suppress = false;
    const isEarly = isWriting();
    if (press?.kind === "held" || (moving.peek() && !isEarly)) return;
    // What was dropped already is moved first.
    if (press?.kind === "dropped") return;
    letGo();
    const { target } = event;
    if (event.button !== 0 || !event.isPrimary || !(target instanceof HTMLElement)) return;
    if (!isEarly && !isHeld(target)) return;
    const isTouch = event.pointerType === "touch";
    const pointer = {
      id: event.pointerId,
      target,
      from: { x: event.clientX, y: event.clientY },
      x: event.clientX,
      y: event.clientY,
      isTouch,
      isEarly,
      timer: isTouch ? setTimeout(begin, HOLD_MS) : undefined,
    };
    press = { kind: "pressed", pointer };
    if (isTouch) target.addEventListener("touchmove", hold, { passive: false });
  };
  const move = (event: PointerEvent): void => {
    if (!press || press.kind === "dropped" || event.pointerId !== press.pointer.id) return;
    const { kind, pointer } = press;
    const far = Math.hypot(event.clientX - pointer.from.x, event.clientY - pointer.from.y);
    if (kind === "pressed") {
      if (pointer.isTouch && far > SCROLL_FROM) return void letGo();
      if (pointer.isTouch || far < DRAG_FROM) return;
      begin();
    }
    // What it comes to is worked out once a frame.
    pointer.x = event.clientX;
    pointer.y = event.clientY;
    if (press.kind === "held") press.session.wake();
  };
  const up = (event: PointerEvent): void => {
    if (!press || press.kind === "dropped" || event.pointerId !== press.pointer.id) return;
    const { kind, pointer } = press;
    pointer.x = event.clientX;
    pointer.y = event.clientY;
    suppress = kind !== "pressed";
    if (kind === "waiting") press = { kind: "dropped", pointer };
    else release();
  };
  const lost = (event: PointerEvent): void => {
    if (press && event.pointerId === press.pointer.id) cancel();
  };
  // What was dragged is not pressed as well. A key's press, or a screen reader's, ends no drag.
  const click = (event: MouseEvent): void => {
    if (!suppress || event.detail === 0) return;
    suppress = false;
    event.preventDefault();
    event.stopPropagation();
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !press || press.kind === "pressed") return;
    event.preventDefault();
    event.stopPropagation();
    cancel();
    suppress = true;
  };
  const menu = (event: Event): void => {
    if (press?.pointer.isTouch) event.preventDefault();
  };
  const hidden = (): void => {
    if (press?.kind === "held" && document.visibilityState === "hidden") cancel();
  };

  // Not before whoever has written is done with it.
  const unfollow = moving.subscribe((now) => {
    if (now === null) queueMicrotask(resume);
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
const heldBy = ({ target, from, isEarly }: Pointer, root: HTMLElement): HTMLElement | null => {
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
  { from: { x, y }, isTouch }: Pointer,
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
