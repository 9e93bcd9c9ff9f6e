import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { openProfile, type Profile, workerReady } from "../support/browser.ts";
import { placeOf } from "../support/notice.ts";
import { readDatabase } from "../support/rows.ts";
import {
  addEvent,
  deleteEvent,
  event,
  fillEvent,
  newEmail,
  pillIs,
  signedIn,
  signIn,
  signOut,
  signUp,
  startAsGuest,
  AFTERNOON,
  WEEK,
} from "../support/student.ts";

const app = inject("app");
let profile: Profile;
beforeEach(async () => {
  profile = await openProfile(app.url);
});
afterEach(() => profile.close());

const enter = async (email: string) => {
  const page = await profile.open();
  await signUp(page, email);
  await signedIn(page);
  await workerReady(page);
  return page;
};

test("an event is still there after a reload, and after signing out and in", async () => {
  const email = newEmail();
  const page = await enter(email);
  await page.goto(WEEK);
  await addEvent(page, { title: "Biology mock", ...AFTERNOON });
  await page.reload();
  await event(page, "Biology mock").waitFor();
  await pillIs(page, "synced");
  await signOut(page);
  await signIn(page, email);
  await signedIn(page);
  await page.goto(WEEK);
  await event(page, "Biology mock").waitFor();
  expect(profile.problems).toEqual([]);
});

test("with all events deleted the calendar stays empty, here and on a new device", async () => {
  const email = newEmail();
  const page = await enter(email);
  await page.goto(WEEK);
  await addEvent(page, { title: "First", ...AFTERNOON });
  await addEvent(page, { title: "Second", ...AFTERNOON });
  await deleteEvent(page, "First");
  await deleteEvent(page, "Second");
  await page.reload();
  await page.getByRole("button", { name: "New event" }).first().waitFor();
  await pillIs(page, "synced");
  expect(await event(page, "First").count()).toBe(0);
  await signOut(page);
  await signIn(page, email);
  await signedIn(page);
  await pillIs(page, "synced");
  await page.goto(WEEK);
  await page.getByRole("button", { name: "New event" }).first().waitFor();
  expect(await event(page, "First").count()).toBe(0);
  expect(await event(page, "Second").count()).toBe(0);

  const other = await openProfile(app.url);
  try {
    const there = await other.open();
    await signIn(there, email);
    await signedIn(there);
    await pillIs(there, "synced");
    await there.goto(WEEK);
    await there.getByRole("button", { name: "New event" }).first().waitFor();
    expect(await event(there, "First").count()).toBe(0);
  } finally {
    await other.close();
  }
  expect(profile.problems).toEqual([]);
});

test("[G5] another student on the same device sees none of it", async () => {
  const page = await enter(newEmail());
  await page.goto(WEEK);
  await addEvent(page, { title: "Private revision", ...AFTERNOON });
  await pillIs(page, "synced");
  await signOut(page);
  await signUp(page, newEmail());
  await signedIn(page);
  await page.goto(WEEK);
  await page.getByRole("button", { name: "New event" }).first().waitFor();
  await pillIs(page, "synced");
  expect(await event(page, "Private revision").count()).toBe(0);
  expect(profile.problems).toEqual([]);
});

