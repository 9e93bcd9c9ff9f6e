/** The sync panel, as a student reads and uses it. */
import type { Locator, Page } from "playwright-core";

/** In English. */
export const openPanel = async (page: Page): Promise<void> => {
  await page.goto("/sync");
  await page.getByRole("heading", { level: 1, name: "Sync" }).waitFor();
};

/** Those entries of one of the panel's lists that hold a text. */
export const itemIn = (page: Page, list: string, text: string): Locator =>
  page.getByRole("list", { name: list }).getByRole("listitem").filter({ hasText: text });
