/** What is seen of the calendar, on the screen and on paper: the present time, events beside each other, their looks, and the hours' lines. */
import type { Page } from "playwright-core";
import { expect, inject, onTestFinished, test } from "vitest";
import { calendar as cy } from "../../src/ui/i18n/cy/calendar.ts";
import { planner as cyPlanner } from "../../src/ui/i18n/cy/planner.ts";
import { calendar as en } from "../../src/ui/i18n/en/calendar.ts";
import { planner as enPlanner } from "../../src/ui/i18n/en/planner.ts";
import { findings } from "../support/axe.ts";
import { openProfile } from "../support/browser.ts";
import { look } from "../support/planner.ts";
import { addEvent, event } from "../support/student.ts";

const app = inject("app");
const WORDS = {
  en: { calendar: en, planner: enPlanner },
  cy: { calendar: cy, planner: cyPlanner },
};

const dateOf = (page: Page): string => new URL(page.url()).searchParams.get("date") ?? "today";

/** What of a block is seen of its Athro and its kind. */
const looksOf = (page: Page, title: string) =>
  event(page, title).evaluate((block) => {
    // The edge is painted over what fills the block.
    const [edge, stripes] = getComputedStyle(block).backgroundImage.split(
      /, (?=repeating-linear-gradient)/,
    );
    return { edge, isStriped: stripes !== undefined };
  });

/** The week as it is laid out: where in it things are, in hours since midnight, and what tells the hours apart. */
const layoutOf = (page: Page) =>
  page.evaluate(() => {
    const { body } = document;
    const all = (selector: string) => [...body.querySelectorAll<HTMLElement>(selector)];
    const days = all(".week-day");
    const hours = days[0]?.querySelector(".week-day-hours")?.getBoundingClientRect();
    if (!hours) throw new Error("there is no week");
    const hourAt = (y: number) => Math.round(((y - hours.top) / hours.height) * 24 * 10) / 10;
    return {
      labels: all(".week-hour-labels span").map((one) => {
        const { top, bottom } = one.getBoundingClientRect();
        return `${one.textContent} at ${hourAt((top + bottom) / 2)}`;
      }),
      blocks: all("[data-key]").map((one) => hourAt(one.getBoundingClientRect().top)),
      days: days.map((day) => {
        const [head, free] = [".week-day-head", ".week-day-hours"].map((one) =>
          day.querySelector<HTMLElement>(one),
        );
        if (!head || !free) throw new Error("a day has no head or no hours");
        const [above, below] = [head.getBoundingClientRect(), free.getBoundingClientRect()];
        const style = getComputedStyle(free);
        return {
          isNamed: head.innerText.trim() !== "" && above.height > 0,
          isAbove: above.bottom <= below.top + 1 && Math.abs(above.left - below.left) <= 2,
          hasLines: style.backgroundImage.startsWith("repeating-linear-gradient"),
          // Else paper leaves them out.
          keepsThem: style.getPropertyValue("-webkit-print-color-adjust"),
        };
      }),
    };
  });
const HOURS = Array.from(
  { length: 23 },
  (_, n) => `${String(n + 1).padStart(2, "0")}:00 at ${n + 1}`,
);

