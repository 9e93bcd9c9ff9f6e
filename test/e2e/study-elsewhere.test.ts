/** Studying on a phone, by finger, where it is another day than in Wales: the countdown, revision with its timer, and a plan. */
import { expect, inject, onTestFinished, test } from "vitest";
import { calendar as cyCalendar } from "../../src/ui/i18n/cy/calendar.ts";
import { home as cyHome } from "../../src/ui/i18n/cy/home.ts";
import { study as cyStudy } from "../../src/ui/i18n/cy/study.ts";
import { calendar as enCalendar } from "../../src/ui/i18n/en/calendar.ts";
import { home as enHome } from "../../src/ui/i18n/en/home.ts";
import { study as enStudy } from "../../src/ui/i18n/en/study.ts";
import { findings } from "../support/axe.ts";
import { openProfile, workerReady } from "../support/browser.ts";
import { event } from "../support/student.ts";
import { fingerOn } from "../support/touch.ts";

const app = inject("app");

const WORDS = {
  en: { home: enHome, calendar: enCalendar, study: enStudy, message: "Message" },
  cy: { home: cyHome, calendar: cyCalendar, study: cyStudy, message: "Neges" },
};

test.each([
  // Both at a time at which it is another day in Wales.
  {
    timezone: "America/New_York",
    language: "cy",
    now: "2026-11-26T03:30:00Z",
    exam: "2026-11-28",
    said: "Mae gen i arholiad ddydd Sadwrn 28 Tachwedd: Algebra.",
  },
  {
    timezone: "Pacific/Auckland",
    language: "en",
    now: "2026-11-26T11:30:00Z",
    exam: "2026-11-30",
    said: "I have an exam on Monday 30 November: Algebra.",
  },
] as const)(
  "in $timezone ($language), on a phone and by finger, an exam is counted down to, revised for and planned for",
  async ({ timezone, language, now, exam, said }) => {
    const { home, calendar, study, message } = WORDS[language];
    const viewport = { width: 390, height: 844 };
    const there = await openProfile(app.url, { timezone, viewport });
    onTestFinished(() => there.close());
    await there.context.addInitScript((chosen) => {
      if (location.protocol.startsWith("http")) localStorage.setItem("athro:language", chosen);
    }, language);
    const phone = await there.open();
    await phone.clock.setFixedTime(new Date(now));
    await phone.goto("/");
    const finger = await fingerOn(phone);
    const press = (name: string) =>
      finger.tap(phone.getByRole("button", { name, exact: true }).first());
    await press(home.welcome.start);
    await phone.getByText(home.nothingToday).waitFor();
    await workerReady(phone);
    await phone.goto(`/calendar?view=day&date=${exam}`);
    await phone.locator(".quick-open").waitFor();
    await press(calendar.newEvent);
    const editor = phone.locator("dialog.event-dialog");
    await editor.locator("[name=title]").fill("Algebra");
    await editor.locator("[name=athroId]").selectOption("athro-maths");
    await editor.locator("[name=kind]").selectOption("exam");
    await editor.locator("[name=startTime]").fill("09:00");
    await press(calendar.editor.save);
    await event(phone, "Algebra").waitFor();

    await phone.goto("/");
    await phone
      .getByRole("list", { name: home.exam.next })
      .getByRole("link", { name: home.exam.spoken(3, "Algebra") })
      .waitFor();
    expect(await findings(phone)).toEqual([]);
    await press(calendar.startRevision);
    const bar = phone.getByRole("region", { name: study.timer.name });
    await bar.getByRole("timer").filter({ hasText: "45:00" }).waitFor();
    await expect
      .poll(() => phone.getByRole("textbox", { name: message }).inputValue())
      .toContain(said);
    await press(study.timer.pause);
    await bar.getByRole("timer").filter({ hasText: study.timer.paused }).waitFor();
    await press(study.timer.stop);
    await bar.waitFor({ state: "detached" });

    await phone.goto("/");
    await finger.tap(phone.getByRole("link", { name: calendar.planRevision }));
    const sessions = phone.getByRole("region", { name: study.plan.sessions }).getByRole("checkbox");
    await sessions.first().waitFor();
    const suggested = await sessions.count();
    await finger.tap(sessions.first());
    await phone.getByText(study.plan.count(suggested - 1), { exact: true }).waitFor();
    await finger.tap(sessions.first());
    await phone.getByText(study.plan.count(suggested), { exact: true }).waitFor();
    expect(await findings(phone)).toEqual([]);
    await press(study.plan.add);
    await phone.getByText(study.plan.added(suggested), { exact: true }).waitFor();
    const title = study.plan.title("Algebra");
    await event(phone, title).waitFor();
    await press(calendar.undo);
    await event(phone, title).waitFor({ state: "detached" });
    expect(there.problems).toEqual([]);
  },
);
