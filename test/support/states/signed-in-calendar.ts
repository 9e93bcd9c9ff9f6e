/** The calendar of a student with an account, from an empty week on, and home with what it says of it. */
import { addEvent, event, fillEvent, MONTH, WEEK } from "../student.ts";
import { go, PHONE, press, seen, type State, today, type World } from "./world.ts";

const editor = ({ page }: World) => page.getByRole("dialog", { name: "Event" });

const save = async (world: World): Promise<void> => {
  await editor(world).getByRole("button", { name: "Save" }).click();
};

export const CALENDAR: readonly State[] = [
  {
    name: "editor-new",
    reach: async ({ page }) => {
      await go(page, WEEK);
      await press(page, "New event");
      await page.getByRole("dialog", { name: "Event" }).waitFor();
    },
  },
  {
    name: "editor-errors",
    reach: async (world) => {
      await editor(world).getByLabel("End date", { exact: true }).fill("2026-11-01");
      await save(world);
      await seen(world.page, "Give the event a title.");
    },
  },
  {
    name: "editor-discard",
    reach: async ({ page }) => {
      await page.keyboard.press("Escape");
      await page.getByRole("alertdialog", { name: "Discard changes?" }).waitFor();
    },
    leave: async ({ page }) => {
      await press(page, "Discard");
      await page.waitForFunction(() => !document.querySelector("dialog[open]"));
    },
  },
  {
    name: "week",
    reach: async ({ page }) => {
      for (const [kind, athro, title, day, at, to] of [
        ["Lesson", "AthroMaths", "Completing the square", "25", "14:00", "15:00"],
        ["Revision", "AthroHistory", "Cold War timeline", "25", "14:30", "16:00"],
        ["Exam", "AthroMaths", "Maths Paper 1", "26", "14:30", "16:30"],
        ["Assignment", "AthroLanguages", "French speaking", "27", "15:30", "16:30"],
        ["Break", "None", "Orchestra", "24", "15:30", "16:30"],
      ] as const) {
        const date = `2026-11-${day}`;
        const times = { startDate: date, startTime: at, endDate: date, endTime: to };
        await addEvent(page, { title, kind, athro, ...times });
      }
      await press(page, "New event");
      const dialog = page.getByRole("dialog", { name: "Event" });
      await dialog.getByLabel("All day", { exact: true }).check();
      await fillEvent(page, {
        title: "Half term",
        kind: "Other",
        startDate: "2026-11-24",
        endDate: "2026-11-26",
      });
      await dialog.getByRole("button", { name: "Save" }).click();
      await event(page, "Half term").waitFor();
      // As on a next visit, which begins at the first event.
      await page.goto(WEEK);
      await event(page, "Half term").waitFor();
    },
  },
  {
    name: "month",
    reach: async ({ page }) => {
      await go(page, MONTH);
      await page.locator(".month-grid").waitFor();
      await event(page, "Half term").waitFor();
    },
  },
  {
    name: "month-day",
    reach: async ({ page }) => {
      await page.locator('[data-date="2026-11-25"]').press("Enter");
      await page.getByRole("dialog", { name: "Wednesday 25 November" }).waitFor();
    },
    leave: async ({ page }) => {
      await page.keyboard.press("Escape");
      await page
        .getByRole("dialog", { name: "Wednesday 25 November" })
        .waitFor({ state: "hidden" });
    },
  },
  {
    name: "month-day-phone",
    on: "phone",
    reach: async ({ page }) => {
      await page.setViewportSize(PHONE);
      // Where no bar of an earlier day lies over it.
      await page.locator('[data-date="2026-11-25"]').click({ position: { x: 8, y: 8 } });
      await page.getByRole("dialog", { name: "Wednesday 25 November" }).waitFor();
    },
    leave: async ({ page }) => {
      await page.keyboard.press("Escape");
      await page
        .getByRole("dialog", { name: "Wednesday 25 November" })
        .waitFor({ state: "hidden" });
    },
  },
  {
    name: "month-empty",
    reach: async ({ page }) => {
      await go(page, MONTH.replace("2026", "2025"));
      await seen(page, "Nothing planned this month.");
    },
  },
  {
    name: "day",
    reach: async ({ page }) => {
      await go(page, WEEK.replace("week", "day"));
      await page.locator(".calendar-day").waitFor();
      await event(page, "Cold War timeline").waitFor();
    },
  },
  {
    name: "agenda",
    reach: async ({ page }) => {
      await go(page, WEEK.replace("week", "agenda"));
      await page.locator(".agenda").waitFor();
      await event(page, "Cold War timeline").waitFor();
    },
  },
  {
    name: "editor-existing",
    reach: async ({ page }) => {
      await event(page, "Maths Paper 1").click();
      await page.getByRole("dialog", { name: "Event" }).waitFor();
    },
    leave: async (world) => {
      await editor(world).getByRole("button", { name: "Delete" }).click();
      await seen(world.page, "Event deleted.");
    },
  },
  {
    name: "home",
    reach: async ({ page }) => {
      await go(page, `/calendar?view=agenda&date=${today()}`);
      await addEvent(page, {
        title: "Adolygu: treigladau",
        kind: "Revision",
        athro: "AthroCymraeg",
        startDate: today(),
        startTime: "00:00",
        endDate: today(),
        endTime: "23:00",
      });
      await addEvent(page, {
        title: "Biology mock",
        kind: "Exam",
        athro: "AthroScience",
        startDate: today(2),
        startTime: "14:30",
        endDate: today(2),
        endTime: "16:30",
      });
      await go(page, "/");
      await seen(page, "Biology mock");
      await seen(page, "What is a half of a half?");
    },
  },
];
