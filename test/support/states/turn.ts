/** Shows the state in view in another language, without leaving it: as when the choice is made in another tab. */
import type { Page } from "playwright-core";

export const turnTo = async (page: Page, other: Page, language: "en" | "cy"): Promise<void> => {
  await other.evaluate((chosen) => localStorage.setItem("athro:language", chosen), language);
  await page.waitForFunction((chosen) => document.documentElement.lang === chosen, language);
};
