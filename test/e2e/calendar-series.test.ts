/** What repeats, and calendar files, across the change of clocks in three zones, in both languages, by mouse, keyboard and finger. */
import { readFile } from "node:fs/promises";
import type { Locator, Page } from "playwright-core";
import { describe, expect, inject, onTestFinished, test } from "vitest";
import { addDays } from "../../src/model/civil.ts";
import { calendar as cy } from "../../src/ui/i18n/cy/calendar.ts";
import { calendar as en } from "../../src/ui/i18n/en/calendar.ts";
import { home as cyHome } from "../../src/ui/i18n/cy/home.ts";
import { weekdayName } from "../../src/ui/i18n/dates.ts";
import { home as enHome } from "../../src/ui/i18n/en/home.ts";
import { findings } from "../support/axe.ts";
import { openProfile } from "../support/browser.ts";
import { fingerOn } from "../support/touch.ts";

const app = inject("app");
const calendarFile = (name: string): string =>
  new URL(`../support/calendars/${name}.ics`, import.meta.url).pathname;
const TIMETABLE = calendarFile("timetable");

interface Place {
  zone: string;
  language: "en" | "cy";
  /** A Monday; the clocks change within the four weeks that the agenda shows from it. */
  monday: string;
  by: "mouse" | "keyboard" | "finger";
  /** A file that another calendar has made: how much there is to add, and when one event is shown in the four weeks from its first date. */
  file: { name: string; adds: number; title: string; times: readonly [string, ...string[]] };
}

const PLACES: readonly Place[] = [
  {
    zone: "Europe/London",
    language: "en",
    monday: "2027-03-15",
    by: "keyboard",
    file: {
      name: "google",
      adds: 5,
      title: "Maths",
      times: ["2026-10-19 16:00", "2026-11-09 16:00"],
    },
  },
  {
    zone: "America/New_York",
    language: "cy",
    monday: "2027-03-08",
    by: "mouse",
    file: { name: "outlook", adds: 4, title: "Physics", times: ["2026-11-06 14:00"] },
  },
  {
    zone: "Pacific/Auckland",
    language: "cy",
    monday: "2027-03-22",
    by: "finger",
    file: {
      name: "apple",
      adds: 3,
      title: "Piano",
      times: ["2026-10-26 09:00", "2026-10-30 09:00"],
    },
  },
];

/** A guest's calendar in a browser of that place. */
const enter = async ({ zone, language }: Pick<Place, "zone" | "language">) => {
  const profile = await openProfile(app.url, { timezone: zone });
  onTestFinished(() => profile.close());
  await profile.context.addInitScript((chosen) => {
    // The first, blank page has no storage.
    if (location.protocol.startsWith("http")) localStorage.setItem("athro:language", chosen);
  }, language);
  const page = await profile.open("/");
  const { welcome } = { en: enHome, cy: cyHome }[language];
  await page.getByRole("button", { name: welcome.start }).click();
  await page.locator('[role=status][data-state="guest"]').waitFor();
  return { profile, page };
};

/** The name of what has the focus. */
const focused = (page: Page): Promise<string | null | undefined> =>
  page.evaluate(() => document.activeElement?.getAttribute("aria-label"));

/** What the agenda shows from a date on: the dates and times of an event by its title. */
const shown = (page: Page, title: string): Promise<string[]> =>
  page.evaluate((title) => {
    const found: string[] = [];
    for (const day of document.querySelectorAll('section[aria-labelledby^="day-"]'))
      for (const button of day.querySelectorAll("button[aria-label]")) {
        const name = button.getAttribute("aria-label") ?? "";
        if (!name.startsWith(`${title}, `)) continue;
        const date = day.getAttribute("aria-labelledby")?.slice("day-".length);
        found.push(`${date} ${/\d\d:\d\d/.exec(name)?.[0]}`);
      }
    return found;
  }, title);

const agenda = (date: string): string => `/calendar?view=agenda&date=${date}`;

const at = (monday: string, time: string, days: readonly number[]): string[] =>
  days.map((day) => `${addDays(monday, day)} ${time}`);

