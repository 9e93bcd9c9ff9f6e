/** A calendar file of the largest size that is promised. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject, onTestFinished, test } from "vitest";
import { addDays } from "../../src/model/civil.ts";
import { openProfile } from "../support/browser.ts";
import { startAsGuest } from "../support/student.ts";

const app = inject("app");

/** 10,000 lessons with notes, 5 MB. */
const largeFile = (): Buffer => {
  const notes = "Bring the book and a calculator. ".repeat(9);
  const events = Array.from({ length: 10_000 }, (_, n) => {
    const day = addDays("2024-01-01", n % 1_400).replaceAll("-", "");
    return [
      "BEGIN:VEVENT",
      `UID:lesson-${n}@school.example`,
      "DTSTAMP:20240101T000000Z",
      `DTSTART:${day}T${String(8 + (n % 9)).padStart(2, "0")}0000`,
      "DURATION:PT1H",
      `SUMMARY:Lesson ${n}`,
      `DESCRIPTION:${notes}${n}`,
      "END:VEVENT",
    ].join("\r\n");
  });
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//School//Timetable//EN", ...events];
  return Buffer.from([...lines, "END:VCALENDAR", ""].join("\r\n"));
};

test("a file of 10,000 events is read while the page goes on answering", async () => {
  const profile = await openProfile(app.url);
  onTestFinished(() => profile.close());
  const page = await profile.open("/");
  await startAsGuest(page);
  await page.goto("/calendar?view=agenda&date=2024-01-01");
  // Each turn that the page has for others while the file is read; what is long is told by the whole, whatever the machine is busy with.
  await page.evaluate(() => {
    const turns: number[] = [];
    const turn = () => {
      turns.push(performance.now());
      setTimeout(turn, 20);
    };
    turn();
    Object.assign(window, { turns });
  });
  const buffer = largeFile();
  expect(buffer.length).toBeGreaterThan(4_500_000);
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Import", exact: true }).click(),
  ]);
  await page.evaluate(() => ((window as typeof window & { turns: number[] }).turns.length = 0));
  // By its path: of a file that the debugger hands over, the page has the work.
  const path = join(profile.dir, "school.ics");
  await writeFile(path, buffer);
  await chooser.setFiles(path);
  await page.getByRole("button", { name: "Import 10000 changes" }).waitFor();
  const longest = await page.evaluate(() => {
    const { turns } = window as typeof window & { turns: number[] };
    const gaps = turns.slice(1).map((at, n) => at - (turns[n] ?? at));
    return { share: Math.max(...gaps) / ((turns.at(-1) ?? 0) - (turns[0] ?? 0)), of: gaps.length };
  });
  expect(longest.of).toBeGreaterThan(20);
  // Read in one go it would be all of it.
  expect(longest.share).toBeLessThan(0.5);
  await page.getByRole("button", { name: "Import 10000 changes" }).click();
  await page.getByText("Imported: 10000 added, 0 updated.").waitFor();
  await page
    .getByRole("button", { name: /^Lesson 0,/ })
    .first()
    .waitFor();
  expect(profile.problems).toEqual([]);
});
