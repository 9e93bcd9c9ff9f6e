/** At the edge of a week, what is held scrolls it on. */
import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Profile } from "../support/browser.ts";
import { begin, hour, look, named } from "../support/planner.ts";
import { addEvent, boxOf, event } from "../support/student.ts";
import { fingerOn } from "../support/touch.ts";

/** How far from an edge a week begins to scroll, in pixels; how many it scrolls in a millisecond at the edge; and what a frame counts for at most. */
const EDGE = 36;
const SPEED = 0.84;
const FRAME_MS = 50;
/** Where in an event it is taken hold of, from its top. */
const GRAB = 12;

const TIMES = { startDate: "2026-11-26", startTime: "12:00", endDate: "2026-11-26" };

/** A guest's week with an event at noon. */
const week = async (): Promise<[Page, Profile]> => {
  const [page, profile] = await begin({ timezone: "Europe/London", locale: "en-GB" });
  await look(page, "week", TIMES.startDate);
  await addEvent(page, { title: "Rivers", ...TIMES, endTime: "13:00" });
  return [page, profile];
};

/** Scrolls to the event, so that it is far from the edges; where it is taken hold of there. */
const inMiddle = async (page: Page): Promise<{ x: number; y: number }> => {
  const one = event(page, "Rivers");
  await one.evaluate((block) => block.scrollIntoView({ block: "center" }));
  const box = await boxOf(one);
  return { x: Math.round(box.x + 20), y: Math.round(box.y + GRAB) };
};

/** Where on the screen the hours of a week begin and end. */
const edges = (page: Page): Promise<{ top: number; bottom: number }> =>
  page.locator(".week-scroller").evaluate((one) => ({
    top: one.querySelector(".week-whole")?.getBoundingClientRect().bottom ?? 0,
    bottom: one.getBoundingClientRect().bottom,
  }));

const top = (page: Page): Promise<number> =>
  page.locator(".week-scroller").evaluate((one) => one.scrollTop);

/** What is drawn of what is held: a piece for each day. */
const ghost = (page: Page): Locator => page.locator(".move-ghost").first();

test.each([{ by: "mouse" }, { by: "finger" }] as const)(
  "by $by, an event goes on to times out of view, and lands where the $by is",
  async ({ by }) => {
    const [page, profile] = await week();
    const perHour = await hour(page);
    const finger = await fingerOn(page);
    const dragTo = async (y: number): Promise<void> => {
      const from = await inMiddle(page);
      if (by === "finger") {
        await finger.down(from);
        await ghost(page).waitFor();
        return finger.to({ x: from.x, y });
      }
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(from.x, y, { steps: 8 });
    };
    /** To the quarter of an hour that times are moved by, it is where it is let go of. */
    const landsAt = async (y: number): Promise<void> => {
      const before = await named(page, "Rivers");
      await (by === "finger" ? finger.up() : page.mouse.up());
      await ghost(page).waitFor({ state: "detached" });
      expect(await named(page, "Rivers")).not.toBe(before);
      const box = await event(page, "Rivers").boundingBox();
      expect(Math.abs((box?.y ?? 0) + GRAB - y)).toBeLessThan(perHour / 8 + 2);
    };

    const { top: head, bottom } = await edges(page);
    const [foot, ceiling] = [Math.round(bottom) - 24, Math.round(head) + 24];
    await dragTo(foot);
    const before = await top(page);
    await expect.poll(() => top(page)).toBeGreaterThan(before + 2 * perHour);
    await landsAt(foot);

    // And back.
    await dragTo(ceiling);
    const after = await top(page);
    await expect.poll(() => top(page)).toBeLessThan(after - 2 * perHour);
    await landsAt(ceiling);
    expect(await page.locator("dialog[open]").count()).toBe(0);
    expect(profile.problems).toEqual([]);
  },
);

/** Where the week is scrolled to at each of the frames in which it goes on by so many pixels. They take so many ms at least. */
const frames = (page: Page, ms: number, pixels: number): Promise<{ now: number; top: number }[]> =>
  page.locator(".week-scroller").evaluate(
    (scroller, [ms, pixels]) =>
      new Promise((resolve) => {
        const seen: { now: number; top: number }[] = [];
        const end = scroller.scrollTop + pixels;
        const frame = (now: number): void => {
          seen.push({ now, top: scroller.scrollTop });
          if (scroller.scrollTop >= end) return resolve(seen);
          while (performance.now() < now + ms);
          requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      }),
    [ms, pixels] as const,
  );

/** Pixels from where a week begins to scroll: of so little, a frame has a fraction of a pixel. */
const INTO = 2;

test.each([{ ms: 0 }, { ms: 30 }])(
  "a week scrolls by the time that it is held at its edge, however often it is drawn: frames of $ms ms and more",
  async ({ ms }) => {
    const [page, profile] = await week();
    const { bottom } = await edges(page);
    const { x, y } = await inMiddle(page);
    const at = Math.ceil(bottom) - EDGE + INTO;
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x, at, { steps: 4 });
    const before = await top(page);
    await expect.poll(() => top(page)).toBeGreaterThan(before);
    const seen = await frames(page, ms, 100);
    const perMs = (SPEED * (at - bottom + EDGE)) / EDGE;
    const expected = seen
      .slice(1)
      .map(({ now }, index) => perMs * Math.min(FRAME_MS, now - (seen[index]?.now ?? now)))
      .reduce((sum, one) => sum + one, 0);
    const scrolled = (seen.at(-1)?.top ?? 0) - (seen[0]?.top ?? 0);
    // What is seen in a frame may be from before the app's part of it or after.
    expect(Math.abs(scrolled - expected)).toBeLessThan(2 + perMs * FRAME_MS);
    await page.keyboard.press("Escape");
    await page.mouse.up();
    await ghost(page).waitFor({ state: "detached" });
    expect(profile.problems).toEqual([]);
  },
);
