import type { CDPSession, Locator, Page } from "playwright-core";

interface Place {
  x: number;
  y: number;
}

/** One finger on a page. */
export interface Finger {
  down(at: Place): Promise<void>;
  /** In steps, as a finger does. */
  to(at: Place): Promise<void>;
  up(): Promise<void>;
  /** Presses something, once it can be pressed. */
  tap(one: Locator): Promise<void>;
}

export const fingerOn = async (page: Page): Promise<Finger> => {
  const session: CDPSession = await page.context().newCDPSession(page);
  let last: Place = { x: 0, y: 0 };
  const send = (type: "touchStart" | "touchMove" | "touchEnd", points: Place[]) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints: points });
  return {
    down: async (at) => {
      last = at;
      await send("touchStart", [at]);
    },
    to: async (at) => {
      const from = last;
      for (let step = 1; step <= 8; step += 1) {
        last = {
          x: from.x + ((at.x - from.x) * step) / 8,
          y: from.y + ((at.y - from.y) * step) / 8,
        };
        await send("touchMove", [last]);
      }
    },
    up: async () => {
      await send("touchEnd", []);
    },
    tap: async (one) => {
      // Waits until it is in view, at rest, and under nothing.
      await one.click({ trial: true });
      const box = await one.boundingBox();
      if (!box) throw new Error("there is nothing to press");
      const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      // Both at once: a finger that rests takes hold of what it is on.
      await Promise.all([send("touchStart", [at]), send("touchEnd", [])]);
    },
  };
};
