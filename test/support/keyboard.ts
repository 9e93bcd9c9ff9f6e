/** A student who has a keyboard and nothing else. */
import type { Locator, Page } from "playwright-core";

interface Focused {
  name: string;
  /** What it is one of, where it is in a row of tools. */
  toolbar: string | null;
  /** Whether it can be seen that it has the focus: a ring of its own, or of a box around it. */
  shown: boolean;
}

export const focused = (page: Page): Promise<Focused> =>
  page.evaluate(() => {
    // From the last stop the way leads out of the page, and begins again at its top.
    const one = document.activeElement === document.body ? null : document.activeElement;
    const field = one instanceof HTMLInputElement || one instanceof HTMLSelectElement;
    const label = field ? one.labels?.[0]?.textContent : one?.textContent;
    const rings = [one, one?.closest(".composer-box")].some((ringed) => {
      if (!ringed) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(ringed);
      return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1;
    });
    return {
      name: (one?.getAttribute("aria-label") ?? label ?? "").trim(),
      toolbar: one?.closest("[role=toolbar]")?.getAttribute("aria-label") ?? null,
      shown: rings,
    };
  });

export const isFocused = (one: Locator): Promise<boolean> =>
  one.evaluate((element) => element === document.activeElement);

/** Whether anything has the focus, so that the keyboard's way doesn't begin again at the top. */
export const hasFocus = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.activeElement !== document.body);

/** Presses Tab until what is wanted is in focus; every stop on the way has to be seen. */
const tabUntil = async (
  page: Page,
  wanted: string,
  is: (at: Focused) => boolean,
  key: "Tab" | "Shift+Tab",
): Promise<void> => {
  const stops: string[] = [];
  for (let n = 0; n < 60; n += 1) {
    await page.keyboard.press(key);
    const at = await focused(page);
    if (at.name !== "" && !at.shown) throw new Error(`no focus ring on ${at.name}`);
    if (is(at)) return;
    stops.push(at.name);
  }
  throw new Error(`${wanted} is not among the stops: ${stops.join(" · ")}`);
};

/** Waits until what has a name is there: who sees the screen doesn't look for it before. A screen's buttons may come after its heading. */
const comes = async (page: Page, name: string): Promise<void> => {
  await page.waitForFunction((wanted) => {
    const stops = document.querySelectorAll("a[href], button, input, select, textarea, [tabindex]");
    return [...stops].some((one) => {
      const field = one instanceof HTMLInputElement || one instanceof HTMLSelectElement;
      const label = field ? one.labels?.[0]?.textContent : one.textContent;
      return (one.getAttribute("aria-label") ?? label ?? "").trim() === wanted;
    });
  }, name);
};

/** By the name of what is to have the focus. */
export const tabTo = async (
  page: Page,
  name: string,
  key: "Tab" | "Shift+Tab" = "Tab",
): Promise<void> => {
  await comes(page, name);
  await tabUntil(page, name, (at) => at.name === name, key);
};

/** Goes to a control, and presses it. */
export const pressBy = async (
  page: Page,
  name: string,
  key: "Tab" | "Shift+Tab" = "Tab",
): Promise<void> => {
  await tabTo(page, name, key);
  await page.keyboard.press("Enter");
};

/**
 * Presses a tool of a message: back from the composer to the row of its tools, which is one stop, and along it by arrows. `of` is what the
 * row's name begins with, of the latest message that has it.
 */
export const pressTool = async (page: Page, of: string, name: string): Promise<void> => {
  await page.getByRole("textbox", { name: "Message" }).focus();
  await tabUntil(page, of, ({ toolbar }) => toolbar?.startsWith(of) ?? false, "Shift+Tab");
  for (let n = 0; (await focused(page)).name !== name; n += 1) {
    if (n === 8) throw new Error(`${name} is not among the tools`);
    await page.keyboard.press("ArrowRight");
  }
  await page.keyboard.press("Enter");
};
