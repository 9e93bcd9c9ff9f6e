/** The calendar's finer states: repetition, files, and what several devices do to one event. */
import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { onSyncCall, signInBeside } from "../rows.ts";
import { boxOf, event, fillEvent, pillIs, WEEK } from "../student.ts";
import { escape, go, press, type State, type World } from "./world.ts";

const editor = (page: Page) => page.getByRole("dialog", { name: "Event" });

const open = async (page: Page, title: string): Promise<void> => {
  await event(page, title).click();
  await editor(page).waitFor();
};

/** Leaves the editor with what was typed in it. */
const discard = async ({ page }: World): Promise<void> => {
  await page.keyboard.press("Escape");
  await press(page, "Discard");
  await page.waitForFunction(() => !document.querySelector("dialog[open]"));
};

const chooseFile = (page: Page, file: string | { name: string; text: string }): Promise<void> =>
  page
    .locator('input[type="file"][accept*=".ics"]')
    .setInputFiles(
      typeof file === "string"
        ? new URL(`../calendars/${file}`, import.meta.url).pathname
        : { name: file.name, mimeType: "text/calendar", buffer: Buffer.from(file.text) },
    );

const repetition: readonly State[] = [
  {
    name: "editor-repeats",
    reach: async ({ page }) => {
      await go(page, WEEK);
      await press(page, "New event");
      await fillEvent(page, {
        title: "Welsh lesson",
        athro: "AthroCymraeg",
        startDate: "2026-11-23",
        startTime: "11:00",
        endDate: "2026-11-23",
        endTime: "12:00",
      });
      await editor(page).getByLabel("Repeats", { exact: true }).selectOption("weekly");
      await editor(page).getByLabel("Ends", { exact: true }).selectOption("count");
      await editor(page).getByLabel("Number of times", { exact: true }).fill("10");
    },
    leave: async ({ page }) => {
      await editor(page).getByRole("button", { name: "Save" }).click();
      await event(page, "Welsh lesson").waitFor();
    },
  },
  {
    name: "scope-question",
    reach: async ({ page }) => {
      await go(page, WEEK.replace("11-25", "12-02"));
      await open(page, "Welsh lesson");
      await fillEvent(page, { title: "Welsh lesson in room 4" });
      await editor(page).getByRole("button", { name: "Save" }).click();
      await page.getByRole("alertdialog", { name: "Change which ones?" }).waitFor();
    },
    leave: async (world) => {
      const question = world.page.getByRole("alertdialog");
      await question.getByRole("button", { name: "Cancel" }).click();
      await question.waitFor({ state: "hidden" });
      await discard(world);
    },
  },
];

const byText: readonly State[] = [
  {
    name: "quick-add",
    reach: async ({ page }) => {
      await page.goto(WEEK);
      await press(page, "Quick add");
      const dialog = page.getByRole("dialog", { name: "Quick add" });
      await dialog.getByLabel("What, and when?").fill("maths every Tuesday at 4 for 90 minutes");
      await dialog.locator("dd").first().waitFor();
    },
    leave: escape,
  },
];

const moving: readonly State[] = [
  {
    name: "moving-by-pointer",
    // On less room the pointer is at the edge, and leads to another week.
    on: "desktop",
    reach: async ({ page }) => {
      await go(page, WEEK);
      const box = await boxOf(event(page, "Completing the square"));
      await page.mouse.move(box.x + 20, box.y + 12);
      await page.mouse.down();
      await page.mouse.move(box.x - box.width, box.y + 60, { steps: 4 });
      await page.locator(".move-ghost").first().waitFor();
    },
    leave: async ({ page }) => {
      await page.keyboard.press("Escape");
      await page.mouse.up();
      await page.locator(".move-ghost").first().waitFor({ state: "detached" });
    },
  },
  {
    name: "moving-by-keys",
    reach: async ({ page }) => {
      await go(page, WEEK);
      await event(page, "Completing the square").focus();
      await page.keyboard.press("m");
      await page.getByRole("application", { name: /Completing the square/ }).waitFor();
      await page.keyboard.press("ArrowDown");
    },
    leave: async ({ page }) => {
      await page.keyboard.press("Escape");
      await page.getByRole("application").waitFor({ state: "detached" });
    },
  },
];

