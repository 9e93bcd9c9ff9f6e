/** [X1] to [X5] Everything goes out as one file and comes back, for guests and students, without a network. */
import { readFile } from "node:fs/promises";
import { unzipSync } from "fflate";
import type { Download, Page } from "playwright-core";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { openProfile, type Profile, workerReady } from "../support/browser.ts";
import { enterSynced } from "../support/enter.ts";
import { agreed } from "../support/rows.ts";
import {
  addEvent,
  AFTERNOON,
  ask,
  deleteEvent,
  event,
  log,
  startAsGuest,
  WEEK,
} from "../support/student.ts";

const app = inject("app");
let laptop: Profile;
let phone: Profile;
beforeEach(async () => {
  [laptop, phone] = await Promise.all([openProfile(app.url), openProfile(app.url)]);
});
afterEach(async () => {
  await laptop.close();
  await phone.close();
});

const openAsGuest = async (profile: Profile): Promise<Page> => {
  const page = await profile.open("/");
  await startAsGuest(page);
  await workerReady(page);
  return page;
};

const exportAll = async (page: Page): Promise<Download> => {
  await page.goto("/settings");
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export everything", exact: true }).click(),
  ]);
  return file;
};

const choose = async (page: Page, name: string, buffer: Buffer): Promise<void> => {
  await page.goto("/settings");
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Import a file", exact: true }).click(),
  ]);
  await chooser.setFiles({ name, mimeType: "application/zip", buffer });
};

const bring = async (page: Page, file: Buffer): Promise<string> => {
  await choose(page, "athro.zip", file);
  await page
    .getByRole("dialog", { name: "Import this file?" })
    .getByRole("button", { name: "Import", exact: true })
    .click();
  const done = page.getByRole("alertdialog", { name: "Imported" });
  const said = await done.innerText({ timeout: 120_000 });
  await done.getByRole("button", { name: "Close" }).click();
  return said;
};

const fileOf = async (download: Download): Promise<Buffer> => readFile(await download.path());

test("a guest takes everything along offline, and brings it to an account, twice, without anything coming back", async () => {
  const page = await openAsGuest(laptop);
  await laptop.context.setOffline(true);
  await page.goto("/athro/athro-maths");
  await ask(page, "Ble mae'r ŵyl? 🌼");
  await page.getByRole("textbox", { name: "Message" }).fill("Half a question");
  await page.goto(WEEK);
  await addEvent(page, { title: "Physics mock", kind: "Exam", ...AFTERNOON });
  const file = await fileOf(await exportAll(page));
  const { "athro.json": records, "calendar.ics": calendar } = unzipSync(file);
  expect(new TextDecoder().decode(records)).toContain("Ble mae'r ŵyl? 🌼");
  expect(new TextDecoder().decode(calendar)).toContain(
    "DTSTART;TZID=Europe/London:20261125T140000\r\n",
  );

  const { page: other, server } = await enterSynced(phone, app.url);
  expect(await bring(other, file)).toMatch(/1 chat\s+1 message\s+1 event/);
  await other.goto("/athro/athro-maths");
  await log(other).getByText("Ble mae'r ŵyl? 🌼").waitFor();
  // What is typed is read once the chat is drawn.
  await expect
    .poll(() => other.getByRole("textbox", { name: "Message" }).inputValue())
    .toBe("Half a question");
  await other.goto(WEEK);
  await event(other, "Physics mock").waitFor();
  await agreed(other, server);

  await deleteEvent(other, "Physics mock");
  expect(await bring(other, file)).toContain("nothing was changed");
  await other.goto(WEEK);
  await other.getByRole("button", { name: "New event" }).first().waitFor();
  expect(await event(other, "Physics mock").count()).toBe(0);
  await agreed(other, server);
  expect([...laptop.problems, ...phone.problems]).toEqual([]);
});

