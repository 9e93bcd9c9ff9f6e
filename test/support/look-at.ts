/** What a screen or state must be for everyone. Each gives what is wrong, in words. */
import type { CDPSession, Page } from "playwright-core";

/** What a narrow window leaves no room: what sticks out of it, and a heading that has none. */
export const overflow = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const { clientWidth, scrollWidth } = document.documentElement;
    const main = document.querySelector("main");
    const hidden = [...document.querySelectorAll(".screen-header h1")]
      .filter((one) => one.getBoundingClientRect().width < 24)
      .map((one) => `the heading “${one.textContent}” can't be seen`);
    const wide = scrollWidth > clientWidth || (main && main.scrollWidth > main.clientWidth);
    if (!wide) return hidden;
    const beyond = [...document.querySelectorAll("main *, dialog[open] *, .rail *")]
      .filter((one) => one.getBoundingClientRect().right > clientWidth + 1)
      .map((one) => `${one.tagName} ${one.className} reaches beyond ${clientWidth}`);
    return [...hidden, ...beyond];
  });

/** Whether the ways through the app are where a hand expects them: beside the content where there is room, else at the window's foot. */
export const misplaced = (page: Page, narrow: boolean): Promise<string[]> =>
  page.evaluate((isNarrow) => {
    const ways = document.querySelector(".navigation")?.getBoundingClientRect();
    const main = document.querySelector("main")?.getBoundingClientRect();
    // Nobody has begun.
    if (!ways || !main) return [];
    const right = isNarrow
      ? ways.top >= main.bottom - 1 && Math.abs(ways.bottom - innerHeight) <= 1
      : ways.right <= main.left + 1;
    return right
      ? []
      : [`the navigation is not ${isNarrow ? "at the foot" : "beside the content"}`];
  }, narrow);

/** Fields whose text is so small that a phone zooms into the page to have them typed in. */
export const zoomed = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const LEAST_PX = 16;
    const typed =
      "input:not([type=checkbox], [type=radio], [type=range], [type=file], [type=hidden])";
    const fields = document.querySelectorAll<HTMLElement>(`${typed}, select, textarea`);
    return [...fields]
      .filter((one) => Number.parseFloat(getComputedStyle(one).fontSize) < LEAST_PX)
      .map((one) => `${one.tagName} ${one.className} has text of less than ${LEAST_PX} px`);
  });

/** What still moves, though the student has asked for less of it. */
export const moving = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    document
      .getAnimations()
      .filter((one) => one.playState === "running" && Number(one.effect?.getTiming().duration) > 1)
      .map((one) => `${(one as CSSAnimation).animationName ?? "a transition"} runs`),
  );

/** Controls whose edge and ground forced colours leave the same as those of the page around them, and no underline. */
export const faint = async (page: Page): Promise<string[]> => {
  await page.emulateMedia({ forcedColors: "active" });
  const found = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>(".button, .input, .segments button")]
      .filter((one) => one.checkVisibility())
      .filter((one) => {
        const { borderTopStyle, borderTopWidth } = getComputedStyle(one);
        return borderTopStyle === "none" || Number.parseFloat(borderTopWidth) === 0;
      })
      .map((one) => `${one.className} has no edge`),
  );
  await page.emulateMedia({ forcedColors: "none" });
  return found;
};

/** Has a page pressed by finger, as on a phone, or by mouse. */
export const touched = (session: CDPSession, enabled: boolean): Promise<unknown> =>
  session.send("Emulation.setTouchEmulationEnabled", {
    enabled,
    ...(enabled && { maxTouchPoints: 1 }),
  });

/**
 * What a finger may miss: where it is less than 44 px to press, wide and high. Two kinds may be less, and at least the 24 px (or the room)
 * of WCAG 2.5.8, which axe measures: a link within a sentence, and an event among the hours, as long as it lasts.
 */
export const small = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const LEAST_PX = 44;
    const root =
      [...document.querySelectorAll("dialog:modal, :popover-open")].at(-1) ?? document.body;
    const pressable = root.querySelectorAll<HTMLElement>(
      "a[href], button, input, select, textarea, summary, [role=button], [role=application]",
    );
    /** Whether a press at a place meets it, or its label. */
    const isMet = (one: HTMLElement, x: number, y: number): boolean => {
      const met = document.elementFromPoint(x, y);
      const labels = (one as HTMLInputElement).labels ?? [];
      return root.contains(met) && [one, ...labels].some((part) => part.contains(met));
    };
    /** How far a press to each side of the middle still meets it. */
    const reach = (one: HTMLElement, across: boolean): number => {
      const { left, top, width, height } = one.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      let reached = 0;
      for (const way of [-1, 1])
        for (let n = 1; n <= LEAST_PX / 2; n += 1) {
          const by = way * (n - 0.5);
          if (!isMet(one, across ? x + by : x, across ? y : y + by)) break;
          reached += 1;
        }
      return reached;
    };
    const wrong: string[] = [];
    for (const one of pressable) {
      if (!one.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      if (one.matches(":disabled, .week-day *, .sr-only")) continue;
      const around = (one.parentElement?.textContent ?? "").trim();
      const inSentence = around !== (one.textContent ?? "").trim();
      if (inSentence && getComputedStyle(one).display === "inline") continue;
      const label = one.matches("[type=checkbox], [type=radio]") && one.closest("label");
      const box = (label || one).getBoundingClientRect();
      if (box.width <= 1 || box.height <= 1) continue;
      if (Math.min(box.width, box.height) >= LEAST_PX - 0.5) continue;
      one.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
      const { left, top, width, height } = one.getBoundingClientRect();
      // Behind what lies over it, it can't be pressed at all.
      if (!isMet(one, left + width / 2, top + height / 2)) continue;
      const wide = Math.max(box.width, reach(one, true));
      const high = Math.max(box.height, reach(one, false));
      if (Math.min(wide, high) < LEAST_PX - 1)
        wrong.push(
          `${one.tagName} ${one.className} “${(one.ariaLabel ?? one.textContent ?? "").slice(0, 40)}” is ${Math.round(wide)} × ${Math.round(high)} px`,
        );
    }
    return wrong;
  });
