/** [U12] to [U14] An account is deleted, and with it all that was in it, on every device; and nothing else is ever taken for that. */
import type { Page, Route } from "playwright-core";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { PUBLISHABLE_KEY } from "../../supabase/local/publishable-key.ts";
import { newClient } from "../support/backend.ts";
import { openProfile, type Profile } from "../support/browser.ts";
import { enterSynced, expireToken } from "../support/enter.ts";
import { ask, log, newEmail, PASSWORD, pillIs, signedIn, signUp } from "../support/student.ts";

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

/** Rows in each of a student's tables on a device that has any. */
const leftOn = (page: Page, uid: string): Promise<Record<string, number>> =>
  page.evaluate(async (name) => {
    const opening = indexedDB.open(name);
    await new Promise((resolve) => opening.addEventListener("success", resolve));
    const tables = [...opening.result.objectStoreNames];
    const reading = opening.result.transaction(tables, "readonly");
    const counts = tables.map((table) => reading.objectStore(table).count());
    await new Promise((resolve) => reading.addEventListener("complete", resolve));
    opening.result.close();
    return Object.fromEntries(
      tables.flatMap((table, n) => (counts[n]?.result ? [[table, counts[n].result]] : [])),
    );
  }, `athro-${uid}`);

const deleteDialog = async (page: Page) => {
  await page.goto("/account");
  await page.getByRole("button", { name: "Delete my account", exact: true }).click();
  const dialog = page.getByRole("alertdialog", {
    name: "Delete your account and all that's in it?",
  });
  const go = dialog.getByRole("button", { name: "Delete everything", exact: true });
  return { dialog, go, password: dialog.getByLabel("Password", { exact: true }) };
};

const goneDialog = (page: Page) =>
  page.getByRole("alertdialog", { name: "Your account was deleted" });

test("everything goes, on the server, here, and on the other device, which is told until someone has seen it", async () => {
  const { page, email, server } = await enterSynced(laptop, app.url);
  await page.goto("/athro/athro-maths");
  await ask(page, "What is left of me?");
  await pillIs(page, "synced");
  const { page: other } = await enterSynced(phone, app.url, email);
  await other.goto("/athro/athro-maths");
  await log(other).getByText("What is left of me?").waitFor();

  const { dialog, go, password } = await deleteDialog(page);
  await go.click();
  await dialog
    .getByRole("alert")
    .getByText(/Type your password/)
    .waitFor();
  await password.fill("not the password");
  await go.click();
  await dialog
    .getByRole("alert")
    .getByText(/isn't right/)
    .waitFor();
  await password.fill(PASSWORD);
  await laptop.context.setOffline(true);
  await go.click();
  await dialog
    .getByRole("alert")
    .getByText(/offline/i)
    .waitFor();
  await laptop.context.setOffline(false);
  const [copy] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: "Download copy" }).click(),
  ]);
  expect(copy.suggestedFilename()).toMatch(/^athro-\d{4}-\d\d-\d\d\.zip$/);
  await go.click();
  await page.getByRole("button", { name: "Start without an account" }).first().waitFor();
  await page.getByText("Your account and all that was in it are deleted.").waitFor();
  await expect.poll(() => leftOn(page, server.uid)).toEqual({});

  // The other one hears of it at once, and by itself.
  await goneDialog(other).waitFor({ timeout: 60_000 });
  await expect.poll(() => leftOn(other, server.uid)).toEqual({});
  await other.reload();
  await goneDialog(other).getByRole("button", { name: "OK" }).click();
  await other.reload();
  await other.getByRole("button", { name: "Start without an account" }).first().waitFor();
  expect(await goneDialog(other).count()).toBe(0);

  const { data } = await newClient({ url: app.url, key: PUBLISHABLE_KEY }).rpc("account_state", {
    student: server.uid,
  });
  expect(data).toMatchObject({ state: "deleted" });
  // The address is free again, and the account an empty one.
  await signUp(page, email);
  await signedIn(page);
  await pillIs(page, "synced");
  await page.goto("/athro/athro-maths");
  await page.getByRole("textbox", { name: "Message" }).waitFor();
  expect(await log(page).getByRole("article").count()).toBe(0);
  expect([...laptop.problems, ...phone.problems]).toEqual([]);
});

const ACCOUNT_STATE = "**/rest/v1/rpc/account_state";

test("a device that was away keeps its work whatever a portal or a broken server says, and goes by the server's word alone", async () => {
  const { page, email, server } = await enterSynced(laptop, app.url);
  const { page: other } = await enterSynced(phone, app.url, email);
  await phone.context.setOffline(true);
  await other.goto("/athro/athro-maths");
  await ask(other, "Written while away");
  await expireToken(other, 1_000);

  const { dialog, go, password } = await deleteDialog(page);
  await password.fill(PASSWORD);
  await go.click();
  await dialog.waitFor({ state: "detached" });

  const lies = [
    { status: 200, contentType: "text/html", body: "<h1>Welcome to the Wi-Fi</h1>" },
    { status: 200, contentType: "application/json", body: '{"state":"deleted"}' },
    {
      status: 200,
      contentType: "application/json",
      body: JSON.stringify({
        user: server.uid,
        state: "deleted",
        epoch: server.uid,
        deleted_at: Date.now(),
      }),
    },
    { status: 410, contentType: "application/json", body: '{"code":"PT410"}' },
  ];
  let told = 0;
  const lie = (route: Route) => route.fulfill(lies[told++ % lies.length] ?? {});
  await phone.context.route(ACCOUNT_STATE, lie);
  await phone.context.setOffline(false);
  await pillIs(other, "signin");
  for (let round = 1; round <= lies.length; round += 1) {
    await expect.poll(() => told, { timeout: 90_000 }).toBeGreaterThanOrEqual(round);
    await other.reload();
    await pillIs(other, "signin");
    await log(other).getByText("Written while away").waitFor();
  }
  expect(await goneDialog(other).count()).toBe(0);

  await phone.context.unroute(ACCOUNT_STATE, lie);
  await other.reload();
  await goneDialog(other).waitFor({ timeout: 60_000 });
  await expect.poll(() => leftOn(other, server.uid)).toEqual({});
});

test("another student's work on the same device stays", async () => {
  const staying = newEmail();
  const page = await laptop.open();
  await signUp(page, staying);
  await signedIn(page);
  await page.goto("/athro/athro-maths");
  await ask(page, "Mine, and staying");
  await pillIs(page, "synced");
  await page.goto("/account");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.getByRole("button", { name: "Start without an account" }).first().waitFor();
  await signUp(page, newEmail());
  await signedIn(page);
  await pillIs(page, "synced");
  const { dialog, go, password } = await deleteDialog(page);
  await password.fill(PASSWORD);
  await go.click();
  await dialog.waitFor({ state: "detached" });
  await laptop.context.setOffline(true);
  const left = await page.evaluate(async () =>
    (await indexedDB.databases()).map(({ name }) => name ?? ""),
  );
  const counts = await Promise.all(
    left
      .filter((name) => /^athro-[0-9a-f]{8}-/.test(name))
      .map((name) => leftOn(page, name.replace("athro-", ""))),
  );
  expect(counts.map(({ chat_messages = 0 }) => Math.min(chat_messages, 1)).sort()).toEqual([0, 1]);
  expect(laptop.problems).toEqual([]);
});
