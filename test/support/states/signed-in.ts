/** The states of a student with an account whose work is in order. */
import { zipSync } from "fflate";
import { addEvent, fillAccount, fillEvent, event, message, PASSWORD, pillIs } from "../student.ts";
import { MONTH, WEEK } from "../student.ts";
import { escape, go, heading, PHONE, press, seen, type State, today, type World } from "./world.ts";

const editor = ({ page }: World) => page.getByRole("dialog", { name: "Event" });

const save = async (world: World): Promise<void> => {
  await editor(world).getByRole("button", { name: "Save" }).click();
};

const importFile = async ({ page }: World, name: string, buffer: Buffer): Promise<void> => {
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    press(page, "Import a file"),
  ]);
  await chooser.setFiles({ name, mimeType: "application/zip", buffer });
};

/** What `Export everything` made, once it has. */
let exported: Buffer | null = null;

const account: readonly State[] = [
  {
    name: "guest-question",
    reach: async ({ page, email }) => {
      await go(page, "/account?mode=up");
      await fillAccount(page, email, PASSWORD);
      await page.getByRole("main").getByRole("button", { name: "Create account" }).click();
      await page.getByRole("alertdialog", { name: "Whose work is this?" }).waitFor();
    },
    leave: async ({ page }) => {
      await press(page, "Mine");
      await page.getByRole("alertdialog").waitFor({ state: "detached" });
      await pillIs(page, "synced");
    },
  },
  {
    name: "account-signed-in",
    reach: async ({ page, email }) => {
      await go(page, "/account");
      await heading(page, email);
    },
  },
  {
    name: "change-password",
    reach: async ({ page }) => {
      await press(page, "Change password");
      const dialog = page.getByRole("dialog", { name: "Change password" });
      await dialog.getByRole("button", { name: "Change password" }).click();
      await dialog.getByRole("alert").waitFor();
    },
    leave: escape,
  },
  {
    name: "delete-account",
    reach: async ({ page }) => {
      await press(page, "Delete my account");
      await press(page, "Delete everything");
      await page.getByRole("alertdialog").getByRole("alert").waitFor();
    },
    leave: escape,
  },
];

const calendar: readonly State[] = [
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

const search: readonly State[] = [
  {
    name: "search",
    reach: async ({ page }) => {
      await go(page, "/search");
      // A word of a chat, and the beginning of words of events.
      await page.getByRole("searchbox").fill("ha");
      await page.getByRole("list", { name: "Results" }).getByRole("link").first().waitFor();
      await seen(page, "Half term");
    },
  },
  {
    name: "search-none",
    reach: async ({ page }) => {
      await page.getByRole("searchbox").fill("zyxwvut");
      await press(page, "Events");
      await seen(page, "Nothing found for “zyxwvut”.");
    },
  },
];

const chat: readonly State[] = [
  {
    name: "chat",
    reach: async ({ page }) => {
      await go(page, "/athro/athro-maths");
      await message(page, "What is a half of a half?").first().waitFor();
      await page.getByRole("article").nth(1).waitFor();
      await pillIs(page, "synced");
    },
  },
  {
    name: "saved-sessions",
    reach: async ({ page }) => {
      await press(page, "Save session");
      await seen(page, "Saved. New chat started.");
      await press(page, "Saved sessions");
      await page.getByRole("list", { name: "Saved sessions" }).getByRole("listitem").waitFor();
    },
  },
  {
    name: "saved-sessions-none",
    reach: async ({ page }) => {
      await page.getByRole("searchbox", { name: "Search by title" }).fill("zyxwvut");
      await seen(page, "No title has “zyxwvut”.");
    },
    leave: ({ page }) => page.getByRole("searchbox", { name: "Search by title" }).fill(""),
  },
  {
    name: "rename",
    reach: async ({ page }) => {
      await press(page, "Rename");
      const dialog = page.getByRole("dialog", { name: "Rename session" });
      await dialog.getByLabel("Title", { exact: true }).fill("");
      await dialog.getByRole("button", { name: "Save" }).click();
      await seen(page, "Give the session a title.");
    },
    leave: escape,
  },
  {
    name: "delete-question",
    reach: async ({ page }) => {
      await page.getByRole("dialog", { name: "Saved sessions" }).getByText("Delete").click();
      await page.getByRole("dialog", { name: "Delete this chat" }).waitFor();
    },
    leave: escape,
  },
  {
    name: "session",
    reach: async ({ page }) => {
      await page.getByRole("link", { name: "Open", exact: true }).click();
      await page.getByRole("button", { name: "Resume" }).waitFor();
      await page.getByRole("article").nth(1).waitFor();
    },
  },
  {
    name: "session-deleted",
    reach: async ({ page }) => {
      await press(page, "Delete session");
      await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
      await heading(page, "This session was deleted.");
    },
  },
];

const data: readonly State[] = [
  {
    name: "sync",
    reach: async ({ page }) => {
      await pillIs(page, "synced");
      await go(page, "/sync");
      await page.getByRole("button", { name: "Restore: What is a half of a half?" }).waitFor();
      await press(page, "Check now");
      await seen(page, /^Checked at/);
    },
  },
  {
    name: "settings",
    reach: async ({ page }) => {
      await go(page, "/settings");
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        press(page, "Export everything"),
      ]);
      const chunks = await (await file.createReadStream()).toArray();
      exported = Buffer.concat(chunks);
    },
  },
  {
    name: "import-question",
    reach: async (world) => {
      if (exported) await importFile(world, "athro.zip", exported);
      await world.page.getByRole("dialog", { name: "Import this file?" }).waitFor();
    },
  },
  {
    name: "import-done",
    reach: async ({ page }) => {
      await press(page, "Import");
      await page.getByRole("alertdialog", { name: "Imported" }).waitFor();
    },
    leave: ({ page }) => press(page, "Close"),
  },
  {
    name: "import-problem",
    reach: async (world) => {
      const foreign = zipSync({ "notes.txt": new TextEncoder().encode("none") });
      await importFile(world, "notes.zip", Buffer.from(foreign));
      await world.page.getByRole("alertdialog", { name: "This file can't be imported" }).waitFor();
    },
    leave: ({ page }) => press(page, "Close"),
  },
];

export const SIGNED_IN: readonly State[] = [...account, ...calendar, ...search, ...chat, ...data];
