/** What a student does on a school day. Each act uses what is on the screen, and enters what it typed into the ledger. */
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { athroOf } from "../../src/model/athros.ts";
import type { Random } from "../simulation/prng.ts";
import { ask, fillEvent, message, WEEK } from "../support/student.ts";
import { type Ledger, tokensIn, type Who } from "./ledger.ts";

export interface Scene {
  page: Page;
  who: Who;
  device: string;
  random: Random;
  ledger: Ledger;
}

type Act = (scene: Scene) => Promise<string>;

const CHATS = ["maths", "science", "english", "history", "geography"];
/** Drafts of one Athro have no older version to fall back on, so that each device has Athros of its own for them. */
const DRAFTS: Readonly<Record<string, readonly string[]>> = {
  laptop: ["art", "music"],
  phone: ["drama", "pe"],
};
/** Tables of this size are still quick to look through, and most edits meet one of the other device's. */
const EVENTS_MAX = 12;

const box = (page: Page): Locator => page.getByRole("textbox", { name: "Message" });
const dialog = (page: Page): Locator => page.getByRole("dialog", { name: "Event" });
const saved = (page: Page): Locator => page.getByRole("dialog", { name: "Saved sessions" });

/** Leaves when the Athro's chat and draft are read. */
const openChat = async ({ page, random }: Scene, athro: string): Promise<void> => {
  const path = `/athro/athro-${athro}`;
  const link = page.getByRole("navigation").locator(`a[href="${path}"]`).first();
  // Within the app where there is a way, else by the address.
  if (random.chance(0.5) && (await link.isVisible())) await link.click();
  else await page.goto(path);
  // The screen before stays until this one is loaded.
  const { name } = athroOf(`athro-${athro}`);
  await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
  await expect
    .poll(() => box(page).getAttribute("aria-busy"), { interval: 30, timeout: 30_000 })
    .toBe("false");
};

const openWeek = async ({ page }: Scene): Promise<void> => {
  await page.goto(WEEK);
  await page.getByRole("button", { name: "New event", exact: true }).first().waitFor();
  // The events come a moment later, if there are any.
  await page
    .getByRole("main")
    .getByRole("button", { name: /event-\d/ })
    .first()
    .waitFor({ timeout: 2_000 })
    .catch(() => {});
};

/** The tokens by which events can be told on the screen: each is in a name. */
const eventsOn = async (page: Page): Promise<string[]> => {
  const names = await page
    .getByRole("main")
    .getByRole("button", { name: /event-\d/ })
    .allTextContents();
  return [...new Set(names.flatMap((name) => tokensIn(name).slice(0, 1)))];
};

const eventNamed = (page: Page, token: string): Locator =>
  page.getByRole("main").getByRole("button", { name: token }).first();

const asks: Act = async (scene) => {
  const athro = scene.random.pick(CHATS);
  await openChat(scene, athro);
  const token = scene.ledger.write("question", scene.who, scene.device);
  await ask(scene.page, token);
  return `asks ${athro}: ${token}`;
};

/** What was in the composer before is still there, and is typed over. */
const drafts: Act = async (scene) => {
  const { page, random, ledger } = scene;
  const athro = random.pick(DRAFTS[scene.device] ?? []);
  await openChat(scene, athro);
  const before = await box(page).inputValue();
  ledger.replace(before);
  const token = ledger.write("draft", scene.who, scene.device);
  await box(page).fill(token);
  const how = random.weighted({ leaves: 4, reloads: 3, stays: 2, sends: 2 });
  if (how === "reloads") {
    await page.reload();
    await expect
      .poll(() => box(page).inputValue(), { message: "the draft", timeout: 30_000 })
      .toBe(token);
  }
  if (how === "leaves") await page.getByRole("link", { name: "Home", exact: true }).first().click();
  if (how === "sends") {
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await message(page, token).waitFor();
    ledger.sent(token);
  }
  return `drafts for ${athro}, over "${before}", and ${how}: ${token}`;
};

const saves: Act = async (scene) => {
  const { page, random } = scene;
  const athro = random.pick(CHATS);
  await openChat(scene, athro);
  const save = page.getByRole("button", { name: "Save session", exact: true });
  const said = page.getByRole("article").first();
  if (
    !(await said.waitFor({ timeout: 2_000 }).then(
      () => true,
      () => false,
    ))
  )
    return `finds nothing to save at ${athro}`;
  await save.click();
  await page.getByText("Saved. New chat started.").first().waitFor();
  if (random.chance(0.7)) return `saves the session at ${athro}`;
  await page.getByRole("button", { name: "Undo", exact: true }).first().click();
  await page.getByRole("article").first().waitFor();
  return `saves the session at ${athro}, and takes it back`;
};

/** Opens the list of saved sessions; null if there is none. */
const openSaved = async (scene: Scene): Promise<Locator | null> => {
  const { page, random } = scene;
  await openChat(scene, random.pick(CHATS));
  await page.getByRole("button", { name: "Saved sessions", exact: true }).click();
  await saved(page).waitFor();
  const items = saved(page).getByRole("listitem");
  await items.first().or(saved(page).getByText("No saved sessions yet")).first().waitFor();
  const count = await items.count();
  if (count > 0) return items.nth(random.int(count));
  await saved(page).getByRole("button", { name: "Close" }).click();
  return null;
};

const closeSaved = async (page: Page): Promise<void> => {
  await saved(page).getByRole("button", { name: "Close", exact: true }).click();
  await saved(page).waitFor({ state: "hidden" });
};

