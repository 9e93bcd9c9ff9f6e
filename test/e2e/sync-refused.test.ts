import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { syncRequest } from "../contract/sync-call.ts";
import { openProfile, type Profile } from "../support/browser.ts";
import { enterSynced } from "../support/enter.ts";
import { pressBy } from "../support/keyboard.ts";
import { itemIn, openPanel } from "../support/panel.ts";
import { refuse } from "../support/refuse.ts";
import { agreed, onSyncCall, questionsOn } from "../support/rows.ts";
import {
  addEvent,
  AFTERNOON,
  ask,
  event,
  fillEvent,
  message,
  pillIs,
  WEEK,
} from "../support/student.ts";

const app = inject("app");
let profile: Profile;
beforeEach(async () => {
  profile = await openProfile(app.url);
});
afterEach(() => profile.close());

const rename = async (on: Page, from: string, title: string): Promise<void> => {
  await event(on, from).click();
  await fillEvent(on, { title });
  await on.getByRole("dialog", { name: "Event" }).getByRole("button", { name: "Save" }).click();
  await event(on, title).waitFor();
};

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement: at } = document;
    return at?.getAttribute("aria-label") ?? at?.textContent ?? "";
  });

/** Waits until the keyboard is at a section of the panel as a whole. */
const atSection = async (page: Page, name: string): Promise<void> => {
  const heading = await page.getByRole("heading", { name }).getAttribute("id");
  await page.locator(`section:focus[aria-labelledby="${heading}"]`).waitFor();
};

/** Leaves on the panel, which tells why something was not accepted. */
const isRefused = async (page: Page, what: string, why: string): Promise<void> => {
  await pillIs(page, "failed");
  await openPanel(page);
  await itemIn(page, "Not accepted", what).getByText(why).waitFor();
};

test("[P6] Discard asks twice, and then the record is again what the server holds, or goes if it holds nothing", async () => {
  const { page, server } = await enterSynced(profile, app.url);
  await page.goto(WEEK);
  await addEvent(page, { title: "Choir", ...AFTERNOON });
  await agreed(page, server);
  const heal = await refuse(profile.context, { calendar_events: "23514" });
  await rename(page, "Choir", "Choir, moved to the hall");
  await addEvent(page, { title: "Never accepted", ...AFTERNOON });
  await pillIs(page, "failed");
  await openPanel(page);
  await page.getByText("The server didn't accept 2 changes.").waitFor();

  const asked = page.getByRole("alertdialog");
  const renamed = page.getByRole("button", { name: "Discard: Choir, moved to the hall" });
  // A double click is one answer, and Escape none.
  await renamed.click();
  await asked.getByRole("button", { name: "Discard", exact: true }).dblclick();
  await asked.getByRole("heading", { name: "Discard it for good?" }).waitFor();
  await asked.getByText("This can't be undone").waitFor();
  await page.keyboard.press("Escape");
  await asked.waitFor({ state: "hidden" });
  await itemIn(page, "Not accepted", "Choir, moved to the hall").waitFor();
  expect(await focused(page)).toBe("Discard: Choir, moved to the hall");

  // Asked anew it begins with the first question again; this time all by the keyboard.
  await page.keyboard.press("Enter");
  await asked.getByRole("heading", { name: "Discard this change?" }).waitFor();
  expect(await focused(page)).toBe("Keep it");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await asked.getByRole("heading", { name: "Discard it for good?" }).waitFor();
  await itemIn(page, "Not accepted", "Choir, moved to the hall").waitFor();
  await page.keyboard.press("Enter");
  await asked.waitFor({ state: "hidden" });
  await itemIn(page, "Not accepted", "Choir, moved to the hall").waitFor({ state: "detached" });
  await page.getByText("Discarded.").waitFor();
  // The keyboard goes on where it was, not at the top of the page.
  await atSection(page, "Not accepted");

  await page.getByRole("button", { name: "Discard: Never accepted" }).click();
  await asked.getByRole("button", { name: "Discard", exact: true }).click();
  await asked.getByRole("button", { name: "Discard for good" }).click();
  await page.getByText("The server has accepted everything that it was sent.").waitFor();
  await pillIs(page, "synced");
  heal();
  await page.goto(WEEK);
  await event(page, "Choir").waitFor();
  expect(await event(page, "Choir, moved to the hall").count()).toBe(0);
  expect(await event(page, "Never accepted").count()).toBe(0);
  await agreed(page, server);
  expect(profile.problems).toEqual([]);
});

