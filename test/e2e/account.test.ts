import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { openProfile, type Profile } from "../support/browser.ts";
import { newEmail, signedIn, signIn, signOut, signUp } from "../support/student.ts";

const app = inject("app");
let profile: Profile;
beforeEach(async () => {
  profile = await openProfile(app.url);
});
afterEach(() => profile.close());

test("a wrong password and a taken email are told in words, and what was typed stays", async () => {
  const email = newEmail();
  const page = await profile.open();
  await signUp(page, email);
  await signedIn(page);
  await signOut(page);
  await signIn(page, email, "not the password");
  await page
    .getByRole("alert")
    .getByText(/email or password/i)
    .waitFor();
  expect(await page.getByLabel("Email", { exact: true }).inputValue()).toBe(email);
  await signUp(page, email);
  await page
    .getByRole("alert")
    .getByText(/already/i)
    .waitFor();
  expect(await page.getByLabel("Email", { exact: true }).inputValue()).toBe(email);
  await signUp(page, newEmail(), "short");
  await page
    .getByRole("alert")
    .getByText(/8 characters/i)
    .waitFor();
  await signIn(page, email);
  await signedIn(page);
  expect(profile.problems).toEqual([]);
});

test("signing in without a network says so and loses nothing", async () => {
  const page = await profile.open("/account?mode=in");
  await page.getByLabel("Email", { exact: true }).fill("someone@example.org");
  await page.getByLabel("Password", { exact: true }).fill("a password");
  await profile.context.setOffline(true);
  await page.getByRole("main").getByRole("button", { name: "Sign in", exact: true }).click();
  await page
    .getByRole("alert")
    .getByText(/offline/i)
    .waitFor();
  expect(await page.getByLabel("Email", { exact: true }).inputValue()).toBe("someone@example.org");
});

test("signing out in one tab signs the other out too", async () => {
  const page = await profile.open();
  await signUp(page, newEmail());
  await signedIn(page);
  const second = await profile.open("/calendar");
  await second.getByRole("button", { name: "New event" }).first().waitFor();
  await signOut(page);
  await second.getByRole("button", { name: "New event" }).first().waitFor({ state: "detached" });
  expect(profile.problems).toEqual([]);
});