/** Of the events of a calendar file, in the alphabet's order. */
const titlesIn = (text: string): string[] =>
  [...text.matchAll(/^SUMMARY:(.*)$/gm)].map(([, title = ""]) => title.trim()).toSorted();

describe.each(PLACES)("in $zone, in $language, by $by", (place) => {
  const words = { en, cy }[place.language];
  const { monday, by } = place;

  test("an event repeats by its rule, each at its time, and changes where it is meant to, and back", async () => {
    const { page, profile } = await enter(place);
    const editor = page.getByRole("dialog", { name: words.editor.name, exact: true });
    const finger = await fingerOn(page);
    const press = async (button: Locator, key = "Enter"): Promise<void> => {
      if (by === "mouse") return button.click();
      if (by === "finger") return finger.tap(button);
      await button.focus();
      await page.keyboard.press(key);
    };
    const inEditor = (name: string) => press(editor.getByRole("button", { name, exact: true }));
    const type = (label: string, value: string) =>
      editor.getByLabel(label, { exact: true }).fill(value);
    const is = async (title: string, occurrences: string[]) => {
      await expect.poll(() => shown(page, title)).toEqual(occurrences);
    };

    const add = async (
      title: string,
      repeats: string,
      ends: { until: string } | { count: string },
      days: readonly number[] = [],
    ) => {
      await press(page.getByRole("button", { name: words.newEvent, exact: true }).first());
      await type(words.editor.title, title);
      await type(words.editor.startDate, monday);
      await type(words.editor.startTime, "14:00");
      await editor.locator("select[name=repeats]").selectOption(repeats);
      for (const day of days)
        await press(
          editor.getByRole("checkbox", { name: weekdayName(place.language, day) }),
          "Space",
        );
      const byDate = "until" in ends;
      await editor.locator("select[name=repeatEnds]").selectOption(byDate ? "date" : "count");
      await type(
        byDate ? words.repeat.until : words.repeat.count,
        byDate ? ends.until : ends.count,
      );
      await inEditor(words.editor.save);
      await editor.waitFor({ state: "hidden" });
      // The focus goes on to it: the next key is heard there.
      await expect.poll(() => focused(page)).toContain(title);
    };
    await page.goto(agenda(monday));
    await add("Daily", "daily", { until: addDays(monday, 5) });
    await add("Weekly", "weekly", { count: "4" });
    await add("Fortnight", "fortnightly", { count: "9" });
    await add("Days", "weekly", { count: "4" }, [2]);
    await add("School", "weekdays", { count: "6" });
    await add("Monthly", "monthly-day", { count: "2" });
    await add("Nth", "monthly-nth", { count: "2" });
    await add("Yearly", "yearly", { count: "2" });
    await is("Daily", at(monday, "14:00", [0, 1, 2, 3, 4, 5]));
    await is("Weekly", at(monday, "14:00", [0, 7, 14, 21]));
    await is("Fortnight", at(monday, "14:00", [0, 14]));
    await is("Days", at(monday, "14:00", [0, 2, 7, 9]));
    await is("School", at(monday, "14:00", [0, 1, 2, 3, 4, 7]));
    for (const title of ["Monthly", "Nth", "Yearly"]) await is(title, at(monday, "14:00", [0]));
    const next = monday.replace("-03-", "-04-");
    await page.goto(agenda(next));
    await is("Monthly", [`${next} 14:00`]);
    await is("Nth", at(monday, "14:00", [35]));
    const later = monday.replace("2027", "2028");
    await page.goto(agenda(later));
    await is("Yearly", [`${later} 14:00`]);
    await page.goto(agenda(monday));
    await is("Weekly", at(monday, "14:00", [0, 7, 14, 21]));

    const open = async (title: string, days: number) => {
      const day = page.locator(`section[aria-labelledby="day-${addDays(monday, days)}"]`);
      await press(day.getByRole("button", { name: new RegExp(`^${title},`) }));
      await editor.waitFor();
    };
    const choose = async (question: string, scope: string) => {
      const asked = page.getByRole("alertdialog", { name: question, exact: true });
      await press(asked.getByRole("button", { name: scope, exact: true }));
      await editor.waitFor({ state: "hidden" });
    };
    const undo = () => press(page.getByRole("button", { name: words.undo, exact: true }).last());
    const { scope } = words;

    await open("Weekly", 7);
    await type(words.editor.title, "Only");
    await inEditor(words.editor.save);
    await choose(scope.save, scope.scopes.this);
    await is("Only", at(monday, "14:00", [7]));
    await is("Weekly", at(monday, "14:00", [0, 14, 21]));
    await undo();
    await is("Weekly", at(monday, "14:00", [0, 7, 14, 21]));

    await open("Weekly", 14);
    await type(words.editor.startTime, "15:30");
    await inEditor(words.editor.save);
    await choose(scope.save, scope.scopes.following);
    await is("Weekly", [...at(monday, "14:00", [0, 7]), ...at(monday, "15:30", [14, 21])]);
    await undo();
    await is("Weekly", at(monday, "14:00", [0, 7, 14, 21]));

    await open("Weekly", 7);
    await type(words.editor.startTime, "09:15");
    await inEditor(words.editor.save);
    await choose(scope.save, scope.scopes.all);
    await is("Weekly", at(monday, "09:15", [0, 7, 14, 21]));
    await undo();
    await is("Weekly", at(monday, "14:00", [0, 7, 14, 21]));

    await open("Weekly", 14);
    await inEditor(words.editor.delete);
    await choose(scope.delete, scope.scopes.following);
    await is("Weekly", at(monday, "14:00", [0, 7]));
    await undo();
    await is("Weekly", at(monday, "14:00", [0, 7, 14, 21]));

    // One time alone is deleted, is left out of a file of the event, and is brought back.
    await open("Weekly", 7);
    await inEditor(words.editor.delete);
    await choose(scope.delete, scope.scopes.this);
    await is("Weekly", at(monday, "14:00", [0, 14, 21]));
    await open("Weekly", 0);
    await inEditor(words.editor.more);
    const [alone] = await Promise.all([
      page.waitForEvent("download"),
      press(page.getByRole("menuitem", { name: words.ics.export, exact: true })),
    ]);
    const weekly = await readFile(await alone.path(), "utf8");
    expect(titlesIn(weekly)).toEqual(["Weekly"]);
    expect(weekly).toMatch(
      new RegExp(`^EXDATE.*:${addDays(monday, 7).replaceAll("-", "")}T14`, "m"),
    );
    await press(editor.getByText(scope.cancelled(1), { exact: true }));
    await press(editor.getByRole("button", { name: scope.bringBack("").trim() }));
    await editor.getByText(scope.cancelled(1), { exact: true }).waitFor({ state: "detached" });
    await inEditor(words.editor.cancel);
    await editor.waitFor({ state: "hidden" });
    await is("Weekly", at(monday, "14:00", [0, 7, 14, 21]));

    // One that does not repeat, with an Athro and a reminder.
    await press(page.getByRole("button", { name: words.newEvent, exact: true }).first());
    await type(words.editor.title, "Single");
    await type(words.editor.startDate, addDays(monday, 3));
    await type(words.editor.startTime, "10:00");
    await editor.locator("select[name=athroId]").selectOption("athro-maths");
    await editor.locator("select[name=reminders]").selectOption("10");
    await inEditor(words.editor.save);
    await editor.waitFor({ state: "hidden" });
    await is("Single", at(monday, "10:00", [3]));

    const saving = page.getByRole("dialog", { name: words.ics.exportTitle });
    const openExport = () =>
      press(page.getByRole("button", { name: words.ics.export, exact: true }));
    const save = async (count: number): Promise<string> => {
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        press(saving.getByRole("button", { name: words.ics.save(count), exact: true })),
      ]);
      await saving.waitFor({ state: "hidden" });
      return readFile(await file.path(), "utf8");
    };

    // A selection: of those that repeat, the ones that still do on the first day chosen.
    await openExport();
    await saving.getByLabel(words.editor.kind, { exact: true }).selectOption("exam");
    await saving.getByText(words.ics.none).waitFor();
    await saving.getByLabel(words.editor.kind, { exact: true }).selectOption("");
    await saving.getByLabel(words.ics.from, { exact: true }).fill(addDays(monday, 22));
    expect(titlesIn(await save(4))).toEqual(["Fortnight", "Monthly", "Nth", "Yearly"]);
    await openExport();
    await saving.getByLabel(words.editor.athro, { exact: true }).selectOption("athro-maths");
    const ofAthro = await save(1);
    expect(titlesIn(ofAthro)).toEqual(["Single"]);
    expect(ofAthro).toContain("BEGIN:VALARM\r\n");
    expect(ofAthro).toContain("TRIGGER:-PT10M\r\n");
    await openExport();
    await saving.getByLabel(words.ics.to, { exact: true }).fill(addDays(monday, 2));
    const begun = ["Daily", "Days", "Fortnight", "Monthly", "Nth", "School", "Weekly", "Yearly"];
    expect(titlesIn(await save(8))).toEqual(begun);

    // A file of them all is nothing new to the calendar that it came from.
    await openExport();
    const text = await save(9);
    expect(titlesIn(text)).toEqual([...begun, "Single"].toSorted());
    expect(text).toContain(`DTSTART;TZID=${place.zone}:${monday.replaceAll("-", "")}T140000`);
    expect(text).toContain("BEGIN:VTIMEZONE");

    const importing = page.getByRole("dialog", { name: words.ics.importTitle });
    const bring = async (given: string | { name: string; mimeType: string; buffer: Buffer }) => {
      const [chooser] = await Promise.all([
        page.waitForEvent("filechooser"),
        press(page.getByRole("button", { name: words.ics.import, exact: true })),
      ]);
      await chooser.setFiles(given);
    };
    await bring({ name: "athro.ics", mimeType: "text/calendar", buffer: Buffer.from(text) });
    await importing.getByText(words.ics.nothing).waitFor();
    await press(importing.getByRole("button", { name: words.editor.cancel, exact: true }));

    await bring({ name: "photo.ics", mimeType: "text/calendar", buffer: Buffer.from([0, 1, 255]) });
    await importing.getByText(words.ics.problems.foreign).waitFor();
    await press(importing.getByRole("button", { name: words.ics.close, exact: true }));

    // A school's file: seen before it is taken, taken once, and taken back.
    await bring(TIMETABLE);
    const confirm = importing.locator(".button-primary");
    await confirm.waitFor();
    await press(confirm);
    await importing.waitFor({ state: "hidden" });
    await bring(TIMETABLE);
    await importing.getByText(words.ics.nothing).waitFor();
    await press(importing.getByRole("button", { name: words.editor.cancel, exact: true }));
    await undo();
    await bring(TIMETABLE);
    await importing.locator("summary").first().waitFor();
    await page.keyboard.press("Escape");
    await importing.waitFor({ state: "hidden" });
    await is("Weekly", at(monday, "14:00", [0, 7, 14, 21]));

    // Another calendar's file; when that calendar has changed, its next file changes what came from it, and adds nothing.
    const { name, adds, title, times } = place.file;
    await page.goto(agenda(times[0].slice(0, 10)));
    await bring(calendarFile(name));
    await importing.getByText(words.ics.kinds.added(adds), { exact: true }).waitFor();
    await press(confirm);
    await importing.waitFor({ state: "hidden" });
    await is(title, [...times]);
    const before = await readFile(calendarFile(name), "utf8");
    const after = before.replace(new RegExp(`:${title}\\r?$`, "m"), `:${title} again`);
    expect(after).not.toBe(before);
    await bring({ name: "later.ics", mimeType: "text/calendar", buffer: Buffer.from(after) });
    await importing.getByText(words.ics.kinds.updated(1), { exact: true }).waitFor();
    expect(await importing.getByText(words.ics.kinds.added(1), { exact: true }).count()).toBe(0);
    await press(confirm);
    await importing.waitFor({ state: "hidden" });
    await is(`${title} again`, [...times]);
    await is(title, []);
    expect(await findings(page)).toEqual([]);
    expect(profile.problems).toEqual([]);
  });
});