test.each([
  {
    timezone: "Europe/London",
    locale: "en-GB",
    language: "en",
    today: "2026-11-25",
    minutes: 11 * 60 + 20,
  },
  {
    timezone: "America/New_York",
    locale: "en-US",
    language: "cy",
    today: "2026-11-25",
    minutes: 6 * 60 + 20,
  },
  {
    timezone: "Pacific/Auckland",
    locale: "en-NZ",
    language: "en",
    today: "2026-11-26",
    minutes: 20,
  },
] as const)(
  "in $timezone ($language), today has a line at the present time, events at one time stand beside each other, and a view is printed whole",
  async ({ language, today, minutes, ...given }) => {
    const { calendar, planner } = WORDS[language];
    const profile = await openProfile(app.url, given);
    onTestFinished(() => profile.close());
    const page = await profile.open();
    await page.clock.install({ time: new Date("2026-11-25T11:20:00Z") });
    await page.goto("/");
    await page.getByRole("button", { name: "Start without an account" }).click();
    await page.getByRole("link", { name: "Calendar" }).first().waitFor();
    await look(page, "week", today);
    const day = { startDate: today, endDate: today };
    for (const [title, kind, athro, startTime, endTime] of [
      ["Algebra", "Lesson", "AthroMaths", "10:00", "11:00"],
      ["Chartists", "Revision", "AthroHistory", "10:30", "11:30"],
      ["Astronomy", "Lesson", "AthroMaths", "22:30", "23:30"],
    ] as const)
      await addEvent(page, { title, kind, athro, ...day, startTime, endTime });
    await page.evaluate((chosen) => localStorage.setItem("athro:language", chosen), language);

    await look(page, "month", "2027-02-10");
    const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
    await press(planner.next);
    await expect.poll(() => dateOf(page)).toBe("2027-03-01");
    await press(planner.previous);
    await expect.poll(() => dateOf(page)).toBe("2027-02-01");
    await press(planner.week);
    await page.locator(".week-day").first().waitFor();
    expect(await page.locator(".week-now").count()).toBe(0);
    await press(calendar.today);
    const line = page.locator(`[data-date="${today}"] .week-now`);
    await line.waitFor();
    const place = await line.evaluate((one) => one.style.getPropertyValue("--start"));
    expect(Number(place)).toBeGreaterThanOrEqual(minutes);
    expect(Number(place)).toBeLessThan(minutes + 20);
    expect(dateOf(page)).toBe("today");

    // Beside each other, each as wide as the other; the hue is the Athro's, the form the kind's.
    const [first, second] = [
      await event(page, "Algebra").boundingBox(),
      await event(page, "Chartists").boundingBox(),
    ];
    if (!first || !second) throw new Error("they are not in view");
    expect(first.x + first.width).toBeLessThanOrEqual(second.x);
    expect(Math.abs(first.width - second.width)).toBeLessThanOrEqual(1);
    expect(second.y).toBeGreaterThan(first.y);
    expect(second.y).toBeLessThan(first.y + first.height);
    const looks = {
      algebra: await looksOf(page, "Algebra"),
      late: await looksOf(page, "Astronomy"),
    };
    const chartists = await looksOf(page, "Chartists");
    expect(looks.late).toEqual(looks.algebra);
    expect(chartists.edge).not.toBe(looks.algebra.edge);
    expect([looks.algebra.isStriped, chartists.isStriped]).toEqual([false, true]);
    expect(await findings(page)).toEqual([]);

    // What it opens is the browser's own.
    await page.evaluate(() => {
      window.print = () => document.body.setAttribute("data-printed", "");
    });
    await press(planner.print);
    await page.locator("body[data-printed]").waitFor();
    await page.emulateMedia({ media: "print" });
    expect(await page.getByRole("button", { name: calendar.newEvent, exact: true }).count()).toBe(
      0,
    );
    expect(await line.isVisible()).toBe(false);
    expect(await page.getByRole("heading", { level: 1 }).isVisible()).toBe(true);
    expect(await event(page, "Astronomy").isVisible()).toBe(true);
    const layout = await layoutOf(page);
    expect(layout.labels).toEqual(HOURS);
    expect(layout.blocks.toSorted((a, b) => a - b)).toEqual([10, 10.5, 22.5]);
    const printed = { isNamed: true, isAbove: true, hasLines: true, keepsThem: "exact" };
    expect(layout.days).toEqual(layout.days.map(() => printed));
    const clipped = await page.evaluate(() => {
      const clips = (one: Element | null): boolean =>
        one !== null && (getComputedStyle(one).overflowY !== "visible" || clips(one.parentElement));
      return clips(document.querySelector(".week-scroller"));
    });
    expect(clipped).toBe(false);

    // A week, and a month of six weeks, fit on one sheet each.
    await page.emulateMedia({ media: null });
    for (const [view, date] of [
      ["week", today],
      ["month", "2026-08-15"],
    ] as const) {
      await look(page, view, date);
      const file = await page.pdf({ format: "A4", preferCSSPageSize: true });
      expect(file.toString("latin1").match(/\/Type \/Page\b/g)).toHaveLength(1);
    }
    // The month's days have their names above them, and lines between them.
    await page.emulateMedia({ media: "print" });
    const heads = page.locator(".month-grid th");
    expect(await heads.evaluateAll((all) => all.map((one) => one.checkVisibility()))).toEqual(
      Array.from({ length: 7 }, () => true),
    );
    const days = page.locator(".month-week:nth-child(2) .month-day");
    const lines = await days.evaluateAll((all) =>
      all.map((one) => getComputedStyle(one).borderInlineStartWidth),
    );
    expect(lines).toEqual(["0px", ...Array.from({ length: 6 }, () => "1px")]);
    expect(profile.problems).toEqual([]);
  },
);
