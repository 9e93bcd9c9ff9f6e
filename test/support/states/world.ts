/** What every screen and state is reached with: one student's browser, from before they chose to the end of their session. */
import type { BrowserContext, Page } from "playwright-core";
import { pillIs, signUp } from "../student.ts";

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
  /** Where it is one device's alone. */
  on?: "phone" | "desktop";
  /** Leaves when the state is in view. Goes on from where the state before has left the page. */
  reach(world: World): Promise<unknown>;
  /** Undoes what the next states must not meet. */
  leave?(world: World): Promise<unknown>;
}

export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** Goes to a place of the app as its links do: to load the page anew takes longer than all else that a state does. */
export const go = async (page: Page, path: string): Promise<void> => {
  const left = await page.evaluateHandle((to) => {
    const { pathname } = location;
    const heading = document.querySelector("main h1");
    const link = document.createElement("a");
    link.href = to;
    document.body.append(link);
    link.click();
    link.remove();
    return link.pathname === pathname ? null : heading;
  }, path);
  await page.waitForURL(path);
  // The former screen stays, and can be used, until the next one is loaded.
  await page.waitForFunction((heading) => !heading?.isConnected, left);
  await left.dispose();
};

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

/** Makes the student's account. */
export const enter = async ({ page, email }: World): Promise<void> => {
  await signUp(page, email);
  await pillIs(page, "synced");
};