test("an edit reaches the other device, in another zone too; field groups and lessons of a series merge each on its own", async () => {
  const email = newEmail();
  const page = await enter(email);
  await page.goto(WEEK);
  await addEvent(page, { title: "Physics", ...AFTERNOON });
  await page.getByRole("button", { name: "New event", exact: true }).first().click();
  await fillEvent(page, { title: "Club", ...AFTERNOON, startTime: "16:00", endTime: "17:00" });
  await page.getByLabel("Repeats", { exact: true }).selectOption({ label: "Every week" });
  await page.getByRole("dialog", { name: "Event" }).getByRole("button", { name: "Save" }).click();
  await event(page, "Club").waitFor();
  await pillIs(page, "synced");
  const other = await openProfile(app.url, { timezone: "Pacific/Auckland" });
  try {
    const there = await other.open();
    await signIn(there, email);
    await signedIn(there);
    await workerReady(there);
    await there.goto(WEEK);
    // What it says on the clock is what it says everywhere.
    await there.getByRole("button", { name: /^Physics, .*14:00 to 15:00/ }).waitFor();

    await profile.context.setOffline(true);
    await other.context.setOffline(true);
    const edit = async (on: typeof page, fill: () => Promise<void>) => {
      await event(on, "Physics").click();
      await fill();
      await on.getByRole("dialog", { name: "Event" }).getByRole("button", { name: "Save" }).click();
      await on.getByRole("dialog", { name: "Event" }).waitFor({ state: "hidden" });
    };
    await edit(page, () =>
      page.getByRole("dialog", { name: "Event" }).getByLabel("Notes").fill("Bring a calculator"),
    );
    await edit(there, () => fillEvent(there, { title: "Physics paper 2" }));
    /** Of what repeats, one lesson alone. */
    const editLesson = async (on: typeof page, date: string, title: string) => {
      await on.getByRole("button", { name: "Agenda", exact: true }).click();
      await on.locator(`section[aria-labelledby="day-${date}"] button`).click();
      await fillEvent(on, { title });
      const editor = on.getByRole("dialog", { name: "Event" });
      await editor.getByRole("button", { name: "Save" }).click();
      await on.getByRole("button", { name: "Only this", exact: true }).click();
      await event(on, title).waitFor();
    };
    await editLesson(page, "2026-12-02", "Club in the hall");
    await editLesson(there, "2026-12-09", "Club outdoors");
    await profile.context.setOffline(false);
    await other.context.setOffline(false);
    for (const one of [page, there]) {
      for (const [date, title] of [
        ["2026-11-25", "Club"],
        ["2026-12-02", "Club in the hall"],
        ["2026-12-09", "Club outdoors"],
        ["2026-12-16", "Club"],
      ] as const)
        await one
          .locator(`section[aria-labelledby="day-${date}"]`)
          .getByRole("button", { name: new RegExp(`^${title}, .*16:00 to 17:00`) })
          .waitFor();
      await event(one, "Physics paper 2").click();
      const notes = one.getByRole("dialog", { name: "Event" }).getByLabel("Notes");
      await expect.poll(() => notes.inputValue()).toBe("Bring a calculator");
      const foreign = one.getByText(/in the time zone Europe\/London, which isn't this device's/);
      expect(await foreign.count()).toBe(one === there ? 1 : 0);
    }
  } finally {
    await other.close();
  }
  expect(profile.problems).toEqual([]);
});

test("one lesson of a series goes to another day by itself, is kept by itself once it was deleted in another tab, and a link to it says where it is", async () => {
  const page = await profile.open("/");
  await startAsGuest(page);
  await page.goto("/calendar?view=agenda&date=2026-11-25");
  await page.getByRole("button", { name: "New event", exact: true }).first().click();
  await fillEvent(page, { title: "Club", ...AFTERNOON });
  const editor = page.getByRole("dialog", { name: "Event" });
  await editor.getByLabel("Repeats", { exact: true }).selectOption({ label: "Every week" });
  await editor.getByLabel("Last day", { exact: true }).fill("2026-12-09");
  const save = () => editor.getByRole("button", { name: "Save" }).click();
  await save();
  const on = (tab: typeof page, date: string, title: string) =>
    tab
      .locator(`section[aria-labelledby="day-${date}"]`)
      .getByRole("button", { name: new RegExp(`^${title},`) });
  const only = page.getByRole("button", { name: "Only this", exact: true });

  // The first, and the last to a day that is past the series' end.
  for (const [from, to] of [
    ["2026-11-25", "2026-11-26"],
    ["2026-12-09", "2026-12-10"],
  ] as const) {
    await on(page, from, "Club").click();
    await editor.getByLabel("Start date", { exact: true }).fill(to);
    await save();
    await only.click();
    await on(page, to, "Club").waitFor();
    await on(page, "2026-12-02", "Club").waitFor();
  }
  await on(page, "2026-12-10", "Club").click();
  await fillEvent(page, { title: "Final" });
  await save();
  await only.click();
  await on(page, "2026-12-10", "Final").waitFor();

  await on(page, "2026-12-02", "Club").click();
  await fillEvent(page, { title: "Chess" });
  const there = await profile.open("/calendar?view=agenda&date=2026-11-25");
  await on(there, "2026-12-02", "Club").click();
  const editorThere = there.getByRole("dialog", { name: "Event" });
  await editorThere.getByRole("button", { name: "Delete" }).click();
  await there.getByRole("button", { name: "Only this", exact: true }).click();
  await page.getByText("This event was deleted meanwhile. Save to keep it.").waitFor();
  await save();
  await on(page, "2026-12-02", "Chess").waitFor();
  for (const [date, title] of [
    ["2026-11-26", "Club"],
    ["2026-12-10", "Final"],
  ] as const)
    await on(page, date, title).waitFor();

  // The first by itself, with all others deleted.
  await on(page, "2026-11-26", "Club").click();
  await fillEvent(page, { title: "Chess alone" });
  await on(there, "2026-12-02", "Chess").click();
  await editorThere.getByRole("button", { name: "Delete" }).click();
  await there.getByRole("button", { name: "All", exact: true }).click();
  await page.getByText("All of these were deleted meanwhile.").waitFor();
  await save();
  await on(page, "2026-11-26", "Chess alone").waitFor();
  expect(await on(page, "2026-12-10", "Final").count()).toBe(0);

  const rows = (await page.evaluate(readDatabase, "athro-guest")).calendar_events ?? [];
  const id = rows.find(({ title }) => title === "Club")?.id;
  await page.goto(`/calendar?view=agenda&date=2026-11-25&event=${id}`);
  await page.getByText("This event was deleted.").waitFor();
  await page.getByRole("button", { name: "Recently deleted", exact: true }).click();
  await page.getByRole("heading", { name: "Recently deleted" }).waitFor();
  await page.getByRole("button", { name: "Restore: Club", exact: true }).waitFor();
  expect(profile.problems).toEqual([]);
});