test("a file that is damaged, edited, newer or something else is refused with the reason, and nothing changes", async () => {
  const page = await openAsGuest(laptop);
  await page.goto("/athro/athro-maths");
  await ask(page, "Kept?");
  const file = await fileOf(await exportAll(page));
  const records = new TextDecoder().decode(unzipSync(file)["athro.json"]);
  const refused: [Buffer, RegExp][] = [
    [file.subarray(0, file.length - 30), /cut off or damaged/],
    [Buffer.from(records.slice(0, -40)), /cut off or damaged/],
    [Buffer.from(records.replace('"role":"user"', '"role":"root"')), /chat_messages\[0\]\.role/],
    [Buffer.from(records.replace('"format": 2', '"format": 3')), /newer Athro/],
    [Buffer.from("holiday photographs"), /isn't an export/],
  ];
  const empty = await openAsGuest(phone);
  for (const [bytes, reason] of refused) {
    await choose(empty, "athro.zip", bytes);
    const dialog = empty.getByRole("alertdialog", { name: "This file can't be imported" });
    await dialog.getByText(reason).waitFor();
    await dialog.getByText("Nothing was imported, and nothing here has changed.").waitFor();
    await dialog.getByRole("button", { name: "Close" }).click();
  }
  await empty.goto("/athro/athro-maths");
  await empty.getByRole("textbox", { name: "Message" }).waitFor();
  expect(await log(empty).getByRole("article").count()).toBe(0);
  // As a browser that unpacks by itself leaves it.
  expect(await bring(empty, Buffer.from(records))).toMatch(/1 chat\s+1 message/);
  expect([...laptop.problems, ...phone.problems]).toEqual([]);
});

const MESSAGES = 20_000;

/** Puts many messages into a guest's first chat, past the app. */
const fillChat = (page: Page): Promise<void> =>
  page.evaluate(async (count) => {
    const opening = indexedDB.open("athro-guest");
    await new Promise((resolve) => opening.addEventListener("success", resolve));
    const writing = opening.result.transaction("chat_messages", "readwrite");
    const messages = writing.objectStore("chat_messages");
    const reading = messages.getAll();
    reading.addEventListener("success", () => {
      const [first] = reading.result;
      for (let n = 0; n < count; n += 1)
        messages.add({
          ...first,
          id: `aaaaaaaa-0000-4000-8000-${String(n).padStart(12, "0")}`,
          content: `${n} ${"What is the derivative of x squared, and why? ".repeat(8)}`,
          order_key: first.order_key + n + 1,
        });
    });
    await new Promise((resolve) => writing.addEventListener("complete", resolve));
    opening.result.close();
  }, MESSAGES);

/** How long something took, and for how long at most the page was not at hand meanwhile; ms. */
const blocked = async (
  page: Page,
  work: () => Promise<unknown>,
): Promise<{ total: number; longest: number }> => {
  const watching = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let last = performance.now();
        let longest = 0;
        const timer = setInterval(() => {
          const now = performance.now();
          longest = Math.max(longest, now - last);
          last = now;
        }, 10);
        document.addEventListener("athro-test-over", () => {
          clearInterval(timer);
          resolve(longest);
        });
      }),
  );
  const began = performance.now();
  await work();
  const total = performance.now() - began;
  await page.evaluate(() => document.dispatchEvent(new Event("athro-test-over")));
  return { total, longest: await watching };
};

test("20,000 messages go out and come back, and the page stays at hand", async () => {
  const page = await openAsGuest(laptop);
  await page.goto("/athro/athro-maths");
  await ask(page, "The first");
  await fillChat(page);
  await page.goto("/settings");
  let file: Buffer = Buffer.alloc(0);
  const out = await blocked(page, async () => {
    const [saved] = await Promise.all([
      page.waitForEvent("download", { timeout: 120_000 }),
      page.getByRole("button", { name: "Export everything", exact: true }).click(),
    ]);
    file = await fileOf(saved);
  });
  const other = await openAsGuest(phone);
  await choose(other, "athro.zip", file);
  const dialog = other.getByRole("dialog", { name: "Import this file?" });
  await dialog.getByText("20001 messages").waitFor({ timeout: 120_000 });
  const back = await blocked(other, async () => {
    await dialog.getByRole("button", { name: "Import", exact: true }).click();
    await other.getByRole("alertdialog", { name: "Imported" }).waitFor({ timeout: 120_000 });
  });
  // In one piece it would be all of the time. A machine that does other work beside lets a page wait by itself.
  for (const { total, longest } of [out, back])
    expect(longest).toBeLessThan(Math.max(500, total / 2));
  await other.getByRole("button", { name: "Close" }).click();
  const again = await exportAll(other);
  expect(recordsOf(await fileOf(again))).toEqual(recordsOf(file));
});

/** The lines of the records' file, but for the one with the time. */
const recordsOf = (file: Buffer): string[] =>
  new TextDecoder()
    .decode(unzipSync(file)["athro.json"])
    .split("\n")
    .filter((line) => !line.startsWith('"exportedAt"'));