const resumes: Act = async (scene) => {
  const item = await openSaved(scene);
  if (!item) return "finds no session to resume";
  await item.getByRole("button", { name: "Resume", exact: true }).click();
  await saved(scene.page).waitFor({ state: "hidden" });
  return "resumes a session";
};

const renames: Act = async (scene) => {
  const { page, ledger } = scene;
  const item = await openSaved(scene);
  if (!item) return "finds no session to rename";
  await item.getByRole("button", { name: "Rename", exact: true }).click();
  const form = page.getByRole("dialog", { name: "Rename session" });
  const title = form.getByLabel("Title", { exact: true });
  const before = await title.inputValue();
  const token = ledger.write("rename", scene.who, scene.device);
  await title.fill(token);
  await form.getByRole("button", { name: "Save", exact: true }).click();
  await form.waitFor({ state: "hidden" });
  ledger.replace(before);
  await closeSaved(page);
  return `renames "${before}": ${token}`;
};

const deletesSession: Act = async (scene) => {
  const { page, random } = scene;
  const item = await openSaved(scene);
  if (!item) return "finds no session to delete";
  await item.getByRole("button", { name: "Delete", exact: true }).click();
  await page
    .getByRole("dialog", { name: "Delete this chat" })
    .getByRole("button", { name: "Delete", exact: true })
    .click();
  const undo = saved(page).getByRole("button", { name: "Undo", exact: true });
  await undo.waitFor();
  const back = random.chance(0.4);
  if (back) {
    await undo.click();
    await undo.waitFor({ state: "detached" });
  }
  await closeSaved(page);
  return back ? "deletes a session, and takes it back" : "deletes a session";
};

const restores: Act = async ({ page, random }) => {
  await page.goto("/sync");
  const buttons = page.getByRole("button", { name: /^Restore: / });
  await buttons.first().or(page.getByText("Nothing has been deleted")).first().waitFor();
  const names = await buttons.evaluateAll((all) =>
    all.map((one) => one.getAttribute("aria-label") ?? one.textContent),
  );
  if (names.length === 0) return "finds nothing to restore";
  const which = random.int(names.length);
  await buttons.nth(which).click();
  await page.getByText("Restored.").first().waitFor();
  return `restores one of ${names.length}`;
};

const addsEvent: Act = async (scene) => {
  const { page, random } = scene;
  await openWeek(scene);
  if ((await eventsOn(page)).length >= EVENTS_MAX) return editsEvent(scene);
  const token = scene.ledger.write("event", scene.who, scene.device);
  const day = `2026-11-${23 + random.int(7)}`;
  const hour = 8 + random.int(10);
  await page.getByRole("button", { name: "New event", exact: true }).first().click();
  await fillEvent(page, {
    title: token,
    startDate: day,
    startTime: `${String(hour).padStart(2, "0")}:00`,
    endDate: day,
    endTime: `${String(hour + 1).padStart(2, "0")}:00`,
  });
  await dialog(page).getByRole("button", { name: "Save", exact: true }).click();
  await dialog(page).waitFor({ state: "hidden" });
  await eventNamed(page, token).waitFor();
  return `adds ${token}`;
};

/** Opens one of the events on the screen; null if there is none. */
const openEvent = async (scene: Scene): Promise<string | null> => {
  const { page, random } = scene;
  await openWeek(scene);
  const events = await eventsOn(page);
  if (events.length === 0) return null;
  const token = random.pick(events);
  // The other device may be taking it away just now.
  await eventNamed(page, token)
    .click({ timeout: 3_000 })
    .catch(() => {});
  const opened = await dialog(page)
    .waitFor({ timeout: 3_000 })
    .then(
      () => true,
      () => false,
    );
  return opened ? token : null;
};

const editsEvent: Act = async (scene) => {
  const { page, random, ledger } = scene;
  const event = await openEvent(scene);
  if (event === null) return "finds no event to edit";
  const part = random.pick(["event", "notes"] as const);
  const field = dialog(page).getByLabel(part === "event" ? "Title" : "Notes", { exact: true });
  const before = await field.inputValue();
  const token = ledger.write(part, scene.who, scene.device);
  await field.fill(token);
  // A clash that shows has been seen too.
  const notices = (await dialog(page).locator(".event-changes").textContent()) ?? "";
  await dialog(page).getByRole("button", { name: "Save", exact: true }).click();
  await dialog(page).waitFor({ state: "hidden" });
  ledger.replace(before);
  ledger.replace(notices);
  return `edits ${part} of ${event}, over "${before}": ${token}`;
};

const deletesEvent: Act = async (scene) => {
  const { page } = scene;
  const event = await openEvent(scene);
  if (event === null) return "finds no event to delete";
  const remove = dialog(page).getByRole("button", { name: "Delete", exact: true });
  if (await remove.isVisible()) await remove.click();
  else await dialog(page).getByRole("button", { name: "Cancel", exact: true }).click();
  await dialog(page).waitFor({ state: "hidden" });
  return `deletes ${event}`;
};

const switches: Act = async (scene) => {
  const athro = scene.random.pick([...CHATS, ...(DRAFTS[scene.device] ?? [])]);
  await openChat(scene, athro);
  return `goes to ${athro}`;
};

const reloads: Act = async ({ page }) => {
  await page.reload();
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  return `reloads ${new URL(page.url()).pathname}`;
};

export const ACTS = {
  asks,
  drafts,
  saves,
  resumes,
  renames,
  deletesSession,
  restores,
  addsEvent,
  editsEvent,
  deletesEvent,
  switches,
  reloads,
} as const;