test("[P6] Export gives all that was to be written", async () => {
  const { page } = await enterSynced(profile, app.url);
  await refuse(profile.context, { calendar_events: "AT422" });
  await page.goto(WEEK);
  await addEvent(page, { title: "Refused lesson", ...AFTERNOON, kind: "Exam" });
  await event(page, "Refused lesson").click();
  const dialog = page.getByRole("dialog", { name: "Event" });
  await dialog.getByLabel("Notes").fill("Bring £2, a ruler — and “this”\n\tŵ");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "hidden" });
  await isRefused(page, "Refused lesson", "It holds a value that the server doesn't allow.");
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export: Refused lesson" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^athro-change-\d{4}-\d{2}-\d{2}\.json$/);
  const copy = JSON.parse(await readFile(await download.path(), "utf8"));
  expect(copy).toMatchObject({
    table: "calendar_events",
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    code: "AT422",
    set: {
      title: { title: "Refused lesson" },
      kind: { kind: "exam" },
      time: {
        all_day: false,
        starts_at: "2026-11-25T14:00:00",
        ends_at: "2026-11-25T15:00:00",
        zone: "Europe/London",
      },
      notes: { notes: "Bring £2, a ruler — and “this”\n\tŵ", location: "" },
    },
  });
  for (const at of [copy.writtenAt, copy.refusedAt])
    expect(Math.abs(Date.now() - Date.parse(at))).toBeLessThan(600_000);
  // Nothing is given up by it.
  await itemIn(page, "Not accepted", "Refused lesson").waitFor();
  expect(profile.problems).toEqual([]);
});

test("[M1] a message in whose place the server has another is told as that; Edit leads to it, and its text goes again", async () => {
  const { page, server } = await enterSynced(profile, app.url);
  await page.goto("/athro/athro-maths");
  await page.getByRole("textbox", { name: "Message" }).waitFor();
  // As if another had drawn the same id a moment before: the server itself refuses.
  const heal = await onSyncCall(profile.context, async (route, { mutations }) => {
    const texts: string[] = route.request().postDataJSON().request.mutations;
    const at = mutations.findIndex(({ table }) => table === "chat_messages");
    const text = texts[at];
    if (text !== undefined) {
      const rival = JSON.parse(text);
      rival.mid = randomUUID();
      rival.set.body.content = "Something else in its place";
      const session = texts[mutations.findIndex(({ table }) => table === "chat_sessions")];
      await server.client.rpc("sync", {
        request: syncRequest(server.uid, {
          mutations: [...(session ? [session] : []), JSON.stringify(rival)],
        }),
      });
      heal();
    }
    return route.continue();
  });
  await ask(page, "What is a surd?");
  await isRefused(page, "What is a surd?", "The server has something else in its place.");
  await page.getByRole("button", { name: "Edit: What is a surd?" }).click();
  await page.waitForURL(/\/athro\/athro-maths$/);
  await message(page, "What is a surd?").getByRole("button", { name: "Edit" }).click();
  const box = page.getByRole("textbox", { name: "Message" });
  await expect.poll(() => box.inputValue()).toBe("What is a surd?");
  await message(page, "Something else in its place").waitFor();
  await box.fill("What is a surd, again?");
  await box.press("Enter");
  await message(page, "What is a surd, again?").waitFor();
  await agreed(page, server);
  expect(await questionsOn(server)).toEqual([
    "Something else in its place",
    "What is a surd, again?",
  ]);
  expect(profile.problems).toEqual([]);
});

