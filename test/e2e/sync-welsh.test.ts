import type { Page } from "playwright-core";
import { describe, expect, inject, onTestFinished, test } from "vitest";
import { openProfile } from "../support/browser.ts";
import { enterSynced } from "../support/enter.ts";
import { itemIn } from "../support/panel.ts";
import { refuse } from "../support/refuse.ts";
import { agreed } from "../support/rows.ts";
import {
  addEvent,
  AFTERNOON,
  deleteEvent,
  message,
  pillIs,
  startAsGuest,
  WEEK,
} from "../support/student.ts";

const app = inject("app");

/** A browser for one test. */
const newProfile = async () => {
  const profile = await openProfile(app.url);
  onTestFinished(() => profile.close());
  return profile;
};

/** What was begun in English is gone on with on a phone, in Welsh and in the dark. */
const turnWelsh = async (page: Page): Promise<void> => {
  await page.evaluate(() => localStorage.setItem("athro:language", "cy"));
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/sync");
  await page.getByRole("heading", { level: 1, name: "Cysoni" }).waitFor();
};

const expectNoOverflow = async (page: Page): Promise<void> => {
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 844 });
    expect(
      await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      ),
    ).toBe(0);
  }
  await page.setViewportSize({ width: 390, height: 844 });
};

describe("in Welsh on a phone", () => {
  test("a guest's panel says the same, and restores", async () => {
    const profile = await newProfile();
    const page = await profile.open("/");
    await startAsGuest(page);
    await page.goto(WEEK);
    await addEvent(page, { title: "Gwers gyfrinachol", ...AFTERNOON });
    await deleteEvent(page, "Gwers gyfrinachol");
    await addEvent(page, { title: "Gwers arall", ...AFTERNOON });
    await deleteEvent(page, "Gwers arall");
    await turnWelsh(page);
    await page.getByText("Heb gyfrif does dim byd yn ei gadael").waitFor();
    await expectNoOverflow(page);
    await page.getByRole("button", { name: "Adfer popeth", exact: true }).click();
    await page.getByText("Adferwyd 2.", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Dadwneud", exact: true }).click();
    await page.getByRole("button", { name: "Adfer: Gwers gyfrinachol" }).click();
    // Of one alone there is no more than its own.
    await page
      .getByRole("button", { name: "Adfer popeth", exact: true })
      .waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Adfer: Gwers arall" }).click();
    await page.getByText("Wedi'i adfer.").waitFor();
    await page.getByText("Does dim byd wedi'i ddileu y gellid ei adfer.").waitFor();
    expect(profile.problems).toEqual([]);
  });

  test("the student's panel has the same ways on, and they lead as far", async () => {
    const profile = await newProfile();
    const { page, server } = await enterSynced(profile, app.url);
    await page.goto(WEEK);
    await addEvent(page, { title: "Wedi mynd", ...AFTERNOON });
    await deleteEvent(page, "Wedi mynd");
    await agreed(page, server);
    const heal = await refuse(profile.context, { calendar_events: "AT413" });
    await addEvent(page, { title: "Gwers un", ...AFTERNOON });
    await addEvent(page, { title: "Gwers dau", ...AFTERNOON });
    await pillIs(page, "failed");
    await turnWelsh(page);
    await page.getByText("Ni dderbyniodd y gweinydd 2 newid.").waitFor();
    await itemIn(page, "Heb eu derbyn", "Gwers un")
      .getByText("Mae'n rhy fawr i'r gweinydd.")
      .waitFor();
    await expectNoOverflow(page);

    await page.getByRole("button", { name: "Gwirio nawr" }).click();
    await page
      .getByText(
        /^Gwiriwyd am \d\d:\d\d: yr un peth, heblaw am yr hyn nad yw gan y gweinydd eto\.$/,
      )
      .waitFor();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Allforio: Gwers un" }).click();
    expect((await download).suggestedFilename()).toMatch(/^newid-athro-.*\.json$/);

    await page.getByRole("button", { name: "Golygu: Gwers un" }).click();
    await page.getByRole("dialog", { name: "Digwyddiad" }).waitFor();
    await page.goto("/sync");
    await page.getByRole("button", { name: "Hepgor: Gwers un" }).click();
    const asked = page.getByRole("alertdialog", { name: "Hepgor y newid hwn?" });
    await asked.getByRole("button", { name: "Hepgor", exact: true }).click();
    await page
      .getByRole("alertdialog", { name: "Ei hepgor am byth?" })
      .getByRole("button", { name: "Hepgor am byth" })
      .click();
    await itemIn(page, "Heb eu derbyn", "Gwers un").waitFor({ state: "detached" });
    heal();
    await page.getByRole("button", { name: "Ailgynnig: Gwers dau" }).click();
    await page.getByText("Mae'r gweinydd wedi derbyn popeth a anfonwyd ato.").waitFor();
    await page.getByRole("button", { name: "Adfer: Wedi mynd" }).click();
    await page.getByText("Does dim byd wedi'i ddileu y gellid ei adfer.").waitFor();
    await page.getByText("Mae popeth sydd yma ar y gweinydd hefyd.").waitFor();
    await agreed(page, server);
    const { calendar_events } = await server.rows();
    expect(calendar_events.map(({ title, deleted }) => [title, deleted]).toSorted()).toEqual([
      ["Gwers dau", false],
      ["Wedi mynd", false],
    ]);
    expect(profile.problems).toEqual([]);
  });

  test("a chat says where each message is, and what can be done about it", async () => {
    const profile = await newProfile();
    const { page, server } = await enterSynced(profile, app.url);
    await turnWelsh(page);
    await page.goto("/athro/athro-welsh");
    const language = page.getByRole("combobox", { name: "Iaith yr atebion" });
    await language.selectOption({ label: "Saesneg yn unig" });
    const askWelsh = async (text: string) => {
      await page.getByRole("textbox", { name: "Neges" }).fill(text);
      await page.getByRole("button", { name: "Anfon", exact: true }).click();
    };
    await pillIs(page, "synced");
    await profile.context.setOffline(true);
    await pillIs(page, "offline");
    await askWelsh("Beth yw treiglad?");
    const question = message(page, "Beth yw treiglad?");
    await question
      .getByText("Yn aros i'w hanfon. Cewch ateb pan fyddwch ar-lein eto", { exact: true })
      .waitFor();
    await expectNoOverflow(page);

    const heal = await refuse(profile.context, { chat_messages: "23514" });
    await profile.context.setOffline(false);
    await question.getByText("Heb ei hanfon.", { exact: true }).waitFor();
    for (const name of ["Copïo", "Golygu", "Dileu"])
      await question.getByRole("button", { name, exact: true }).waitFor();
    await expectNoOverflow(page);
    heal();
    await question.getByRole("button", { name: "Ailgynnig", exact: true }).click();
    await question.getByText("Wedi'i hateb", { exact: true }).waitFor();

    await askWelsh(`Pam? ${"gair ".repeat(1_700)}`);
    const long =
      "Rhy hir i AthroCymraeg ei ateb: y terfyn yw 8,000 nod. Byrhewch y cwestiwn a'i anfon eto.";
    await message(page, "gair gair").getByText(long, { exact: true }).waitFor();
    await page.getByRole("button", { name: "Cadw'r sesiwn", exact: true }).click();
    await page
      .getByText("Wedi'i chadw. Sgwrs newydd wedi dechrau.", { exact: true })
      .first()
      .waitFor();
    await agreed(page, server);
    expect(profile.problems.filter((line) => !/422/.test(line))).toEqual([]);
  });
});
