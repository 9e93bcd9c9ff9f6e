/** Studying: how sure a student is of what an event is about, revision that begins from one, its timer, a plan, and a reminder. */
import type { Page } from "playwright-core";
import { addEvent, event, fillEvent } from "../student.ts";
import { escape, press, seen, type State, today } from "./world.ts";

const editor = (page: Page) => page.getByRole("dialog", { name: "Event", exact: true });
const timer = (page: Page) => page.getByRole("region", { name: "Revision timer" });

const day = (days: number): string => `/calendar?view=day&date=${today(days)}`;

const EXAM = { kind: "Exam", startTime: "09:00", endTime: "10:30" };

/** A minute in the browser's zone, some minutes from now: its date and its time. */
const minuteAhead = (page: Page, minutes: number): Promise<[date: string, time: string]> =>
  page.evaluate((ahead) => {
    const at = new Date(Date.now() + ahead * 60_000);
    // As Sweden writes them: 2026-11-25 14:05:00.
    const [date = "", time = ""] = at.toLocaleString("sv-SE").split(" ");
    return [date, time.slice(0, 5)];
  }, minutes);

export const STUDYING: readonly State[] = [
  {
    name: "editor-study",
    reach: async ({ page }) => {
      await page.goto(day(3));
      await press(page, "New event");
      await fillEvent(page, {
        ...EXAM,
        title: "Physics Paper 1",
        athro: "AthroScience",
        startDate: today(3),
        endDate: today(3),
      });
      await editor(page).getByLabel("Confidence", { exact: true }).selectOption("2");
      await editor(page).getByLabel("Priority", { exact: true }).check();
      await editor(page).getByLabel("Priority", { exact: true }).scrollIntoViewIfNeeded();
    },
    leave: async ({ page }) => {
      await editor(page).getByRole("button", { name: "Save" }).click();
      await event(page, "Physics Paper 1, Exam, Priority").waitFor();
    },
  },
  {
    name: "start-revision",
    reach: async ({ page }) => {
      await page.goto(day(4));
      await addEvent(page, {
        ...EXAM,
        title: "Oral exam",
        startDate: today(4),
        endDate: today(4),
      });
      await event(page, "Oral exam").click();
      await editor(page).getByRole("button", { name: "Start revision" }).click();
      await page.getByRole("dialog", { name: "Which Athro will you revise with?" }).waitFor();
    },
    leave: async (world) => {
      await escape(world);
      await escape(world);
    },
  },
  {
    name: "plan",
    reach: async ({ page }) => {
      await page.goto("/plan");
      const sessions = page.getByRole("region", { name: "Suggested sessions" });
      await sessions.getByRole("checkbox").first().waitFor();
    },
  },
  {
    name: "study-timer",
    reach: async ({ page }) => {
      await page.goto("/");
      await page
        .getByRole("list", { name: "Next exams" })
        .getByRole("listitem")
        .filter({ hasText: "Physics Paper 1" })
        .getByRole("button", { name: "Start revision" })
        .click();
      await timer(page).waitFor();
      await seen(page, "AthroScience");
    },
    leave: async ({ page }) => {
      await timer(page).getByRole("button", { name: "Stop timer" }).click();
      await timer(page).waitFor({ state: "detached" });
      await page.getByRole("textbox", { name: "Message" }).fill("");
    },
  },
  {
    name: "reminder",
    reach: async ({ page }) => {
      const [[startDate, startTime], [endDate, endTime]] = [
        await minuteAhead(page, 5),
        await minuteAhead(page, 65),
      ];
      await page.goto(`/calendar?view=day&date=${startDate}`);
      await press(page, "New event");
      await fillEvent(page, { title: "Choir", startDate, startTime, endDate, endTime });
      await editor(page).getByLabel("Reminder", { exact: true }).selectOption({
        label: "10 minutes before",
      });
      await editor(page).getByRole("button", { name: "Save" }).click();
      const region = page.getByRole("region", { name: "Reminders" });
      await region.getByRole("heading", { name: "Choir" }).waitFor();
    },
    leave: async ({ page }) => {
      const region = page.getByRole("region", { name: "Reminders" });
      await region.getByRole("button", { name: "Close" }).click();
      await region.getByRole("heading", { name: "Choir" }).waitFor({ state: "detached" });
    },
  },
];
