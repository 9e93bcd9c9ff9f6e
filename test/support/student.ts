/** What a student does, by the names that the screens have for everyone. */
import { randomUUID } from "node:crypto";
import type { Locator, Page } from "playwright-core";

export const PASSWORD = "correct horse battery";

/** An address that no other test has. */
export const newEmail = (): string => `${randomUUID()}@example.org`;

/**
 * On the welcome screen. Leaves when the device has it in writing that they have begun: a page that is left before that takes the choice
 * along, and the next one welcomes again.
 */
export const startAsGuest = async (page: Page): Promise<void> => {
  await page.getByRole("button", { name: "Start without an account", exact: true }).click();
  await pillIs(page, "guest");
};

/** On either of the two forms of /account. */
export const fillAccount = async (page: Page, email: string, password: string): Promise<void> => {
  await page.getByLabel("Email", { exact: true }).fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
};

/** From any page, a blank one too. */
export const signUp = async (page: Page, email: string, password = PASSWORD): Promise<void> => {
  await page.goto("/account?mode=up");
  await fillAccount(page, email, password);
  await page.getByRole("main").getByRole("button", { name: "Create account", exact: true }).click();
};

export const signIn = async (page: Page, email: string, password = PASSWORD): Promise<void> => {
  await page.goto("/account?mode=in");
  await fillAccount(page, email, password);
  await page.getByRole("main").getByRole("button", { name: "Sign in", exact: true }).click();
};

/** Leaves when the page shows that someone is signed in. */
export const signedIn = (page: Page): Promise<void> =>
  page.getByRole("button", { name: "Sign out", exact: true }).waitFor();

/** With nothing left to sync; leaves when no one is signed in. */
export const signOut = async (page: Page): Promise<void> => {
  await pillIs(page, "synced");
  await page.goto("/account");
  const button = page.getByRole("button", { name: "Sign out", exact: true });
  await button.click();
  await button.waitFor({ state: "detached" });
};

/** Where something is on the page: scrolled to first, since where a week opens depends on the hour. */
export const boxOf = async (
  one: Locator,
): Promise<{ x: number; y: number; width: number; height: number }> => {
  await one.scrollIntoViewIfNeeded();
  const box = await one.boundingBox();
  if (!box) throw new Error("it is not in view");
  return box;
};

export const pill = (page: Page): Locator => page.getByRole("status", { name: "Sync status" });

/** Waits until the pill's state is the given one. */
export const pillIs = (page: Page, state: string): Promise<void> =>
  page
    .locator(`[role=status][data-state="${state}"]`)
    .first()
    .waitFor({ state: "attached", timeout: 60_000 });

export const log = (page: Page): Locator => page.getByRole("log");

export const message = (page: Page, text: string): Locator =>
  page.getByRole("article").filter({ hasText: text });

/** On an Athro's page. */
export const ask = async (page: Page, text: string): Promise<void> => {
  await page.getByRole("textbox", { name: "Message" }).fill(text);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await message(page, text).waitFor();
};

export interface EventDetails {
  title: string;
  /** As shown: AthroMaths. */
  athro?: string;
  /** As shown: Lesson. */
  kind?: string;
  startDate?: string;
  startTime?: string;
  endDate?: string;
  endTime?: string;
}

/** A week that does not depend on the day of the test, and a time in it. */
export const WEEK = "/calendar?view=week&date=2026-11-25";
export const MONTH = WEEK.replace("week", "month");
export const AFTERNOON = {
  startDate: "2026-11-25",
  startTime: "14:00",
  endDate: "2026-11-25",
  endTime: "15:00",
} satisfies Partial<EventDetails>;

/** On the calendar: fills the editor without saving. */
export const fillEvent = async (page: Page, details: EventDetails): Promise<void> => {
  const dialog = page.getByRole("dialog", { name: "Event" });
  await dialog.getByLabel("Title", { exact: true }).fill(details.title);
  if (details.athro)
    await dialog.getByLabel("Athro", { exact: true }).selectOption({ label: details.athro });
  if (details.kind)
    await dialog.getByLabel("Kind", { exact: true }).selectOption({ label: details.kind });
  const fields = [
    ["Start date", details.startDate],
    ["Start time", details.startTime],
    ["End date", details.endDate],
    ["End time", details.endTime],
  ] as const;
  for (const [label, value] of fields)
    if (value !== undefined) await dialog.getByLabel(label, { exact: true }).fill(value);
};

/** On the calendar: adds an event and waits until it is shown. */
export const addEvent = async (page: Page, details: EventDetails): Promise<void> => {
  await page.getByRole("button", { name: "New event", exact: true }).first().click();
  await fillEvent(page, details);
  await page.getByRole("dialog", { name: "Event" }).getByRole("button", { name: "Save" }).click();
  await event(page, details.title).waitFor();
};

export const event = (page: Page, title: string): Locator =>
  page.getByRole("main").getByRole("button", { name: title }).first();

export const deleteEvent = async (page: Page, title: string): Promise<void> => {
  await event(page, title).click();
  await page.getByRole("dialog", { name: "Event" }).getByRole("button", { name: "Delete" }).click();
  await event(page, title).waitFor({ state: "detached" });
};