const files: readonly State[] = [
  {
    name: "editor-menu",
    reach: async ({ page }) => {
      await go(page, WEEK);
      await open(page, "Cold War timeline");
      await press(page, "More");
      await page.getByRole("menuitem", { name: "Export" }).waitFor();
    },
    leave: async (world) => {
      // The menu first, then what it belongs to.
      await world.page.keyboard.press("Escape");
      await world.page.getByRole("menu").waitFor({ state: "hidden" });
      await escape(world);
    },
  },
  {
    name: "ics-import",
    reach: async ({ page }) => {
      await chooseFile(page, "timetable.ics");
      const dialog = page.getByRole("dialog", { name: "Import a calendar file" });
      await dialog.locator("summary").first().click();
      await dialog.getByRole("button", { name: /^Import \d/ }).waitFor();
    },
    leave: escape,
  },
  {
    name: "ics-problem",
    reach: async ({ page }) => {
      await chooseFile(page, { name: "notes.ics", text: "Bring a calculator" });
      await page.getByRole("dialog").getByRole("alert").waitFor();
    },
    leave: escape,
  },
  {
    name: "ics-export",
    reach: async ({ page }) => {
      await press(page, "Export");
      const dialog = page.getByRole("dialog", { name: "Export a calendar file" });
      await dialog.getByRole("button", { name: /\d/ }).waitFor();
    },
    leave: escape,
  },
];

const rivals: readonly State[] = [
  {
    name: "editor-clash",
    reach: async ({ page, context }) => {
      await open(page, "Cold War timeline");
      await fillEvent(page, { title: "Cold War essay" });
      const other = await context.newPage();
      await other.goto(WEEK);
      await open(other, "Cold War timeline");
      await fillEvent(other, { title: "Cold War map" });
      await editor(other).getByRole("button", { name: "Save" }).click();
      await event(other, "Cold War map").waitFor();
      await other.close();
      await editor(page).getByRole("button", { name: "Keep other" }).waitFor();
    },
    leave: discard,
  },
  {
    name: "sync-overwritten",
    reach: async ({ page, context, app, email }) => {
      await pillIs(page, "synced");
      const { client, uid } = await signInBeside(app.url, email);
      let rivalled = false;
      const end = await onSyncCall(context, async (route, { mutations }) => {
        const { request } = route.request().postDataJSON();
        const at = mutations.findIndex(({ table }) => table === "calendar_events");
        if (!rivalled && at !== -1) {
          rivalled = true;
          // Another device's edit of the same title, a moment later, is at the server first.
          const mutation = JSON.parse(request.mutations[at]);
          const title = { ...mutation.set.title, title: "French listening" };
          const rival = {
            mid: randomUUID(),
            table: mutation.table,
            id: mutation.id,
            set: { title },
            base: { title: mutation.base.title },
            stamp: mutation.stamp + 1,
          };
          const { error } = await client.rpc("sync", {
            request: {
              ...request,
              user: uid,
              device: randomUUID(),
              mutations: [JSON.stringify(rival)],
            },
          });
          if (error) throw error;
        }
        await route.continue();
      });
      await open(page, "French speaking");
      await fillEvent(page, { title: "French oral" });
      await editor(page).getByRole("button", { name: "Save" }).click();
      await event(page, "French listening").waitFor();
      end();
      await go(page, "/sync");
      await page.getByRole("button", { name: /^Restore: French listening/ }).waitFor();
    },
  },
];

export const PLANNER: readonly State[] = [...repetition, ...byText, ...moving, ...files, ...rivals];
