import type { Page } from "playwright-core";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { parseLegacyKey } from "../../src/model/legacy/keys.ts";
import { openProfile, type Profile } from "../support/browser.ts";
import { oldEvent, oldSession, said } from "../support/legacy-storage.ts";
import { agreed, questionsOn, signInBeside } from "../support/rows.ts";
import {
  ask,
  deleteEvent,
  event,
  log,
  message,
  newEmail,
  PASSWORD,
  pillIs,
  signedIn,
  signIn,
  startAsGuest,
} from "../support/student.ts";

const app = inject("app");
let profile: Profile;
beforeEach(async () => {
  profile = await openProfile(app.url);
});
afterEach(async () => {
  await profile.close();
});

const STRANGER = "99999999-9999-4999-8999-999999999999";
const WEEK_OF_OLD = "/calendar?view=week&date=2024-07-01";

/** What the old app would have left on this device before the new one was ever opened. */
const leave = async (on: Profile, values: Readonly<Record<string, unknown>>): Promise<void> => {
  const page = await on.context.newPage();
  // A page of this origin on which the new app does not run.
  await page.route("**/old-app", (route) =>
    route.fulfill({ contentType: "text/html", body: "<title>Old app</title>" }),
  );
  await page.goto("/old-app");
  await page.evaluate((entries) => {
    for (const [key, value] of entries) localStorage.setItem(key, value);
  }, textsOf(values));
  await page.close();
};

const textsOf = (values: Readonly<Record<string, unknown>>): [string, string][] =>
  Object.entries(values).map(([key, value]) => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);

/** The old app's keys that are here; not those of the new one. */
const keysOn = async (page: Page): Promise<string[]> => {
  const keys = await page.evaluate(() => Object.keys(localStorage));
  return keys.filter((key) => parseLegacyKey(key) !== null).sort();
};

const session = (athro: string, id: string, question: string, over = {}) =>
  oldSession({
    id,
    athroId: athro,
    messages: [said("user", question), said("assistant", `About “${question}”`)],
    ...over,
  });

const others = {
  [`athro_chat_session_${STRANGER}_athro-drama`]: session("athro-drama", "x", "Not yours"),
  [`calendar_events_${STRANGER}`]: { events: [oldEvent({ title: "Not yours" })], userId: STRANGER },
};

/** Every form that has no user id in its key. */
const guests = {
  "athro_chat_session_anonymous_athro-maths": session("athro-maths", "a1", "What is a surd?"),
  "athro_chat_session_anonymous_athro-maths_archived_a0": session(
    "athro-maths",
    "a0",
    "What is pi?",
  ),
  "athro_chat_session_athro-dt": session("athro-dt", "o1", "What is plywood?"),
  "athro_chat_session_anonymous_athro-latin": session("athro-latin", "l1", "Quid est?"),
  athro_dashboard_calendar_events: [oldEvent({ title: "Mock in July" })],
  athroCalendarEvents: [
    oldEvent({
      title: "Revision in July",
      start: "2024-07-02T09:00:00.000Z",
      end: "2024-07-02T10:30:00.000Z",
    }),
  ],
  athro_workspace_confidence_levels: { "athro-maths": 7, AthroMaths: 7 },
  "athro_chat_session_anonymous_athro-art":
    '{"id":"b1","athroId":"athro-art","messages":[{"role":"us',
};

/** On an Athro's page: waits until the list of saved chats has one that begins so. */
const savedChat = async (page: Page, title: string): Promise<void> => {
  await page.getByRole("button", { name: "Saved sessions" }).click();
  await page.getByRole("list", { name: "Saved sessions" }).getByText(title).waitFor();
};

const itemsOf = (page: Page) =>
  page.getByRole("region", { name: "Data from the older Athro" }).getByRole("listitem");

const factsOf = async (page: Page): Promise<string> =>
  (
    await page.getByRole("region", { name: "Data from the older Athro" }).locator("dl").innerText()
  ).replaceAll(/\s+/g, " ");

