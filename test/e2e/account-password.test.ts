/** A forgotten password, a proven address, another password: from the screens of one device to the next. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { type App, startApp } from "../support/app.ts";
import { openProfile, type Profile, workerReady } from "../support/browser.ts";
import { enterSynced, expireToken } from "../support/enter.ts";
import { newEmail, PASSWORD, pillIs, signedIn, signIn, signUp } from "../support/student.ts";

const NEW_PASSWORD = "another horse entirely";

let app: App;
let laptop: Profile;
let phone: Profile;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  [laptop, phone] = await Promise.all([openProfile(app.url), openProfile(app.url)]);
});
afterEach(async () => {
  await laptop.close();
  await phone.close();
});

const main = (page: Page) => page.getByRole("main");
const notice = (page: Page, text: RegExp) => page.getByText(text).first().waitFor();
const press = (page: Page, name: string) =>
  main(page).getByRole("button", { name, exact: true }).click();

/** The link, as it comes by e-mail, in answer to the form. */
const askForLink = async (page: Page, email: string): Promise<string> => {
  await page.goto("/account?mode=in");
  await main(page).getByRole("link", { name: "Forgotten your password?" }).click();
  await page.getByLabel("Email", { exact: true }).fill(email);
  await press(page, "Send the link");
  await page.getByRole("heading", { name: "Check your email" }).waitFor();
  return app.linkTo(email);
};

