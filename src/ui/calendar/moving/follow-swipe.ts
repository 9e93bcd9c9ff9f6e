import { moving } from "./session.ts";

/** Pixels that tell which way a finger goes, and how far or how fast (px/ms) it has to go for a swipe. */
const AXIS = 12;
const FAR = 72;
const FAST = 0.45;
/** Of a finger's way, what the view goes along. */
const ALONG = 0.35;
const TURN_MS = 160;

interface Swipe {
  id: number;
  x: number;
  y: number;
  since: number;
  view: HTMLElement;
  isAcross: boolean;
}

/**
 * Lets a finger swipe to the next period. Scrolling goes before: what the browser takes for it (`touch-action`) is no swipe, and a week that
 * is wider than the window is swiped only where it can't be scrolled further. Returns what ends it.
 */
export const followSwipe = (root: HTMLElement, onStep: (by: 1 | -1) => void): (() => void) => {
  let swipe: Swipe | null = null;
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  const reset = (): void => {
    if (swipe) swipe.view.style.translate = "";
    swipe = null;
  };
  const down = (event: PointerEvent): void => {
    reset();
    const { target } = event;
    if (event.pointerType !== "touch" || !event.isPrimary || !(target instanceof HTMLElement))
      return;
    const view = target.closest<HTMLElement>(".month, .week, .agenda");
    if (!view || target.closest("dialog")) return;
    const { pointerId: id, clientX: x, clientY: y, timeStamp: since } = event;
    swipe = { id, x, y, since, view, isAcross: false };
  };
  const move = (event: PointerEvent): void => {
    if (!swipe || event.pointerId !== swipe.id) return;
    if (moving.peek()) return reset();
    const across = event.clientX - swipe.x;
    const along = Math.abs(event.clientY - swipe.y);
    if (!swipe.isAcross) {
      if (along > AXIS) return reset();
      if (Math.abs(across) < AXIS || Math.abs(across) < 1.5 * along) return;
      swipe.isAcross = true;
      root.setPointerCapture(swipe.id);
    }
    if (!still.matches) swipe.view.style.translate = `${across * ALONG}px`;
  };
  const up = (event: PointerEvent): void => {
    if (!swipe || event.pointerId !== swipe.id) return;
    const { view, isAcross, x, since } = swipe;
    const across = event.clientX - x;
    const fast = Math.abs(across) / Math.max(1, event.timeStamp - since) > FAST;
    reset();
    if (!isAcross || (Math.abs(across) < FAR && !(fast && Math.abs(across) > FAR / 2))) return;
    const by = across < 0 ? 1 : -1;
    onStep(by);
    if (still.matches) return;
    view.animate(
      [
        { translate: `${by * 2.5}rem`, opacity: 0.3 },
        { translate: "0", opacity: 1 },
      ],
      {
        duration: TURN_MS,
        easing: "ease-out",
      },
    );
  };
  const lost = (event: PointerEvent): void => {
    if (event.pointerId === swipe?.id) reset();
  };

  const ending = new AbortController();
  const { signal } = ending;
  root.addEventListener("pointerdown", down, { signal });
  root.addEventListener("pointermove", move, { signal });
  root.addEventListener("pointerup", up, { signal });
  root.addEventListener("pointercancel", lost, { signal });
  root.addEventListener("scroll", scrolled, { signal, capture: true, passive: true });
  root.addEventListener(
    "pointerdown",
    () => {
      const scroller = root.querySelector<HTMLElement>(".week-scroller");
      if (scroller) markEnds(scroller);
    },
    { signal, capture: true },
  );
  return () => {
    ending.abort();
    reset();
  };
};

const scrolled = ({ target }: Event): void => {
  if (target instanceof HTMLElement && target.matches(".week-scroller")) markEnds(target);
};

/** Tells the stylesheet at which ends a week can't be scrolled further. */
const markEnds = (scroller: HTMLElement): void => {
  const { scrollLeft, scrollWidth, clientWidth } = scroller;
  const ends = [
    scrollLeft <= 1 ? "start" : "",
    scrollLeft + clientWidth >= scrollWidth - 1 ? "end" : "",
  ];
  const text = ends.filter((end) => end !== "").join(" ");
  if (scroller.dataset["at"] !== text) scroller.dataset["at"] = text;
};
