/** The Edge Function `remind` and events that repeat: their times of day, what was changed of them, and where the device is. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { splitId } from "../../src/model/ids.ts";
import { newOverride } from "../../supabase/tests/support/records.ts";
import { event, type RemindStage, savePush, startRemindStage, titles } from "./remind-stage.ts";

let stage: RemindStage;
beforeAll(async () => {
  stage = await startRemindStage();
});
afterAll(() => stage.stop());

describe("an event that repeats", () => {
  test("keeps its time of day across the change of clocks, in its own zone", async () => {
    const weekly = "FREQ=WEEKLY;COUNT=20";
    const { browser } = await stage.begin(
      "2026-10-18T00:00:00Z",
      event({
        title: "London",
        start: "2026-10-05T09:00:00",
        end: "2026-10-05T10:00:00",
        reminders: [10],
        rrule: weekly,
      }),
      event({
        title: "New York",
        start: "2026-10-06T09:00:00",
        end: "2026-10-06T10:00:00",
        zone: "America/New_York",
        reminders: [10],
        rrule: weekly,
      }),
    );
    // The 25th of October ends summer time in London, the 1st of November in New York.
    const due = [
      ["2026-10-19T07:50:10Z", "London"],
      ["2026-10-20T12:50:10Z", "New York"],
      ["2026-10-26T08:50:10Z", "London"],
      ["2026-10-27T12:50:10Z", "New York"],
      ["2026-11-02T08:50:10Z", "London"],
      ["2026-11-03T13:50:10Z", "New York"],
    ] as const;
    const told: string[] = [];
    for (const [instant, title] of due) {
      // An hour before and an hour after it would be, had the clocks not been changed or been changed the other way.
      const at = Date.parse(instant);
      await stage.run(new Date(at - 3_600_000).toISOString());
      expect(titles(browser)).toEqual(told);
      await stage.run(instant);
      told.push(title);
      expect(titles(browser)).toEqual(told);
      await stage.run(new Date(at + 3_600_000).toISOString());
      expect(titles(browser)).toEqual(told);
    }
  });

  test("is told of as its times were changed, cancelled and split", async () => {
    const series = event({
      title: "Lesson",
      start: "2026-11-02T09:00:00",
      end: "2026-11-02T10:00:00",
      reminders: [10],
      rrule: "FREQ=DAILY;UNTIL=20261125",
    });
    const next = {
      ...event({
        title: "Later lesson",
        start: "2026-11-26T11:00:00",
        end: "2026-11-26T12:00:00",
        reminders: [10],
        rrule: "FREQ=DAILY;COUNT=5",
      }),
      id: splitId(series.id, "2026-11-26"),
    };
    const at = (date: string) => ({ event_id: series.id, original_start: `${date}T09:00:00` });
    const { browser } = await stage.begin(
      "2026-11-22T12:00:00Z",
      series,
      next,
      newOverride(series.id, { origin: at("2026-11-23"), cancelled: { cancelled: true } }),
      newOverride(series.id, {
        origin: at("2026-11-24"),
        cancelled: { cancelled: false },
        title: { title: "Trip" },
        time: {
          all_day: false,
          starts_at: "2026-11-24T08:00:00",
          ends_at: "2026-11-24T16:00:00",
          zone: "Europe/London",
        },
      }),
      // Made on another device before it heard of the split: it belongs to the part that goes on.
      newOverride(series.id, {
        origin: at("2026-11-27"),
        cancelled: { cancelled: false },
        title: { title: "Guest speaker" },
      }),
    );
    const days = [
      "23T08:50",
      "24T07:50",
      "24T08:50",
      "25T08:50",
      "26T08:50",
      "26T10:50",
      "27T10:50",
    ];
    for (const day of days) await stage.run(`2026-11-${day}:10Z`);
    expect(titles(browser)).toEqual(["Trip", "Lesson", "Later lesson", "Guest speaker"]);
  });

  test("that lasts all day comes by the clock where the device is", async () => {
    const { student, browser } = await stage.begin(
      "2026-11-26T00:00:00Z",
      event({
        title: "Inset day",
        start: "2026-11-27T00:00:00",
        end: "2026-11-28T00:00:00",
        allDay: true,
        reminders: [-480],
      }),
    );
    const abroad = stage.service.subscribe();
    await savePush(student, abroad, "en", "Pacific/Auckland");
    await stage.run("2026-11-26T19:00:10Z");
    expect([titles(browser), titles(abroad)]).toEqual([[], ["Inset day"]]);
    await stage.run("2026-11-27T08:00:10Z");
    expect([titles(browser), titles(abroad)]).toEqual([["Inset day"], ["Inset day"]]);
    expect(browser.read()[0]).toMatchObject({ when: "Friday 27 November" });
  });
});