test("an event that ends before it starts is refused in words, and nothing typed is lost", async () => {
  const page = await enter(newEmail());
  await page.goto(WEEK);
  await page.getByRole("button", { name: "New event" }).first().click();
  await fillEvent(page, {
    title: "Backwards",
    startDate: "2026-11-25",
    startTime: "16:00",
    endDate: "2026-11-25",
    endTime: "15:00",
  });
  const dialog = page.getByRole("dialog", { name: "Event" });
  await dialog.getByRole("button", { name: "Save" }).click();
  const end = dialog.getByLabel("End time", { exact: true });
  await expect.poll(() => end.getAttribute("aria-invalid")).toBe("true");
  expect(await dialog.getByLabel("Title", { exact: true }).inputValue()).toBe("Backwards");
  await end.fill("17:00");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "hidden" });
  expect(profile.problems).toEqual([]);
});

test("on a narrow phone a notice stands above the row of tools, also where that takes two lines", async () => {
  const page = await profile.open("/");
  await page.setViewportSize({ width: 360, height: 740 });
  await startAsGuest(page);
  await page.goto(WEEK);
  await addEvent(page, { title: "Biology mock", ...AFTERNOON });
  await deleteEvent(page, "Biology mock");
  const notice = page.locator(".toast", { hasText: "Undo" });
  await notice.waitFor();
  const { top, free } = await placeOf(notice, ".calendar-files");
  expect(top).toBeGreaterThan(0);
  expect(free).toBeGreaterThanOrEqual(0);
  expect(free).toBeLessThan(40);
  expect(profile.problems).toEqual([]);
});

test("a notice is in view below an agenda too, whose row of tools isn't always", async () => {
  const page = await profile.open("/");
  await startAsGuest(page);
  await page.goto(WEEK.replace("week", "agenda"));
  const titles = ["One", "Two", "Three", "Four", "Five", "Six", "Seven"];
  for (const title of titles) await addEvent(page, { title, ...AFTERNOON });
  const notice = page.locator(".toast", { hasText: "Undo" });
  for (const [title, place, width] of [
    ["One", 0, 900],
    ["Seven", 10_000, 900],
    ["Two", 10_000, 360],
  ] as const) {
    await page.setViewportSize({ width, height: 500 });
    await deleteEvent(page, title);
    await notice.waitFor();
    await page.evaluate((top) => {
      // The page scrolls as a whole on a phone, and its main part elsewhere.
      for (const one of [document.scrollingElement, document.querySelector("main")])
        one?.scrollTo({ top, behavior: "instant" });
    }, place);
    const { top, free, left } = await placeOf(notice, ".calendar-files");
    expect(top).toBeGreaterThan(200);
    expect(free).toBeGreaterThanOrEqual(0);
    expect(left).toBeGreaterThan(0);
    await notice.getByRole("button", { name: "Undo" }).click();
    await event(page, title).waitFor();
    await notice.waitFor({ state: "detached" });
  }
  expect(profile.problems).toEqual([]);
});