test("[P6] in its chat, what was not sent is edited, deleted, taken back and tried again, by the keyboard alone", async () => {
  const { page, server } = await enterSynced(profile, app.url);
  const heal = await refuse(profile.context, { chat_messages: "23514" });
  await page.goto("/athro/athro-science");
  await ask(page, "Why is the sky blue?");
  const unsent = (text: string) => message(page, text).getByText("Not sent.");
  await unsent("Why is the sky blue?").waitFor();
  const box = page.getByRole("textbox", { name: "Message" });
  await box.focus();

  // Its text goes to where it can be written anew, and the message leaves the log.
  await pressBy(page, "Edit", "Shift+Tab");
  await message(page, "Why is the sky blue?").waitFor({ state: "detached" });
  await expect.poll(() => focused(page)).toBe("Message");
  expect(await box.inputValue()).toBe("Why is the sky blue?");
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" And red at dusk?");
  await page.keyboard.press("Enter");
  await unsent("And red at dusk?").waitFor();
  expect(await box.inputValue()).toBe("");

  await pressBy(page, "Delete", "Shift+Tab");
  await message(page, "And red at dusk?").waitFor({ state: "detached" });
  await pressBy(page, "Undo");
  await expect.poll(() => box.inputValue()).toBe("Why is the sky blue? And red at dusk?");
  await box.focus();
  await page.keyboard.press("Enter");
  await unsent("And red at dusk?").waitFor();

  heal();
  await pressBy(page, "Retry", "Shift+Tab");
  await message(page, "And red at dusk?").getByText("Answered").waitFor();
  await agreed(page, server);
  expect(await questionsOn(server)).toEqual(["Why is the sky blue? And red at dusk?"]);
  expect(profile.problems).toEqual([]);
});

