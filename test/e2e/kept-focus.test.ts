/** Where the keyboard is after what had the focus has gone, in a browser; see also `test/ui/shell/keep-focus.test.tsx`. */
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { openProfile, type Profile } from "../support/browser.ts";
import { focused, isFocused, pressBy } from "../support/keyboard.ts";
import { addEvent, AFTERNOON, deleteEvent, event, startAsGuest, WEEK } from "../support/student.ts";

const app = inject("app");
let profile: Profile;
beforeEach(async () => {
  profile = await openProfile(app.url);
});
afterEach(() => profile.close());

test("a dialog that is taken away gives the focus back", async () => {
  const page = await profile.open("/");
  await startAsGuest(page);
  await page.goto("/settings");
  const open = page.getByRole("button", { name: "Remove my data from this device" });
  await open.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("alertdialog");
  await dialog.waitFor();
  await pressBy(page, "Cancel");
  await dialog.waitFor({ state: "detached" });
  expect(await isFocused(open)).toBe(true);

  await page.goto("/calendar");
  const save = page.getByRole("button", { name: "Export", exact: true });
  await save.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Export" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "Export" }).waitFor({ state: "detached" });
  expect(await isFocused(save)).toBe(true);
  expect(profile.problems).toEqual([]);
});

test("an event that another tab deletes while it is open leaves the keyboard at the calendar's heading, one beside it at the next", async () => {
  const page = await profile.open("/");
  await startAsGuest(page);
  await page.goto(WEEK);
  await addEvent(page, { title: "Choir", ...AFTERNOON });
  await addEvent(page, { title: "Rugby", ...AFTERNOON });
  const tab = await profile.open(WEEK);
  await event(page, "Choir").focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Event" });
  await dialog.waitFor();
  await deleteEvent(tab, "Choir");
  await event(page, "Choir").waitFor({ state: "detached" });
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await page.locator("h1:focus").waitFor();

  await event(page, "Rugby").focus();
  await deleteEvent(tab, "Rugby");
  await event(page, "Rugby").waitFor({ state: "detached" });
  // There the day's own button to add an event is what is left.
  expect((await focused(page)).name).toContain("25 November");
  expect(profile.problems).toEqual([]);
});
