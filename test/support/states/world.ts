/** What every screen and state is reached with: one student's browser, from before they chose to the end of their session. */
import type { BrowserContext, Page } from "playwright-core";

export interface World {
  app: { url: string };
  context: BrowserContext;
  /** Where the states are reached, in English. */
  page: Page;
  /** Made anew for each run. */
  email: string;
  /** Ends what a state has put between the device and the server. */
  heal?: () => void;
}

export interface State {
  /** Unique, and fit for a file's name. */
  name: string;
  /** Leaves when the state is in view. Goes on from where the state before has left the page. */
  reach(world: World): Promise<unknown>;
  /** Undoes what the next states must not meet. */
  leave?(world: World): Promise<unknown>;
}

export const seen = (page: Page, text: string | RegExp): Promise<void> =>
  page.getByText(text).first().waitFor();

export const heading = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole("heading", { name }).first().waitFor();

export const press = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole("button", { name, exact: true }).first().click();

/** Closes the dialog on top. */
export const escape = async ({ page }: World): Promise<void> => {
  const open = await page.locator("dialog[open]").count();
  await page.keyboard.press("Escape");
  await page.waitForFunction(
    (before) => document.querySelectorAll("dialog[open]").length < before,
    open,
  );
};

export const today = (days = 0): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