test("a forgotten password is replaced on another device, which is then signed in, and the old one asks", async () => {
  const { page, email } = await enterSynced(laptop, app.url);
  const away = await phone.open("/account?mode=in");
  const link = await askForLink(away, email);
  await away.goto(link);
  await away.getByRole("heading", { name: "Choose a new password" }).waitFor();
  await away.getByLabel("New password", { exact: true }).fill("short");
  await press(away, "Save password");
  await away
    .getByRole("alert")
    .getByText(/8 characters/)
    .waitFor();
  await away.getByLabel("New password", { exact: true }).fill(PASSWORD);
  await press(away, "Save password");
  // The link was used by now, and goes on working for this page.
  await away
    .getByRole("alert")
    .getByText(/have now/)
    .waitFor();
  await away.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
  await press(away, "Save password");
  await signedIn(away);
  await notice(away, /new password is saved/);
  expect(new URL(away.url()).search).toBe("");

  await expireToken(page, 1_000);
  await page.reload();
  await pillIs(page, "signin");
  await signIn(page, email, PASSWORD);
  await page
    .getByRole("alert")
    .getByText(/isn't right/)
    .waitFor();
  await signIn(page, email, NEW_PASSWORD);
  await pillIs(page, "synced");

  // Once is once.
  await away.goto(link);
  await away.getByLabel("New password", { exact: true }).fill("and one more password");
  await press(away, "Save password");
  await away.getByRole("heading", { name: "This link doesn't work any more" }).waitFor();
  await main(away).getByRole("link", { name: "Ask for a new link" }).waitFor();
  expect([...laptop.problems, ...phone.problems]).toEqual([]);
});

test("a link opened without a network says so, keeps what was typed, and works afterwards", async () => {
  const { page, email } = await enterSynced(laptop, app.url);
  const link = await askForLink(await phone.open("/"), email);
  await laptop.context.setOffline(true);
  await page.goto(link);
  await page.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
  await press(page, "Save password");
  await page
    .getByRole("alert")
    .getByText(/offline/i)
    .waitFor();
  expect(await page.getByLabel("New password", { exact: true }).inputValue()).toBe(NEW_PASSWORD);
  await laptop.context.setOffline(false);
  await press(page, "Save password");
  await signedIn(page);
  expect(laptop.problems).toEqual([]);
});

test("a link opened where another student is signed in changes nothing for them", async () => {
  const { email } = await enterSynced(phone, app.url);
  const { page, email: other } = await enterSynced(laptop, app.url);
  await page.goto(await resetBeside(email));
  await page.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
  await press(page, "Save password");
  await notice(page, /Someone else is signed in/);
  await pillIs(page, "synced");
  expect(await main(page).getByRole("heading", { level: 2 }).first().innerText()).toContain(other);
});

/** Asked for by a device where no one is signed in. */
const resetBeside = async (email: string): Promise<string> => {
  const profile = await openProfile(app.url);
  try {
    return await askForLink(await profile.open("/"), email);
  } finally {
    await profile.close();
  }
};

test("a link as Supabase's own templates make it, with the session after the #, works too", async () => {
  const { email, server } = await enterSynced(phone, app.url);
  const { data } = await server.client.auth.getSession();
  const { access_token, refresh_token } = data.session ?? {};
  const fragment = new URLSearchParams({
    access_token: access_token ?? "",
    refresh_token: refresh_token ?? "",
    expires_in: "3600",
    token_type: "bearer",
    type: "recovery",
  });
  const page = await laptop.open(`/account#${fragment}`);
  await page.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
  await press(page, "Save password");
  await signedIn(page);
  expect(page.url()).not.toContain("access_token");
  await page.getByText(email).first().waitFor();
  await page.goto("/account#error=access_denied&error_code=otp_expired");
  await page.getByRole("heading", { name: "This link doesn't work any more" }).waitFor();
});

test("a password is changed by who knows it; this device goes on, the other one asks", async () => {
  const { page, email } = await enterSynced(laptop, app.url);
  const { page: other } = await enterSynced(phone, app.url, email);
  await page.goto("/account");
  await press(page, "Change password");
  const dialog = page.getByRole("dialog", { name: "Change password" });
  const save = dialog.getByRole("button", { name: "Change password", exact: true });
  await dialog.getByLabel("Present password", { exact: true }).fill("not the password");
  await dialog.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
  await save.click();
  await dialog
    .getByRole("alert")
    .getByText(/isn't right/)
    .waitFor();
  await dialog.getByLabel("Present password", { exact: true }).fill(PASSWORD);
  await laptop.context.setOffline(true);
  await save.click();
  await dialog
    .getByRole("alert")
    .getByText(/offline/i)
    .waitFor();
  await laptop.context.setOffline(false);
  await save.click();
  await dialog.waitFor({ state: "detached" });
  await notice(page, /password is changed/);
  await expireToken(page, 1_000);
  await page.reload();
  await pillIs(page, "synced");

  await expireToken(other, 1_000);
  await other.reload();
  await pillIs(other, "signin");
  await signIn(other, email, NEW_PASSWORD);
  await pillIs(other, "synced");
  expect([...laptop.problems, ...phone.problems]).toEqual([]);
});

test("signing out everywhere ends the other device's session, which pauses, keeps its work and asks", async () => {
  const { page, email } = await enterSynced(laptop, app.url);
  const { page: other } = await enterSynced(phone, app.url, email);
  await laptop.context.setOffline(true);
  await page.goto("/account");
  await press(page, "Sign out everywhere");
  await page
    .getByRole("alert")
    .getByText(/offline/i)
    .waitFor();
  await laptop.context.setOffline(false);
  await press(page, "Sign out everywhere");
  await page.getByRole("button", { name: "Sign out", exact: true }).waitFor({ state: "detached" });
  await notice(page, /Signed out everywhere/);

  await expireToken(other, 1_000);
  await other.goto("/athro/athro-maths");
  await other.getByRole("textbox", { name: "Message" }).fill("Still here?");
  await other.getByRole("button", { name: "Send", exact: true }).click();
  await other.getByRole("article").filter({ hasText: "Still here?" }).waitFor();
  await pillIs(other, "signin");
  await signIn(other, email);
  await pillIs(other, "synced");
  expect([...laptop.problems, ...phone.problems]).toEqual([]);
});

test("where addresses have to be proven, the link lets its reader in, on whatever device", async () => {
  const school = await startApp({ ATHRO_CONFIRM_EMAILS: "1" });
  const profile = await openProfile(school.url);
  try {
    const email = newEmail();
    const page = await profile.open();
    await signUp(page, email);
    await page.getByRole("heading", { name: "Check your email" }).waitFor();
    await press(page, "Send it again");
    await notice(page, /sent again/);
    await press(page, "Back to sign in");
    await signIn(page, email);
    await page.getByRole("heading", { name: "Check your email" }).waitFor();
    await page.goto(await school.linkTo(email));
    await workerReady(page);
    await press(page, "Confirm my email");
    await signedIn(page);
    await pillIs(page, "synced");
    expect(profile.problems).toEqual([]);
  } finally {
    await profile.close();
    await school.stop();
  }
});
