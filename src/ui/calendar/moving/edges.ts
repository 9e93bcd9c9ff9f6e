/** What happens at the edges of a grid while something is dragged in it: it scrolls, and in the end other days come. */
import type { Grid } from "./grid.ts";

/** Pixels from an edge at which it begins to act, and how many a millisecond scrolls at most, however often the screen is drawn. */
const EDGE = 36;
const SPEED = 0.84;
/** What a frame takes at most, in ms: after one that took longer, nothing jumps. */
const FRAME_MS = 50;
/** How much of the zone something held in it must come closer to pull. */
const NEARER = 0.2;
/** How long the pointer rests at an edge before other days come, in ms. */
const REST_MS = 700;

/** -1 to 1: how far into the zone at the start or the end of a stretch a place is. */
const pull = (place: number, start: number, end: number): number =>
  place < start + EDGE
    ? Math.max(-1, (place - start - EDGE) / EDGE)
    : place > end - EDGE
      ? Math.min(1, (place - end + EDGE) / EDGE)
      : 0;

/**
 * What is taken hold of near an edge is not meant to go over it: from there on only what comes closer pulls, until the zone was left. So an event
 * at the side of a week can be dragged down.
 */
const meant = () => {
  let from: number | null = null;
  return (pulled: number): number => {
    from ??= pulled;
    const isNearer = Math.abs(pulled) >= Math.min(1, Math.abs(from) + NEARER);
    if (isNearer || pulled * from <= 0) from = 0;
    return from === 0 ? pulled : 0;
  };
};

/** Browsers scroll by whole pixels: what is less is kept for the next frame, or screens that are drawn often would lose it. */
const wholly = () => {
  let kept = 0;
  return (pixels: number): number => {
    kept += pixels;
    const whole = Math.round(kept);
    kept -= whole;
    return whole;
  };
};

export const createEdges = (step: (by: 1 | -1) => void) => {
  const [downwards, sideways] = [meant(), meant()];
  const [downBy, acrossBy] = [wholly(), wholly()];
  let before: number | null = null;
  let rests: { by: 1 | -1; since: number } | null = null;
  const rest = (by: number, now: number): void => {
    if (by === 0) {
      rests = null;
      return;
    }
    const side = by < 0 ? -1 : 1;
    if (rests?.by !== side) rests = { by: side, since: now };
    else if (now - rests.since > REST_MS) {
      rests = { by: side, since: now };
      step(side);
    }
  };
  /**
   * Called once a frame, with the pointer's place in the window and the time in ms. Tells whether there is something to be done in the next
   * frame too, wherever the pointer is by then.
   */
  return (grid: Grid, x: number, y: number, now: number): boolean => {
    const { scroller, kind } = grid;
    const reach = SPEED * Math.min(FRAME_MS, now - (before ?? now));
    before = now;
    const { right, top, bottom } = grid.seen();
    const inner = grid.inner();
    const down = downwards(pull(y, inner.top, bottom));
    const across = sideways(pull(x, inner.left, right));
    // Above the hours there is what lasts all day.
    if (down !== 0 && (kind === "days" || y > inner.top - EDGE)) {
      scroller.scrollTop += downBy(down * reach);
      grid.scrolled();
    }
    if (kind === "days") {
      rest(y < top ? -1 : down > 2 / 3 ? 1 : 0, now);
      return down !== 0;
    }
    if (across === 0) {
      rest(0, now);
      return down !== 0;
    }
    // Bit by bit, which snapping would undo each time. The session gives it back.
    scroller.style.setProperty("scroll-snap-type", "none");
    const by = acrossBy(across * reach);
    if (by === 0) return true;
    const left = scroller.scrollLeft;
    scroller.scrollLeft += by;
    grid.scrolled();
    const stuck = Math.abs(across) > 0.4 && scroller.scrollLeft === left;
    rest(stuck ? across : 0, now);
    return true;
  };
};
