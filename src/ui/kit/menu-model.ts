/** Where a menu stands and how it is walked, without a page. Lengths in px. */

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

interface Size {
  width: number;
  height: number;
}

/** Between a menu and its button, and between it and the window's edge. */
const GAP = 4;
const EDGE = 8;

const between = (low: number, value: number, high: number): number =>
  Math.max(low, Math.min(value, high));

/** Below the button, on the side of it that has more room; above it where there is none below; and never outside the window. */
export const menuPlace = (button: Box, menu: Size, window: Size): { left: number; top: number } => {
  const below = button.bottom + GAP;
  const above = button.top - GAP - menu.height;
  const towardsEnd = button.left + button.right < window.width;
  const fits = below + menu.height <= window.height - EDGE;
  return {
    left: between(
      EDGE,
      towardsEnd ? button.left : button.right - menu.width,
      Math.max(EDGE, window.width - EDGE - menu.width),
    ),
    top:
      fits || above < EDGE
        ? between(EDGE, below, Math.max(EDGE, window.height - EDGE - menu.height))
        : above,
  };
};

/** The item that a key leads to from item `at` (-1 for none); null for a key that leads nowhere. A letter goes to the next that begins so. */
export const nextItem = (key: string, at: number, labels: readonly string[]): number | null => {
  const { length } = labels;
  if (length === 0) return null;
  switch (key) {
    case "ArrowDown":
      return (at + 1) % length;
    case "ArrowUp":
      return at <= 0 ? length - 1 : at - 1;
    case "Home":
      return 0;
    case "End":
      return length - 1;
  }
  if ([...key].length !== 1 || key === " ") return null;
  for (let step = 1; step <= length; step += 1) {
    const next = (at + step) % length;
    if (labels[next]?.trim().toLocaleLowerCase().startsWith(key.toLocaleLowerCase())) return next;
  }
  return null;
};