describe("a guest on a device on which the old app was used", () => {
  test("[I2] finds their chats and events at the first start, and what could not be read", async () => {
    await leave(profile, { ...guests, ...others });
    const page = await profile.open("/");
    await startAsGuest(page);
    await page.goto("/athro/athro-maths");
    await message(page, "What is a surd?").first().waitFor();
    await savedChat(page, "What is pi?");
    await page.goto("/athro/athro-designtech");
    await message(page, "What is plywood?").first().waitFor();
    await page.goto("/athro/athro-latin");
    await message(page, "Quid est?").first().waitFor();
    await page.goto(WEEK_OF_OLD);
    await event(page, "Mock in July, Revision, AthroMaths, 16:00")
      .or(event(page, "Mock in July"))
      .first()
      .waitFor();
    await event(page, "Revision in July").waitFor();

    await page.goto("/settings");
    await itemsOf(page).filter({ hasText: "Chat with AthroArt" }).waitFor();
    expect(await factsOf(page)).toBe("Chats 4 Messages 8 Events 2");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Export what couldn't be read" }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
    const key = "athro_chat_session_anonymous_athro-art";
    expect(JSON.parse(Buffer.concat(chunks).toString())).toEqual([{ key, value: guests[key] }]);

    // A guest's keys are kept, and nothing of what was done since is undone at the next start.
    expect(await keysOn(page)).toEqual(Object.keys({ ...guests, ...others }).sort());
    await page.goto(WEEK_OF_OLD);
    await deleteEvent(page, "Mock in July");
    await page.goto("/athro/athro-maths");
    await ask(page, "And a cube root?");
    await page.reload();
    await message(page, "And a cube root?").waitFor();
    await expect.poll(() => log(page).getByRole("article").count()).toBe(3);
    await page.goto(WEEK_OF_OLD);
    await event(page, "Revision in July").waitFor();
    expect(await event(page, "Mock in July").count()).toBe(0);
    await expect.poll(() => page.getByText("Not yours").count()).toBe(0);
    expect(profile.problems).toEqual([]);
  });
});

describe("a student on a device on which they used the old app", () => {
  test("[I3] has their chats and events at once, on the server soon, and then no longer in the old place", async () => {
    const email = newEmail();
    // The account is there already, as the old app's students have one.
    const first = await openProfile(app.url);
    const there = await first.open("/account?mode=up");
    await there.getByLabel("Email", { exact: true }).fill(email);
    await there.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await there
      .getByRole("main")
      .getByRole("button", { name: "Create account", exact: true })
      .click();
    await signedIn(there);
    const server = await signInBeside(app.url, email);
    const mine = {
      [`athro_chat_session_${server.uid}_athro-maths`]: session(
        "athro-mathematics",
        "s1",
        "What is a limit?",
      ),
      [`athro_chat_session_${server.uid}_athro-maths_archived_s0`]: session(
        "athro-maths",
        "s0",
        "What is a sum?",
      ),
      [`calendar_events_${server.uid}`]: {
        events: [oldEvent({ title: "Algebra test" })],
        userId: server.uid,
      },
      [`calendar_events_backup_${server.uid}`]: { events: [oldEvent({ title: "Out of date" })] },
    };
    const half = { [`athro_chat_session_${server.uid}_athro-pe`]: '{"id":"p1","mess' };
    await leave(profile, { ...mine, ...half, ...guests, ...others });

    const page = await profile.open("/account?mode=in");
    await signIn(page, email);
    await signedIn(page);
    // What has no name on it was imported for the guest, and is someone else's.
    const notMine = page.getByRole("button", { name: "Not mine", exact: true });
    await notMine.click();
    await notMine.waitFor({ state: "detached" });
    await page.goto("/athro/athro-maths");
    await message(page, "What is a limit?").first().waitFor();
    await savedChat(page, "What is a sum?");
    await page.goto(WEEK_OF_OLD);
    await event(page, "Algebra test").waitFor();
    await pillIs(page, "synced");
    await agreed(page, server);
    expect(await questionsOn(server)).toEqual(["What is a limit?", "What is a sum?"]);
    const kept = Object.keys({ ...guests, ...others, ...half }).sort();
    await expect.poll(() => keysOn(page), { timeout: 90_000 }).toEqual(kept);
    await page.goto("/settings");
    await itemsOf(page).filter({ hasText: "Chat with AthroPE" }).waitFor();
    expect(await factsOf(page)).toBe("Chats 2 Messages 4 Events 1");

    // It is on the other device too, where the same old data is found once more; what was deleted meanwhile stays deleted.
    await there.goto(WEEK_OF_OLD);
    await event(there, "Algebra test").waitFor();
    await deleteEvent(there, "Algebra test");
    await pillIs(there, "synced");
    await there.evaluate((entries) => {
      for (const [key, value] of entries) localStorage.setItem(key, value);
    }, textsOf(mine));
    await there.reload();
    await expect.poll(() => keysOn(there), { timeout: 90_000 }).toEqual([]);
    await agreed(there, server);
    expect(await event(there, "Algebra test").count()).toBe(0);
    expect(await questionsOn(server)).toEqual(["What is a limit?", "What is a sum?"]);
    expect(profile.problems).toEqual([]);
    await first.close();
  });
});