test("[P6] in a saved session, what was not sent is copied, deleted, edited and tried again; its text goes to its chat's composer", async () => {
  const { page, server } = await enterSynced(profile, app.url);
  await profile.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const heal = await refuse(profile.context, { chat_messages: "23514" });
  await page.goto("/athro/athro-science");
  await ask(page, "Why is grass green?");
  await message(page, "Why is grass green?").getByText("Not sent.").waitFor();
  const box = page.getByRole("textbox", { name: "Message" });
  const saveAndOpen = async (): Promise<void> => {
    await page.getByRole("button", { name: "Save session", exact: true }).click();
    await message(page, "Why is grass green?").waitFor({ state: "detached" });
    await box.fill("Begun meanwhile");
    await page.getByRole("button", { name: "Saved sessions", exact: true }).click();
    await page.getByRole("dialog").getByRole("link", { name: "Why is grass green?" }).click();
    await page.waitForURL(/\/sessions\//);
  };
  await saveAndOpen();
  const refused = message(page, "Why is grass green?");
  await refused.getByRole("button", { name: "Copy" }).click();
  await page.getByText("Copied.").waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("Why is grass green?");

  await refused.getByRole("button", { name: "Delete" }).click();
  await refused.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();
  await page.waitForURL(/\/athro\/athro-science$/);
  await expect.poll(() => box.inputValue()).toBe("Why is grass green?\n\nBegun meanwhile");
  await expect.poll(() => focused(page)).toBe("Message");
  await box.fill("Why is grass green?");
  await box.press("Enter");
  await refused.getByText("Not sent.").waitFor();

  await saveAndOpen();
  await refused.getByRole("button", { name: "Edit" }).click();
  await page.waitForURL(/\/athro\/athro-science$/);
  await expect.poll(() => box.inputValue()).toBe("Why is grass green?\n\nBegun meanwhile");
  await expect.poll(() => focused(page)).toBe("Message");
  expect(await refused.count()).toBe(0);
  await box.fill("Why is grass green?");
  await box.press("Enter");
  await refused.getByText("Not sent.").waitFor();

  await saveAndOpen();
  heal();
  await refused.getByRole("button", { name: "Retry" }).click();
  await refused.getByText("Answered").waitFor();
  await agreed(page, server);
  expect(await questionsOn(server)).toEqual(["Why is grass green?"]);
  expect(profile.problems).toEqual([]);
});

test("[P6] Edit of a refused chat opens it, and a name that is given then goes", async () => {
  const { page, server } = await enterSynced(profile, app.url);
  await page.goto("/athro/athro-history");
  await ask(page, "Who was Llywelyn?");
  await message(page, "Who was Llywelyn?").getByText("Answered").waitFor();
  await page.getByRole("button", { name: "Save session" }).click();
  await message(page, "Who was Llywelyn?").waitFor({ state: "detached" });
  await agreed(page, server);
  const saved = (await server.rows()).chat_sessions.find(({ title }) => title !== "");
  await page.goto(`/sessions/${String(saved?.id)}`);
  const heal = await refuse(profile.context, { chat_sessions: "54000" });
  const name = async (title: string) => {
    await page.getByRole("button", { name: "Rename" }).click();
    await page.getByRole("dialog").getByRole("textbox").fill(title);
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
  };
  await name("Princes of Wales");
  await isRefused(page, "Princes of Wales", "It's too large for the server.");
  heal();
  await page.getByRole("button", { name: "Edit: Princes of Wales" }).click();
  await page.waitForURL(new RegExp(`/sessions/${String(saved?.id)}$`));
  await name("Welsh princes");
  await agreed(page, server);
  const { chat_sessions } = await server.rows();
  expect(chat_sessions.map(({ title }) => title)).toContain("Welsh princes");
  expect(profile.problems).toEqual([]);
});

test("[P6] a refused draft is told by its words; Edit leads to its composer, and Discard leaves what is typed there", async () => {
  const { page, server } = await enterSynced(profile, app.url);
  const heal = await refuse(profile.context, { preferences: "22P05" });
  await page.goto("/athro/athro-english");
  const box = page.getByRole("textbox", { name: "Message" });
  await box.fill("Why does Mr Birling");
  await page.getByRole("link", { name: "Home", exact: true }).click();
  await pillIs(page, "failed");
  await openPanel(page);
  const refused = itemIn(page, "Not accepted", "Why does Mr Birling");
  await refused.getByText("Draft", { exact: true }).waitFor();
  await refused.getByText("The server couldn't read it.").waitFor();
  await page.getByRole("button", { name: "Edit: Why does Mr Birling" }).click();
  await page.waitForURL(/\/athro\/athro-english$/);
  await expect.poll(() => box.inputValue()).toBe("Why does Mr Birling");

  await openPanel(page);
  await page.getByRole("button", { name: "Discard: Why does Mr Birling" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Discard", exact: true }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Discard for good" }).click();
  await page.getByText("The server has accepted everything that it was sent.").waitFor();
  heal();
  await page.goto("/athro/athro-english");
  await expect.poll(() => box.inputValue()).toBe("Why does Mr Birling");
  await box.fill("Why does Mr Birling talk so?");
  await box.press("Enter");
  await message(page, "Why does Mr Birling talk so?").waitFor();
  await agreed(page, server);
  expect(await questionsOn(server)).toEqual(["Why does Mr Birling talk so?"]);
  expect(profile.problems).toEqual([]);
});

test("[P6] what another tab has dealt with is not asked about any more", async () => {
  const { page, server } = await enterSynced(profile, app.url);
  const heal = await refuse(profile.context, { calendar_events: "parked" });
  await page.goto(WEEK);
  await addEvent(page, { title: "In two tabs", ...AFTERNOON });
  await isRefused(page, "In two tabs", "The server failed at it time after time.");
  await page.getByRole("button", { name: "Discard: In two tabs" }).click();
  const asked = page.getByRole("alertdialog");
  await asked.waitFor();
  heal();
  const second = await profile.context.newPage();
  await openPanel(second);
  await second.getByRole("button", { name: "Retry: In two tabs" }).click();
  await asked.waitFor({ state: "hidden" });
  await page.bringToFront();
  await atSection(page, "Not accepted");
  await agreed(second, server);
  const { calendar_events } = await server.rows();
  expect(calendar_events.map(({ title }) => title)).toEqual(["In two tabs"]);
  expect(profile.problems).toEqual([]);
});
