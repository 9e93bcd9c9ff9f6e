import type { Locator } from "playwright-core";

/** Where a notice stands once it has come in, px: its top, how much is free between it and the first element of `selector` below it, and how much between it and the window's end. */
export const placeOf = (
  notice: Locator,
  selector: string,
): Promise<{ top: number; free: number; left: number }> =>
  notice.evaluate(async (element, below) => {
    await Promise.all(element.getAnimations().map(({ finished }) => finished));
    const floor = document.querySelector(below);
    if (!floor) throw new Error(`there is no ${below}`);
    const { top, bottom } = element.getBoundingClientRect();
    return { top, free: floor.getBoundingClientRect().top - bottom, left: innerHeight - bottom };
  }, selector);
